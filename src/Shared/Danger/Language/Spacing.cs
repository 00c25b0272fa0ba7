using System.Text;
using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Finds the words where somebody set them apart or together on purpose: "he.is.hitting.me", "k.i.l.l", "h e i s h i t t i n g m e",
/// "k!ll".
/// </summary>
/// <param name="known">Words that rules and spellings have.</param>
internal sealed partial class Spacing(IReadOnlySet<string> known)
{
    private const int ShortestRun = 5;
    private const int LongestRun = 400;
    private const int LongestWord = 16;

    /// <summary>Letters without a meaning in a run of letters may be so many: one in five.</summary>
    private const int KnownShare = 5;

    /// <summary>What an unknown letter costs where a word costs one: any word is better.</summary>
    private const int UnknownCost = 4;

    /// <summary>Marks between letters that end no sentence there are spaces; those that stand for a letter are the letter.</summary>
    public string Loosened(string text) => Standing().Replace(Between().Replace(text, chain => new StringBuilder(chain.Value).Replace('.', ' ').Replace('-', ' ').Replace('/', ' ').Replace('|', ' ').Replace('~', ' ').Replace('+', ' ').ToString()), Letter);

    /// <summary>The words in letters that stood one by one; the letters as one word where they make none.</summary>
    public IEnumerable<string> Words(string letters)
    {
        if (letters.Length is < ShortestRun or > LongestRun || known.Contains(letters)) return [letters];
        // Cheapest way to each place: one for a known word, more for a letter that belongs to none.
        var cost = new int[letters.Length + 1];
        var from = new int[letters.Length + 1];
        var unknown = new int[letters.Length + 1];
        for (var end = 1; end <= letters.Length; end++)
        {
            (cost[end], from[end], unknown[end]) = (cost[end - 1] + UnknownCost, end - 1, unknown[end - 1] + 1);
            for (var start = Math.Max(0, end - LongestWord); start < end; start++)
            {
                if (cost[start] + 1 >= cost[end] || !known.Contains(letters[start..end])) continue;
                (cost[end], from[end], unknown[end]) = (cost[start] + 1, start, unknown[start]);
            }
        }
        if (unknown[^1] * KnownShare > letters.Length) return [letters];
        List<string> words = [];
        for (var end = letters.Length; end > 0; end = from[end]) words.Insert(0, letters[from[end]..end]);
        return words;
    }

    /// <summary>"k!ll": only where the word is one that the rules have.</summary>
    private string Letter(Match word)
    {
        var plain = word.Value.Replace('!', 'i').Replace('|', 'l');
        return known.Contains(plain) ? plain : word.Value;
    }

    /// <summary>Two marks or more, each between letters: "i.e." and "home.He" have one.</summary>
    [GeneratedRegex(@"\p{L}+(?:[.\-/|~+]\p{L}+){2,}")]
    private static partial Regex Between();

    [GeneratedRegex(@"\p{L}+(?:[!|]+\p{L}+)+")]
    private static partial Regex Standing();
}
