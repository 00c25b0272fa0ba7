namespace FamilyPortal.Shared.Danger.Language;

/// <summary>How far an excuse reaches. "In the film he punched her" is the film's; "he punched me while we watched a film" is not.</summary>
internal enum Governs
{
    /// <summary>Only the clause that it stands in.</summary>
    Own,

    /// <summary>And those that it opens: "a film where a man …", "what happens if …".</summary>
    Content,

    /// <summary>And the clause that it gives a time: "when I was little he hit me", "… and we were left alone".</summary>
    Time,

    /// <summary>As <see cref="Story"/>, and only as <see cref="Content"/> what is done to the writer: "the report says he hit her and he hit me".</summary>
    Told,

    /// <summary>And the whole sentence but for what comes after a "but": "he fell off his bike and he has a bruise".</summary>
    Story,

    /// <summary>And what was told before it: "he was gone for an hour, found him at his nan's". Never what comes after a "but".</summary>
    Before,
}

/// <summary>A text in clauses, as people write them: without commas, joined by "and he", "then", "while", "because".</summary>
internal sealed class Clauses
{
    private const string Comma = ",";

    private static readonly HashSet<string> Openers =
    [
        "but", "so", "then", "because", "while", "whilst", "when", "whenever", "though", "although", "until", "till", "after", "since", "where", "who", "which", "if", "whether", "or", "about", "that", "as", "only",
        // Polish, Urdu and Arabic, in the letters of PlainLetters.
        "ale", "lecz", "bo", "wiec", "potem", "wtedy", "ze", "jak",
        "اور", "ليكن", "مگر", "پهر", "كيونكه", "كه", "aur", "lekin", "magar", "phir", "kyunke", "لكن", "لكنه", "لكنها", "ثم", "لان", "لانه", "لانها", "بس",
    ];

    private static readonly HashSet<string> ContentLinks = ["where", "who", "which", "about", "that", "if", "whether", "when", "ze", "jak", "كه"];

    private static readonly HashSet<string> TimeLinks = ["when", "whenever", "since", "until", "till", "after", "as", Comma];

    private static readonly HashSet<string> Past = ["was", "were", "had"];

    private readonly int[] _clauseOf;
    private readonly HashSet<int> _past = [];
    private readonly List<string> _links = [""];

    /// <param name="tokens">The text.</param>
    /// <param name="subjects">Words that begin a clause of their own after "and": "and he", "and my dad", not "and fork".</param>
    public Clauses(IReadOnlyList<Token> tokens, IReadOnlySet<string> subjects)
    {
        _clauseOf = new int[tokens.Count];
        for (var at = 0; at < tokens.Count; at++)
        {
            if (at > 0 && LinkAt(tokens, at, subjects) is { } link) _links.Add(link);
            _clauseOf[at] = _links.Count - 1;
            if (Past.Contains(tokens[at].Word)) _past.Add(_clauseOf[at]);
        }
    }

    /// <summary>Whether words at <paramref name="excuse"/> may speak for those from <paramref name="start"/> up to but without <paramref name="end"/>.</summary>
    public bool Reaches(Governs governs, PhraseMatch excuse, int start, int end)
    {
        var (from, to) = (_clauseOf[excuse.Start], _clauseOf[excuse.End - 1]);
        var (first, last) = (_clauseOf[start], _clauseOf[end - 1]);
        if (from <= last && to >= first) return true;
        return governs switch
        {
            Governs.Content => to < first && All(to, first, ContentLinks.Contains),
            Governs.Time => to < first ? first - to == 1 && ((TimeOpens(from) && _links[first] == Comma) || (_links[first] == "and" && _past.Contains(first))) : from - last == 1 && TimeLinks.Contains(_links[from]),
            Governs.Story or Governs.Told => to < first ? All(to, first, link => link != "but") : from > last,
            Governs.Before => to < first ? first - to == 1 && _links[first] == Comma : from > last,
            _ => false,
        };
    }

    private bool TimeOpens(int clause) => TimeLinks.Contains(_links[clause]) || clause <= 1;

    private bool All(int after, int through, Func<string, bool> fits)
    {
        for (var clause = after + 1; clause <= through; clause++)
        {
            if (!fits(_links[clause])) return false;
        }

        return true;
    }

    private static string? LinkAt(IReadOnlyList<Token> tokens, int at, IReadOnlySet<string> subjects)
    {
        var word = tokens[at].Word;
        if (word == "and") return at + 1 < tokens.Count && tokens[at + 1].IsOneOf(subjects) ? word : tokens[at].NewClause ? Comma : null;
        if (Openers.Contains(word) && !tokens[at - 1].IsBreak && tokens[at - 1].Word != "and") return word;
        if (tokens[at].NewClause || tokens[at - 1].IsBreak) return Comma;
        return null;
    }
}
