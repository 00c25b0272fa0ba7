using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>RFC 7009.</summary>
public sealed class RevocationTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Revoking_a_refresh_token_ends_its_access_tokens(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var first = await TokensAsync(signedIn);
        var second = await signedIn.Client.RefreshAsync(first["refresh_token"]!);

        (await signedIn.Client.RevokeAsync(second["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.OK);

        (await signedIn.Client.RefreshAsync(second["refresh_token"]!))["error"].ShouldBe("invalid_grant");
        foreach (var reply in (Reply[])[first, second])
            (await signedIn.Client.UserInfoAsync(reply["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Revoking_an_access_token_ends_that_one(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var tokens = await TokensAsync(signedIn);

        (await signedIn.Client.RevokeAsync(tokens["access_token"]!, ("token_type_hint", "access_token"))).Status.ShouldBe(HttpStatusCode.OK);

        (await signedIn.Client.UserInfoAsync(tokens["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await signedIn.Client.RefreshAsync(tokens["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_revokes_what_is_not_theirs()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var tokens = await TokensAsync(signedIn);

        await signedIn.Client.RevokeAsync(tokens["refresh_token"]!, ("client_id", "portal"), ("client_secret", TestIdentity.PortalSecret));
        (await signedIn.Client.RevokeAsync(tokens["refresh_token"]!, ("client_id", "record-demo"), ("client_secret", "demo-only-secret"))).Status.ShouldNotBe(HttpStatusCode.OK);
        (await signedIn.Client.RevokeAsync(tokens["refresh_token"]!, ("client_secret", "wrong")))["error"].ShouldBe("invalid_client");
        (await signedIn.Client.RevokeAsync(tokens["refresh_token"]!, ("client_secret", null)))["error"].ShouldBe("invalid_client");

        (await signedIn.Client.UserInfoAsync(tokens["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
        (await signedIn.Client.RefreshAsync(tokens["refresh_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("")]
    public async Task Revoking_nothing_says_nothing(string token)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        var reply = await client.RevokeAsync(token);
        ((int)reply.Status).ShouldBeOneOf(200, 400);
        reply.Json.ToJsonString().ShouldNotContain("Exception");
    }

    private static async Task<Reply> TokensAsync(SignedInBrowser signedIn) =>
        await signedIn.Client.ExchangeAppAsync((await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!);
}
