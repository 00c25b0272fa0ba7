using System.Globalization;
using FamilyPortal.Identity.SignOut;
using FamilyPortal.Look.Components;
using FamilyPortal.Look.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyPortal.Identity.Sessions;

/// <summary>
/// What the script behind the idle warning asks (Look's IdleWatch), for Identity's own signed-in pages. Nothing that is typed there
/// (a PIN) is kept.
/// </summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        // Whose page it is is asked for in the handlers: one of an ended session is answered all the same.
        app.MapPost("/session/left", (HttpContext http, BrowserSessions sessions) => AnswerAsync(http, sessions, isUse: false, Seconds)).DisableAntiforgery();
        app.MapPost("/session/stay", (HttpContext http, BrowserSessions sessions) => AnswerAsync(http, sessions, isUse: true, Seconds)).DisableAntiforgery();
        app.MapPost("/session/warning", (HttpContext http, BrowserSessions sessions) =>
            AnswerAsync(http, sessions, isUse: false, _ => new RazorComponentResult<IdleWarning> { PreventStreamingRendering = true })).DisableAntiforgery();
        app.MapPost("/session/end/{**path}", EndAsync).DisableAntiforgery();
    }

    /// <summary>Stands for a session on its own pages; opens nothing.</summary>
    public static string MarkOf(SignInSession session) => Secrets.Hash("page of " + session.Sid);

    private static IResult Seconds(TimeSpan left) => Results.Text(((int)left.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>To a page of who is signed in; 401 where nobody is any more, 400 where somebody else is.</summary>
    private static async Task<IResult> AnswerAsync(HttpContext http, BrowserSessions sessions, bool isUse, Func<TimeSpan, IResult> answer)
    {
        if (await sessions.LookAsync(http) is not { } life) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (!await WhosePage.IsOfAsync(http, MarkOf(life.Session))) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (isUse)
        {
            await sessions.CurrentAsync(http);
            if (await sessions.LookAsync(http) is not { } again) return Results.StatusCode(StatusCodes.Status401Unauthorized);
            life = again;
        }
        return answer(life.Left);
    }

    /// <summary>The time is up: the session is over, here and at the Portal. Where it is not (another tab was used), back to the page.</summary>
    private static async Task<IResult> EndAsync(HttpContext http, string? path, BrowserSessions sessions)
    {
        if (AnotherSite.Sent(http.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var life = await sessions.LookAsync(http);
        var isTheirs = life is not null && await WhosePage.IsOfAsync(http, MarkOf(life.Value.Session));
        if (isTheirs && life!.Value.Left > WhosePage.Nearly) return Results.Redirect(LocalPath.OrStart("/" + path));
        // Somebody else who is signed in here by now stays so.
        if (life is null || isTheirs)
        {
            await sessions.EndCurrentAsync(http, http.RequestAborted);
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        }
        return Results.Redirect(SignOutLinks.DonePath);
    }
}
