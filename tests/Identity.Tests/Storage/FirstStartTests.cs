using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Storage;

/// <summary>Copies that start together on an empty database, and starting again.</summary>
public sealed class FirstStartTests
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Copies_started_together_share_keys_and_clients_and_a_new_start_keeps_them(string provider)
    {
        await using var databases = await TestDatabases.CreateAsync(provider);
        var copies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestIdentity.StartAsync(databases)));

        var keys = new List<string>();
        foreach (var copy in copies) keys.Add(await KeysAsync(copy));
        foreach (var copy in copies) await copy.DisposeAsync();
        await using var again = await TestIdentity.StartAsync(databases);
        keys.Add(await KeysAsync(again));

        keys.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_client_taken_out_of_the_configuration_or_given_a_new_secret_loses_the_old_way_in()
    {
        await using var databases = await TestDatabases.CreateAsync("Sqlite");
        Dictionary<string, string?> Record(string secret) => new() { ["Clients:feed:Secret"] = secret, ["Clients:feed:Scopes:0"] = "record.read", ["Clients:feed:Authorities:0"] = "cornwall" };
        await using (var first = await TestIdentity.StartAsync(databases, Record("the-first-secret-of-the-feed")))
        {
            using var client = new OidcClient(first.Address);
            (await client.MachineAsync("record.read", "feed", "the-first-secret-of-the-feed"))["access_token"].ShouldNotBeNull();
            (await client.MachineAsync("record.write", "feed", "the-first-secret-of-the-feed"))["error"].ShouldBe("invalid_request");
        }
        await using (var second = await TestIdentity.StartAsync(databases, Record("the-second-secret-of-the-feed")))
        {
            using var client = new OidcClient(second.Address);
            (await client.MachineAsync("record.read", "feed", "the-first-secret-of-the-feed"))["error"].ShouldBe("invalid_client");
            (await client.MachineAsync("record.read", "feed", "the-second-secret-of-the-feed"))["access_token"].ShouldNotBeNull();
        }
        await using (var third = await TestIdentity.StartAsync(databases))
        {
            using var client = new OidcClient(third.Address);
            (await client.MachineAsync("record.read", "feed", "the-second-secret-of-the-feed"))["error"].ShouldBe("invalid_client");
        }
    }

    private static async Task<string> KeysAsync(TestIdentity identity)
    {
        using var client = new OidcClient(identity.Address);
        (await client.MachineAsync("record.read"))["access_token"].ShouldNotBeNull();
        return (await client.GetAsync("/.well-known/jwks")).Json.ToJsonString();
    }
}
