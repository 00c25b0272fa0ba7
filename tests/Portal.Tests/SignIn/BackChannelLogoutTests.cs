using System.Net;
using System.Security.Cryptography;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.SignIn;

/// <summary>
/// The Portal's side of OpenID Connect Back-Channel Logout 1.0 (2.6), against an Identity of the test's own: a program apart,
/// whose only way to the Portal is HTTP.
/// </summary>
public sealed class BackChannelLogoutTests : IAsyncLifetime
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private WebApplication _identity = null!;
    private TestSite _site = null!;

    private string Issuer => _identity.Urls.Single() + "/";

    private Uri Address => new(_site.Host.Portal, "signout-backchannel");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _identity = builder.Build();
        _identity.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = Issuer + "jwks" }));
        _identity.MapGet("/jwks", () =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", kid = "one", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } });
        });
        await _identity.StartAsync();
        _site = await TestSite.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Identity:Issuer"] = Issuer,
            ["Identity:ClientId"] = "portal",
            ["Bot:Url"] = "http://127.0.0.1:9",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _identity.DisposeAsync();
        _rsa.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Oidcc_backchannel_rp_initiated_logout_ends_the_sessions_of_that_sid_and_no_other()
    {
        var people = await _site.LoadAsync(_site.Sample("cornwall-gran-and-grampy"));
        var (left, stays) = (await EnterAsync(people[0], "sid-one"), await EnterAsync(people[1], "sid-two"));

        (await SendAsync(Token(sid: "sid-one"))).ShouldBe(HttpStatusCode.OK);

        (await Sessions.ResolveAsync(left)).ShouldBeNull();
        (await Sessions.ResolveAsync(stays)).ShouldNotBeNull();
        // A sid that nobody has is answered alike: the answer says nothing of who is signed in.
        (await SendAsync(Token(sid: "sid-nobody"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_a_token_that_is_right_in_everything_ends_a_session()
    {
        var people = await _site.LoadAsync(_site.Sample("cornwall-gran-and-grampy"));
        var secret = await EnterAsync(people[0], "sid");
        var now = _site.Clock.GetUtcNow();
        Dictionary<string, string> wrong = new()
        {
            ["another key"] = Token(key: _other),
            ["another key id"] = Token(kid: "../../two"),
            ["another issuer"] = Token(issuer: "https://evil.example/"),
            ["another audience"] = Token(audience: "somebody-else"),
            ["an id token's type"] = Token(type: "JWT"),
            ["an access token's type"] = Token(type: "at+jwt"),
            ["no event"] = Token(isLogout: false),
            ["another event"] = Token(events: new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>() }),
            ["the event no object"] = Token(events: new Dictionary<string, object> { [Event] = "yes" }),
            ["a nonce"] = Token(more: ("nonce", "n")),
            ["no sid"] = Token(sid: null),
            ["no jti"] = Token(jti: null),
            ["an old one"] = Token(at: now.AddMinutes(-6), life: TimeSpan.FromHours(1)),
            ["expired"] = Token(at: now.AddMinutes(-4), life: TimeSpan.FromMinutes(2)),
            ["from the future"] = Token(at: now.AddMinutes(5)),
            ["alg none"] = Unsigned(Token()),
            ["signed with the public key"] = WithPublicKey(),
            ["no token"] = "",
            ["rubbish"] = "a.b.c",
            ["enormous"] = Token(more: ("pad", new string('x', 20_000))),
        };

        foreach (var (what, token) in wrong)
        {
            (await SendAsync(token)).ShouldBe(HttpStatusCode.BadRequest, what);
            (await Sessions.ResolveAsync(secret)).ShouldNotBeNull(what);
        }
    }

    [Fact]
    public async Task A_token_is_taken_once()
    {
        var people = await _site.LoadAsync(_site.Sample("cornwall-gran-and-grampy"));
        var token = Token();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(token)));
        answers.Count(a => a == HttpStatusCode.OK).ShouldBe(1);

        // The same sign-in session could be opened again by a slow browser: the replay must not end it.
        var secret = await EnterAsync(people[0], "sid");
        (await SendAsync(token)).ShouldBe(HttpStatusCode.BadRequest);
        (await Sessions.ResolveAsync(secret)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_but_one_form_field_is_read()
    {
        using var twice = new FormUrlEncodedContent([new("logout_token", Token()), new("logout_token", Token())]);
        (await _site.Http.PostAsync(Address, twice)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _site.Http.PostAsync(Address, new StringContent(Token()))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _site.Http.GetAsync(Address + "?logout_token=" + Token())).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private PortalSessions Sessions => _site.Host.Services.GetRequiredService<PortalSessions>();

    private async Task<HttpStatusCode> SendAsync(string token)
    {
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        using var answer = await _site.Http.PostAsync(Address, form);
        return answer.StatusCode;
    }

    private async Task<string> EnterAsync(DemoPerson person, string sid)
    {
        var directory = _site.Host.Services.GetRequiredService<SignInDirectory>();
        var candidate = (await directory.FindAsync(ContactAddress.Parse(person.Contact!)!)).Single();
        var subject = candidate.Subject ?? Guid.NewGuid().ToString();
        if (candidate.Subject is null)
        {
            var told = await directory.TryWordAsync([candidate], person.Word);
            (await _site.Host.Services.GetRequiredService<MembershipClaims>().ClaimAsync(new(told.MembershipKey, null), told.Proof, subject, ClaimWith.NewPin)).ShouldNotBeNull();
        }
        return await _site.Host.Services.OpenSessionAsync(subject, sid);
    }

    private string Token(
        string? sid = "sid", string? jti = "", string? issuer = null, string audience = "portal", string type = "logout+jwt", IReadOnlyDictionary<string, object>? events = null, bool isLogout = true,
        DateTimeOffset? at = null, TimeSpan? life = null, RSA? key = null, string kid = "one", (string, string)? more = null)
    {
        var now = (at ?? _site.Clock.GetUtcNow()).UtcDateTime;
        Dictionary<string, object> claims = new() { ["sub"] = "somebody" };
        if (sid is not null) claims["sid"] = sid;
        if (jti is not null) claims["jti"] = jti.Length > 0 ? jti : Guid.NewGuid().ToString();
        if (isLogout) claims["events"] = events ?? new Dictionary<string, object> { [Event] = new Dictionary<string, object>() };
        if (more is var (name, value)) claims[name] = value;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            TokenType = type,
            IssuedAt = now,
            Expires = now + (life ?? TimeSpan.FromMinutes(2)),
            Claims = claims,
            SigningCredentials = new(new RsaSecurityKey(key ?? _rsa) { KeyId = kid }, SecurityAlgorithms.RsaSha256),
        });
    }

    private static string Unsigned(string token) => Base64UrlEncoder.Encode("""{"alg":"none","typ":"logout+jwt"}""") + "." + token.Split('.')[1] + ".";

    /// <summary>HS256 with the bytes of the published key: the classical confusion of algorithms.</summary>
    private string WithPublicKey()
    {
        var head = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"logout+jwt","kid":"one"}""") + "." + Token().Split('.')[1];
        return head + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(System.Text.Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), System.Text.Encoding.ASCII.GetBytes(head)));
    }
}
