namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Who it is that wants to die: whoever wrote, or somebody they write of. In doubt it is whoever wrote, who must be spoken to as
/// "you" before all others.
/// </summary>
internal sealed class Despairing(IReadOnlyList<Token> tokens, IReadOnlyDictionary<string, IReadOnlySet<string>> lists)
{
    /// <summary>A child, another, or <see cref="Hurt.Unknown"/> for whoever wrote.</summary>
    /// <param name="start">Where the words of suicide begin.</param>
    /// <param name="end">And where they end.</param>
    public Hurt Of(int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (Is(at, "despair-other")) return Who(at);
            if (IsOwn(at)) return Hurt.Unknown;
        }
        for (var at = start; at < end - 1; at++)
            if (Is(at, "despair-whose") && tokens[at + 1].Word is "life" or "neck") return Who(at);

        while (start < end - 1 && (tokens[start].Word is "me" or "us" || Is(start, "despair-told"))) start++;
        if (start < end - 1 && IsSomebody(start) && (Is(start + 1, "despair-verb") || Is(start + 1, "despair-past"))) return Who(start);

        // "He wants" is his; "mum died, no point" is not hers: a noun alone is nobody's verb.
        var isTheirs = Is(start, "despair-verb");
        for (var at = start; at >= 0 && !tokens[at].IsBreak; at--)
        {
            if (at < start && tokens[at + 1].NewClause && !Is(at, "despair-said")) return Hurt.Unknown;
            if (IsOwn(at)) return Hurt.Unknown;
            if (Is(at, "despair-said")) return Who(at);
            if (at == start) continue;
            if (IsSomebody(at)) return isTheirs || at + 1 < start || Is(start, "despair-past") ? Who(at) : Hurt.Unknown;
            if (!isTheirs && !Is(at, "despair-link")) return Hurt.Unknown;
        }
        return isTheirs ? Who(start) : Hurt.Unknown;
    }

    // "He told me he wants to": the telling is mine, not the wish.
    private bool IsOwn(int at) => Is(at, "despair-own") && !(at > 0 && tokens[at].Word is "me" or "us" && Is(at - 1, "despair-told"));

    private bool IsSomebody(int at) => tokens[at].Word is "he" or "she" or "they" || tokens[at].IsOneOf(lists["person"]);

    // The nearest who is named before: "my son says he wants to", "Kacper mówi, że chce".
    private Hurt Who(int from)
    {
        for (var at = from; at >= 0; at--)
        {
            if (tokens[at].Who == Named.Child || Is(at, "despair-child")) return Hurt.Child;
            if (tokens[at].Who == Named.Adult || Is(at, "despair-adult")) return Hurt.Another;
        }
        return Hurt.Another;
    }

    private bool Is(int at, string list) => lists[list].Contains(tokens[at].Word);
}
