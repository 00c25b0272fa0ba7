using System.Text.Json.Nodes;
using FamilyPortal.Identity.Tests.Attacks;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Xunit;
using Site = FamilyPortal.Testing.TestSite;

[assembly: AssemblyFixture(typeof(AttackTarget))]

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>What is attacked (README.md of this folder): the provider that the environment names, or the product, started for this.</summary>
public sealed class AttackTarget : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Site? _site;
    private string? _cookie = Setting("COOKIE");

    public Uri Issuer { get; private set; } = null!;
    public string ClientId { get; private set; } = Setting("CLIENT_ID") ?? "probe";
    public string ClientSecret { get; private set; } = Setting("CLIENT_SECRET") ?? "a-secret-of-the-probing-client";
    public string RedirectUri { get; private set; } = Setting("REDIRECT_URI") ?? "https://client.example.org/sign-in/callback";
    public string PostLogoutUri { get; private set; } = Setting("POST_LOGOUT_URI") ?? "https://client.example.org/bye";
    public string MachineId { get; } = Setting("MACHINE_ID") ?? "record-demo";
    public string MachineSecret { get; } = Setting("MACHINE_SECRET") ?? "demo-only-secret";
    public string MachineScope { get; } = Setting("MACHINE_SCOPE") ?? "record.read";

    /// <summary>What a machine's token opens; null: nothing to try it on.</summary>
    public Uri? RecordApi { get; private set; } = Setting("RECORD_API") is { } api ? new(api) : null;

    public JsonObject Discovery { get; private set; } = null!;

    /// <summary>The product in this process. Skips the test where the target is another.</summary>
    public Site Product
    {
        get
        {
            if (_site is null) Assert.Skip("Needs the product in this process.");
            return _site!;
        }
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable("FAMILYPORTAL_TARGET_" + name) is { Length: > 0 } value ? value : null;

    public async ValueTask InitializeAsync()
    {
        if (Setting("ISSUER") is { } outside) Issuer = new(outside);
        else
        {
            _site = await Site.StartAsync(settings: new Dictionary<string, string?>
            {
                [$"Clients:{ClientId}:Secret"] = ClientSecret,
                [$"Clients:{ClientId}:RedirectUris:0"] = RedirectUri,
                [$"Clients:{ClientId}:PostLogoutRedirectUris:0"] = PostLogoutUri,
                [$"Clients:{ClientId}:RefreshTokens"] = "true",
                ["Bot:Url"] = "http://127.0.0.1:9",
            });
            Issuer = _site.Host.Identity;
            RecordApi = new(_site.Host.Portal, "api/record/v1/cornwall/responses");
        }
        using var http = new HttpClient();
        Discovery = JsonNode.Parse(await http.GetStringAsync(new Uri(Issuer, ".well-known/openid-configuration")))!.AsObject();
    }

    public Uri Endpoint(string name) => new(Discovery[name + "_endpoint"]!.ToString());

    /// <summary>A client's side with no browser session.</summary>
    public Probe Nobody() => new(this, null);

    /// <summary>A client's side with a browser that is signed in.</summary>
    public async Task<Probe> SomebodyAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_cookie is null && _site is not null) (_, _cookie) = await SignInAsync();
            if (_cookie is null) Assert.Skip("Needs FAMILYPORTAL_TARGET_COOKIE.");
            return new(this, _cookie);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Signs in one more person of the product, in a browser that may have cookies already.</summary>
    public async Task<(Testing.Browser Browser, string Cookie)> SignInAsync(Testing.Browser? browser = null)
    {
        var plan = Product.Sample("cornwall-a-sober-grown-up");
        var n = Random.Shared.Next(10_000_000, 99_999_999);
        plan["family"]!["recordRef"] = $"A-{n}";
        foreach (var person in plan["people"]!.AsArray().OfType<JsonObject>())
        {
            if (person.ContainsKey("phone")) person["phone"] = $"+4477{Interlocked.Increment(ref n):00000000}";
            if (person.ContainsKey("email")) person["email"] = $"{n}.{person["email"]}";
        }
        DemoPerson parent = (await Product.LoadAsync(plan)).First(p => p is { Role: "parent", Contact: ['+', ..] });
        browser = await Product.SignInAsync(parent.Contact!, parent.Word, browser: browser);
        var cookie = browser.Cookies.GetCookies(Issuer)["fp-id"]!.Value;
        return (browser, "fp-id=" + cookie);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        _one.Dispose();
    }
}
