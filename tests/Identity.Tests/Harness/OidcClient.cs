using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>A machine's answer.</summary>
public sealed record Reply(HttpStatusCode Status, JsonObject Json)
{
    public string? this[string name] => Json[name]?.ToString();
}

/// <summary>The Portal's side of OpenID Connect, as a test drives it: nothing is right by itself.</summary>
public sealed class OidcClient(Uri address) : IDisposable
{
    public const string RedirectUri = TestIdentity.PortalAddress + "/signin-oidc";
    public const string PostLogoutUri = TestIdentity.PortalAddress + "/signout-callback-oidc";

    private readonly HttpClient _http = new() { BaseAddress = address };

    public string Verifier { get; } = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A good authorization request; <paramref name="changed"/> replaces parameters, or with null removes them.</summary>
    public string Authorize(params (string Name, string? Value)[] changed)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "portal",
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["redirect_uri"] = RedirectUri,
            ["state"] = "the-state",
            ["nonce"] = "the-nonce",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changed) parameters[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", parameters.Where(p => p.Value is not null));
    }

    public Task<Reply> ExchangeAsync(string code, params (string Name, string? Value)[] changed) => TokenAsync(
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier), ("client_id", "portal"), ("client_secret", TestIdentity.PortalSecret), .. changed]);

    /// <summary>Later values replace earlier ones; null removes.</summary>
    public Task<Reply> TokenAsync(params (string Name, string? Value)[] fields) => PostAsync("/connect/token", fields);

    private Task<Reply> PostAsync(string path, params (string Name, string? Value)[] fields)
    {
        var form = new Dictionary<string, string?>();
        foreach (var (name, value) in fields) form[name] = value;
        return SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Where(f => f.Value is not null)!) });
    }

    /// <summary>An authorization request of the client `app`, which may have refresh tokens.</summary>
    public string AuthorizeApp(params (string Name, string? Value)[] changed) =>
        Authorize([("client_id", "app"), ("redirect_uri", TestIdentity.AppRedirectUri), ("scope", "openid offline_access"), .. changed]);

    public Task<Reply> ExchangeAppAsync(string code, params (string Name, string? Value)[] changed) =>
        ExchangeAsync(code, [("client_id", "app"), ("client_secret", TestIdentity.AppSecret), ("redirect_uri", TestIdentity.AppRedirectUri), .. changed]);

    public Task<Reply> RefreshAsync(string token, params (string Name, string? Value)[] changed) => TokenAsync(
        [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "app"), ("client_secret", TestIdentity.AppSecret), .. changed]);

    public Task<Reply> RevokeAsync(string token, params (string Name, string? Value)[] changed) => PostAsync(
        "/connect/revoke", [("token", token), ("client_id", "app"), ("client_secret", TestIdentity.AppSecret), .. changed]);

    public Task<Reply> MachineAsync(string? scope, string id = "record-demo", string secret = "demo-only-secret") =>
        TokenAsync(("grant_type", "client_credentials"), ("scope", scope), ("client_id", id), ("client_secret", secret));

    public Task<Reply> UserInfoAsync(string accessToken) => UserInfoAsync(accessToken, HttpMethod.Get);

    public Task<Reply> UserInfoAsync(string accessToken, HttpMethod method)
    {
        var request = new HttpRequestMessage(method, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", accessToken);
        return SendAsync(request);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using (request)
        using (var response = await _http.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            return new(response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new() { ["text"] = text });
        }
    }

    /// <summary>Checks a token as a client must: signature by the published keys, issuer, audience, times, algorithm.</summary>
    /// <param name="now">Where the test has moved the clock.</param>
    public async Task<JsonWebToken> ValidateAsync(string token, string audience, string type, DateTimeOffset? now = null)
    {
        var keys = new JsonWebKeySet((await GetAsync("/.well-known/jwks")).Json.ToJsonString());
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new()
        {
            ValidIssuer = address.ToString(),
            ValidAudience = audience,
            ValidTypes = [type],
            ValidAlgorithms = [type == "at+jwt" ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = keys.GetSigningKeys(),
            RequireSignedTokens = true,
            LifetimeValidator = (from, to, _, _) => to > (now ?? TimeProvider.System.GetUtcNow()).UtcDateTime && (from is null || from <= (now ?? TimeProvider.System.GetUtcNow()).UtcDateTime.AddSeconds(1)),
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw result.Exception;
    }

    public void Dispose() => _http.Dispose();
}
