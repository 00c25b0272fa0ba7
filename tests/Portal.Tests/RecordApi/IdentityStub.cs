using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FamilyPortal.Portal.Tests.RecordApi;

/// <summary>An identity service as the record API sees it: discovery, keys, and tokens of every good and bad sort.</summary>
internal sealed class IdentityStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "stub" };

    private IdentityStub(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single() + "/";

    public static async Task<IdentityStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new IdentityStub(builder.Build());
        stub._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = stub.Issuer, jwks_uri = stub.Issuer + "jwks" }));
        stub._app.MapGet("/jwks", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(stub._key);
            return Results.Json(new { keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.KeyId, use = "sig", alg = "ES256" } } });
        });
        await stub._app.StartAsync();
        return stub;
    }

    public string Token(string scope = "record.read record.write", string client = "care-system", string audience = "record-api", string type = "at+jwt",
        string? issuer = null, TimeSpan? lifetime = null, SecurityKey? key = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            TokenType = type,
            IssuedAt = now.AddHours(-2),
            Expires = now + (lifetime ?? TimeSpan.FromMinutes(5)),
            Claims = new Dictionary<string, object> { ["sub"] = client, ["client_id"] = client, ["scope"] = scope },
            SigningCredentials = new(key ?? _key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.ECDsa.Dispose();
    }
}
