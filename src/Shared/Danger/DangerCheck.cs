using FamilyPortal.Shared.Danger.Language;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// Reads what a family member wrote and says whether it tells of danger. Stands before every free text.
/// Rules about language live in <c>Danger/Rules/*.yaml</c>; see <c>docs/danger.md</c> for what it finds and misses.
/// Work grows in proportion to the length of the text, and is bounded: see <see cref="LongWords"/>. Safe to share between threads; keeps nothing.
/// </summary>
public sealed class DangerCheck
{
    private static readonly Lazy<RuleBook> Book = new(RuleBook.LoadEmbedded);

    /// <summary>By what a name is known again, however it is typed (<see cref="TextNormaliser.LettersOf"/>).</summary>
    internal static string LettersOf(string name) => Book.Value.Normaliser.LettersOf(name);

    private readonly RuleBook _book;
    private readonly FamilyNames _names;
    private readonly DangerCheck? _whole;

    /// <summary>Uses the rules that ship with the product.</summary>
    public DangerCheck() : this(Book.Value)
    {
    }

    internal DangerCheck(RuleBook book, FamilyNames? names = null, DangerCheck? whole = null) => (_book, _names, _whole) = (book, names ?? FamilyNames.None, whole);

    /// <summary>The same check for words of one family, whose own names count as people.</summary>
    /// <param name="names">As the plan has them.</param>
    /// <param name="others">Names of the plan that whoever writes must not learn of: <see cref="Whole"/> alone knows them.</param>
    internal DangerCheck Knowing(IReadOnlyCollection<PlanName> names, IReadOnlyCollection<PlanName>? others = null) =>
        new(_book, new FamilyNames(names), others is null || others.Count == 0 ? null : new DangerCheck(_book, new FamilyNames([.. names, .. others])));

    /// <summary>As staff hear the words: with every name of the plan. This check itself where no name is kept from whoever writes.</summary>
    internal DangerCheck Whole => _whole ?? this;

    /// <summary>The most pressing danger that the text tells of; <see cref="DangerFinding.None"/> for empty text.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="declines">It is why somebody cannot do a task: "I can't do it any more" means the task there, and despair elsewhere.</param>
    /// <param name="speaker">Who wrote it, where that is known.</param>
    public DangerFinding Check(string? text, bool declines = false, Speaker speaker = Speaker.Unknown) => Explain(text, declines, speaker).Finding;

    /// <summary>The finding with the phrase that led to it, for those who write rules.</summary>
    internal (DangerFinding Finding, string? Phrase) Explain(string? text, bool declines = false, Speaker speaker = Speaker.Unknown)
    {
        if (string.IsNullOrWhiteSpace(text)) return (DangerFinding.None, null);

        var reading = new Reading(_book.Normaliser.Normalise(LongWords.Read(text), _names), _book, declines, speaker);
        var told = reading.Dangers().ToList();
        if (told.Count == 0) return (DangerFinding.None, null);
        var (leading, also) = KindChoice.Of(told, reading, speaker);
        return (new DangerFinding(leading.Level, leading.Kind) { Also = also, Hurt = KindChoice.HurtIn(leading.Kind, also, told, reading) }, leading.Phrase);
    }
}
