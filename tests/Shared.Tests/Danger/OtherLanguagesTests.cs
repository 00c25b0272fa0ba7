using FamilyPortal.Shared.Danger;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>Plain sentences in the languages that families may choose, and what sounds like them and is an ordinary day.</summary>
public sealed class OtherLanguagesTests
{
    private const int FewestCries = 40;
    private const int FewestOrdinary = 20;

    private static readonly DangerCheck Check = new();

    [Theory]
    [InlineData("pl")]
    [InlineData("ur")]
    [InlineData("ar")]
    public void Check_OnPlainSentences_IsAsLabelled(string language)
    {
        var sentences = LabelledMessages.OtherLanguages.Where(one => one.Language == language).ToList();
        sentences.Count(one => one.Level != "none").ShouldBeGreaterThanOrEqualTo(FewestCries);
        sentences.Count(one => one.Level == "none").ShouldBeGreaterThanOrEqualTo(FewestOrdinary);

        var wrong = sentences
            .Select(one => (one.Text, one.Level, Found: Check.Explain(one.Text)))
            .Where(one => one.Found.Finding.LevelCode != one.Level)
            .Select(one => $"{one.Text}: {one.Level}, read as {one.Found.Finding.LevelCode} {one.Found.Phrase}");

        string.Join('\n', wrong).ShouldBe("");
    }

    /// <summary>Whoever has no accents on their keyboard is understood as well.</summary>
    [Fact]
    public void Check_WithoutPolishLetters_FindsTheSame()
    {
        foreach (var (_, _, text) in LabelledMessages.OtherLanguages.Where(one => one.Language == "pl"))
            Check.Check(WithoutPolishLetters(text)).Level.ShouldBe(Check.Check(text).Level, text);
    }

    /// <summary>One word, typed on an Arabic keyboard, a Persian one or an Urdu one.</summary>
    [Fact]
    public void Check_HoweverTheKeyboardWritesALetter_FindsTheSame()
    {
        foreach (var (_, _, text) in LabelledMessages.OtherLanguages.Where(one => one.Language != "pl"))
        {
            Check.Check(text.Replace('ی', 'ي').Replace('ک', 'ك').Replace('ہ', 'ه').Replace('ھ', 'ه')).Level.ShouldBe(Check.Check(text).Level, text);
            Check.Check(text.Replace('ي', 'ی').Replace('ك', 'ک').Replace('ة', 'ه').Replace('أ', 'ا').Replace('إ', 'ا')).Level.ShouldBe(Check.Check(text).Level, text);
        }
    }

    [Theory]
    [InlineData("Tata mnie bije")]
    [InlineData("ابو مجھے مارتے ہیں")]
    [InlineData("أبي يضربني")]
    public void Check_WhoIsHit_IsReadByWhoSpeaks(string text)
    {
        Check.Check(text, speaker: Speaker.Adult).Kind.ShouldBe(DangerKind.ViolenceNow);
        Check.Check(text, speaker: Speaker.YoungPerson).Kind.ShouldBe(DangerKind.AbuseNow);
    }

    private static string WithoutPolishLetters(string text) =>
        string.Concat(text.Select(letter => "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? "acelnoszzACELNOSZZ"[at] : letter));
}
