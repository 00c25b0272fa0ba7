using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>What is listed works, what works is listed. Names after the conformance modules.</summary>
public sealed class DiscoveryTests(SharedIdentity shared)
{
    [Fact]
    public async Task Oidcc_discovery_endpoint_verification()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);

        var document = await client.GetAsync("/.well-known/openid-configuration");

        string[] List(string name) => [.. document.Json[name]!.AsArray().Select(v => v!.ToString())];
        document["issuer"].ShouldBe(identity.Address.ToString());
        document["authorization_endpoint"].ShouldBe(identity.Address + "connect/authorize");
        document["token_endpoint"].ShouldBe(identity.Address + "connect/token");
        document["userinfo_endpoint"].ShouldBe(identity.Address + "connect/userinfo");
        document["end_session_endpoint"].ShouldBe(identity.Address + "connect/end-session");
        document["revocation_endpoint"].ShouldBe(identity.Address + "connect/revoke");
        document["jwks_uri"].ShouldBe(identity.Address + ".well-known/jwks");
        document["backchannel_logout_supported"].ShouldBe("true");
        document["backchannel_logout_session_supported"].ShouldBe("true");
        List("revocation_endpoint_auth_methods_supported").ShouldBe(["client_secret_basic", "client_secret_post"], ignoreOrder: true);
        List("response_types_supported").ShouldBe(["code"]);
        List("response_modes_supported").ShouldBe(["query"]);
        List("grant_types_supported").ShouldBe(["authorization_code", "client_credentials", "refresh_token"], ignoreOrder: true);
        List("code_challenge_methods_supported").ShouldBe(["S256"]);
        List("prompt_values_supported").ShouldBe(["login", "none"], ignoreOrder: true);
        List("id_token_signing_alg_values_supported").ShouldBe(["RS256"]);
        List("token_endpoint_auth_methods_supported").ShouldBe(["client_secret_basic", "client_secret_post"], ignoreOrder: true);
        List("subject_types_supported").ShouldBe(["public"]);
        document["authorization_response_iss_parameter_supported"].ShouldBe("true");
        document["claims_parameter_supported"].ShouldBe("false");
        document["request_parameter_supported"].ShouldBe("false");
        document["request_uri_parameter_supported"].ShouldBe("false");
    }

    [Fact]
    public async Task Jwks_publishes_public_signing_keys_and_nothing_else()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);

        var keys = (await client.GetAsync("/.well-known/jwks")).Json["keys"]!.AsArray();

        keys.Select(k => k!["kty"]!.ToString()).ShouldBe(["RSA", "EC"], ignoreOrder: true);
        keys.Select(k => k!["kid"]!.ToString()).Distinct().Count().ShouldBe(2);
        keys.ShouldAllBe(k => k!["use"]!.ToString() == "sig" && k["kid"]!.ToString().Length > 0);
        foreach (var secret in (string[])["d", "p", "q", "dp", "dq", "qi", "k"]) keys.ShouldAllBe(k => !k!.AsObject().ContainsKey(secret));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers(string path)
    {
        using var client = new OidcClient((await shared.OnAsync("Sqlite")).Address);
        (await client.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
