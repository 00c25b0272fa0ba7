namespace FamilyPortal.Shared.PlainWords;

/// <summary>A workers' word in a text. <paramref name="Start"/> and <paramref name="Length"/> count UTF-16 characters.</summary>
/// <param name="Term">The list's name for it.</param>
/// <param name="Explanation">The same in plain words, one or two short sentences.</param>
public readonly record struct JargonSpan(int Start, int Length, string Term, string Explanation);

/// <summary>Finds workers' words so that a page can explain them in place. The list is <c>PlainWords/jargon.yaml</c>.</summary>
public static class Jargon
{
    private static readonly Lazy<Dictionary<string, List<Variant>>> ByFirstWord = new(Load);

    /// <summary>
    /// Terms in the order of the text, never overlapping, the longest at each place. Null or empty text has none.
    /// With <paramref name="firstOnly"/> each term is given once: a word explained three times is noise.
    /// </summary>
    public static IReadOnlyList<JargonSpan> Find(string? text, bool firstOnly = false)
    {
        if (string.IsNullOrEmpty(text)) return [];

        var words = WrittenWords.Of(text);
        var spans = new List<JargonSpan>();
        var explained = new HashSet<string>();
        for (var at = 0; at < words.Count;)
        {
            if (LongestAt(text, words, at) is not { } variant)
            {
                at++;
                continue;
            }

            var last = words[at + variant.Words.Count - 1];
            if (!firstOnly || explained.Add(variant.Entry.Explain)) spans.Add(new JargonSpan(words[at].Start, last.End - words[at].Start, variant.Entry.Term, variant.Entry.Explain));
            at += variant.Words.Count;
        }

        return spans;
    }

    private static Variant? LongestAt(string text, List<WrittenWord> words, int at)
    {
        foreach (var key in FirstWordForms(words[at].Text))
        {
            if (!ByFirstWord.Value.TryGetValue(key, out var variants)) continue;
            foreach (var variant in variants)
            {
                if (Fits(variant, text, words, at)) return variant;
            }
        }

        return null;
    }

    private static bool Fits(Variant variant, string text, List<WrittenWord> words, int at)
    {
        var count = variant.Words.Count;
        if (at + count > words.Count) return false;
        for (var place = 0; place < count; place++)
        {
            var written = words[at + place];
            if (place > 0 && !WrittenWords.Joined(text, words[at + place - 1], written)) return false;
            var same = place == count - 1
                ? WordForms.Same(written.Text, variant.Words[place], variant.Entry.Exact)
                : written.Text.Equals(variant.Words[place], variant.Entry.Exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
            if (!same) return false;
        }

        var before = at > 0 ? words[at - 1].Text : null;
        var after = at + count < words.Count ? words[at + count].Text : null;
        return variant.Entry.FitsBetween(before, after);
    }

    // A one-word term may be written in the plural, so the word is looked up in its shorter forms too.
    private static IEnumerable<string> FirstWordForms(string word)
    {
        var lower = word.ToLowerInvariant();
        yield return lower;
        var bare = lower.EndsWith("'s", StringComparison.Ordinal) ? lower[..^2] : lower.TrimEnd('\'');
        if (bare != lower) yield return bare;
        if (bare.EndsWith('s')) yield return bare[..^1];
        if (bare.EndsWith("ies", StringComparison.Ordinal)) yield return bare[..^3] + "y";
    }

    private static Dictionary<string, List<Variant>> Load() => JargonTerms.Entries
        .SelectMany(entry => entry.Also.Prepend(entry.Term).Select(name => new Variant([.. WrittenWords.Of(name).Select(word => word.Text)], entry)))
        .GroupBy(variant => variant.Words[0].ToLowerInvariant())
        .ToDictionary(group => group.Key, group => group.OrderByDescending(variant => variant.Words.Count).ToList());

    private sealed record Variant(IReadOnlyList<string> Words, JargonEntry Entry);
}
