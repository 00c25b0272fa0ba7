using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary><c>spellings/*.yaml</c>, read as one: how people write, and how the rules write it.</summary>
internal sealed class SpellingsFile
{
    /// <summary>One word (without apostrophe) to one or more: <c>dont: do not</c>.</summary>
    public Dictionary<string, string> Words { get; set; } = [];

    /// <summary>Only when written with its apostrophe, since without it is another word: <c>i'll</c>.</summary>
    public Dictionary<string, string> WithApostrophe { get; set; } = [];

    /// <summary>Several words to others, longest first.</summary>
    public Dictionary<string, string> Phrases { get; set; } = [];

    public Dictionary<string, string> Emoji { get; set; } = [];

    /// <summary>An English letter to letters of other scripts that look like it.</summary>
    public Dictionary<string, string> LookAlikes { get; set; } = [];

    /// <summary>Long words that matter most: one wrong letter in them is put right.</summary>
    public string OftenMistyped { get; set; } = "";

    /// <summary>Two files as one. Throws <see cref="FormatException"/> where something stands in both.</summary>
    public static SpellingsFile Both(SpellingsFile one, SpellingsFile other) => new()
    {
        Words = Both(one.Words, other.Words),
        WithApostrophe = Both(one.WithApostrophe, other.WithApostrophe),
        Phrases = Both(one.Phrases, other.Phrases),
        Emoji = Both(one.Emoji, other.Emoji),
        LookAlikes = Both(one.LookAlikes, other.LookAlikes),
        OftenMistyped = $"{one.OftenMistyped}\n{other.OftenMistyped}",
    };

    private static Dictionary<string, string> Both(Dictionary<string, string> one, Dictionary<string, string> other)
    {
        var both = new Dictionary<string, string>(one);
        foreach (var (key, value) in other)
        {
            if (!both.TryAdd(key, value)) throw new FormatException($"'{key}' is spelled twice.");
        }

        return both;
    }
}

/// <summary>Turns what a person typed into the words that the rules know: any case, script variant, spacing, txt spelling or dialect.</summary>
internal sealed class TextNormaliser
{
    private readonly SpellingsFile _spellings;
    private readonly SpellingRepair _repair;
    private readonly LookAlikes _lookAlikes;
    private readonly Spacing _spacing;
    private readonly LikelyNames _likely;
    private readonly Dictionary<string, List<(string[] From, string[] To)>> _phrases = [];

    public TextNormaliser(SpellingsFile spellings, IReadOnlySet<string> known, IReadOnlySet<string> attack)
    {
        _spellings = spellings;
        string[] vocabulary = [.. known, .. spellings.Phrases.Keys.SelectMany(phrase => phrase.Split(' ')), .. spellings.Words.Keys, .. Negation.Words];
        _lookAlikes = new LookAlikes(spellings.LookAlikes);
        _spacing = new Spacing(vocabulary.ToHashSet());
        _likely = new LikelyNames(vocabulary.ToHashSet(), attack);
        _repair = new SpellingRepair(
            vocabulary,
            spellings.OftenMistyped.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var (from, to) in spellings.Phrases.OrderByDescending(phrase => phrase.Key.Length))
        {
            var words = from.Split(' ');
            if (!_phrases.TryGetValue(words[0], out var starting)) _phrases[words[0]] = starting = [];
            starting.Add((words, to.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    /// <summary>The words of a text, sentence breaks between them and one at each end.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="names">The family's own.</param>
    public IReadOnlyList<Token> Normalise(string text, FamilyNames names)
    {
        var tokens = new List<Token> { new(Token.Break) };
        var plain = Plain(text);
        names = names.And(_likely.In(plain));
        foreach (var raw in RawWords.Of(_spacing.Loosened(plain.ToLowerInvariant()), _spellings.Emoji, _spacing.Words)) tokens.AddRange(Spelled(raw, names));
        tokens.Add(new Token(Token.Break));
        return Rewritten(tokens);
    }

    /// <summary>The letters and digits of a name alone, as they look: so that nobody is a stranger by another way of typing it.</summary>
    public string LettersOf(string name) =>
        string.Concat(_lookAlikes.FoldAll(PlainLetters.Of(StorableText.Normal(name, NormalizationForm.FormKD))).EnumerateRunes().Where(Rune.IsLetterOrDigit)).ToLowerInvariant();

    private IEnumerable<Token> Spelled(Token raw, FamilyNames names)
    {
        if (raw.IsBreak) return [raw];
        var said = raw.Word.Replace("'", "", StringComparison.Ordinal);
        var (name, who) = (names.Fit(said), names.Who(said));
        if (!_spellings.WithApostrophe.TryGetValue(raw.Word, out var spelled))
        {
            if (said.Length == 0) return [];
            var word = _repair.Repair(said);
            spelled = _spellings.Words.GetValueOrDefault(word, word);
        }

        return spelled.Split(' ').Select((word, place) => new Token(word, raw.NewClause && place == 0, place == 0 ? name : NameFit.None, place == 0 ? who : Named.Unknown));
    }

    private List<Token> Rewritten(List<Token> tokens)
    {
        var result = new List<Token>(tokens.Count);
        for (var at = 0; at < tokens.Count;)
        {
            var (length, to) = RewriteAt(tokens, at);
            if (length == 0)
            {
                result.Add(tokens[at++]);
                continue;
            }

            result.AddRange(to.Select((word, place) => new Token(word, tokens[at].NewClause && place == 0)));
            at += length;
        }

        return result;
    }

    private (int Length, string[] To) RewriteAt(List<Token> tokens, int start)
    {
        if (!_phrases.TryGetValue(tokens[start].Word, out var candidates)) return (0, []);
        foreach (var (from, to) in candidates)
        {
            if (start + from.Length <= tokens.Count && from.Select((word, place) => tokens[start + place].Word == word).All(same => same)) return (from.Length, to);
        }

        return (0, []);
    }

    // What is no character would make normalising throw, and words that cannot be read must never stop an answer.
    // One character may stand for eighteen: what is read is bounded here too.
    private string Plain(string text) =>
        _lookAlikes.Fold(PlainLetters.Of(LongWords.Read(StorableText.Normal(text, NormalizationForm.FormKD))));
}
