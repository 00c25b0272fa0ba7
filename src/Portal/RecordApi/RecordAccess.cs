using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>Who may call the record API: a machine with a token of ours for it, and with the scope that the call needs.</summary>
internal static class RecordAccess
{
    public const string Scheme = "RecordApi";
    public const string Audience = "record-api";
    public const string Read = "record.read";
    public const string Write = "record.write";

    public static AuthorizationPolicy SignedIn { get; } = Policy().Build();

    public static AuthorizationPolicy Scope(string scope) => Policy().RequireAssertion(a => Scopes(a.User).Contains(scope)).Build();

    /// <exception cref="InvalidOperationException">Identity:Issuer is missing, or not safe to use.</exception>
    public static void Configure(JwtBearerOptions bearer, string? issuer)
    {
        // Plain http is for loopback, where nobody can put keys of their own in between.
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new InvalidOperationException("Identity:Issuer must be the https address of the identity service (http only on localhost).");
        bearer.Authority = issuer;
        bearer.Audience = Audience;
        bearer.RequireHttpsMetadata = address.Scheme == Uri.UriSchemeHttps;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new()
        {
            ValidAudience = Audience,
            // An id token, or any other paper that Identity signs, opens nothing here.
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        bearer.Events = new()
        {
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
                await Problems.Of("no-token").ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context => Problems.Of("wrong-scope").ExecuteAsync(context.HttpContext),
        };
    }

    /// <summary>The client that the token was given to.</summary>
    public static string ClientId(ClaimsPrincipal user) => user.FindFirstValue("client_id") ?? user.FindFirstValue("azp") ?? "";

    private static AuthorizationPolicyBuilder Policy() =>
        new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().RequireAssertion(a => ClientId(a.User).Length > 0);

    private static IEnumerable<string> Scopes(ClaimsPrincipal user) =>
        user.FindAll("scope").SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
