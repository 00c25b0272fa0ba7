using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>Keys change while two copies run, and nobody notices: announced, then used, then kept, then gone.</summary>
public sealed class KeyRotationTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Keys_rotate_in_two_copies_without_a_restart(string provider)
    {
        await using var first = await TestIdentity.StartAsync(provider);
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { ["Issuer"] = first.Address.ToString() });
        using var a = new OidcClient(first.Address);
        using var b = new OidcClient(second.Address);
        var old = await KidsAsync(a);
        old.Count.ShouldBe(2);
        (await KidsAsync(b)).ShouldBe(old, ignoreOrder: true);

        // Announced in both before either signs with it.
        await MoveAsync(88 * Day + TimeSpan.FromMinutes(2));
        var announced = await UntilAsync(a, 4);
        (await UntilAsync(b, 4)).ShouldBe(announced, ignoreOrder: true);
        foreach (var client in (OidcClient[])[a, b]) old.ShouldContain(await SignedByAsync(client));

        // In use in both: each copy's tokens are good by the other's keys, and old ones still are.
        var before = (await a.MachineAsync("record.read"))["access_token"]!;
        await MoveAsync(2 * Day);
        var fresh = announced.Except(old).ToList();
        foreach (var (client, other) in ((OidcClient, OidcClient)[])[(a, b), (b, a)])
        {
            var token = (await client.MachineAsync("record.read"))["access_token"]!;
            fresh.ShouldContain(new JsonWebToken(token).Kid);
            (await KidsAsync(other)).ShouldContain(new JsonWebToken(token).Kid);
        }
        (await KidsAsync(b)).ShouldContain(new JsonWebToken(before).Kid);

        // Gone when nothing that they signed can live.
        await MoveAsync(3 * Day);
        (await UntilAsync(a, 2)).ShouldBe(fresh, ignoreOrder: true);
        (await UntilAsync(b, 2)).ShouldBe(fresh, ignoreOrder: true);

        async Task MoveAsync(TimeSpan by)
        {
            first.Clock.Advance(by);
            second.Clock.Advance(by);
            await Task.CompletedTask;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sign_in_under_way_outlives_the_change_of_keys(string provider)
    {
        await using var first = await TestIdentity.StartAsync(provider);
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { ["Issuer"] = first.Address.ToString() });
        using var a = new OidcClient(first.Address);
        using var b = new OidcClient(second.Address);
        foreach (var copy in (TestIdentity[])[first, second]) copy.Clock.Advance(88 * Day + TimeSpan.FromMinutes(2));
        await UntilAsync(a, 4);
        await UntilAsync(b, 4);
        // Just before the change ...
        foreach (var copy in (TestIdentity[])[first, second]) copy.Clock.Advance(2 * Day - TimeSpan.FromMinutes(2));
        await using var signedIn = await SignedInBrowser.StartAsync(first);
        var code = (await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!;
        var tokens = await signedIn.Client.ExchangeAppAsync((await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!);
        var oldKey = new JsonWebToken(tokens["id_token"]).Kid;

        // ... and just after.
        foreach (var copy in (TestIdentity[])[first, second]) copy.Clock.Advance(TimeSpan.FromSeconds(50));
        (await b.ExchangeAppAsync(code, ("code_verifier", signedIn.Client.Verifier))).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var copy in (TestIdentity[])[first, second]) copy.Clock.Advance(TimeSpan.FromMinutes(3));
        (await b.UserInfoAsync(tokens["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
        // The round that takes the new key has begun; what is signed meanwhile is signed with the old one.
        for (var wait = 0; wait < 200 && await SignedByAsync(b) == oldKey; wait++)
        {
            // Time goes on: the round before may have been under way when the clock moved.
            foreach (var copy in (TestIdentity[])[first, second]) copy.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
        }
        var renewed = await b.RefreshAsync(tokens["refresh_token"]!);
        renewed.Status.ShouldBe(HttpStatusCode.OK, renewed.Json.ToJsonString());
        new JsonWebToken(renewed["id_token"]).Kid.ShouldNotBe(oldKey);
        (await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp(("prompt", "none"), ("id_token_hint", tokens["id_token"])))).Sent("code").ShouldNotBeNull();
        await a.ValidateAsync(renewed["id_token"]!, "app", "JWT", first.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Keys_lie_sealed_in_the_database()
    {
        await using var identity = await TestIdentity.StartAsync();
        var dump = await identity.Databases.DumpIdentityAsync();
        foreach (var start in (string[])["MIIE", "MIGHAgEA", "BEGIN"]) dump.ShouldNotContain(start);
    }

    [Theory]
    [InlineData("Keys:LookEvery", "00:00:00", "Keys:LookEvery")]
    [InlineData("Keys:AnnounceFor", "00:01:00", "Keys:AnnounceFor")]
    [InlineData("Keys:RotateEvery", "2.00:00:00", "Keys:RotateEvery")]
    [InlineData("Keys:KeptFor", "01:00:00", "Keys:KeptFor")]
    public async Task Times_that_would_break_sign_ins_stop_the_start(string key, string value, string says)
    {
        await using var databases = await TestDatabases.CreateAsync("Sqlite");
        (await Should.ThrowAsync<InvalidOperationException>(() => TestIdentity.StartAsync(databases, new() { [key] = value }))).Message.ShouldContain(says);
    }

    private static async Task<string> SignedByAsync(OidcClient client) => new JsonWebToken((await client.MachineAsync("record.read"))["access_token"]).Kid;

    private static async Task<IReadOnlyList<string>> KidsAsync(OidcClient client) =>
        [.. (await client.GetAsync("/.well-known/jwks")).Json["keys"]!.AsArray().Select(k => k!["kid"]!.ToString())];

    private static async Task<IReadOnlyList<string>> UntilAsync(OidcClient client, int count)
    {
        for (var wait = 0; wait < 200; wait++)
        {
            if (await KidsAsync(client) is var kids && kids.Count == count) return kids;
            await Task.Delay(50);
        }
        return await KidsAsync(client);
    }
}
