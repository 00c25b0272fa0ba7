using FamilyPortal.Shared.PlainWords;

namespace FamilyPortal.Portal.Staff.Plans;

/// <summary>How an item of the plan reads.</summary>
/// <param name="ReadingAge">In years, estimated.</param>
/// <param name="Jargon">Workers' words in it, as written.</param>
internal sealed record Wording(int ReadingAge, int LongestSentence, IReadOnlyList<string> Jargon)
{
    /// <summary>Reading age that plans should keep to (domain.md, "Tone": 9 to 11).</summary>
    public const int HardFrom = 12;

    /// <summary>Words in a sentence from which it is long.</summary>
    public const int LongFrom = 20;

    /// <summary>A school grade of the formula is five years below the age.</summary>
    private const int AgeOfGradeNought = 5;

    public bool IsHard => ReadingAge >= HardFrom || LongestSentence >= LongFrom || Jargon.Count > 0;

    public static Wording Of(IEnumerable<string> texts)
    {
        var text = string.Join('\n', texts);
        var measured = Readability.Of(text);
        return new(
            Math.Max(AgeOfGradeNought, (int)Math.Round(measured.Grade + AgeOfGradeNought)), measured.LongestSentence,
            [.. Shared.PlainWords.Jargon.Find(text, firstOnly: true).Select(s => text.Substring(s.Start, s.Length))]);
    }
}
