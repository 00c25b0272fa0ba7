using FamilyPortal.Identity.Sessions;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Identity.SignOut;

/// <summary>"Leave this page": ends what this browser has here and at the Portal, and opens a neutral site.</summary>
internal static partial class LeaveEndpoint
{
    /// <summary>Leaving must not wait for a database that does not answer.</summary>
    private static readonly TimeSpan MayTake = TimeSpan.FromSeconds(2);

    /// <summary>"Leave this page" here. Whose authority it is, is not known before the sign-in.</summary>
    public static Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, LateForms late, IdentityCookies cookies, AuthorityPacks packs, ILogger<BrowserSessions> log) =>
        FromPortalAsync(null, http, sessions, late, cookies, packs, log);

    /// <summary>
    /// The way on from "Leave this page" at the Portal. A link that changes something: so it does nothing where another site sent
    /// the browser, and at worst signs somebody out.
    /// </summary>
    public static async Task<IResult> FromPortalAsync(string? authority, HttpContext http, BrowserSessions sessions, LateForms late, IdentityCookies cookies, AuthorityPacks packs, ILogger<BrowserSessions> log)
    {
        var away = new LeaveResult((packs.Find(authority ?? "") ?? packs.All.First()).LeaveUrl);
        if (AnotherSite.Sent(http.Request)) return away;
        cookies.Delete(http, IdentityCookies.Flow);
        cookies.Delete(http, IdentityCookies.Session);
        // Not bound to the request: the session must end even if the browser is gone before we answer.
        using var patience = new CancellationTokenSource(MayTake);
        try
        {
            if (await sessions.SidAsync(http, patience.Token) is { } sid) await late.LeaveSignInAsync(sid, patience.Token);
            await sessions.EndCurrentAsync(http, patience.Token);
        }
        catch (Exception e)
        {
            LogNotEnded(log, e.GetType().Name);
        }
        return away;
    }

    /// <summary>The way on from sign-out at the Portal, and back to its page that says so. From another site it asks first.</summary>
    public static async Task<IResult> SignOutAsync(HttpContext http, BrowserSessions sessions, IdentityCookies cookies, PortalAddress portal)
    {
        if (AnotherSite.Sent(http.Request)) return Results.Redirect(SignOutLinks.AskPath);
        cookies.Delete(http, IdentityCookies.Flow);
        await sessions.EndCurrentAsync(http, http.RequestAborted);
        return Results.Redirect(portal.Link("/signed-out"));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Somebody left, and their session could not be ended in the database ({Error}). Their cookie is gone; the session ends when it has been idle.")]
    private static partial void LogNotEnded(ILogger log, string error);
}
