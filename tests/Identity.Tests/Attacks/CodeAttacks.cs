using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>Codes that were stolen, swapped, guessed, changed, used twice (RFC 9700, 4.2, 4.5, 4.8).</summary>
public sealed class CodeAttacks(AttackTarget target)
{
    [Fact]
    public async Task A_code_injected_into_anothers_sign_in_is_refused()
    {
        using var victim = await target.SomebodyAsync();
        using var attacker = await target.SomebodyAsync();

        // The attacker's client session has its own verifier: the stolen code was asked for with another.
        (await attacker.ExchangeAsync(await victim.CodeAsync()))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task The_id_token_carries_the_nonce_of_its_own_request()
    {
        using var probe = await target.SomebodyAsync();
        new JsonWebToken((await probe.TokensAsync())["id_token"]).GetClaim("nonce").Value.ShouldBe(probe.Nonce);
    }

    [Fact]
    public async Task A_code_replayed_is_refused_and_ends_what_it_gave()
    {
        using var probe = await target.SomebodyAsync();
        var code = await probe.CodeAsync();
        var first = await probe.ExchangeAsync(code);
        (await probe.UserInfoAsync(first["access_token"]!)).ShouldBe(200);

        (await probe.ExchangeAsync(code))["error"].ShouldBe("invalid_grant");

        (await probe.UserInfoAsync(first["access_token"]!)).ShouldBe(401);
        (await probe.RefreshAsync(first["refresh_token"]!))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_replayed_in_parallel_gives_at_most_one_answer_and_nothing_that_lasts()
    {
        using var probe = await target.SomebodyAsync();
        var code = await probe.CodeAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => probe.ExchangeAsync(code)));

        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var winner in replies.Where(r => r.Status == HttpStatusCode.OK)) (await probe.UserInfoAsync(winner["access_token"]!)).ShouldBe(401);
    }

    [Fact]
    public async Task A_code_is_refused_with_another_redirect_address_client_or_secret()
    {
        using var probe = await target.SomebodyAsync();
        foreach (var (name, value) in ((string, string?)[])[("redirect_uri", target.RedirectUri + "/"), ("redirect_uri", null), ("client_secret", "wrong"), ("client_secret", null)])
            (await probe.ExchangeAsync(await probe.CodeAsync(), (name, value)))["error"].ShouldBeOneOf("invalid_grant", "invalid_request", "invalid_client");
        var other = await probe.ExchangeAsync(await probe.CodeAsync(), ("client_id", target.MachineId), ("client_secret", target.MachineSecret));
        other["error"].ShouldBeOneOf("invalid_grant", "unauthorized_client");
    }

    [Fact]
    public async Task A_changed_code_is_refused()
    {
        using var probe = await target.SomebodyAsync();
        var code = await probe.CodeAsync();
        foreach (var changed in (string[])[code[..^1], code[1..], code + "A", Flip(code, 10), Flip(code, code.Length / 2), Flip(code, code.Length - 10), code.ToUpperInvariant()])
            (await probe.ExchangeAsync(changed))["error"].ShouldBe("invalid_grant", changed);
        // A character that no code may hold (RFC 6749, appendix A.11): the request itself is wrong.
        (await probe.ExchangeAsync(code + "\0"))["error"].ShouldBeOneOf("invalid_grant", "invalid_request");
        // None of these spent the real one.
        (await probe.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Codes_guessed_from_many_addresses_in_parallel_open_nothing_and_shut_nobody_out()
    {
        using var probe = await target.SomebodyAsync();
        var code = await probe.CodeAsync();
        var guesses = Enumerable.Range(0, 100).Select(async i =>
        {
            var guess = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
            return await probe.PostAsync(target.Endpoint("token"), new Dictionary<string, string?>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = guess,
                ["redirect_uri"] = target.RedirectUri,
                ["code_verifier"] = probe.Verifier,
                ["client_id"] = target.ClientId,
                ["client_secret"] = target.ClientSecret,
            }, ("X-Forwarded-For", $"203.0.113.{i}"));
        });

        (await Task.WhenAll(guesses)).ShouldAllBe(r => r["error"] == "invalid_grant");

        (await probe.ExchangeAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Flip(string text, int at) => string.Concat(text.AsSpan(0, at), text[at] == 'A' ? "B" : "A", text.AsSpan(at + 1));
}
