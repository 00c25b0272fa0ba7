using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Reads the notation of the rule files: words with spaces between; <c>a|b</c> either; <c>{child}</c> a word list,
/// <c>{hit+ing}</c> only its -ing forms, <c>{hit-ing}</c> all others; <c>?</c> after a place: may be left out;
/// <c>..</c> up to three and <c>...</c> up to six words that do not deny; <c>//</c> a sentence may end here;
/// <c>&lt;</c> the sentence starts and <c>&gt;</c> it ends here; <c>#</c> any number, <c>#young</c> one up to 11.
/// Words may have their accents: they are read as <see cref="PlainLetters"/>, as texts are.
/// </summary>
internal sealed class PhraseParser(IReadOnlyDictionary<string, IReadOnlySet<string>> lists, IReadOnlyDictionary<string, IReadOnlySet<string>>? families = null)
{
    private const int MostPlaces = 63;

    /// <summary>Throws <see cref="FormatException"/> with the phrase in its message when it breaks the notation.</summary>
    public Phrase Parse(string text)
    {
        var parts = new List<PhrasePart>();
        foreach (var piece in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) parts.AddRange(Piece(piece, text));

        if (parts.Count is 0 or > MostPlaces) throw new FormatException($"'{text}' has {parts.Count} places; 1 to {MostPlaces} are possible.");
        if (parts[0].Optional || parts[0].Words is null) throw new FormatException($"'{text}' must start with a word that has to be there.");
        return new Phrase(text, parts);
    }

    private IEnumerable<PhrasePart> Piece(string piece, string text)
    {
        switch (piece)
        {
            case "..": return Gap(3);
            case "...": return Gap(6);
            case "//": return [new PhrasePart(BreakOnly, Optional: true)];
            case "<" or ">": return [new PhrasePart(BreakOnly, Optional: false)];
        }

        var optional = piece.EndsWith('?');
        var words = new HashSet<string>();
        foreach (var choice in PlainLetters.Of(piece.Normalize(NormalizationForm.FormKD)).TrimEnd('?').Split('|')) words.UnionWith(Choice(choice, text));
        return [new PhrasePart(words, optional)];
    }

    private static readonly HashSet<string> BreakOnly = [Token.Break];

    private static IEnumerable<PhrasePart> Gap(int length) => Enumerable.Repeat(new PhrasePart(null, Optional: true), length);

    private IReadOnlySet<string> Choice(string choice, string text)
    {
        if (choice is "<" or ">") return BreakOnly;
        if (choice == "#") return Numbers.All;
        if (choice == "#young") return Numbers.Young;
        if (!choice.StartsWith('{')) return families?.GetValueOrDefault(choice) ?? new HashSet<string> { choice };

        var name = choice.Trim('{', '}');
        var onlyIng = name.EndsWith("+ing", StringComparison.Ordinal);
        var exceptIng = name.EndsWith("-ing", StringComparison.Ordinal);
        if (onlyIng || exceptIng) name = name[..^4];
        if (!lists.TryGetValue(name, out var words)) throw new FormatException($"'{text}' names a word list '{name}' that does not exist.");
        if (!onlyIng && !exceptIng) return words;
        return words.Where(word => word.EndsWith("ing", StringComparison.Ordinal) == onlyIng).ToHashSet();
    }
}
