using FamilyPortal.Identity.Sessions;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Responses.Late;

namespace FamilyPortal.Identity.SignOut;

/// <summary>"Leave this page": ends what this browser has here and at the Portal, and opens a neutral site.</summary>
internal static partial class LeaveEndpoint
{
    /// <summary>Leaving must not wait for a database that does not answer.</summary>
    private static readonly TimeSpan MayTake = TimeSpan.FromSeconds(3);

    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, LateForms late, IdentityCookies cookies, AuthorityPacks packs, ILogger<BrowserSessions> log)
    {
        cookies.Delete(http, IdentityCookies.Flow);
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
        // Whose authority it is, is not known before the sign-in.
        return new LeaveResult(packs.All.First().LeaveUrl);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Somebody left, and their session could not be ended in the database ({Error}). Their cookie is gone; the session ends when it has been idle.")]
    private static partial void LogNotEnded(ILogger log, string error);
}
