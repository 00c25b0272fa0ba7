using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Storage;

/// <summary>What can open nothing any more does not stay.</summary>
public sealed class PruningTests
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Spent_tokens_authorizations_sessions_and_notices_go(string provider)
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var identity = await TestIdentity.StartAsync(provider, new() { ["Clients:app:BackChannelLogoutUri"] = receiver.Address });
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var tokens = await signedIn.Client.ExchangeAppAsync((await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!);
        await signedIn.Client.RefreshAsync(tokens["refresh_token"]!);
        // OpenIddict looks at the machine's clock for what has expired: what is revoked goes by the test's.
        await signedIn.Client.RevokeAsync(signedIn.AccessToken, ("client_id", "portal"), ("client_secret", TestIdentity.PortalSecret));
        await signedIn.Client.RefreshAsync(tokens["refresh_token"]!);
        string[] tables = ["OpenIddictTokens", "OpenIddictAuthorizations", "Sessions"];
        foreach (var table in tables) (await identity.Databases.CountIdentityAsync(table)).ShouldBeGreaterThan(0, table);
        await signedIn.Browser.PostAsync("/leave");
        await receiver.UntilAsync(1);

        identity.Clock.Advance(TimeSpan.FromHours(40));

        foreach (var table in (string[])[.. tables, "LogoutNotices"])
        {
            for (var wait = 0; wait < 200 && await identity.Databases.CountIdentityAsync(table) > 0; wait++) await Task.Delay(50);
            (await identity.Databases.CountIdentityAsync(table)).ShouldBe(0, table);
        }
    }
}
