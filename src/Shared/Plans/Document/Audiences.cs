namespace FamilyPortal.Shared.Plans.Document;

/// <summary>
/// The one place that decides whom an item of a plan reaches. Everything that shows, sends or says anything from a plan
/// asks here, and nowhere else.
/// <list type="bullet">
/// <item>Only people of this document are reached; default is deny.</item>
/// <item>Workers and managers are always reached.</item>
/// <item>Others are reached by id, by role, or as one of everyone, matched letter for letter.</item>
/// <item>Of two people kept apart, an item that covers both reaches either only where its audience names both by id.</item>
/// <item>An item that refers to somebody (see <see cref="PlanItem.References"/>) reaches a person kept apart from them only if it reaches them too.</item>
/// </list>
/// Access (membership, revocation, bars on staff) is decided before, from the database.
/// Source: "Who sees what" in the description of family-plan/1, and <c>keepApartFrom</c> in its schema.
/// </summary>
/// <param name="document">The version being read: everyone and roles mean its people only.</param>
/// <param name="apart">The pairs in force: the document's and every other.</param>
internal sealed class Audiences(PlanDocument document, KeptApart apart)
{
    private readonly Dictionary<string, PlanPerson> people = document.People
        .GroupBy(p => p.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>Whether this item, of this document, may be shown to this person. A stranger to the document sees nothing.</summary>
    public bool Reaches(PlanItem item, string personId)
    {
        if (!people.TryGetValue(personId, out var person) || !Covers(item.Audience, person))
            return false;
        if (person.Role.SeesEverything())
            return true;

        // Most people are kept apart from nobody: nothing below can take an item from them.
        var from = apart.From(personId);
        return from.Count == 0 || Reached(item).Contains(personId);
    }

    /// <summary>The items that reach this person, in the document's order: their slice of the plan.</summary>
    public IReadOnlyList<PlacedItem> SliceFor(string personId) =>
        people.ContainsKey(personId) ? [.. document.Items().Where(i => Reaches(i.Item, personId))] : [];

    /// <summary>Whether this person is asked to answer: a question nobody may see is put to nobody.</summary>
    public bool Asks(PlanItem item, string personId) =>
        people.TryGetValue(personId, out var person)
        && item switch
        {
            NetworkRole role => string.Equals(role.PersonId, personId, StringComparison.Ordinal),
            NextStep step => !step.Done && step.Who.Contains(personId, StringComparer.Ordinal),
            Meeting meeting => meeting.Who.Contains(personId, StringComparer.Ordinal),
            _ => item.AskOf?.Covers(person) == true,
        }
        && Reaches(item, personId);

    /// <summary>
    /// Whether this version lets the viewer see answers that the giver gave to this item. It is one of the limits only:
    /// the giver's own choice, the version in which it was given, and a worker's release of free words apply besides.
    /// </summary>
    public bool ShowsAnswers(PlanItem item, string giverId, string viewerId)
    {
        if (!people.TryGetValue(viewerId, out var viewer))
            return false;
        if (viewer.Role.SeesEverything() || string.Equals(giverId, viewerId, StringComparison.Ordinal))
            return true;
        return item.SeenBy.Covers(viewer) && Reaches(item, viewerId) && !apart.Apart(giverId, viewerId);
    }

    /// <summary>Whether these two are kept apart, by whichever pair is in force.</summary>
    public bool AreApart(string a, string b) => apart.Apart(a, b);

    /// <summary>Whether an audience covers a person before anyone is kept apart.</summary>
    public static bool Covers(Audience audience, PlanPerson person) =>
        person.Role.SeesEverything() || audience.Covers(person);

    private HashSet<string> Reached(PlanItem item)
    {
        var covered = people.Values.Where(p => Covers(item.Audience, p)).ToList();
        var reached = covered.Where(p => MayShare(item, p, covered)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);

        // Taking one person away can take a reference's subject away, and with it another reader: go on until nothing changes.
        var references = item.References().Select(r => r.PersonId).Distinct(StringComparer.Ordinal).ToList();
        while (reached.Where(reader => !SeesEverything(reader) && references.Any(r => apart.Apart(reader, r) && !reached.Contains(r))).ToList() is { Count: > 0 } lost)
            reached.ExceptWith(lost);
        return reached;
    }

    private bool MayShare(PlanItem item, PlanPerson person, List<PlanPerson> covered) =>
        person.Role.SeesEverything()
        || covered.All(other => !apart.Apart(person.Id, other.Id)
            || (item.Audience.Names(person.Id) && item.Audience.Names(other.Id)));

    private bool SeesEverything(string personId) => people[personId].Role.SeesEverything();
}
