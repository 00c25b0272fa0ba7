using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Families;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>Refresh tokens: rotated, one family, bound to their client, and worth nothing without the sign-in behind them.</summary>
public sealed class RefreshTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Oidcc_refresh_token(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);

        var second = await signedIn.Client.RefreshAsync(first["refresh_token"]!);

        second.Status.ShouldBe(HttpStatusCode.OK, second.Json.ToJsonString());
        second["refresh_token"].ShouldNotBeNull();
        second["refresh_token"].ShouldNotBe(first["refresh_token"]);
        var (before, after) = (new JsonWebToken(first["id_token"]), new JsonWebToken(second["id_token"]));
        after.Subject.ShouldBe(before.Subject);
        after.GetClaim("auth_time").Value.ShouldBe(before.GetClaim("auth_time").Value);
        after.GetClaim("sid").Value.ShouldBe(before.GetClaim("sid").Value);
        after.Audiences.ShouldBe(["app"]);
        (await signedIn.Client.UserInfoAsync(second["access_token"]!))["sub"].ShouldBe(before.Subject);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_old_refresh_token_that_comes_back_ends_the_whole_family(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);
        var second = await signedIn.Client.RefreshAsync(first["refresh_token"]!);
        var third = await signedIn.Client.RefreshAsync(second["refresh_token"]!);

        (await signedIn.Client.RefreshAsync(first["refresh_token"]!))["error"].ShouldBe("invalid_grant");

        (await signedIn.Client.RefreshAsync(third["refresh_token"]!))["error"].ShouldBe("invalid_grant");
        foreach (var reply in (Reply[])[first, second, third])
            (await signedIn.Client.UserInfoAsync(reply["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        // The person is still signed in, and may begin anew.
        await TokensAsync(signedIn);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_refresh_token_used_by_several_at_once_leaves_nobody_with_a_family(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => signedIn.Client.RefreshAsync(first["refresh_token"]!)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var winner in replies.Where(r => r.Status == HttpStatusCode.OK))
        {
            (await signedIn.Client.UserInfoAsync(winner["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await signedIn.Client.RefreshAsync(winner["refresh_token"]!))["error"].ShouldBe("invalid_grant");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_second_use_of_the_code_ends_refresh_and_access_tokens(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var code = await CodeAsync(signedIn);
        var first = await signedIn.Client.ExchangeAppAsync(code);
        var second = await signedIn.Client.RefreshAsync(first["refresh_token"]!);

        (await signedIn.Client.ExchangeAppAsync(code))["error"].ShouldBe("invalid_grant");

        (await signedIn.Client.RefreshAsync(second["refresh_token"]!))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.UserInfoAsync(second["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_code_used_by_several_at_once_gives_nobody_anything_that_lasts(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var code = await CodeAsync(signedIn);

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => signedIn.Client.ExchangeAppAsync(code)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var winner in replies.Where(r => r.Status == HttpStatusCode.OK))
        {
            (await signedIn.Client.UserInfoAsync(winner["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await signedIn.Client.RefreshAsync(winner["refresh_token"]!))["error"].ShouldBe("invalid_grant");
        }
    }

    [Fact]
    public async Task A_refresh_token_is_refused_to_another_client()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var other = await TestIdentity.StartAsync("Sqlite", new()
        {
            ["Clients:second:Secret"] = "a-secret-of-a-second-client",
            ["Clients:second:RedirectUris:0"] = "http://localhost:5300/callback",
            ["Clients:second:RefreshTokens"] = "true",
        });
        await using var signedIn = await SignedInBrowser.StartAsync(other);
        var first = await TokensAsync(signedIn);

        (await signedIn.Client.RefreshAsync(first["refresh_token"]!, ("client_id", "second"), ("client_secret", "a-secret-of-a-second-client")))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.RefreshAsync(first["refresh_token"]!, ("client_id", "portal"), ("client_secret", TestIdentity.PortalSecret)))["error"]
            .ShouldBeOneOf("unauthorized_client", "invalid_grant");
        (await signedIn.Client.RefreshAsync(first["refresh_token"]!, ("client_secret", "wrong")))["error"].ShouldBe("invalid_client");
        (await signedIn.Client.RefreshAsync(first["refresh_token"]!, ("client_secret", null)))["error"].ShouldBe("invalid_client");
        // Another provider's.
        using var elsewhere = new OidcClient(identity.Address);
        (await elsewhere.RefreshAsync(first["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_made_up_refresh_token_is_refused(string token)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        (await client.RefreshAsync(token))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Other_tokens_are_no_refresh_tokens_and_it_is_no_other_token()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var first = await TokensAsync(signedIn);

        (await signedIn.Client.RefreshAsync(first["access_token"]!))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.RefreshAsync(first["id_token"]!))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.RefreshAsync(await CodeAsync(signedIn)))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.UserInfoAsync(first["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await signedIn.Client.ExchangeAppAsync(first["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_refresh_gives_no_scope_that_the_person_was_not_asked_for()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var first = await TokensAsync(signedIn);
        (await signedIn.Client.RefreshAsync(first["refresh_token"]!, ("scope", "openid record.read")))["error"].ShouldBeOneOf("invalid_scope", "invalid_request");
    }

    [Fact]
    public async Task A_client_that_is_not_set_up_for_it_gets_no_refresh_token()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var answer = await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("scope", "openid offline_access")));
        answer.Sent("code").ShouldBeNull();
        answer.Sent("error").ShouldBeOneOf("invalid_request", "invalid_scope", null);

        // And who may, but does not ask, gets none.
        var tokens = await signedIn.Client.ExchangeAppAsync(await CodeAsync(signedIn, ("scope", "openid")));
        tokens.Status.ShouldBe(HttpStatusCode.OK);
        tokens["refresh_token"].ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_refresh_is_refused_when_the_person_signed_out(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);

        await signedIn.Browser.PostAsync("/leave");

        (await signedIn.Client.RefreshAsync(first["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_refresh_is_refused_when_the_person_belongs_no_more(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);
        var second = await signedIn.Client.RefreshAsync(first["refresh_token"]!);
        second.Status.ShouldBe(HttpStatusCode.OK);

        await signedIn.Person.Family.SafetyAsync("""{"revoke":["kerensa"]}""");

        (await signedIn.Client.RefreshAsync(second["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_refresh_does_not_keep_somebody_signed_in_who_went_away()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var tokens = await TokensAsync(signedIn);
        var nearlyHalf = SessionLife.Idle * 0.45;
        for (var i = 0; i < 2; i++)
        {
            identity.Clock.Advance(nearlyHalf);
            tokens = await signedIn.Client.RefreshAsync(tokens["refresh_token"]!);
            tokens.Status.ShouldBe(HttpStatusCode.OK);
        }

        identity.Clock.Advance(nearlyHalf);

        (await signedIn.Client.RefreshAsync(tokens["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    private static async Task<Reply> TokensAsync(SignedInBrowser signedIn)
    {
        var tokens = await signedIn.Client.ExchangeAppAsync(await CodeAsync(signedIn));
        tokens.Status.ShouldBe(HttpStatusCode.OK, tokens.Json.ToJsonString());
        tokens["refresh_token"].ShouldNotBeNull();
        return tokens;
    }

    private static async Task<string> CodeAsync(SignedInBrowser signedIn, params (string, string?)[] changed)
    {
        var answer = await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp(changed));
        answer.Sent("code").ShouldNotBeNull($"{answer.Status} {answer.Location}");
        return answer.Sent("code")!;
    }
}
