using FamilyPortal.Shared.Danger.Language;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger.Language;

public sealed class PhraseTests
{
    private static readonly PhraseParser Parser = new(new Dictionary<string, IReadOnlySet<string>>
    {
        ["hit"] = new HashSet<string> { "hit", "hits", "hitting" },
        ["me"] = new HashSet<string> { "me", "us" },
    });

    [Theory]
    [InlineData("{hit} {me}", "hits us", 2)]
    [InlineData("{hit+ing} me", "hit me", -1)]
    [InlineData("{hit-ing} me", "hit me", 2)]
    [InlineData("he .. {hit} me", "he always really hits me", 5)]
    [InlineData("he .. {hit} me", "he has not hit me", -1)]
    [InlineData("he .. {hit} me", "he a b c d hit me", -1)]
    [InlineData("he ... {hit} me", "he a b c d hit me", 7)]
    [InlineData("is really? sad", "is sad", 2)]
    [InlineData("is really? sad", "is really sad", 3)]
    [InlineData("left #young", "left seven", 2)]
    [InlineData("left #young", "left 14", -1)]
    [InlineData("sorry // bye", "sorry . bye", 3)]
    [InlineData("sorry .. bye", "sorry . bye", -1)]
    [InlineData("< help >", ". help .", 3)]
    public void EndOfMatch_FollowsTheNotation(string phrase, string words, int expected) =>
        Parser.Parse(phrase).EndOfMatch([.. words.Split(' ').Select(word => new Token(word))], 0).ShouldBe(expected);

    [Theory]
    [InlineData("{nobody} home")]
    [InlineData("maybe? home")]
    [InlineData(".. home")]
    [InlineData("")]
    public void Parse_BrokenNotation_IsRefused(string phrase) => Should.Throw<FormatException>(() => Parser.Parse(phrase));

    [Theory]
    [InlineData("strangeling", "strangling")]
    [InlineData("hittin", "hitting")]
    [InlineData("pleeeease", "please")]
    [InlineData("su1cide", "suicide")]
    [InlineData("s*icide", "suicide")]
    [InlineData("checked", "checked")]
    [InlineData("teaches", "teaches")]
    public void Repair_FindsTheWordMeant(string written, string meant) =>
        new SpellingRepair(["hitting", "please", "chucked", "teachers"], ["strangling", "suicide"]).Repair(written).ShouldBe(meant);
}
