using System.Globalization;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Numbers as the rules know them: digits up to 999 and the small ones in words.</summary>
internal static class Numbers
{
    private const int OldestYoungChild = 11;

    private static readonly string[] InWords =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static IReadOnlySet<string> Young { get; } =
        Digits(0, OldestYoungChild).Concat(InWords.Take(OldestYoungChild)).ToHashSet();

    public static IReadOnlySet<string> All { get; } = Digits(0, 999).Concat(InWords)
        .Concat(["couple", "few", "several", "twenty", "thirty", "forty", "fifty", "hundred", "dozen"]).ToHashSet();

    private static IEnumerable<string> Digits(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
