using System.Globalization;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Antiforgery;

namespace FamilyPortal.Portal.SignIn;

/// <summary>
/// What the script behind the idle warning asks (Look's IdleWarning). The server decides how long a session lives; a page only
/// says so in time, covers itself, and hands over what was typed.
/// </summary>
internal static class SessionEndpoints
{
    /// <summary>A page's clock may be a little fast: so close to the end it is the end.</summary>
    private static readonly TimeSpan Nearly = TimeSpan.FromSeconds(10);

    public static void MapSession(this WebApplication app)
    {
        // Tokens are asked for in the handlers: a page of an ended session has an old one and is answered all the same.
        app.MapPost("/session/left", LeftAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
        app.MapPost("/session/stay", LeftAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/session/end/{**path}", EndAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new QuietSessionAttribute());
        app.MapPost("/words/delete", DeleteAsync);
    }

    /// <summary>The seconds that the session has left; 401 where the page's own person is signed in no more, 400 where somebody else is.</summary>
    private static async Task<IResult> LeftAsync(HttpContext http, Current current, IAntiforgery antiforgery)
    {
        if (current.SignedIn is not { } signedIn) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        // The token is the person's: a page that one person left open must not live on another's session.
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        return Results.Text(((int)signedIn.Left.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The time is up: what was typed is kept first, then the session is over, here and at Identity. Where it is not (another tab
    /// was used), the way leads back to the page, with what was typed in it.
    /// </summary>
    private static async Task<IResult> EndAsync(HttpContext http, string? path, Current current, IAntiforgery antiforgery, SessionCookie cookie, PortalSessions sessions, ExpiredForm expired)
    {
        var back = $"/{path}" is ['/', not ('/' or '\\'), ..] local && !local.Any(char.IsControl) ? local : "/";
        var (form, outcome) = await expired.TakeAsync(http, back);
        var isOthers = current.SignedIn is not null && !await antiforgery.IsRequestValidAsync(http);
        var lives = current.SignedIn?.Left > Nearly && !isOthers;
        if (lives && (outcome is null or { IsKept: true, Danger.IsDanger: false })) return Results.Redirect(back);
        if (!lives && !isOthers)
        {
            if (cookie.Read(http.Request) is { } secret) await sessions.EndAsync(secret, http.RequestAborted);
            SignInEndpoints.Forget(http, cookie);
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        }
        return ExpiredForm.Page(back, form, outcome, StatusCodes.Status200OK);
    }

    /// <summary>A person does not want to send what waits for them.</summary>
    private static async Task<IResult> DeleteAsync(HttpContext http, Current current, IAntiforgery antiforgery, KeptForms kept)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await kept.ForgetAsync(current.Viewer, form["key"], http.RequestAborted);
        return Results.Redirect(form["back"].ToString() is ['/', not ('/' or '\\'), ..] back ? back : "/");
    }
}
