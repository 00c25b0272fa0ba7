using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>
/// Real tokens signed anew by tricks with algorithm and key id (RFC 8725), tried wherever a token is read: userinfo, the record
/// API, the hint at the authorization and end-session endpoints.
/// </summary>
public sealed class TokenForgeryAttacks(AttackTarget target)
{
    [Fact]
    public async Task Forged_access_tokens_open_nothing_at_userinfo()
    {
        using var probe = await target.SomebodyAsync();
        var real = (await probe.TokensAsync())["access_token"]!;
        (await probe.UserInfoAsync(real)).ShouldBe(200);
        await using var bait = await LogoutReceiver.StartAsync();
        foreach (var (trick, token) in await ForgeAsync(real, bait.Address)) (await probe.UserInfoAsync(token)).ShouldBeInRange(400, 401, trick);
        bait.Forms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forged_access_tokens_open_nothing_at_the_record_API()
    {
        if (target.RecordApi is null) Assert.Skip("Needs FAMILYPORTAL_TARGET_RECORD_API.");
        using var probe = target.Nobody();
        var real = await probe.MachineTokenAsync();
        (await probe.WithTokenAsync(target.RecordApi, real)).ShouldBe(200);
        await using var bait = await LogoutReceiver.StartAsync();
        foreach (var (trick, token) in await ForgeAsync(real, bait.Address)) (await probe.WithTokenAsync(target.RecordApi, token)).ShouldBeInRange(400, 401, trick);
        bait.Forms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tokens_of_another_kind_open_nothing()
    {
        using var probe = await target.SomebodyAsync();
        var tokens = await probe.TokensAsync();
        var machine = await probe.MachineTokenAsync();
        foreach (var token in (string[])[tokens["id_token"]!, tokens["refresh_token"]!, machine]) (await probe.UserInfoAsync(token)).ShouldBe(401);
        if (target.RecordApi is null) return;
        foreach (var token in (string[])[tokens["id_token"]!, tokens["refresh_token"]!, tokens["access_token"]!])
            (await probe.WithTokenAsync(target.RecordApi, token)).ShouldBe(401);
    }

    [Fact]
    public async Task Forged_hints_sign_nobody_in_or_out()
    {
        using var probe = await target.SomebodyAsync();
        var real = (await probe.TokensAsync())["id_token"]!;
        await using var bait = await LogoutReceiver.StartAsync();
        // A parameter without a value counts as left out (RFC 6749, 3.1): an empty hint is none.
        foreach (var (trick, token) in (await ForgeAsync(real, bait.Address)).Where(forged => forged.Token.Length > 0))
        {
            (await probe.AuthorizeAsync(("prompt", "none"), ("id_token_hint", token))).Sent("code").ShouldBeNull(trick);
            var answer = await probe.GetAsync(QueryHelpers.AddQueryString(target.Endpoint("end_session").ToString(), new Dictionary<string, string?>
            {
                ["id_token_hint"] = token,
                ["post_logout_redirect_uri"] = target.PostLogoutUri,
                ["client_id"] = target.ClientId,
            }));
            (answer.Location?.ToString() ?? "").ShouldNotStartWith(target.PostLogoutUri, Case.Sensitive, trick);
        }
        bait.Forms.ShouldBeEmpty();
        // The person is still signed in.
        (await probe.AuthorizeAsync(("prompt", "none"))).Sent("code").ShouldNotBeNull();
    }

    [Fact]
    public async Task Keys_that_are_published_are_public_and_strong()
    {
        using var http = new HttpClient();
        foreach (var key in JsonNode.Parse(await http.GetStringAsync(target.Discovery["jwks_uri"]!.ToString()))!["keys"]!.AsArray().Select(k => k!.AsObject()))
        {
            foreach (var secret in (string[])["d", "p", "q", "dp", "dq", "qi", "k"]) key.ContainsKey(secret).ShouldBeFalse();
            if (key["kty"]!.ToString() == "RSA") WebEncoders.Base64UrlDecode(key["n"]!.ToString()).Length.ShouldBeGreaterThanOrEqualTo(256);
            else key["crv"]!.ToString().ShouldBeOneOf("P-256", "P-384", "P-521");
        }
        target.Discovery["id_token_signing_alg_values_supported"]!.AsArray().Select(a => a!.ToString()).ShouldNotContain(a => a.StartsWith("HS") || a == "none");
    }

    private async Task<IEnumerable<(string Trick, string Token)>> ForgeAsync(string real, string bait)
    {
        using var http = new HttpClient();
        var keys = JsonNode.Parse(await http.GetStringAsync(target.Discovery["jwks_uri"]!.ToString()))!["keys"]!.AsArray();
        return Forge(real, keys, bait).ToList();
    }

    private static IEnumerable<(string Trick, string Token)> Forge(string real, JsonArray keys, string bait)
    {
        var parts = real.Split('.');
        var head = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[0]))!.AsObject();
        string Head(params (string Name, JsonNode? Value)[] changed)
        {
            var copy = head.DeepClone().AsObject();
            foreach (var (name, value) in changed)
            {
                copy.Remove(name);
                if (value is not null) copy[name] = value;
            }
            return WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(copy.ToJsonString()));
        }
        string Signed(string header, Func<byte[], byte[]> sign) => $"{header}.{parts[1]}.{WebEncoders.Base64UrlEncode(sign(Encoding.ASCII.GetBytes($"{header}.{parts[1]}")))}";
        string Hmac(string header, byte[] key) => Signed(header, data => HMACSHA256.HashData(key, data));

        foreach (var none in (string[])["none", "None", "NONE", "nOnE", ""])
        {
            yield return ($"alg {none}", $"{Head(("alg", none))}.{parts[1]}.");
            yield return ($"alg {none}, old signature", $"{Head(("alg", none))}.{parts[1]}.{parts[2]}");
        }
        yield return ("no alg", $"{Head(("alg", null))}.{parts[1]}.");
        yield return ("no signature", $"{parts[0]}.{parts[1]}.");
        yield return ("no signature part", $"{parts[0]}.{parts[1]}");
        yield return ("another signature", $"{parts[0]}.{parts[1]}.{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(WebEncoders.Base64UrlDecode(parts[2]).Length))}");
        yield return ("zero signature", $"{parts[0]}.{parts[1]}.{WebEncoders.Base64UrlEncode(new byte[WebEncoders.Base64UrlDecode(parts[2]).Length])}");
        var payload = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!.AsObject();
        payload["sub"] = "somebody-else";
        yield return ("another subject", $"{parts[0]}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(payload.ToJsonString()))}.{parts[2]}");

        foreach (var key in keys.Select(k => k!.AsObject()))
        {
            foreach (var (form, bytes) in PublicForms(key))
                yield return ($"HS256 with {key["kty"]} {form}", Hmac(Head(("alg", "HS256"), ("kid", key["kid"]!.ToString())), bytes));
            yield return ($"HS256 with no key, kid of {key["kty"]}", Hmac(Head(("alg", "HS256"), ("kid", key["kid"]!.ToString())), []));
        }

        using var rsa = RSA.Create(2048);
        byte[] Rsa(byte[] data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var mine = rsa.ExportParameters(false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["n"] = WebEncoders.Base64UrlEncode(mine.Modulus!), ["e"] = WebEncoders.Base64UrlEncode(mine.Exponent!), ["kid"] = "mine", ["use"] = "sig", ["alg"] = "RS256" };
        using var certificate = new CertificateRequest("CN=mine", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        yield return ("a key of mine under the real kid", Signed(Head(("alg", "RS256")), Rsa));
        yield return ("a key of mine without kid", Signed(Head(("alg", "RS256"), ("kid", null)), Rsa));
        yield return ("embedded jwk", Signed(Head(("alg", "RS256"), ("kid", "mine"), ("jwk", jwk.DeepClone())), Rsa));
        yield return ("jku", Signed(Head(("alg", "RS256"), ("kid", "mine"), ("jku", bait)), Rsa));
        yield return ("x5u", Signed(Head(("alg", "RS256"), ("kid", "mine"), ("x5u", bait)), Rsa));
        yield return ("x5c", Signed(Head(("alg", "RS256"), ("kid", "mine"), ("x5c", new JsonArray(Convert.ToBase64String(certificate.RawData)))), Rsa));
        yield return ("x5t", Signed(Head(("alg", "RS256"), ("kid", null), ("x5t", WebEncoders.Base64UrlEncode(certificate.GetCertHash()))), Rsa));
        yield return ("crit", Signed(Head(("crit", new JsonArray("mine")), ("mine", 1)), Rsa));
        foreach (var kid in (string[])["../../../../../../dev/null", "/dev/null", "file:///dev/null", bait, "' OR '1'='1", "\0", "", new string('k', 5000)])
        {
            yield return ($"kid {kid[..Math.Min(20, kid.Length)]}, RS256", Signed(Head(("alg", "RS256"), ("kid", kid)), Rsa));
            yield return ($"kid {kid[..Math.Min(20, kid.Length)]}, HS256 of nothing", Hmac(Head(("alg", "HS256"), ("kid", kid)), []));
            yield return ($"kid {kid[..Math.Min(20, kid.Length)]}, HS256 of zero", Hmac(Head(("alg", "HS256"), ("kid", kid)), new byte[32]));
        }
        foreach (var text in (string[])["", ".", "..", "...", "a.b.c", "....", new string('x', 8000), "e30.e30.e30"]) yield return ($"rubbish of {text.Length}", text);
    }

    /// <summary>What a verifier may take for a shared secret, of what everybody can read.</summary>
    private static IEnumerable<(string, byte[])> PublicForms(JsonObject key)
    {
        yield return ("as JSON", Encoding.UTF8.GetBytes(key.ToJsonString()));
        if (key["kty"]!.ToString() == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = WebEncoders.Base64UrlDecode(key["n"]!.ToString()), Exponent = WebEncoders.Base64UrlDecode(key["e"]!.ToString()) });
            yield return ("SPKI, PEM", Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()));
            yield return ("SPKI, PEM and newline", Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem() + "\n"));
            yield return ("SPKI, DER", rsa.ExportSubjectPublicKeyInfo());
            yield return ("PKCS 1, PEM", Encoding.ASCII.GetBytes(rsa.ExportRSAPublicKeyPem()));
            yield return ("modulus", WebEncoders.Base64UrlDecode(key["n"]!.ToString()));
        }
        else
        {
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = WebEncoders.Base64UrlDecode(key["x"]!.ToString()), Y = WebEncoders.Base64UrlDecode(key["y"]!.ToString()) } });
            yield return ("SPKI, PEM", Encoding.ASCII.GetBytes(ec.ExportSubjectPublicKeyInfoPem()));
            yield return ("SPKI, DER", ec.ExportSubjectPublicKeyInfo());
            yield return ("x", WebEncoders.Base64UrlDecode(key["x"]!.ToString()));
        }
    }
}
