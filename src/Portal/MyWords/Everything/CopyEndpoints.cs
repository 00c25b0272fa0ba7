using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Pictures;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FamilyPortal.Portal.MyWords.Everything;

/// <summary>The copies of everything that is held about a person, as files. Their names say nothing.</summary>
internal static class CopyEndpoints
{
    public const string Html = "/my-words/everything/page";
    public const string Json = "/my-words/everything/data";

    /// <summary>
    /// So long after signing in. A page shows a little at a time to who looks over a shoulder; a file takes everything along. Whoever
    /// picks up a phone that lies open must show again who they are (docs/decisions.md, 28).
    /// </summary>
    private static readonly TimeSpan AfterSignIn = TimeSpan.FromMinutes(15);

    public static bool MayTake(SignedIn? signedIn, TimeProvider clock) =>
        signedIn is { Viewer: not null, Together: null, SignedInAt: { } at } && clock.GetUtcNow() - at <= AfterSignIn;

    public static void AddCopies(this WebApplicationBuilder builder) => builder.Services.AddScoped<CopyMaker>();

    public static void MapCopies(this WebApplication app)
    {
        app.MapPost(Html, (HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, FamilyAnswers answers, OwnAccess access, TimeProvider clock) =>
            GiveAsync(http, current, antiforgery, maker, answers, access, clock, "text/html; charset=utf-8", "your-copy.html", (copy, pictures, to) => WritePageAsync(http, copy, pictures, to)));
        app.MapPost(Json, (HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, FamilyAnswers answers, OwnAccess access, TimeProvider clock) =>
            GiveAsync(http, current, antiforgery, maker, answers, access, clock, "application/json", "your-copy.json", (copy, pictures, to) => copy.WriteJsonAsync(to, pictures, http.RequestAborted)));
    }

    private static async Task<IResult> GiveAsync(
        HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, FamilyAnswers answers, OwnAccess access, TimeProvider clock, string type, string name, Func<YourCopy, OwnPictures, Stream, Task> write)
    {
        if (current.SignedIn?.Together is not null) return Results.NotFound();
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!MayTake(current.SignedIn, clock)) return Results.Redirect("/my-words/everything");
        if (!await access.TakeCopyAsync(current.Viewer, http.RequestAborted)) return Results.Redirect(CopyLaterPage.Address);
        var copy = await maker.MakeAsync(current.Viewer, http.RequestAborted);
        var pictures = await answers.OwnPicturesAsync(current.Viewer, http.RequestAborted);
        // Never whole in memory: somebody may have hundreds of pictures.
        return Results.Stream(to => write(copy, pictures, to), type, name);
    }

    /// <summary>The words are made first, with a mark where a picture belongs, which nobody can guess and so nobody can have written.</summary>
    private static async Task WritePageAsync(HttpContext http, YourCopy copy, OwnPictures pictures, Stream to)
    {
        var mark = RandomNumberGenerator.GetHexString(32);
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var page = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CopyDocument>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CopyDocument.Copy)] = copy,
                [nameof(CopyDocument.PictureSource)] = (string drawn) => mark + drawn + mark,
            }))).ToHtmlString());
        var isPicture = false;
        foreach (var piece in page.Split(mark))
        {
            if (!isPicture) await to.WriteAsync(Encoding.UTF8.GetBytes(piece), http.RequestAborted);
            else if (await pictures.ReadAsync(piece, http.RequestAborted) is { } jpeg) await to.WriteAsync(Encoding.ASCII.GetBytes("data:image/jpeg;base64," + Convert.ToBase64String(jpeg)), http.RequestAborted);
            isPicture = !isPicture;
        }
    }
}
