namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One text being read against the rules: what matches, what speaks against it, how pressing it is.</summary>
internal sealed class Reading
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly RuleBook _book;
    private readonly Dictionary<string, Spans> _groups = [];

    public Reading(IReadOnlyList<Token> tokens, RuleBook book)
    {
        _tokens = tokens;
        _book = book;
        foreach (var name in book.Groups.Keys) _groups[name] = new Spans();
        foreach (var (name, match) in Find(book.GroupIndex)) _groups[name].Add(match);
    }

    /// <summary>Matches that nothing in the text speaks against.</summary>
    public IEnumerable<(DangerRule Rule, PhraseMatch Match)> Matches() =>
        Find(_book.RuleIndex).Where(found => Holds(found.Owner, found.Match));

    /// <summary>The rule's level, or emergency when words nearby say that it is happening now.</summary>
    public DangerLevel LevelOf(DangerRule rule, PhraseMatch match) =>
        rule.RaisedBy.Any(group => IsNear(group, match)) ? DangerLevel.Emergency : rule.Level;

    private bool Holds(DangerRule rule, PhraseMatch match)
    {
        if (!rule.EvenIf.Contains(RuleBook.Denied) && Negation.Reaches(_tokens, match.Start)) return false;
        foreach (var (name, group) in _book.Groups)
        {
            if (!group.Excuses || rule.EvenIf.Contains(name) || !IsNear(name, match)) continue;
            // "I used to cut, and I did it again last night": what goes on now outweighs what was.
            if (group.OutweighedBy is { } other && IsNear(other, match)) continue;
            return false;
        }

        return true;
    }

    private bool IsNear(string name, PhraseMatch match)
    {
        var group = _book.Groups[name];
        return _groups[name].Touching(match.Start - group.Before, match.End + group.After)
            .Any(found => (group.AcrossSentences || SameSentence(found, match)) && !IsPartOf(group.UnlessPartOf, found));
    }

    private bool IsPartOf(string? name, PhraseMatch part) =>
        name is not null && _groups[name].Touching(part.Start, part.End).Any(whole => whole.Start <= part.Start && whole.End >= part.End);

    private bool SameSentence(PhraseMatch found, PhraseMatch match)
    {
        var (from, to) = found.Start < match.Start ? (found.End, match.Start) : (match.End, found.Start);
        for (var at = from; at < to; at++)
        {
            if (_tokens[at].IsBreak) return false;
        }

        return true;
    }

    private IEnumerable<(T Owner, PhraseMatch Match)> Find<T>(PhraseIndex<T> index)
    {
        for (var start = 0; start < _tokens.Count; start++)
        {
            foreach (var (owner, phrase) in index.StartingWith(_tokens[start].Word))
            {
                var end = phrase.EndOfMatch(_tokens, start);
                if (end > 0) yield return (owner, new PhraseMatch(phrase, start, end));
            }
        }
    }
}
