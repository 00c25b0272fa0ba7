using System.Globalization;
using System.Resources;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// What a person who told us of danger is shown first, before anything else. Source: domain.md "Safety rules".
/// It says that the worker and duty team are alerted, never that help is coming. Page and chat render the parts as they like.
/// </summary>
/// <param name="Level">Never <see cref="DangerLevel.None"/>.</param>
public sealed record DangerAdvice(DangerLevel Level, string Heading, IReadOnlyList<string> Lines, IReadOnlyList<AdviceNumber> Numbers)
{
    /// <summary>So long after somebody told of danger, their pages keep the numbers at hand.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromHours(12);

    private static readonly ResourceManager Words = new(typeof(DangerAdvice));

    /// <summary>More would have to be read before one of them is rung; "Help now" has them all.</summary>
    private const int MostHelplines = 2;

    private const string Childline = "Childline", ForChildren = "NSPCC";

    /// <summary>For whoever is with somebody who wants to die.</summary>
    private static readonly string[] BesideThem = ["NHS 111", "Samaritans"];

    /// <summary>Of these, both where it is not known who is hurt.</summary>
    private const string ForWomen = "National Domestic Abuse Helpline", ForMen = "Men's Advice Line";

    /// <summary>101: beside 999 it would be rung in its stead.</summary>
    private const string NoEmergency = "Police";

    private static readonly Dictionary<DangerKind, string[]> HelplinesFor = new()
    {
        [DangerKind.ViolenceNow] = [ForWomen, ForMen, Childline],
        [DangerKind.Suicide] = ["Samaritans", "Shout", Childline],
        [DangerKind.SelfHarm] = ["Samaritans", Childline, "NHS 111"],
        [DangerKind.Overdose] = ["NHS 111", "Samaritans", Childline],
        [DangerKind.AbuseNow] = [Childline, "NSPCC"],
        [DangerKind.SexualAbuse] = [Childline, "NSPCC"],
        [DangerKind.Threat] = [ForWomen, ForMen, NoEmergency, Childline],
        [DangerKind.ChildAlone] = [Childline, "NSPCC"],
        [DangerKind.Neglect] = ["NSPCC", Childline, "NHS 111"],
        [DangerKind.MissingChild] = ["Missing People", Childline],
        [DangerKind.OwnThreat] = ["Respect Phoneline", "NSPCC", Childline],
        [DangerKind.Unclear] = [Childline, "NSPCC"],
    };

    /// <summary>A life may hang on the next minutes, whatever was said of when: 999 first, then who answers at once at any hour, then the council.</summary>
    private static readonly HashSet<DangerKind> CannotWait = [DangerKind.Suicide, DangerKind.Overdose, DangerKind.OwnThreat];

    /// <summary>Where a hospital helps too, whoever brings them there.</summary>
    private static readonly HashSet<DangerKind> ForHospital = [DangerKind.Suicide, DangerKind.Overdose];

    /// <summary>The whole text sent back to a phone whose reply told of danger: the number and nothing that tells a watcher more. English, as every text.</summary>
    public static string TextReply => Words.GetString("TextReply", CultureInfo.InvariantCulture)!;

    /// <summary>The advice for a finding, at most four numbers, and one more for a child who wants to die. Throws <see cref="ArgumentException"/> when there is no danger to advise on.</summary>
    /// <param name="speaker">Who said it: a young person is shown Childline first, an adult not at all.</param>
    /// <param name="writer">Whoever said it is a woman or a man, where that is known: of a line for the others they have no use.</param>
    /// <param name="council">Null where the authority is not known: its numbers are left out.</param>
    /// <param name="isOpen">Whether the council's day number answers now.</param>
    public static DangerAdvice For(DangerFinding finding, Speaker speaker, CouncilNumbers? council, bool isOpen, Gender writer = Gender.Unknown)
    {
        if (!finding.IsDanger) throw new ArgumentException("There is no advice without danger.", nameof(finding));

        var emergency = finding.Level == DangerLevel.Emergency;
        var cannotWait = Is(finding, CannotWait);
        string level = emergency ? "Emergency" : "Urgent";
        string[] also = finding.Also == DangerKind.None ? [] : [Word(Named("Also", finding.Also, finding))];
        // Of 55 the number's own label tells.
        string[] today = emergency ? [] : [Word("Urgent.Line")];
        string[] lines = [Word(Named(level, finding.Kind, finding)), .. also, .. today, Word($"{level}.Alerted")];
        AdviceNumber police = new(Word(Is(finding, ForHospital) ? "Number.999.Hospital" : "Number.999"), "999");
        AdviceNumber[] ours = council is null ? [] : isOpen ? [new(Word("Number.Duty"), council.Duty)] : [new(Word("Number.OutOfHours"), council.OutOfHours)];
        AdviceNumber[] helplines =
        [
            .. LinesFor(finding, speaker).Where(line => !(emergency && line == NoEmergency) && line != NotFor(finding.Hurt, writer)).Take(MostHelplines).Select(line => Line(line, "Number.Helpline")),
            .. IsForThem(finding, speaker) ? [Line(Childline, "Number.ForThem")] : Array.Empty<AdviceNumber>(),
        ];

        return new DangerAdvice(finding.Level, Word(cannotWait && !emergency ? "Now.Heading" : $"{level}.Heading"), lines, InOrder(emergency, cannotWait, police, ours, helplines));
    }

    private static AdviceNumber Line(string name, string label)
    {
        var line = Helplines.Get(name);
        return new(string.Format(CultureInfo.InvariantCulture, Word(label), line.Name, line.About), line.Number);
    }

    // "You" is no help to a parent whose child wants to die.
    private static string Named(string before, DangerKind kind, DangerFinding finding) =>
        kind == DangerKind.Suicide && IsAnothers(finding) ? $"{before}.{kind}.Another" : $"{before}.{kind}";

    private static bool IsAnothers(DangerFinding finding) => finding.Hurt is Hurt.Child or Hurt.Another;

    private static bool IsForThem(DangerFinding finding, Speaker speaker) => speaker != Speaker.YoungPerson && finding.Hurt == Hurt.Child;

    /// <summary>THE order of the numbers.</summary>
    private static AdviceNumber[] InOrder(bool emergency, bool cannotWait, AdviceNumber police, AdviceNumber[] ours, AdviceNumber[] helplines) =>
        cannotWait ? [police, .. helplines, .. ours] : emergency ? [police, .. ours, .. helplines] : [.. ours, .. helplines, police];

    private static bool Is(DangerFinding finding, HashSet<DangerKind> kinds) => kinds.Contains(finding.Kind) || kinds.Contains(finding.Also);

    private static string? NotFor(Hurt hurt, Gender writer) => (hurt, writer) switch
    {
        (Hurt.Woman, _) or (Hurt.Writer, Gender.Woman) => ForMen,
        (Hurt.Man, _) or (Hurt.Writer, Gender.Man) => ForWomen,
        _ => null,
    };

    // Of two dangers, the first line for each before a second for either.
    private static IEnumerable<string> LinesFor(DangerFinding finding, Speaker speaker)
    {
        var lines = Ordered(Helping(finding.Kind, finding), speaker).ToList();
        if (finding.Also == DangerKind.None) return lines;
        var others = Ordered(Helping(finding.Also, finding), speaker).ToList();
        return lines.Take(1).Concat(others).Concat(lines.Skip(1)).Distinct();
    }

    private static string[] Helping(DangerKind kind, DangerFinding finding) => kind == DangerKind.Suicide && IsAnothers(finding) ? BesideThem : HelplinesFor[kind];

    private static IEnumerable<string> Ordered(string[] lines, Speaker speaker) => speaker switch
    {
        // A child who is hit at home, or sees it, is no partner: neither of the two is for them.
        Speaker.YoungPerson => lines.Select(l => l is ForWomen or ForMen ? ForChildren : l).Where(l => l != Childline).Prepend(Childline).Distinct(),
        Speaker.Adult => lines.Where(l => l != Childline),
        _ => lines,
    };

    private static string Word(string key) =>
        Words.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"DangerAdvice.resx has no '{key}'.");
}
