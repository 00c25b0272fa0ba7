using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.PlainWords;

public sealed class ReadabilityTests
{
    [Theory]
    [InlineData("cat", 1)]
    [InlineData("make", 1)]
    [InlineData("makes", 1)]
    [InlineData("moved", 1)]
    [InlineData("table", 2)]
    [InlineData("wanted", 2)]
    [InlineData("worker", 2)]
    [InlineData("family", 3)]
    [InlineData("the", 1)]
    [InlineData("professionals", 4)]
    [InlineData("changes", 2)]
    public void SyllablesIn_IsNearWhatPeopleSay(string word, int expected) => Readability.SyllablesIn(word).ShouldBe(expected);

    [Fact]
    public void Of_CountsSentencesAndWords()
    {
        var measured = Readability.Of("Ring at 9.30am. We will listen to you!\n\nNobody is in trouble");

        measured.SentenceLengths.ShouldBe([4, 5, 4]);
        measured.LongestSentence.ShouldBe(5);
        measured.Words.ShouldBe(13);
    }

    [Fact]
    public void Of_PlainWords_IsEasierThanJargon()
    {
        var plain = Readability.Of("We are worried. We want to help. Can we talk on Monday?");
        var jargon = Readability.Of("Professionals convened a multi-agency strategy discussion regarding allegations of significant harm.");

        plain.Grade.ShouldBeLessThan(4);
        jargon.Grade.ShouldBeGreaterThan(12);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("... !")]
    public void Of_NoWords_IsZero(string? text)
    {
        Readability.Of(text).Grade.ShouldBe(0);
        Readability.Of(text).LongestSentence.ShouldBe(0);
    }
}
