using FamilyPortal.Portal.SignIn;
using FamilyPortal.Portal.Staff;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Space;

/// <summary>
/// Pictures of answers, to whoever may read the answer: decided anew at each request, by what decides it for the answer. Otherwise 404, as
/// for one that never was. Nothing of them is kept by a browser, and nothing in them can run.
/// </summary>
internal static class PictureEndpoints
{
    private const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    public static string Address(string answer) => $"{Room.Space}/picture/{answer}";

    public static void MapPictures(this WebApplication app)
    {
        app.MapGet(Address("{answer}"), async (string answer, HttpContext http, Current current, FamilyAnswers answers) =>
            Answer(http, await answers.PictureAsync(current.Viewer, answer, http.RequestAborted)));
        app.MapGet("/staff/family/{Family:guid}/picture/{answer}", async (Guid family, string answer, HttpContext http, Current current, ViewerDirectory directory, StaffDesk desk, AnswerOpenings openings) =>
        {
            if (await directory.StaffAsync(current.Staff, family, http.RequestAborted) is not { } viewer) return Answer(http, null);
            // As a page with words does: whoever drew it sees who looked.
            await openings.RecordPictureAsync(viewer, answer, http.RequestAborted);
            return Answer(http, await desk.PictureAsync(viewer, answer, http.RequestAborted));
        }).RequireAuthorization(Policies.Staff);
    }

    /// <summary>As the record gets it too.</summary>
    public static IResult Answer(HttpContext http, byte[]? jpeg)
    {
        if (jpeg is null) return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Bytes(jpeg, "image/jpeg");
    }
}
