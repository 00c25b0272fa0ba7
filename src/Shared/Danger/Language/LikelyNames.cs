using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Words that must be somebody's name though no plan has them: with a capital letter, known to no rule, and beside what is done to
/// people: "Kerensa is hitting …", "… strangled Jowan". Never what the writer hits: that may be a shop.
/// </summary>
/// <param name="known">Words that rules and spellings have.</param>
/// <param name="attack">What is done to people.</param>
internal sealed partial class LikelyNames(IReadOnlySet<string> known, IReadOnlySet<string> attack)
{
    private const int Between = 3;

    private static readonly HashSet<string> Helping = ["is", "was", "has", "had", "keeps", "kept", "just", "always", "often", "still", "been", "again", "and", "then"];

    /// <param name="text">In plain letters, capitals as they were.</param>
    public IReadOnlyCollection<string> In(string text)
    {
        var names = new HashSet<string>();
        // Who writes everything in capitals names nobody by them.
        if (!text.Any(char.IsLower)) return names;
        var words = Word().Matches(text);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at].Value;
            if (word.Length < 3 || !char.IsUpper(word[0]) || !word.Skip(1).All(char.IsLower) || known.Contains(word.ToLowerInvariant())) continue;
            if (Does(text, words, at) || IsDoneTo(text, words, at, names)) names.Add(word.ToLowerInvariant());
        }

        return names;
    }

    private bool Does(string text, MatchCollection words, int at)
    {
        for (var next = at + 1; next < words.Count && next <= at + Between && Joined(text, words[next - 1], words[next]); next++)
        {
            var word = words[next].Value.ToLowerInvariant();
            if (attack.Contains(word)) return true;
            if (!Helping.Contains(word)) return false;
        }

        return false;
    }

    private bool IsDoneTo(string text, MatchCollection words, int at, HashSet<string> does)
    {
        if (at == 0 || !attack.Contains(words[at - 1].Value.ToLowerInvariant()) || !Joined(text, words[at - 1], words[at])) return false;
        for (var before = at - 2; before >= 0 && before >= at - 1 - Between; before--)
        {
            var word = words[before].Value.ToLowerInvariant();
            if (word is "i" or "we") return false;
            // "I saw Tegen hitting …" is not what the writer hits.
            if (does.Contains(word)) return true;
        }

        return true;
    }

    private static bool Joined(string text, Match one, Match next) => text.AsSpan(one.Index + one.Length, next.Index - one.Index - one.Length).IndexOfAnyExcept(' ') < 0;

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
