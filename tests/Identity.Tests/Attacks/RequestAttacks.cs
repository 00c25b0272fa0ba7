using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>Requests that are too large, doubled, or of another shape: refused, and never by a fault of the server.</summary>
public sealed class RequestAttacks(AttackTarget target)
{
    [Theory]
    [InlineData("client_id")]
    [InlineData("response_type")]
    [InlineData("scope")]
    [InlineData("redirect_uri")]
    [InlineData("state")]
    [InlineData("nonce")]
    [InlineData("code_challenge")]
    [InlineData("code_challenge_method")]
    public async Task A_doubled_parameter_gives_no_code(string name)
    {
        using var probe = await target.SomebodyAsync();
        var request = probe.Request();
        var url = QueryHelpers.AddQueryString(target.Endpoint("authorization").ToString(), request);
        foreach (var again in (string[])[request[name]!, "other", ""])
            (await probe.GetAsync($"{url}&{name}={Uri.EscapeDataString(again)}")).Sent("code").ShouldBeNull($"{name}={again}");
    }

    [Theory]
    [InlineData("grant_type")]
    [InlineData("client_id")]
    [InlineData("client_secret")]
    [InlineData("scope")]
    public async Task A_doubled_field_gives_no_token(string name)
    {
        using var probe = target.Nobody();
        var body = Machine() + $"&{name}=other";
        foreach (var form in (string[])[body, $"{name}=other&{Machine()}"])
        {
            var reply = await probe.PostAsync(target.Endpoint("token"), new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"));
            reply.Json.ContainsKey("access_token").ShouldBeFalse();
            ((int)reply.Status).ShouldBeInRange(400, 499);
        }
    }

    [Fact]
    public async Task A_field_in_the_address_and_in_the_body_gives_no_token()
    {
        using var probe = target.Nobody();
        var reply = await probe.PostAsync(new Uri(target.Endpoint("token") + "?scope=other"), new StringContent(Machine(), Encoding.ASCII, "application/x-www-form-urlencoded"));
        reply.Json.ContainsKey("access_token").ShouldBeFalse();
    }

    [Theory]
    [InlineData("state")]
    [InlineData("nonce")]
    [InlineData("scope")]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("code_challenge")]
    [InlineData("prompt")]
    [InlineData("max_age")]
    [InlineData("id_token_hint")]
    [InlineData("login_hint")]
    [InlineData("claims")]
    public async Task An_enormous_parameter_is_no_fault_of_the_server(string name)
    {
        using var probe = target.Nobody();
        foreach (var size in (int[])[5_000, 7_500, 20_000, 200_000])
            ((int)(await probe.AuthorizeAsync((name, new string('9', size)))).Status).ShouldBeInRange(300, 499, $"{name}, {size}");
    }

    [Fact]
    public async Task An_enormous_body_is_no_fault_of_the_server()
    {
        using var probe = target.Nobody();
        List<string> bodies =
        [
            Machine() + "&x=" + new string('x', 200_000),
            Machine() + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"&p{i}=1")),
            "code=" + new string('x', 150_000) + "&" + Machine(),
            new string('&', 100_000),
            new string('%', 100_000),
            "grant_type=" + string.Concat(Enumerable.Repeat("%00", 10_000)),
        ];
        foreach (var body in bodies)
        {
            var reply = await probe.PostAsync(target.Endpoint("token"), new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"));
            ((int)reply.Status).ShouldBeLessThan(500, body[..20]);
        }
        (await probe.MachineTokenAsync()).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\"}")]
    [InlineData("text/plain", "grant_type=client_credentials")]
    [InlineData("application/xml", "<grant_type>client_credentials</grant_type>")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "grant_type=client_credentials")]
    public async Task A_body_of_another_type_gives_no_token(string type, string body)
    {
        using var probe = target.Nobody();
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var reply = await probe.PostAsync(target.Endpoint("token"), content);
        reply.Json.ContainsKey("access_token").ShouldBeFalse();
        ((int)reply.Status).ShouldBeInRange(400, 499);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("implicit")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange")]
    [InlineData("urn:ietf:params:oauth:grant-type:jwt-bearer")]
    public async Task Grants_that_are_not_listed_are_refused(string grant)
    {
        using var probe = target.Nobody();
        var reply = await probe.PostAsync(target.Endpoint("token"), new Dictionary<string, string?>
        {
            ["grant_type"] = grant,
            ["client_id"] = target.ClientId,
            ["client_secret"] = target.ClientSecret,
            ["username"] = "a",
            ["password"] = "b",
            ["assertion"] = "c",
        });
        reply["error"].ShouldBeOneOf("unsupported_grant_type", "invalid_request");
        target.Discovery["grant_types_supported"]!.AsArray().Select(g => g!.ToString()).ShouldNotContain(grant);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("id_token token")]
    [InlineData("code id_token")]
    [InlineData("code token")]
    [InlineData("code id_token token")]
    [InlineData("none")]
    public async Task Implicit_hybrid_and_none_give_nothing(string type)
    {
        using var probe = await target.SomebodyAsync();
        foreach (var mode in (string?[])[null, "fragment", "form_post", "query"])
        {
            var answer = await probe.AuthorizeAsync(("response_type", type), ("response_mode", mode));
            (answer.Location?.ToString() + answer.Text).ShouldNotContain("access_token=");
            (answer.Location?.ToString() + answer.Text).ShouldNotContain("id_token=");
            answer.Sent("code").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("request", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA")]
    [InlineData("request_uri", "https://evil.example/request.jwt")]
    [InlineData("request_uri", "file:///etc/passwd")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:made-up")]
    public async Task Request_objects_are_refused(string name, string value)
    {
        using var probe = await target.SomebodyAsync();
        var answer = await probe.AuthorizeAsync((name, value));
        answer.Sent("code").ShouldBeNull();
        if (answer.Location is not null) answer.Sent("error").ShouldBeOneOf("request_not_supported", "request_uri_not_supported", "invalid_request_uri", "invalid_request");
    }

    [Fact]
    public async Task Methods_that_are_not_meant_are_refused()
    {
        using var probe = target.Nobody();
        foreach (var method in (string[])["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
            foreach (var endpoint in (string[])["authorization", "token", "userinfo", "end_session", "revocation"])
            {
                using var request = new HttpRequestMessage(new(method), target.Endpoint(endpoint));
                ((int)(await probe.SendAsync(request)).Status).ShouldBeInRange(400, 499, $"{method} {endpoint}");
            }
    }

    private string Machine() => "grant_type=client_credentials&scope=" + Uri.EscapeDataString(target.MachineScope)
        + "&client_id=" + Uri.EscapeDataString(target.MachineId) + "&client_secret=" + Uri.EscapeDataString(target.MachineSecret);
}
