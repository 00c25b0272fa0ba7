using FamilyPortal.Identity.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FamilyPortal.Identity.OpenId;

/// <summary>
/// All tokens of one sign-in at one client stand and fall together (RFC 9700, 2.1.1 and 4.14.2). OpenIddict ends the tokens that
/// are there when a code or refresh token comes back; we end the authorization behind them too, so that a token which a request
/// at the same moment is still writing is dead when it arrives, and count the loser of a race as a second use.
/// </summary>
internal sealed class TokenFamilies(
    IOpenIddictTokenCache<OpenIddictEntityFrameworkCoreToken> cache, ILogger<OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictTokenStore<OpenIddictEntityFrameworkCoreToken> tokens, IdentityStore store)
    : OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>(cache, logger, options, tokens)
{
    /// <summary>In this request: somebody else redeemed the same code or refresh token first.</summary>
    private bool _lostRace;

    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        await store.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(a => a.Id == identifier)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Status, Statuses.Revoked), cancellationToken);
        return await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken);
    }

    public override async ValueTask<bool> TryRedeemAsync(OpenIddictEntityFrameworkCoreToken token, CancellationToken cancellationToken = default)
    {
        if (await base.TryRedeemAsync(token, cancellationToken)) return true;
        _lostRace = true;
        if (await GetAuthorizationIdAsync(token, cancellationToken) is { } family) await RevokeByAuthorizationIdAsync(family, cancellationToken);
        return false;
    }

    /// <summary>OpenIddict answers refreshes with one token at the same moment all alike; of ours one may win, and the others are told.</summary>
    internal sealed class RefuseLoser(IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<ProcessSignInContext>
    {
        public ValueTask HandleAsync(ProcessSignInContext context)
        {
            if (tokens is TokenFamilies { _lostRace: true }) context.Reject(Errors.InvalidGrant, "The refresh token has been used.");
            return default;
        }
    }

    /// <summary>Revoking a refresh token ends what came of it (RFC 7009, 2.1); OpenIddict ends that one alone.</summary>
    internal sealed class EndOnRevocation(IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<HandleRevocationRequestContext>
    {
        public async ValueTask HandleAsync(HandleRevocationRequestContext context)
        {
            if (context.GenericTokenPrincipal.HasTokenType(TokenTypeIdentifiers.RefreshToken) && context.GenericTokenPrincipal.GetAuthorizationId() is { } family)
                await tokens.RevokeByAuthorizationIdAsync(family, context.CancellationToken);
        }
    }
}
