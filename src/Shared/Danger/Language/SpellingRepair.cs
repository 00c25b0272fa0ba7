using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Finds the word meant when somebody hides a letter ("su1cide", "s*icide"), draws one out ("pleeease"), drops a g ("hittin")
/// or slips in a long word ("strangeling"). Slips are repaired only towards a few words that matter most:
/// "checked" must not become "chucked".
/// </summary>
internal sealed class SpellingRepair
{
    private const int ShortestSlip = 7;

    private readonly HashSet<string> _known;
    private readonly Dictionary<string, string> _byDeletion = [];

    /// <param name="known">Words that need no repair.</param>
    /// <param name="oftenMistyped">Words to repair a slip towards.</param>
    public SpellingRepair(IEnumerable<string> known, IReadOnlyCollection<string> oftenMistyped)
    {
        _known = [.. known.Where(word => word != Token.Break), .. oftenMistyped];
        foreach (var word in oftenMistyped.Where(word => word.Length >= ShortestSlip).Order(StringComparer.Ordinal))
        {
            _byDeletion.TryAdd(word, word);
            foreach (var shorter in Deletions(word)) _byDeletion.TryAdd(shorter, word);
        }
    }

    public string Repair(string word)
    {
        if (_known.Contains(word)) return word;
        return Disguised(word) ?? DrawnOut(word) ?? WithG(word) ?? WithoutAnd(word) ?? Slip(word) ?? word.Trim('*', '@', '$', '&');
    }

    private string? Disguised(string word)
    {
        if (word.All(char.IsLetter) || word.All(char.IsDigit)) return null;
        // A one is an i or an l: "h1t", "ki11".
        return Plain(word.Replace('1', 'i')) ?? (word.Contains('1') ? Plain(word.Replace('1', 'l')) : null);
    }

    private string? Plain(string word)
    {
        var plain = word.Replace('0', 'o').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't').Replace('9', 'g').Replace('@', 'a').Replace('$', 's');
        if (_known.Contains(plain)) return plain;
        if (plain.Count(letter => letter == '*') != 1 || plain.Length < 4) return null;

        var star = plain.IndexOf('*', StringComparison.Ordinal);
        foreach (var vowel in "aeiouy")
        {
            var candidate = plain.Remove(star, 1).Insert(star, vowel.ToString());
            if (_known.Contains(candidate)) return candidate;
        }

        return null;
    }

    // "heeelp": three or more of a letter are one or two.
    private string? DrawnOut(string word)
    {
        var two = Squeeze(word, 2);
        if (two.Length < word.Length && _known.Contains(two)) return two;
        var one = Squeeze(word, 1);
        return two.Length < word.Length && _known.Contains(one) ? one : null;
    }

    private static string Squeeze(string word, int most)
    {
        var kept = new StringBuilder(word.Length);
        var run = 0;
        for (var at = 0; at < word.Length; at++)
        {
            run = at > 0 && word[at] == word[at - 1] ? run + 1 : 1;
            if (run <= most) kept.Append(word[at]);
        }

        return kept.ToString();
    }

    private string? WithG(string word) => word.EndsWith("in", StringComparison.Ordinal) && _known.Contains(word + "g") ? word + "g" : null;

    // Arabic writes "and" and "so" as the first letter of the next word.
    private string? WithoutAnd(string word) => word.Length > 3 && word[0] is ('و' or 'ف') && _known.Contains(word[1..]) ? word[1..] : null;

    // One letter missing, added, changed or swapped, never the first.
    private string? Slip(string word)
    {
        const int longestWord = 24;
        if (word.Length is < ShortestSlip or > longestWord || !word.All(char.IsLetter)) return null;
        foreach (var shorter in Deletions(word).Prepend(word))
        {
            if (_byDeletion.TryGetValue(shorter, out var meant) && Math.Abs(meant.Length - word.Length) <= 1) return meant;
        }

        return null;
    }

    private static IEnumerable<string> Deletions(string word) => Enumerable.Range(1, word.Length - 1).Select(place => word.Remove(place, 1));
}
