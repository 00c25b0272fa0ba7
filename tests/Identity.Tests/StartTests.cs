using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests;

/// <summary>What the program refuses to start with, and what Production does not have.</summary>
public sealed class StartTests
{
    private static readonly Uri Address = new("http://localhost:5999/");

    [Theory]
    [InlineData("Demo:Enabled", "true", "Demo:Enabled")]
    [InlineData("Clients:portal:Secret", "demo-only-secret", "Clients:portal:Secret")]
    [InlineData("Clients:record:Secret", "demo-only-secret", "Clients:record:Secret")]
    [InlineData("Clients:portal:Secret", "short", "shorter")]
    [InlineData("Clients:portal:Secret", "", "Secret is empty")]
    [InlineData("Issuer", "http://id.example.org", "https")]
    [InlineData("Issuer", "", "Issuer")]
    [InlineData("Clients:portal:Scopes:0", "record.read", "not both")]
    [InlineData("Clients:record:Scopes:0", "everything", "everything")]
    [InlineData("Clients:record:Authorities:0", "atlantis", "atlantis")]
    [InlineData("Clients:portal:RedirectUris:0", "javascript:alert(1)", "RedirectUris", "address")]
    [InlineData("StaffSignIn:cornwall:Issuer", "http://login.example.org", "https")]
    [InlineData("StaffSignIn:cornwall:Issuer", "https://login.microsoftonline.com/common/v2.0", "organisation")]
    [InlineData("StaffSignIn:cornwall:ClientId", "", "ClientId")]
    [InlineData("StaffSignIn:cornwall:ClientSecret", "short", "shorter")]
    [InlineData("StaffSignIn:cornwall:Roles:social-workers", "king", "worker, manager")]
    [InlineData("StaffSignIn:atlantis:Issuer", "https://login.example.org", "atlantis")]
    [InlineData("DataProtection:Certificate", "", "DataProtection:Certificate")]
    public void Production_refuses_to_start_with(string key, string value, params string[] says)
    {
        using var certificate = new TestCertificate();
        var error = Should.Throw<InvalidOperationException>(() => Build("Production", certificate, new() { [key] = value }));
        says.Any(s => error.Message.Contains(s, StringComparison.Ordinal)).ShouldBeTrue(error.Message);
    }

    [Theory]
    [InlineData("urls", "http://*:5999")]
    [InlineData("urls", "http://localhost:5999;http://0.0.0.0:5998")]
    [InlineData("urls", "http://192.168.1.4:5999")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://+:5999")]
    public void The_demo_refuses_addresses_that_others_can_reach(string key, string value) =>
        Should.Throw<InvalidOperationException>(() => Build("Development", null, new() { ["Demo:Enabled"] = "true", [key] = value })).Message.ShouldContain("loopback");

    [Fact]
    public async Task The_start_warns_of_nothing()
    {
        // Said once in a process, by whichever start comes first: alone, this test sees all of it.
        await using var identity = await TestIdentity.StartAsync();
        identity.Logs.Text.ShouldNotContain("Warning Microsoft.EntityFrameworkCore");
    }

    [Fact]
    public async Task Production_has_no_development_pages_and_no_demo_client()
    {
        using var certificate = new TestCertificate();
        await using var databases = await TestDatabases.CreateAsync("Sqlite");
        await using var identity = await TestIdentity.StartAsync(databases, new() { ["DataProtection:Certificate"] = certificate.File, ["Demo:Enabled"] = null, ["Texts:Gateway"] = "none" }, "Production");
        using var browser = new Browser(identity.Address);
        using var client = new OidcClient(identity.Address);

        (await browser.GetAsync("/dev/staff")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await browser.PostAsync("/dev/staff", ("_handler", "staff"))).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await browser.GetAsync("/sign-in")).Text.ShouldNotContain("/dev/staff");
        (await client.MachineAsync("record.read"))["error"].ShouldBe("invalid_client");
    }

    /// <summary>PBKDF2 with HMAC-SHA-512, as many rounds as the framework's default or more; the other tests go without the wait.</summary>
    [Fact]
    public async Task The_hash_of_a_PIN_is_slow_wherever_no_test_says_otherwise()
    {
        await using var product = Build("Development", null, new() { ["Demo:Enabled"] = "true" });
        product.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount.ShouldBeGreaterThanOrEqualTo(100_000);

        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        await browser.SignInAsync(identity, client.Authorize(), (await TestFamily.CreateAsync(identity)).Kerensa);
        // The framework's third format: a 1, then the function (2: HMAC-SHA-512) and the rounds.
        var hash = Convert.FromBase64String((await identity.Databases.DumpIdentityAsync()).Split('\n').Single(t => t.StartsWith("AQAAAA", StringComparison.Ordinal)));
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBe(TestIdentity.HashRounds, "the option counts");
    }

    private static WebApplication Build(string environment, TestCertificate? certificate, Dictionary<string, string?> settings) =>
        IdentityApp.Build(new() { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory }, builder => builder.Configuration
            .AddInMemoryCollection(TestIdentity.Defaults(Address))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Demo:Enabled"] = "false",
                ["Storage:Connection"] = "Data Source=:memory:",
                ["IdentityStorage:Connection"] = "Data Source=:memory:",
                ["DataProtection:Certificate"] = certificate?.File,
                ["Clients:record:Secret"] = "a-long-secret-of-a-record-system",
                ["Clients:record:Scopes:0"] = "record.write",
                ["StaffSignIn:cornwall:Issuer"] = "https://login.example.org",
                ["StaffSignIn:cornwall:ClientId"] = "family-portal",
                ["StaffSignIn:cornwall:ClientSecret"] = "a-long-secret-of-an-organisation",
                ["StaffSignIn:cornwall:Roles:social-workers"] = "worker",
            })
            .AddInMemoryCollection(settings));
}

/// <summary>A certificate file for Data Protection, gone afterwards.</summary>
public sealed class TestCertificate : IDisposable
{
    public TestCertificate()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        System.IO.File.WriteAllBytes(File, certificate.Export(X509ContentType.Pfx));
    }

    public string File { get; } = Path.Combine(Path.GetTempPath(), $"fp-{Guid.NewGuid():n}.pfx");

    public void Dispose() => System.IO.File.Delete(File);
}
