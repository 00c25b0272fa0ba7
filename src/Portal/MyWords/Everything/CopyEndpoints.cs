using System.Text;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
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
        app.MapPost(Html, (HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, OwnAccess access, TimeProvider clock) =>
            GiveAsync(http, current, antiforgery, maker, access, clock, "text/html; charset=utf-8", "your-copy.html", copy => PageAsync(http, copy)));
        app.MapPost(Json, (HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, OwnAccess access, TimeProvider clock) =>
            GiveAsync(http, current, antiforgery, maker, access, clock, "application/json", "your-copy.json", copy => Task.FromResult(copy.ToJson())));
    }

    private static async Task<IResult> GiveAsync(
        HttpContext http, Current current, IAntiforgery antiforgery, CopyMaker maker, OwnAccess access, TimeProvider clock, string type, string name, Func<YourCopy, Task<byte[]>> write)
    {
        if (current.SignedIn?.Together is not null) return Results.NotFound();
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!MayTake(current.SignedIn, clock)) return Results.Redirect("/my-words/everything");
        var body = await write(await maker.MakeAsync(current.Viewer, http.RequestAborted, withPictures: true));
        await access.RecordCopyAsync(current.Viewer, http.RequestAborted);
        return Results.File(body, type, name);
    }

    private static async Task<byte[]> PageAsync(HttpContext http, YourCopy copy)
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var page = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CopyDocument>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(CopyDocument.Copy)] = copy }))).ToHtmlString());
        return Encoding.UTF8.GetBytes(page);
    }
}
