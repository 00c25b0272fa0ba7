using FamilyPortal.Identity.Sessions;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Identity.SignOut;

/// <summary>"Leave this page": ends what this browser has here and at the Portal, and opens a neutral site.</summary>
internal static class LeaveEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, IdentityCookies cookies, AuthorityPacks packs)
    {
        cookies.Delete(http, IdentityCookies.Flow);
        await sessions.EndCurrentAsync(http);
        // Whose authority it is, is not known before the sign-in.
        return new LeaveResult(packs.All.First().LeaveUrl);
    }
}
