using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Shared.PlainWords;

/// <summary>A workers' word that somebody asks for by itself.</summary>
/// <param name="Word">As the list writes it.</param>
/// <param name="Explanation">The same in plain words.</param>
/// <param name="Names">All that the list calls by this explanation: short and spelled out.</param>
/// <param name="IsPlain">It is an everyday word as well ("outcome", "contact"): "what is the outcome" asks for something else.</param>
public sealed record JargonTerm(string Word, string Explanation, IReadOnlyList<string> Names, bool IsPlain);

/// <summary>The list of <see cref="Jargon"/> as a dictionary: from a word to what it means, wherever it may stand in a text.</summary>
public static class JargonTerms
{
    /// <summary>Longer than any name of the list, and what may stand beside it.</summary>
    private const int Longest = 100;

    private static readonly Lazy<IReadOnlyList<JargonEntry>> Read = new(Load);

    /// <summary>Every word of the list, in each way of writing it.</summary>
    public static IReadOnlyList<JargonTerm> All => [.. Read.Value.SelectMany(entry => NamesOf(entry).Select(name => Term(entry, name)))];

    internal static IReadOnlyList<JargonEntry> Entries => Read.Value;

    /// <summary>
    /// What these words name, and nothing beside it: in any capitals, in the plural, with or without dots and hyphens, with a slip of
    /// the finger in a long word. Null where they name nothing of the list.
    /// </summary>
    public static JargonTerm? Named(string words)
    {
        var asked = words.Length > Longest ? "" : Key(words);
        if (asked.Length == 0) return null;
        Func<JargonEntry, string, bool>[] ways =
        [
            (_, name) => asked == name,
            (_, name) => WordForms.Same(asked, name, exact: true),
            // "Contract" is no slip of "contact".
            (entry, name) => !entry.Exact && !entry.DependsOnNeighbours && Slips.Same(asked, name),
        ];
        foreach (var same in ways)
        {
            foreach (var entry in Read.Value)
                if (NamesOf(entry).FirstOrDefault(name => same(entry, Key(name))) is { } found) return Term(entry, found);
        }
        return Beside(words);
    }

    /// <summary>Letters and figures alone: "S.17", "s 17" and "s17" are one.</summary>
    public static string Key(string words)
    {
        var key = new StringBuilder(words.Length);
        foreach (var letter in words.ToLowerInvariant())
            if (char.IsLetterOrDigit(letter)) key.Append(letter);
        return key.ToString();
    }

    /// <summary>Whether two ways of writing are one word, or its plural.</summary>
    public static bool IsSame(string written, string listed) => WordForms.Same(Key(written), Key(listed), exact: true);

    // "LAC review", "duty worker", "supervised contact": a short name or a word of the list, and what the list knows beside it.
    private static JargonTerm? Beside(string words)
    {
        var each = WrittenWords.Of(words);
        if (each.Count < 2) return null;
        foreach (var entry in Read.Value)
        {
            if (NamesOf(entry).FirstOrDefault(name => IsFirst(entry, name) || IsLast(entry, name)) is { } found) return Term(entry, found);
        }
        return null;

        bool IsFirst(JargonEntry entry, string name) => (entry.Exact ? JargonEntry.Kinds : entry.Before).Any(kind => WordForms.Same(each[^1].Text, kind, exact: false)) && Key(string.Concat(each.SkipLast(1).Select(w => w.Text))) == Key(name);
        bool IsLast(JargonEntry entry, string name) => entry.After.Contains(each[0].Text, StringComparer.OrdinalIgnoreCase) && Key(string.Concat(each.Skip(1).Select(w => w.Text))) == Key(name);
    }

    private static IEnumerable<string> NamesOf(JargonEntry entry) => entry.Also.Prepend(entry.Term);

    private static JargonTerm Term(JargonEntry entry, string name) => new(
        name, entry.Explain,
        [.. Read.Value.Where(other => other.Explain == entry.Explain).SelectMany(NamesOf)],
        entry.DependsOnNeighbours || (!entry.Exact && WrittenWords.Of(name) is [{ Text: var word }] && word.All(char.IsLetter)));

    private static List<JargonEntry> Load()
    {
        using var stream = typeof(Jargon).Assembly.GetManifestResourceStream("FamilyPortal.Shared.PlainWords.jargon.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<List<JargonEntry>>(reader);
    }
}
