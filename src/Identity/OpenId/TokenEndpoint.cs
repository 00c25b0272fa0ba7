using System.Collections.Immutable;
using System.Security.Claims;
using FamilyPortal.Identity.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>Tokens for a code or a refresh token, and for machines.</summary>
internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> HandleAsync(HttpContext http, BrowserSessions sessions, Clients clients)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not read the request.");
        if (request.IsClientCredentialsGrantType()) return ForMachine(request, clients);

        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        // A minute has passed since the code, hours since the first refresh token: the person may have left, or lost access. A
        // refresh is no use of the session: a client in the background must not keep somebody signed in who went away.
        if (principal?.GetClaim(OpenIdNames.Sid) is not { } sid || await sessions.FindLiveAsync(sid, http.RequestAborted) is null)
            return Refuse(Errors.InvalidGrant, "The sign-in behind this has ended.");
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static IResult ForMachine(OpenIddictRequest request, Clients clients)
    {
        var scopes = request.GetScopes();
        // OpenIddict has checked that the client may have each.
        if (scopes.IsEmpty) return Refuse(Errors.InvalidScope, $"Ask for the scopes you need: {string.Join(' ', OpenIdNames.MachineScopes)}.");
        var identity = new ClaimsIdentity("Client", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetClaims(OpenIdNames.Authorities, [.. clients.AuthoritiesOf(request.ClientId)]);
        identity.SetScopes(scopes);
        if (scopes.Intersect(OpenIdNames.MachineScopes).Any()) identity.SetResources(ImmutableArray.Create(OpenIdNames.RecordApi));
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new(identity), authenticationScheme: Scheme);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }), [Scheme]);
}
