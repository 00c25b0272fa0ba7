using System.Globalization;
using FamilyPortal.Look.Components;
using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyPortal.Portal.SignIn;

/// <summary>
/// What the script behind the idle warning asks (Look's IdleWatch). The server decides how long a session lives; a page only
/// says so in time, covers itself, and hands over what was typed.
/// </summary>
internal static class SessionEndpoints
{
    public static void MapSession(this WebApplication app)
    {
        // Whose page it is is asked for in the handlers: one of an ended session is answered all the same.
        app.MapPost("/session/left", LeftAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
        app.MapPost("/session/stay", LeftAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/session/warning", WarningAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
        app.MapPost("/session/end/{**path}", EndAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
        app.MapPost("/words/delete", DeleteAsync).RequireAuthorization(Policies.Known);
        app.MapPost("/words/draft/{**path}", DraftAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
    }

    /// <summary>The seconds that the session has left; 401 where the page's own person is signed in no more, 400 where somebody else is.</summary>
    private static Task<IResult> LeftAsync(HttpContext http, Current current) =>
        AnswerAsync(http, current, signedIn => Results.Text(((int)signedIn.Left.TotalSeconds).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The warning itself, for a page that stands open so long; otherwise as <see cref="LeftAsync"/>.</summary>
    private static Task<IResult> WarningAsync(HttpContext http, Current current) =>
        AnswerAsync(http, current, _ => new RazorComponentResult<IdleWarning> { PreventStreamingRendering = true });

    /// <summary>A page that one person left open must not live on another's session.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext http, Current current, Func<SignedIn, IResult> answer) =>
        current.SignedIn is not { } signedIn ? Results.StatusCode(StatusCodes.Status401Unauthorized)
        : !await WhosePage.IsOfAsync(http, signedIn.PageKey) ? Results.StatusCode(StatusCodes.Status400BadRequest)
        : answer(signedIn);

    /// <summary>
    /// The time is up: what was typed is kept first, then the session is over, here and at Identity. Where it is not (another tab
    /// was used), the way leads back to the page, with what was typed in it.
    /// </summary>
    private static async Task<IResult> EndAsync(HttpContext http, string? path, Current current, SessionCookie cookie, PortalSessions sessions, ExpiredForm expired)
    {
        if (AnotherSite.Sent(http.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var back = LocalPath.OrStart("/" + path);
        var (form, outcome) = await expired.TakeAsync(http, back);
        var isOthers = current.SignedIn is { } signedIn && !await WhosePage.IsOfAsync(http, signedIn.PageKey);
        var lives = current.SignedIn?.Left > WhosePage.Nearly && !isOthers;
        if (lives && (outcome is null or { IsQuiet: true })) return Results.Redirect(back);
        if (!lives && !isOthers)
        {
            if (cookie.Read(http.Request) is { } secret) await sessions.EndAsync(secret, http.RequestAborted);
            SignInEndpoints.Forget(http, cookie);
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        }
        return ExpiredForm.Page(back, form, outcome, StatusCodes.Status200OK);
    }

    /// <summary>What stands in a form that its person is still writing: kept as it is typed. 401 and 400 as in <see cref="AnswerAsync"/>.</summary>
    private static async Task<IResult> DraftAsync(HttpContext http, string? path, Current current, KeptForms kept)
    {
        if (current.SignedIn is not { } signedIn) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (!await WhosePage.IsOfAsync(http, signedIn.PageKey)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var page = LocalPath.OrStart("/" + path);
        var isOurs = await ExpiredForm.ReadAsync(http) is { } form && await kept.ViewerOfAsync(signedIn, form, page, http.RequestAborted) is { } viewer && await kept.DraftAsync(viewer, form, page, http.RequestAborted);
        return Results.StatusCode(isOurs ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest);
    }

    /// <summary>A person does not want to send what waits for them.</summary>
    private static async Task<IResult> DeleteAsync(HttpContext http, Current current, IAntiforgery antiforgery, KeptForms kept)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = LocalPath.OrStart(form["back"]);
        if (await kept.ViewerOfAsync(current.SignedIn!, new() { Who = form["who"], Key = form["key"] }, back, http.RequestAborted) is { } viewer) await kept.ForgetGivenAsync(viewer, form["given"], http.RequestAborted);
        return Results.Redirect(back);
    }
}
