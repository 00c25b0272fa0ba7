namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One text being read against the rules: what matches, what speaks against it, how pressing it is.</summary>
internal sealed class Reading
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly RuleBook _book;
    private readonly bool _declines;
    private readonly Dictionary<string, Spans> _groups;

    public Reading(IReadOnlyList<Token> tokens, RuleBook book, bool declines)
    {
        _tokens = tokens;
        _book = book;
        _declines = declines;
        _groups = SpansOf(book.GroupIndex);
    }

    /// <summary>Rules that match where nothing in the text speaks against them, with the words that led to each.</summary>
    public IEnumerable<(DangerLevel Level, DangerKind Kind, string Phrase)> Dangers()
    {
        foreach (var (rule, match) in Find(_book.RuleIndex))
        {
            if (Holds(rule, match.Start, match.End) && !IsDenied(rule, match)) yield return (LevelOf(rule, match.Start, match.End), rule.Kind, match.Phrase.Text);
        }

        var cues = SpansOf(_book.CueIndex);
        foreach (var combination in _book.Combinations)
        {
            foreach (var (start, end) in Found(combination, cues))
            {
                if (Holds(combination.Rule, start, end)) yield return (LevelOf(combination.Rule, start, end), combination.Rule.Kind, combination.Text);
            }
        }
    }

    private IEnumerable<(int Start, int End)> Found(Combination combination, Dictionary<string, Spans> cues)
    {
        if (combination.Cues.Any(cue => !cues.ContainsKey(cue))) yield break;
        foreach (var first in cues[combination.Cues[0]].InOrder.Where(cue => !IsDenied(combination.Rule, cue)))
        {
            var (start, end) = (first.Start, first.End);
            var all = true;
            foreach (var other in combination.Cues.Skip(1))
            {
                var near = cues[other].Touching(first.Start - combination.Within, first.End + combination.Within)
                    .FirstOrDefault(cue => (cue.End <= first.Start || cue.Start >= first.End) && SameSentence(cue, first.Start, first.End) && !IsDenied(combination.Rule, cue));
                if (near.Phrase is null)
                {
                    all = false;
                    break;
                }

                (start, end) = (Math.Min(start, near.Start), Math.Max(end, near.End));
            }

            if (all) yield return (start, end);
        }
    }

    // The rule's level, or emergency when words nearby say that it is happening now.
    private DangerLevel LevelOf(DangerRule rule, int start, int end) =>
        rule.RaisedBy.Any(group => IsNear(group, start, end)) ? DangerLevel.Emergency : rule.Level;

    private bool IsDenied(DangerRule rule, PhraseMatch match) => !rule.EvenIf.Contains(RuleBook.Denied) && Negation.Reaches(_tokens, match.Start);

    private bool Holds(DangerRule rule, int start, int end)
    {
        if ((_declines && rule.UnlessDeclined) || rule.Unless.Any(group => IsNear(group, start, end))) return false;
        foreach (var (name, group) in _book.Groups)
        {
            if (!group.Excuses || rule.EvenIf.Contains(name) || !IsNear(name, start, end)) continue;
            // "I used to cut, and I did it again last night": what goes on now outweighs what was.
            if (group.OutweighedBy is { } other && IsNear(other, start, end)) continue;
            return false;
        }

        return true;
    }

    private bool IsNear(string name, int start, int end)
    {
        var group = _book.Groups[name];
        return _groups.TryGetValue(name, out var spans) && spans.Touching(start - group.Before, end + group.After)
            .Any(found => (group.AcrossSentences || SameSentence(found, start, end)) && (!group.SameClause || SameClause(found, start)) && !IsPartOf(group.UnlessPartOf, found));
    }

    private bool IsPartOf(string? name, PhraseMatch part) =>
        name is not null && _groups.TryGetValue(name, out var spans) && spans.Touching(part.Start, part.End).Any(whole => whole.Start <= part.Start && whole.End >= part.End);

    private bool SameSentence(PhraseMatch found, int start, int end)
    {
        var (from, to) = found.Start < start ? (found.End, start) : (end, found.Start);
        for (var at = from; at < to; at++)
        {
            if (_tokens[at].IsBreak) return false;
        }

        return true;
    }

    private bool SameClause(PhraseMatch before, int start)
    {
        for (var at = before.End; at <= start; at++)
        {
            if (_tokens[at].NewClause) return false;
        }

        return true;
    }

    private Dictionary<string, Spans> SpansOf(PhraseIndex<string> index)
    {
        var spans = new Dictionary<string, Spans>();
        foreach (var (name, match) in Find(index))
        {
            if (!spans.TryGetValue(name, out var one)) spans[name] = one = new Spans();
            one.Add(match);
        }

        return spans;
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
