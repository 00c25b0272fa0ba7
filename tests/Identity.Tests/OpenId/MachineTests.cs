using System.Net;
using System.Text;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

public sealed class MachineTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_machine_gets_a_token_that_the_record_API_can_check(string provider)
    {
        using var client = new OidcClient((await shared.OnAsync(provider)).Address);

        var reply = await client.MachineAsync("record.write record.read");

        reply.Status.ShouldBe(HttpStatusCode.OK);
        int.Parse(reply["expires_in"]!).ShouldBeInRange(590, 600);
        var token = await client.ValidateAsync(reply["access_token"]!, "record-api", "at+jwt");
        token.GetClaim("scope").Value.ShouldBe("record.write record.read");
        token.GetClaim("client_id").Value.ShouldBe("record-demo");
        token.Claims.Where(c => c.Type == "authorities").Select(c => c.Value)
            .ShouldBe(["cheshire-east", "cornwall", "cumberland", "knowsley", "westmorland-furness"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_machine_gets_only_the_scope_it_asks_for()
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        var token = await client.ValidateAsync((await client.MachineAsync("record.read"))["access_token"]!, "record-api", "at+jwt");
        token.GetClaim("scope").Value.ShouldBe("record.read");
    }

    [Theory]
    [InlineData("record.read", "record-demo", "wrong", "invalid_client")]
    [InlineData("record.read", "nobody", "demo-only-secret", "invalid_client")]
    [InlineData(null, "record-demo", "demo-only-secret", "invalid_scope")]
    [InlineData("everything", "record-demo", "demo-only-secret", "invalid_scope")]
    [InlineData("record.read", "portal", TestIdentity.PortalSecret, "unauthorized_client")]
    public async Task Machines_are_refused_what_is_not_theirs(string? scope, string id, string secret, string error)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);

        var reply = await client.MachineAsync(scope, id, secret);

        reply.Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
        reply["error"].ShouldBe(error);
        reply.Json.ContainsKey("access_token").ShouldBeFalse();
    }

    [Theory]
    [InlineData("password")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange")]
    public async Task Other_grants_are_refused(string grant)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);

        var reply = await client.TokenAsync(
            ("grant_type", grant), ("client_id", "portal"), ("client_secret", TestIdentity.PortalSecret), ("username", "a"), ("password", "b"), ("refresh_token", "c"));

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply["error"].ShouldBe("unsupported_grant_type");
    }

    [Theory]
    [InlineData("scope=record.read&scope=record.write")]
    [InlineData("grant_type=client_credentials&scope=record.read")]
    public async Task A_parameter_given_twice_is_refused(string twice)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        var body = "grant_type=client_credentials&client_id=record-demo&client_secret=demo-only-secret&" + twice;

        var reply = await client.SendAsync(new(HttpMethod.Post, "/connect/token") { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") });

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_machines_token_is_not_good_at_userinfo()
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        var reply = await client.MachineAsync("record.read");
        (await client.UserInfoAsync(reply["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
