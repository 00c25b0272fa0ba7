using FamilyPortal.Identity.Sessions;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>All that we know of a signed-in person: that it is they. No name, no number: Identity has none.</summary>
internal static class UserInfoEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions)
    {
        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        if (principal?.GetClaim(OpenIdNames.Sid) is not { } sid || await sessions.FindLiveAsync(sid, http.RequestAborted) is not { } session)
            return Refuse(Errors.InvalidToken, "The sign-in behind this token has ended.");
        if (!principal.HasScope(Scopes.OpenId)) return Refuse(Errors.InsufficientScope, "The scope openid is needed.");
        return Results.Json(new Dictionary<string, string>
        {
            [Claims.Subject] = session.SubjectId,
            [OpenIdNames.Kind] = session.Kind == SubjectKind.Staff ? "staff" : "family",
        });
    }

    private static IResult Refuse(string error, string description) => Results.Challenge(new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }), [Scheme]);
}
