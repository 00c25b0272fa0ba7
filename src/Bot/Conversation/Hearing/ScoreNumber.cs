using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>The number from 0 to 10 that somebody gives, in figures or words.</summary>
internal static partial class ScoreNumber
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>Null where there is none, more than one, a half, or one outside the scale: then the helper asks.</summary>
    public static int? Read(string text)
    {
        var said = OutOfTen().Replace(text.ToLowerInvariant(), " ");
        if (Outside().IsMatch(said)) return null;
        var found = Figures().Matches(said).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))
            .Concat(Letters().Matches(said).Select(m => Array.IndexOf(Words, m.Value)).Where(n => n >= 0))
            .Distinct().ToList();
        // "one" alone is mostly no number ("that one").
        if (found.Count > 1 && !said.Contains('1')) found.Remove(1);
        return found is [>= 0 and <= 10 and var number] ? number : null;
    }

    /// <summary>Nothing but a number, so that it can stand for a place in a list.</summary>
    public static int? ReadAlone(string text) => int.TryParse(text.Trim().TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    [GeneratedRegex(@"(out of|/)\s*(10|ten)\b", RegexOptions.NonBacktracking)]
    private static partial Regex OutOfTen();

    [GeneratedRegex(@"[0-9]\s*[.,:½]\s*[0-9]|[½¼¾]|(^|[^\w])[-−][0-9]|\b(half|minus)\b|[0-9]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Outside();

    [GeneratedRegex(@"[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Figures();

    [GeneratedRegex(@"[a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();
}
