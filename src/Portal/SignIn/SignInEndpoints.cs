using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses.Late;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace FamilyPortal.Portal.SignIn;

/// <summary>`/sign-in`, `/sign-out` and "Leave this page".</summary>
internal static partial class SignInEndpoints
{
    /// <summary>A page that says nothing about anybody, for those whose authority is not known (any more).</summary>
    private static readonly Uri Neutral = new("https://www.bbc.co.uk/weather");

    /// <summary>Leaving must not wait for a database that does not answer.</summary>
    private static readonly TimeSpan LeavingMayTake = TimeSpan.FromSeconds(2);

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", (Current current) => current.SignedIn is not null
            ? Results.Redirect("/")
            : Results.Challenge(new() { RedirectUri = "/" }, [Schemes.Identity])).AllowAnonymous();
        // Where the link of an invitation leads: texts show this host alone. Identity knows what to make of it.
        app.MapGet("/i/{link}", (string link, PortalSettings settings) => Results.Redirect(new Uri(settings.Issuer, "/i/" + Uri.EscapeDataString(link)).ToString()))
            .AllowAnonymous().WithMetadata(new NoSessionAttribute());
        // The token is asked for in the handler: an old session's form has an old token, and must sign out all the same.
        app.MapPost("/sign-out/now", SignOutAsync).AllowAnonymous().DisableAntiforgery();
        // No token: see Look's LeavePage.
        app.MapPost("/leave", LeaveAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new NoSessionAttribute());
        app.MapBackChannelLogout();
    }

    /// <summary>On to Identity, which may hold a session that this browser has no cookie for here, and back from there.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext http, Current current, IAntiforgery antiforgery, SessionCookie cookie, PortalSessions sessions, PortalSettings settings)
    {
        if (AnotherSite.Sent(http.Request)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (current.SignedIn is not null && !await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (cookie.Read(http.Request) is { } secret)
        {
            await sessions.EndAsync(secret, http.RequestAborted);
            // Pages in memory go too. Not when leaving: a large cache takes seconds to empty, and the page would stand meanwhile.
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        }
        Forget(http, cookie);
        return Results.Redirect(new Uri(settings.Issuer, "/sign-out/now").ToString());
    }

    /// <summary>
    /// Works without script, with an old session or none, and when the database does not answer. Where there was no session to end
    /// here the browser goes on through Identity, which ends its own: otherwise that is over with ours, and nothing more must answer.
    /// </summary>
    private static async Task<IResult> LeaveAsync(HttpContext http, SessionCookie cookie, PortalSessions sessions, LateForms late, AuthorityPacks packs, PortalSettings settings, ILogger<SessionHandler> log)
    {
        if (AnotherSite.Sent(http.Request)) return new LeaveResult(Neutral);
        string? authority = null;
        if (cookie.Read(http.Request) is { } secret)
        {
            // Not bound to the request: the session must end even if the browser is gone before we answer.
            using var patience = new CancellationTokenSource(LeavingMayTake);
            try
            {
                var signedIn = await sessions.ResolveAsync(secret, patience.Token);
                await sessions.EndAsync(secret, patience.Token);
                await late.LeaveAsync(secret, patience.Token);
                var pack = packs.Find(signedIn?.Viewer?.AuthorityId ?? signedIn?.Staff?.AuthorityId ?? "");
                if (signedIn is not null && pack is not null)
                {
                    Forget(http, cookie);
                    return new LeaveResult(pack.LeaveUrl);
                }
                authority = pack?.Id;
            }
            catch (Exception e)
            {
                LogNotEnded(log, e);
            }
        }
        Forget(http, cookie);
        return new LeaveResult(new Uri(settings.Issuer, "/leave/" + authority));
    }

    /// <summary>Nothing of a session stays in the browser.</summary>
    internal static void Forget(HttpContext http, SessionCookie cookie)
    {
        cookie.Delete(http);
        http.RequestServices.GetRequiredService<Chat.ChatCookie>().Forget(http);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Somebody left, and their session could not be ended in the database. Their cookie is gone; the session ends by itself when it has been idle.")]
    private static partial void LogNotEnded(ILogger log, Exception e);
}
