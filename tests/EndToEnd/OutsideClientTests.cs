using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>
/// openid-client (npm, a certified relying party) against the running product: discovery, code flow with PKCE, userinfo, refresh,
/// revocation, sign-out. The person's browser is this test.
/// </summary>
public sealed class OutsideClientTests
{
    private const string RedirectUri = "https://client.example.org/callback";
    private const string PostLogoutUri = "https://client.example.org/bye";
    private const string Secret = "a-secret-of-the-outside-client";

    public static TheoryData<string> Providers => [.. TestSite.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task OpenidClient_SignsIn_Refreshes_Revokes_SignsOut(string provider)
    {
        await using var site = await TestSite.StartAsync(provider, new Dictionary<string, string?>
        {
            ["Clients:outside:Secret"] = Secret,
            ["Clients:outside:RedirectUris:0"] = RedirectUri,
            ["Clients:outside:PostLogoutRedirectUris:0"] = PostLogoutUri,
            ["Clients:outside:RefreshTokens"] = "true",
        });
        var person = (await site.LoadAsync(site.Sample("cornwall-a-sober-grown-up"))).First(p => p is { Role: "parent", Contact: ['+', ..] });
        using var browser = await site.SignInAsync(person.Contact!, person.Word);
        using var client = Start(new
        {
            issuer = site.Host.Identity.ToString(),
            clientId = "outside",
            clientSecret = Secret,
            redirectUri = RedirectUri,
            postLogoutUri = PostLogoutUri,
        });

        List<string> passed = [];
        while (await client.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonDocument.Parse(line).RootElement;
            if (said.TryGetProperty("passed", out var what)) passed.Add(what.GetString()!);
            else
            {
                await browser.GoAsync(new Uri(said.GetProperty("open").GetString()!));
                await client.StandardInput.WriteLineAsync(browser.Address.ToString());
            }
        }

        passed.ShouldBe(["post", "basic"], await client.StandardError.ReadToEndAsync());
    }

    private static Process Start(object settings)
    {
        var folder = typeof(OutsideClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NpmFolder").Value!;
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "client.mjs"), JsonSerializer.Serialize(settings)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_NO_WARNINGS"] = "1";
        return Process.Start(start)!;
    }
}
