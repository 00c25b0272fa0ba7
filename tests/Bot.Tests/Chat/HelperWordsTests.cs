using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using FamilyPortal.Bot.Conversation;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>What the helper says is easy to read: short sentences, about reading age 9.</summary>
public sealed partial class HelperWordsTests
{
    /// <summary>Words that blame, or that only services use.</summary>
    private static readonly string[] Unwanted = ["fail", "refus", "complian", "case", "professional", "disengag", "must", "invalid", "error"];

    private static IReadOnlyDictionary<string, string> Words { get; } = Read();

    public static TheoryData<string> Keys => [.. Words.Keys.Where(k => !k.StartsWith("Hear.", StringComparison.Ordinal) && !k.StartsWith("Topic.Source.", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Keys))]
    public void Entry_HasShortSentencesAndNoBlame(string key)
    {
        Readability.Of(WithoutPlaces(Words[key])).LongestSentence.ShouldBeLessThanOrEqualTo(15, Words[key]);
        foreach (var word in Unwanted) Words[key].ShouldNotContain(word, Case.Insensitive);
    }

    [Fact]
    public void Entries_TogetherAreForReadingAgeNine() =>
        Readability.Of(WithoutPlaces(string.Join('\n', Keys.Select(k => Words[k.Data])))).Grade.ShouldBeLessThan(4);

    /// <summary>Names that are read from the right keep their order, and take nothing along; all others are as they are written.</summary>
    [Fact]
    public void List_OfNamesFromTheRight_IsolatesThem()
    {
        HelperWords.List(["سارة", "أحمد", "Ann"]).ShouldBe("\u2068سارة\u2069, \u2068أحمد\u2069 and Ann");
        HelperWords.List(["Ann", "Zoë", "Łukasz"]).ShouldBe("Ann, Zoë and Łukasz");
    }

    private static string WithoutPlaces(string text) => Places().Replace(text, "x");

    private static Dictionary<string, string> Read()
    {
        var resources = new ResourceManager("FamilyPortal.Bot.Conversation.HelperWords", typeof(BotApp).Assembly).GetResourceSet(CultureInfo.InvariantCulture, true, true)!;
        return resources.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();
}
