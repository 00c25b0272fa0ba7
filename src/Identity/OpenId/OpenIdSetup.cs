using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.Storage;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FamilyPortal.Identity.OpenId;

/// <summary>The provider, on OpenIddict: what differs from its defaults, and why.</summary>
internal static class OpenIdSetup
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddOpenId(this IServiceCollection services, Uri issuer)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(sp => sp.GetRequiredService<KeyRing>());
        services.AddSingleton<AskedAt>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityStore>())
            .AddServer(server =>
            {
                server.SetIssuer(issuer)
                    .SetAuthorizationEndpointUris(OpenIdNames.AuthorizePath.TrimStart('/'))
                    .SetTokenEndpointUris(OpenIdNames.TokenPath.TrimStart('/'))
                    .SetUserInfoEndpointUris(OpenIdNames.UserInfoPath.TrimStart('/'))
                    .SetEndSessionEndpointUris(OpenIdNames.EndSessionPath.TrimStart('/'));
                server.AllowAuthorizationCodeFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(OpenIdNames.MachineScopes);
                server.RegisterClaims(
                    Claims.Subject, Claims.Issuer, Claims.Audience, Claims.ExpiresAt, Claims.IssuedAt, Claims.Nonce,
                    Claims.AuthenticationTime, Claims.AuthenticationMethodReference, "sid", OpenIdNames.Kind);
                server.SetAuthorizationCodeLifetime(CodeLifetime).SetAccessTokenLifetime(TokenLifetime).SetIdentityTokenLifetime(TokenLifetime);
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
                server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(UnknownScopes.Drop).SetOrder(int.MinValue + 1));
                server.AddEventHandler<GenerateTokenContext>(h => h.UseInlineHandler(KeepNoIdTokenEntries).SetOrder(int.MinValue + 1));
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

    /// <summary>An id token is a signed statement and, at sign-out, a hint: it must be good as a hint after the code's entries are pruned.</summary>
    private static ValueTask KeepNoIdTokenEntries(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.IdentityToken) context.CreateTokenEntry = false;
        return default;
    }
}
