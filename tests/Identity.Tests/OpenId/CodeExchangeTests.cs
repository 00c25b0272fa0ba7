using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

public sealed class CodeExchangeTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Oidcc_codereuse(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var code = await CodeAsync(signedIn);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => signedIn.Client.ExchangeAsync(code)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK)) reply["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.ExchangeAsync(code))["error"].ShouldBe("invalid_grant");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Oidcc_codereuse_30seconds_revokes_what_the_first_use_gave(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var code = await CodeAsync(signedIn);
        var first = await signedIn.Client.ExchangeAsync(code);
        (await signedIn.Client.UserInfoAsync(first["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);

        (await signedIn.Client.ExchangeAsync(code))["error"].ShouldBe("invalid_grant");

        (await signedIn.Client.UserInfoAsync(first["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_code_lives_a_minute()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var code = await CodeAsync(signedIn);

        identity.Clock.Advance(TimeSpan.FromSeconds(61));

        (await signedIn.Client.ExchangeAsync(code))["error"].ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("code_verifier", "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:5100/other", "invalid_grant")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("client_secret", "wrong", "invalid_client")]
    [InlineData("client_secret", null, "invalid_client")]
    [InlineData("code", "made-up", "invalid_grant")]
    public async Task Oidcc_ensure_request_with_valid_pkce_succeeds_and_no_other(string field, string? value, string error)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));

        var reply = await signedIn.Client.ExchangeAsync(await CodeAsync(signedIn), (field, value));

        reply["error"].ShouldBe(error);
        reply.Json.ContainsKey("access_token").ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_is_refused_to_another_client()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var reply = await signedIn.Client.ExchangeAsync(await CodeAsync(signedIn), ("client_id", "record-demo"), ("client_secret", "demo-only-secret"));
        reply["error"].ShouldBeOneOf("unauthorized_client", "invalid_grant");
    }

    [Fact]
    public async Task The_secret_may_come_in_the_header()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = await CodeAsync(signedIn),
                ["redirect_uri"] = OidcClient.RedirectUri,
                ["code_verifier"] = signedIn.Client.Verifier,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("portal:" + TestIdentity.PortalSecret)));

        (await signedIn.Client.SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_access_token_of_a_person_is_not_one_for_the_record_API()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        await Should.ThrowAsync<Exception>(() => signedIn.Client.ValidateAsync(signedIn.AccessToken, "record-api", "at+jwt"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task Userinfo_wants_a_token(string token)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        ((int)(await client.UserInfoAsync(token)).Status).ShouldBeOneOf(400, 401);
    }

    [Fact]
    public async Task Userinfo_refuses_an_id_token()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        (await signedIn.Client.UserInfoAsync(signedIn.IdToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> CodeAsync(SignedInBrowser signedIn) =>
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize())).Sent("code")!;
}
