using FamilyPortal.Shared.Families;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.OpenId.BackChannel;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;
using static OpenIddict.Server.OpenIddictServerHandlers.Discovery;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;
using static OpenIddict.Server.OpenIddictServerHandlers.Revocation;

namespace FamilyPortal.Identity.OpenId;

/// <summary>The provider, on OpenIddict: what differs from its defaults, and why.</summary>
internal static class OpenIdSetup
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddOpenId(this IServiceCollection services, IConfiguration configuration, Uri issuer)
    {
        services.AddKeys(configuration).AddBackChannelLogout(issuer);
        services.AddSingleton<AskedAt>();
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<IdentityStore>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientSecrets>();
                core.ReplaceTokenManager<OpenIddictEntityFrameworkCoreToken, TokenFamilies>();
            })
            .AddServer(server =>
            {
                server.SetIssuer(issuer)
                    .SetAuthorizationEndpointUris(OpenIdNames.AuthorizePath.TrimStart('/'))
                    .SetTokenEndpointUris(OpenIdNames.TokenPath.TrimStart('/'))
                    .SetUserInfoEndpointUris(OpenIdNames.UserInfoPath.TrimStart('/'))
                    .SetRevocationEndpointUris(OpenIdNames.RevocationPath.TrimStart('/'))
                    .SetEndSessionEndpointUris(OpenIdNames.EndSessionPath.TrimStart('/'));
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes([.. OpenIdNames.MachineScopes, .. OpenIdNames.StaffScopes]);
                server.RegisterClaims(
                    Claims.Subject, Claims.Issuer, Claims.Audience, Claims.ExpiresAt, Claims.IssuedAt, Claims.Nonce,
                    Claims.AuthenticationTime, Claims.AuthenticationMethodReference, OpenIdNames.Sid, OpenIdNames.Kind, OpenIdNames.EndsSoon,
                    Claims.Name, Claims.Email, OpenIdNames.Groups);
                server.SetAuthorizationCodeLifetime(CodeLifetime).SetAccessTokenLifetime(TokenLifetime).SetIdentityTokenLifetime(TokenLifetime);
                // No refresh token outlives the longest sign-in; an old one that comes back is never a slow network's doing.
                server.SetRefreshTokenLifetime(SessionLife.Longest).DisableSlidingRefreshTokenExpiration().SetRefreshTokenReuseLeeway(TimeSpan.Zero);
                // The record API checks tokens by JwtBearer with discovery, so it must be able to read them.
                server.DisableAccessTokenEncryption();
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
                    // What discovery lists must work: fragments are for implicit flows, and a form that posts itself needs inline script.
                    options.ResponseModes.Remove(ResponseModes.Fragment);
                    options.ResponseModes.Remove(ResponseModes.FormPost);
                    options.ClientAuthenticationMethods.Remove(ClientAuthenticationMethods.PrivateKeyJwt);
                    options.PromptValues.Remove(PromptValues.Consent);
                    options.PromptValues.Remove(PromptValues.SelectAccount);
                });
                server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseSingletonHandler<UnknownScopes>().SetOrder(int.MinValue + 1));
                server.AddEventHandler<GenerateTokenContext>(h => h.UseInlineHandler(TokenShapes.KeepNoRow).SetOrder(int.MinValue + 1));
                server.AddEventHandler<GenerateTokenContext>(h => h.UseSingletonHandler<TokenShapes.PickKeys>().SetOrder(AttachSecurityCredentials.Descriptor.Order + 1));
                server.AddEventHandler<HandleConfigurationRequestContext>(h => h.UseInlineHandler(TokenShapes.Describe).SetOrder(AttachSigningAlgorithms.Descriptor.Order + 1));
                server.AddEventHandler<ProcessSignInContext>(h => h.UseScopedHandler<TokenFamilies.RefuseLoser>().SetOrder(RedeemTokenEntry.Descriptor.Order + 1));
                server.AddEventHandler<HandleRevocationRequestContext>(h => h.UseScopedHandler<TokenFamilies.EndOnRevocation>().SetOrder(RevokeToken.Descriptor.Order + 1));
                var host = server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
                if (issuer is { Scheme: "http", IsLoopback: true }) host.DisableTransportSecurityRequirement();
            });
        return services;
    }

    public static void MapOpenId(this IEndpointRouteBuilder app)
    {
        // Antiforgery is not for these: the protocol has its own (state, PKCE, client secrets), and end-session checks a token where a person confirms.
        app.MapMethods(OpenIdNames.AuthorizePath, ["GET", "POST"], AuthorizeEndpoint.HandleAsync).DisableAntiforgery();
        app.MapPost(OpenIdNames.TokenPath, TokenEndpoint.HandleAsync).DisableAntiforgery();
        app.MapMethods(OpenIdNames.UserInfoPath, ["GET", "POST"], UserInfoEndpoint.HandleAsync).DisableAntiforgery();
        app.MapMethods(OpenIdNames.EndSessionPath, ["GET", "POST"], EndSessionEndpoint.HandleAsync).DisableAntiforgery();
    }
}
