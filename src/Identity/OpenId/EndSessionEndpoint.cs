using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignOut;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace FamilyPortal.Identity.OpenId;

/// <summary>
/// Signs out at once where an id token proves that this session's client asks; asks the person otherwise. Redirects only with
/// such a proof, and (OpenIddict) only to a registered address.
/// </summary>
internal static class EndSessionEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, IAntiforgery antiforgery)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not read the request.");
        // Null for a forged, changed or foreign hint.
        var hinted = string.IsNullOrEmpty(request.IdTokenHint) ? null : (await http.AuthenticateAsync(Scheme)).Principal?.GetClaim(OpenIdNames.Sid);
        var current = await sessions.CurrentSidAsync(http);

        if (hinted is not null && (current is null || current == hinted))
        {
            await sessions.EndAsync(hinted, http.RequestAborted);
            await sessions.EndCurrentAsync(http, http.RequestAborted);
            return Leave();
        }
        if (current is null) return Results.Redirect(SignOutLinks.DonePath);
        if (!HttpMethods.IsPost(http.Request.Method) || (string?)request[SignOutLinks.Confirmed] is null)
            return Results.Redirect(SignOutLinks.Ask(request));
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await sessions.EndCurrentAsync(http, http.RequestAborted);
        return hinted is not null ? Leave() : Results.Redirect(SignOutLinks.DonePath);
    }

    /// <summary>To the client's registered address with its state, or to our own page where it named none.</summary>
    private static IResult Leave() => Results.SignOut(new AuthenticationProperties { RedirectUri = SignOutLinks.DonePath }, [Scheme]);
}
