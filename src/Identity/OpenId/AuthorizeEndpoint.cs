using System.Globalization;
using System.Security.Claims;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>Who is signed in, whether that sign-in answers what the client asks for, and otherwise the way to the sign-in page.</summary>
internal static class AuthorizeEndpoint
{
    /// <summary>Longer, and browsers and proxies would lose the way back.</summary>
    private const int ReturnUrlLength = 6000;

    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, AskedAt askedAt, Clients clients, StaffDirectory staff, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not read the request.");
        if (Fault(request) is { } fault) return Refuse(Errors.InvalidRequest, fault);

        string? hintedSubject = null;
        if (!string.IsNullOrEmpty(request.IdTokenHint))
        {
            // OpenIddict ignores a hint it cannot verify: a client that sends one wants it minded.
            hintedSubject = (await http.AuthenticateAsync(Scheme)).Principal?.GetClaim(Claims.Subject);
            if (hintedSubject is null) return Refuse(Errors.InvalidRequest, "The id_token_hint is not valid.");
        }

        var session = await sessions.CurrentAsync(http);
        var asked = askedAt.Read(request);
        var isNew = session is not null && asked is { } since && session.AuthTime >= since;
        var rightPerson = hintedSubject is null || session?.SubjectId == hintedSubject;
        if (session is not null && rightPerson && (isNew || IsGoodEnough(request, session, clock)))
        {
            var details = session.Kind == SubjectKind.Staff && clients.IsToldOfStaff(request.ClientId) ? await staff.DetailsAsync(session.SubjectId, http.RequestAborted) : null;
            return Results.SignIn(Principal(request, session, details), authenticationScheme: Scheme);
        }

        if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.LoginRequired, "Nobody is signed in as asked.");
        // They did sign in for this request, as somebody else than the client named.
        if (isNew && !rightPerson) return Refuse(Errors.LoginRequired, "Another person signed in.");

        var mark = asked is null ? askedAt.Make(request, clock.GetUtcNow()) : (string)request[AskedAt.Parameter]!;
        var back = AskedAt.ReturnUrl(request, mark);
        return back.Length > ReturnUrlLength
            ? Refuse(Errors.InvalidRequest, "The request is too long.")
            : Results.Redirect(SignIn.SignInLinks.Start(back));
    }

    /// <summary>OpenIddict drops a `max_age` that is no number; dropping it would mean signing in without the limit.</summary>
    private static string? Fault(OpenIddictRequest request)
    {
        if ((string?)request[Parameters.MaxAge] is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "max_age must be a whole number of seconds.";
    }

    private static bool IsGoodEnough(OpenIddictRequest request, SignInSession session, TimeProvider clock) =>
        !request.HasPromptValue(PromptValues.Login)
        && (request.MaxAge is not { } limit || clock.GetUtcNow() - session.AuthTime <= TimeSpan.FromSeconds(limit) && limit > 0);

    private static ClaimsPrincipal Principal(OpenIddictRequest request, SignInSession session, StaffClaims? details)
    {
        var identity = new ClaimsIdentity("Identity", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, session.SubjectId)
            .SetClaim(Claims.AuthenticationTime, session.AuthTime.ToUnixTimeSeconds())
            .SetClaim(OpenIdNames.Sid, session.Sid)
            .SetClaim(OpenIdNames.Kind, session.Kind == SubjectKind.Staff ? "staff" : "family");
        if (session.EndsSoon) identity.SetClaim(OpenIdNames.EndsSoon, "true");
        identity.SetClaims(Claims.AuthenticationMethodReference, [.. session.Methods.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        if (details is not null)
        {
            if (request.HasScope(Scopes.Profile)) identity.SetClaim(Claims.Name, details.Name).SetClaims(OpenIdNames.Groups, [details.Role.ToString().ToLowerInvariant()]);
            if (request.HasScope(Scopes.Email)) identity.SetClaim(Claims.Email, details.Email);
        }
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(claim => claim.Type switch
        {
            // The access token opens userinfo, which asks whether this session still stands.
            Claims.Subject or OpenIdNames.Sid => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.IdentityToken],
        });
        return new(identity);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }), [Scheme]);
}
