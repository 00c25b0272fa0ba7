namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One text being read against the rules: what matches, what speaks against it, how pressing it is.</summary>
internal sealed class Reading
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly RuleBook _book;
    private readonly bool _declines;
    private readonly Speaker _speaker;
    private readonly Dictionary<string, Spans> _groups;
    private readonly Clauses _clauses;

    public Reading(IReadOnlyList<Token> tokens, RuleBook book, bool declines, Speaker speaker)
    {
        _tokens = tokens;
        _book = book;
        _declines = declines;
        _speaker = speaker;
        _groups = SpansOf(book.GroupIndex);
        _clauses = new Clauses(tokens, book.Lists["subject"]);
        Despairing = new Despairing(tokens, book.Lists);
    }

    public Despairing Despairing { get; }

    /// <summary>Rules that match where nothing in the text speaks against them, with the words that led to each.</summary>
    public IEnumerable<Told> Dangers()
    {
        foreach (var (rule, match) in Find(_book.RuleIndex))
        {
            if (Holds(rule, match.Start, match.End, [match]) && !IsDenied(rule, match)) yield return new(LevelOf(rule, match.Start, match.End), KindOf(rule, match.Start, match.End), match.Phrase.Text, match.Start, match.End);
        }

        var cues = SpansOf(_book.CueIndex);
        foreach (var combination in _book.Combinations)
        {
            foreach (var (start, end, parts) in Found(combination, cues))
            {
                if (Holds(combination.Rule, start, end, parts)) yield return new(LevelOf(combination.Rule, start, end), KindOf(combination.Rule, start, end), combination.Text, start, end);
            }
        }
    }

    private IEnumerable<(int Start, int End, IReadOnlyList<PhraseMatch> Parts)> Found(Combination combination, Dictionary<string, Spans> cues)
    {
        if (combination.Cues.Any(cue => !cues.ContainsKey(cue))) yield break;
        foreach (var first in cues[combination.Cues[0]].InOrder.Where(cue => !IsDenied(combination.Rule, cue)))
        {
            var (start, end) = (first.Start, first.End);
            var parts = new List<PhraseMatch> { first };
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

                parts.Add(near);
                (start, end) = (Math.Min(start, near.Start), Math.Max(end, near.End));
            }

            if (all) yield return (start, end, parts);
        }
    }

    // The rule's level, or emergency when words nearby say that it is happening now.
    private DangerLevel LevelOf(DangerRule rule, int start, int end) =>
        rule.RaisedBy.Any(group => IsNear(group, start, end)) ? DangerLevel.Emergency : rule.Level;

    // The rule's kind, or another where words nearby say who does it, or that it may be what happens every day. Never another level.
    private DangerKind KindOf(DangerRule rule, int start, int end) => rule.Kind switch
    {
        DangerKind.Threat or DangerKind.ViolenceNow or DangerKind.AbuseNow when IsNear("own", start, end) && !IsDoneTo("me", start, end) => DangerKind.OwnThreat,
        DangerKind.SexualAbuse when IsNear("everyday", start, end) && !IsNear("explicit", start, end) && !IsDoneTo("victim", start, end) => DangerKind.Unclear,
        _ => rule.Kind,
    };

    private bool IsDenied(DangerRule rule, PhraseMatch match) => !rule.EvenIf.Contains(RuleBook.Denied) && Negation.Reaches(_tokens, match.Start);

    private bool Holds(DangerRule rule, int start, int end, IReadOnlyList<PhraseMatch> parts)
    {
        if (!IsSaidBy(rule.SaidBy) || (_declines && rule.UnlessDeclined) || rule.Unless.Any(group => Silences(group, start, end))) return false;
        foreach (var (name, group) in _book.Groups)
        {
            if (!group.Excuses || rule.EvenIf.Contains(name) || (group.NeverMe && IsDoneTo("victim", start, end)) || !Excuses(name, group, start, end, parts)) continue;
            // "I used to cut, and I did it again last night": what goes on now outweighs what was.
            if (group.OutweighedBy is { } other && IsNear(other, start, end)) continue;
            return false;
        }

        return true;
    }

    private bool Silences(string name, int start, int end) =>
        IsNear(name, start, end) && !(_book.Groups[name].OutweighedBy is { } other && IsNear(other, start, end));

    private bool IsSaidBy(Speaker speaker) => speaker == Speaker.Unknown || _speaker == Speaker.Unknown || speaker == _speaker;

    private bool Excuses(string name, WordGroup group, int start, int end, IReadOnlyList<PhraseMatch> parts) => group.OnlyTouched
        ? _groups.TryGetValue(name, out var spans) && parts.Any(part => spans.Touching(part.Start, part.End).Any(found => Covers(found, part)))
        : IsNear(name, start, end);

    // A figure of speech takes a word of the danger for its own: "hit the roof", but not "he came running up and hit me".
    private bool Covers(PhraseMatch idiom, PhraseMatch part)
    {
        for (var at = Math.Max(idiom.Start, part.Start); at < Math.Min(idiom.End, part.End); at++)
        {
            if (!_book.Lists["small"].Contains(_tokens[at].Word) && _tokens[at].IsOneOf(part.Phrase.Words)) return true;
        }

        return false;
    }

    private bool IsNear(string name, int start, int end)
    {
        var group = _book.Groups[name];
        return _groups.TryGetValue(name, out var spans) && spans.Touching(start - group.Before, end + group.After)
            .Any(found => SameSentence(found, start, end) && (!group.Excuses || _clauses.Reaches(Reach(group.Governs, start, end), found, start, end)) && !IsPartOf(group.UnlessPartOf, found));
    }

    // A plain cause explains a bruise, but nothing that somebody does.
    private Governs Reach(Governs governs, int start, int end) => governs switch
    {
        Governs.Story when IsDoneTo("anybody", start, end) => Governs.Own,
        Governs.Told when IsDoneTo("victim", start, end) => Governs.Content,
        _ => governs,
    };

    // An act and the one it is done to: "he … hit me", "threw it at my head".
    public bool IsDoneTo(string whom, int start, int end)
    {
        var act = false;
        for (var at = start; at < end; at++)
        {
            if (_book.Lists["act"].Contains(_tokens[at].Word)) act = true;
            else if (act && _tokens[at].IsOneOf(_book.Lists[whom])) return true;
        }

        return false;
    }

    /// <summary>The first after an act who may be the one it is done to: "Mark hit Kerensa", "he … hit my mum"; null where none is named.</summary>
    public Token? DoneTo(int start, int end)
    {
        var act = false;
        for (var at = start; at < Math.Min(end + 1, _tokens.Count) && !_tokens[at].IsBreak; at++)
        {
            if (_book.Lists["violent"].Contains(_tokens[at].Word)) act = true;
            else if (act && (_tokens[at].IsOneOf(_book.Lists["anybody"]) || _tokens[at].IsOneOf(_book.Lists["child"]))) return IsWhose(at) ? _tokens[at + 1] : _tokens[at];
        }

        return null;
    }

    // "Her mum", "my dad": the one who is meant comes after.
    private bool IsWhose(int at) => _tokens[at].Word is "my" or "our" or "her" && at + 1 < _tokens.Count && _tokens[at + 1].IsOneOf(_book.Lists["anybody"]);

    public bool IsOf(Token token, string list) => token.IsOneOf(_book.Lists[list]);

    /// <summary>"I am not safe", "scared of dad", and nobody else that it could be about.</summary>
    public bool IsOwnFear(int start, int end)
    {
        var fear = false;
        for (var at = start; at < end; at++)
        {
            if (_book.Lists["other"].Contains(_tokens[at].Word)) return false;
            fear |= _book.Lists["afraid"].Contains(_tokens[at].Word);
        }

        return fear;
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
            foreach (var (owner, phrase) in index.StartingWith(_tokens[start]))
            {
                var end = phrase.EndOfMatch(_tokens, start);
                if (end > 0) yield return (owner, new PhraseMatch(phrase, start, end));
            }
        }
    }
}
