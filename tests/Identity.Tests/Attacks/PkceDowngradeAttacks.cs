using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>Getting round PKCE S256 (RFC 9700, 4.8).</summary>
public sealed class PkceDowngradeAttacks(AttackTarget target)
{
    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge_method", null)]
    [InlineData("code_challenge_method", "")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "s256")]
    [InlineData("code_challenge_method", "S512")]
    [InlineData("code_challenge_method", "S256 plain")]
    public async Task No_code_is_given_without_S256(string name, string? value)
    {
        using var probe = await target.SomebodyAsync();
        IsRefused(await probe.AuthorizeAsync((name, value)));
    }

    [Fact]
    public async Task No_code_is_given_when_PKCE_is_left_out_whole()
    {
        using var probe = await target.SomebodyAsync();
        IsRefused(await probe.AuthorizeAsync(("code_challenge", null), ("code_challenge_method", null)));
    }

    [Fact]
    public async Task Only_the_verifier_itself_redeems_the_code()
    {
        using var probe = await target.SomebodyAsync();
        foreach (var verifier in (string?[])[null, "", probe.Challenge, probe.Verifier[..^1], probe.Verifier + "A", probe.Verifier.ToLowerInvariant() + "-", new string('A', 200_000)])
        {
            var reply = await probe.ExchangeAsync(await probe.CodeAsync(), ("code_verifier", verifier));
            reply.Json.ContainsKey("access_token").ShouldBeFalse();
            ((int)reply.Status).ShouldBeInRange(400, 499);
        }
    }

    [Fact]
    public void Discovery_lists_S256_alone() =>
        target.Discovery["code_challenge_methods_supported"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["S256"]);

    private static void IsRefused(Answer answer)
    {
        answer.Sent("code").ShouldBeNull();
        if (answer.Location is null) ((int)answer.Status).ShouldBe(400);
        else answer.Sent("error").ShouldBe("invalid_request");
    }
}
