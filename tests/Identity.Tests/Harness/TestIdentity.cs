using System.Net.Sockets;
using FamilyPortal.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>Identity as it runs, on a loopback port of its own, with the demo's machine client and a web client `portal`.</summary>
public sealed class TestIdentity : IAsyncDisposable
{
    public const string PortalSecret = "a-secret-of-the-test-portal";
    public const string AppSecret = "a-secret-of-the-test-app-client";
    public const string AppRedirectUri = "http://localhost:5200/callback";
    /// <summary>A slow hash at each of thousands of PINs is most of what a run would cost. That the product's own is slow: StartTests.</summary>
    public const int HashRounds = 100;

    public const string PortalAddress = "http://localhost:5100";

    private readonly TestDatabases? _ownDatabases;
    private WebApplication _app = null!;

    private TestIdentity(TestDatabases databases, bool owned)
    {
        Databases = databases;
        _ownDatabases = owned ? databases : null;
    }

    public TestDatabases Databases { get; }

    public Uri Address { get; private set; } = null!;

    public MovableClock Clock { get; } = new();

    public LogCatcher Logs { get; } = new();

    public IServiceProvider Services => _app.Services;

    public static async Task<TestIdentity> StartAsync(string provider = "Sqlite", Dictionary<string, string?>? settings = null) =>
        await new TestIdentity(await TestDatabases.CreateAsync(provider), owned: true).StartAsync(settings);

    /// <summary>One more copy on the same databases.</summary>
    public static Task<TestIdentity> StartAsync(TestDatabases databases, Dictionary<string, string?>? settings = null, string environment = "Development") =>
        new TestIdentity(databases, owned: false).StartAsync(settings, environment);

    /// <summary>At an address that others were told before.</summary>
    public static async Task<TestIdentity> StartAtAsync(Uri address, string provider, Dictionary<string, string?> settings) =>
        await new TestIdentity(await TestDatabases.CreateAsync(provider), owned: true).StartAsync(settings, address: address);

    /// <summary>An address with a port that is free now.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://localhost:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private async Task<TestIdentity> StartAsync(Dictionary<string, string?>? settings, string environment = "Development", Uri? address = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            Address = address ?? new Uri($"http://localhost:{Random.Shared.Next(20000, 60000)}/");
            _app = IdentityApp.Build(new() { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory }, builder => Configure(builder, settings));
            await IdentityApp.InitialiseAsync(_app);
            try
            {
                await _app.StartAsync();
                return this;
            }
            catch (IOException e) when (address is null && attempt < 10 && e.GetBaseException() is SocketException or IOException)
            {
                // Somebody else has the port.
                await _app.DisposeAsync();
            }
        }
    }

    /// <summary>The settings of a test run; what a test gives besides wins.</summary>
    public static Dictionary<string, string?> Defaults(Uri address) => new()
    {
        ["urls"] = address.GetLeftPart(UriPartial.Authority),
        ["Issuer"] = address.ToString(),
        ["Demo:Enabled"] = "true",
        ["Portal:PublicUrl"] = PortalAddress,
        ["Clients:portal:Secret"] = PortalSecret,
        ["Clients:portal:RedirectUris:0"] = PortalAddress + "/signin-oidc",
        ["Clients:portal:PostLogoutRedirectUris:0"] = PortalAddress + "/signout-callback-oidc",
        // A client with refresh tokens: an app, or a second product.
        ["Clients:app:Secret"] = AppSecret,
        ["Clients:app:RedirectUris:0"] = AppRedirectUri,
        ["Clients:app:PostLogoutRedirectUris:0"] = "http://localhost:5200/bye",
        ["Clients:app:RefreshTokens"] = "true",
        // All tests come from one address.
        ["SignIn:CodesPerAddress"] = "1000000",
        ["SignIn:TriesPerAddress"] = "1000000",
        ["SignIn:Codes"] = "1000000",
        ["SignIn:Tries"] = "1000000",
        // Everything that a category's own filter lets through: tests look for secrets in it.
        ["Logging:LogLevel:Default"] = "Trace",
    };

    private void Configure(WebApplicationBuilder builder, Dictionary<string, string?>? settings)
    {
        builder.Configuration.AddInMemoryCollection(Defaults(Address)).AddInMemoryCollection(Databases.Settings).AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashRounds);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_ownDatabases is not null) await _ownDatabases.DisposeAsync();
    }
}
