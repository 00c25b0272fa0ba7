namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Which danger the advice is for, where a text tells of more than one: what most of its words tell of, at the level found, and
/// then who speaks. An adult who is hit is told of domestic abuse, a young person of Childline. What else is told of, in words of
/// its own, gets its advice beside.
/// </summary>
internal static class KindChoice
{
    private const int AtTheLevel = 2;
    private const int Below = 1;

    /// <summary>Between equals, the one whose advice cannot wait.</summary>
    private static readonly DangerKind[] First =
    [
        DangerKind.Overdose, DangerKind.SexualAbuse, DangerKind.Suicide, DangerKind.SelfHarm, DangerKind.Threat, DangerKind.OwnThreat, DangerKind.ViolenceNow, DangerKind.AbuseNow, DangerKind.MissingChild, DangerKind.ChildAlone, DangerKind.Neglect, DangerKind.Unclear,
    ];

    /// <param name="told">At least one.</param>
    /// <param name="reading">The text.</param>
    /// <param name="speaker">Who wrote it.</param>
    public static (Told Leading, DangerKind Also) Of(IReadOnlyList<Told> told, Reading reading, Speaker speaker)
    {
        var level = told.Max(one => one.Level);
        var kinds = told.GroupBy(one => one.Kind)
            .OrderByDescending(kind => kind.Any(one => one.Level == level))
            .ThenBy(kind => kind.Key == DangerKind.Unclear)
            .ThenByDescending(kind => kind.DistinctBy(one => one.Phrase).Sum(one => one.Level == level ? AtTheLevel : Below))
            .ThenBy(kind => Array.IndexOf(First, kind.Key))
            .ToList();
        var first = kinds[0].First(one => one.Level == level);
        var leading = first with { Kind = ForSpeaker(first.Kind, told, reading, speaker) };
        var also = kinds.Skip(1).FirstOrDefault(kind => kind.Key != leading.Kind && kind.Any(one => kinds[0].All(other => IsApart(one, other))));
        return (leading, also?.Key ?? DangerKind.None);
    }

    // "He hit me" may be told of by two kinds; it is one danger. "I will kill myself and the kids" is two.
    private static bool IsApart(Told one, Told other) =>
        one.End <= other.Start || one.Start >= other.End || (one.Kind == DangerKind.OwnThreat && other.Kind == DangerKind.Suicide && one.End > other.End);

    private static DangerKind ForSpeaker(DangerKind kind, IReadOnlyList<Told> told, Reading reading, Speaker speaker)
    {
        if (kind is not (DangerKind.ViolenceNow or DangerKind.AbuseNow)) return kind;
        var toMe = told.Any(one => one.Kind is DangerKind.ViolenceNow or DangerKind.AbuseNow && reading.IsDoneTo("victim", one.Start, one.End)) || (speaker == Speaker.YoungPerson && told.All(one => reading.IsOwnFear(one.Start, one.End)));
        return (kind, speaker, toMe) switch
        {
            (DangerKind.AbuseNow, Speaker.Adult, true) => DangerKind.ViolenceNow,
            (DangerKind.ViolenceNow, Speaker.YoungPerson, true) => DangerKind.AbuseNow,
            (DangerKind.AbuseNow, _, false) when IsAdultsAlone(told, reading) => DangerKind.ViolenceNow,
            _ => kind,
        };
    }

    // The plan's names of adults and no child: what is done to an adult is not a child who is hurt.
    private static bool IsAdultsAlone(IReadOnlyList<Told> told, Reading reading)
    {
        var to = Victims(told, reading);
        return to.Count > 0 && to.All(one => one.Who == Named.Adult);
    }

    /// <summary>Whom violence or a threat is done to, or who wants to die, for the advice.</summary>
    public static Hurt HurtIn(DangerKind kind, DangerKind also, IReadOnlyList<Told> told, Reading reading)
    {
        // Nobody but whoever wrote, as soon as some of the words may be about them.
        if (kind == DangerKind.Suicide || (also == DangerKind.Suicide && kind is DangerKind.SelfHarm or DangerKind.Overdose))
        {
            var all = told.Where(one => one.Kind == DangerKind.Suicide).ToList();
            // "Goodbye letter" is hers within "she wrote a goodbye letter".
            var who = all.Where(one => !all.Any(other => other.Start <= one.Start && other.End >= one.End && other.End - other.Start > one.End - one.Start)).Select(one => reading.Despairing.Of(one.Start, one.End)).ToList();
            return who.Contains(Hurt.Unknown) ? Hurt.Unknown : who.Contains(Hurt.Child) ? Hurt.Child : Hurt.Another;
        }
        if (kind is not (DangerKind.ViolenceNow or DangerKind.Threat)) return Hurt.Unknown;
        var to = Victims(told, reading).Select(one => Of(one, reading)).Distinct().ToList();
        // "I am scared", "he is kicking the door in": nobody else is told of.
        return to switch { [] => Hurt.Writer, [var hurt] => hurt, _ => Hurt.Unknown };
    }

    private static List<Token> Victims(IReadOnlyList<Told> told, Reading reading) =>
        [.. told.Where(one => one.Kind is DangerKind.ViolenceNow or DangerKind.AbuseNow or DangerKind.Threat).Select(one => reading.DoneTo(one.Start, one.End)).OfType<Token>().Distinct()];

    private static Hurt Of(Token one, Reading reading) => one.Word switch
    {
        _ when one.Name != NameFit.None => Hurt.Unknown,
        _ when reading.IsOf(one, "victim") => Hurt.Writer,
        "her" or "wife" or "girlfriend" or "gf" or "nan" or "gran" or "grandma" or "sister" or "aunt" or "auntie" => Hurt.Woman,
        "him" or "husband" or "boyfriend" or "bf" or "uncle" or "grandad" => Hurt.Man,
        _ when reading.IsOf(one, "mother") => Hurt.Woman,
        _ when reading.IsOf(one, "father") => Hurt.Man,
        _ => Hurt.Unknown,
    };
}
