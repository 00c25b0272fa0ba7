using System.Net;
using System.Security.Cryptography;
using FamilyPortal.Portal.RecordApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.RecordApi;

public class RecordAccessTests
{
    private const string Responses = "/api/record/v1/cornwall/responses";

    [Fact]
    public async Task Call_WithoutAToken_IsRefusedEverywhere()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client(null);

        foreach (var (method, path) in new[] { ("GET", Responses), ("GET", "/api/record/v1/cornwall/families/A/responses"), ("PUT", "/api/record/v1/cornwall/families/A/plan"), ("POST", "/api/record/v1/cornwall/families/A/safety"), ("GET", "/api/record/v1/nothing") })
        {
            using var response = await client.SendAsync(new(new HttpMethod(method), path));
            await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "no-token");
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task Call_WithATokenThatIsNotForThis_IsRefused()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var identity = host.Identity;
        string[] tokens =
        [
            "nonsense",
            identity.Token(type: "JWT"),
            identity.Token(audience: "portal"),
            identity.Token(issuer: "https://elsewhere.example.org/"),
            identity.Token(lifetime: TimeSpan.FromMinutes(-2)),
            identity.Token(client: ""),
            identity.Token(key: new ECDsaSecurityKey(stranger) { KeyId = "stub" }),
        ];
        foreach (var token in tokens)
        {
            using var client = host.Client(token);
            using var response = await client.GetAsync(Responses);
            ((int)response.StatusCode).ShouldBeOneOf([401, 403], token);
            response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task Call_WithoutItsScope_IsRefused()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var reader = host.Client(host.Identity.Token(scope: "record.read"));
        using var writer = host.Client(host.Identity.Token(scope: "record.write"));
        using var neither = host.Client(host.Identity.Token(scope: "openid record.readwrite"));

        await (await reader.PutAsync("/api/record/v1/cornwall/families/A/plan", new StringContent("{}"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-scope");
        await (await reader.PostAsync("/api/record/v1/cornwall/families/A/safety", new StringContent("{}"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-scope");
        await (await writer.GetAsync(Responses)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-scope");
        await (await neither.GetAsync(Responses)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-scope");
        (await reader.GetAsync(Responses)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_ForAnAuthorityThatIsNotTheClients_IsRefusedAlike()
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cumberland", "CU-1", answers: 1);
        using var client = host.Client();
        using var unknown = host.Client(host.Identity.Token(client: "somebody-else"));

        await (await client.GetAsync("/api/record/v1/cumberland/responses")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-authority");
        var there = await (await client.GetAsync("/api/record/v1/cumberland/families/CU-1/responses")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-authority");
        var notThere = await (await client.GetAsync("/api/record/v1/cumberland/families/CU-2/responses")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-authority");
        there.GetProperty("title").GetString().ShouldBe(notThere.GetProperty("title").GetString());
        await (await client.PutAsync("/api/record/v1/cumberland/families/CU-1/plan", new StringContent("{}"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-authority");
        await (await unknown.GetAsync(Responses)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-authority");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nowhere")]
    [InlineData("http://id.example.org/")]
    public void Start_WithAnIssuerThatIsNotSafe_IsRefused(string? issuer)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Identity:Issuer", issuer)]).Build();

        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddRecordApi(configuration)).Message.ShouldStartWith("Identity:Issuer");
    }
}
