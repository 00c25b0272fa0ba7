using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Finds the word meant by a slip of the thumb: "strangeling", "pleeease", "hittin", "su1cide", "s*icide".
/// Words shorter than seven letters are only repaired where the writer hid a letter or drew one out.
/// </summary>
internal sealed class SpellingRepair
{
    private const int ShortestSlip = 7;

    private readonly HashSet<string> _known;
    private readonly HashSet<string> _vocabulary;
    private readonly Dictionary<string, string> _byDeletion = [];

    /// <param name="vocabulary">Words that the rules look for.</param>
    /// <param name="alsoRight">Words that are right as they are, though near one of the vocabulary.</param>
    public SpellingRepair(IEnumerable<string> vocabulary, IEnumerable<string> alsoRight)
    {
        _vocabulary = vocabulary.Where(word => word != Token.Break).ToHashSet();
        _known = [.. _vocabulary, .. alsoRight];
        foreach (var word in _vocabulary.Where(word => word.Length >= ShortestSlip - 1).Order(StringComparer.Ordinal))
        {
            foreach (var shorter in Deletions(word)) _byDeletion.TryAdd(shorter, word);
        }
    }

    public string Repair(string word)
    {
        if (_known.Contains(word)) return word;
        return Disguised(word) ?? DrawnOut(word) ?? WithG(word) ?? Slip(word) ?? word.Trim('*', '@', '$', '&');
    }

    private string? Disguised(string word)
    {
        if (word.All(char.IsLetter) || word.All(char.IsDigit)) return null;
        var plain = word.Replace('1', 'i').Replace('0', 'o').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('@', 'a').Replace('$', 's');
        if (_known.Contains(plain)) return plain;
        if (plain.Count(letter => letter == '*') != 1 || plain.Length < 4) return null;

        var star = plain.IndexOf('*', StringComparison.Ordinal);
        foreach (var vowel in "aeiouy")
        {
            var candidate = plain.Remove(star, 1).Insert(star, vowel.ToString());
            if (_vocabulary.Contains(candidate)) return candidate;
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

    // One letter missing, added, changed or swapped, never the first.
    private string? Slip(string word)
    {
        const int longestWord = 24;
        if (word.Length is < ShortestSlip or > longestWord || !word.All(char.IsLetter)) return null;
        foreach (var shorter in Deletions(word).Prepend(word))
        {
            if (_vocabulary.Contains(shorter) && shorter.Length >= ShortestSlip - 1) return shorter;
            if (_byDeletion.TryGetValue(shorter, out var meant)) return meant;
        }

        return null;
    }

    private static IEnumerable<string> Deletions(string word) => Enumerable.Range(1, word.Length - 1).Select(place => word.Remove(place, 1));
}
