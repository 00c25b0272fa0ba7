using FamilyPortal.Shared.Plans.Document;
using FsCheck;
using FsCheck.Fluent;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>A plan in which anybody may be kept apart from anybody, and items name people as they please.</summary>
/// <param name="Extra">Pairs kept apart besides the document's.</param>
internal sealed record Scenario(PlanDocument Document, (string A, string B)[] Extra)
{
    public KeptApart Apart => KeptApart.In(Document, Extra);

    public Audiences Audiences => new(Document, Apart);

    public IEnumerable<PlanItem> Items => Document.Items().Select(i => i.Item);

    public override string ToString() =>
        $"people: {string.Join(", ", Document.People.Select(p => $"{p.Id} {p.Role} apart from [{string.Join(' ', p.KeepApartFrom)}]"))}; extra: {string.Join(", ", Extra)}; items: "
        + string.Join("; ", Items.Select(i => $"{i.Id} for [{Written(i.Audience)}] refers to [{string.Join(' ', i.References().Select(r => r.PersonId))}] seen by [{Written(i.SeenBy)}]"));

    private static string Written(Audience audience) => string.Join(' ', audience.Entries.Select(e => e.PersonId ?? e.Kind + (e.Kind == AudienceKind.Role ? ":" + e.Role : "")));
}

internal static class RandomPlans
{
    /// <summary>Few people, so that they meet often.</summary>
    public static readonly string[] Ids = ["a", "b", "c", "d", "e", "w", "m"];

    private static readonly Gen<string> PersonId = Gen.Elements(Ids);

    private static readonly Gen<(string, string)[]> Pairs = Gen.ListOf(
        from a in PersonId from b in PersonId select (a, b), 3).Select(l => l.ToArray());

    public static Gen<Audience> Audience { get; } = Gen.Frequency(
        (1, Gen.Constant(Shared.Plans.Document.Audience.WorkersOnly)),
        (1, Gen.Constant(Shared.Plans.Document.Audience.Of("everyone"))),
        (6, from size in Gen.Choose(1, 5)
            from entries in Gen.ListOf(Gen.Frequency((4, PersonId), (1, Gen.Elements("role:parent", "role:network", "role:young-person", "role:professional", "role:worker"))), size)
            select Shared.Plans.Document.Audience.Of(entries.Distinct())));

    public static Gen<Scenario> Scenarios { get; } =
        from roles in Gen.ListOf(Gen.Elements(PersonRole.Parent, PersonRole.YoungPerson, PersonRole.Network, PersonRole.Professional), 5)
        from pairs in Pairs
        from extra in Pairs
        from count in Gen.Choose(1, 6)
        from items in Gen.ListOf(Item, count)
        select new Scenario(Document(People(roles, pairs), items), extra);

    /// <summary>An item of some kind, without an id worth the name: <see cref="Document"/> gives it one.</summary>
    public static Gen<PlanItem> Item =>
        from audience in Audience
        from asked in Audience
        from seenBy in Audience
        from people in Gen.ListOf(PersonId, 2)
        from item in Gen.Elements<PlanItem>(
            new SummaryItem { Id = "", Text = "x", Audience = audience },
            new NextStep { Id = "", Text = "x", Audience = audience, Who = people, By = new DateOnly(2026, 12, 1) },
            new NetworkRole { Id = "", Text = "x", Audience = audience, PersonId = people[0], BackupId = people[1], When = Some, AnswersSeenBy = seenBy },
            new IfThingsGoWrong { Id = "", Text = "x", Audience = audience, Do = Some, Call = [new Call(people[0], null, null, null), new Call(null, null, null, "999")] },
            new Worry { Id = "", Text = "x", Audience = audience, Kind = WorryKind.DangerStatement, WorriedPeople = [new PersonOrName(people[0], null), new PersonOrName(null, "x")] },
            new Scale { Id = "", Text = "x", Audience = audience, Zero = Some, Ten = Some, Asked = asked, AnswersSeenBy = seenBy },
            new Meeting { Id = "", Text = "x", Audience = audience, Kind = MeetingKind.Visit, At = default, Where = Some, Who = people })
        select item;

    public static PlanDocument With(this PlanDocument document, PlanItem item) => Document(document.People, [.. document.Items().Select(i => i.Item), item with { Id = "added" }]);

    public static PlanDocument Without(this PlanDocument document, Func<PlanItem, bool> hidden) =>
        Document(document.People, [.. document.Items().Select(i => i.Item).Where(i => !hidden(i))]);

    private static Words Some => new("x", Words.NoTranslations);

    private static List<PlanPerson> People(IReadOnlyList<PersonRole> roles, (string A, string B)[] pairs) =>
        [.. Ids.Select((id, i) => new PlanPerson
        {
            Id = id,
            Name = id,
            Relationship = id,
            Language = "en-GB",
            Role = id switch { "w" => PersonRole.Worker, "m" => PersonRole.Manager, _ => roles[i] },
            KeepApartFrom = [.. pairs.Where(p => p.A == id).Select(p => p.B)],
        })];

    private static PlanDocument Document(IReadOnlyList<PlanPerson> people, IReadOnlyList<PlanItem> items)
    {
        var named = items.Select((item, i) => item.Id.Length > 0 ? item : item with { Id = $"item-{i}" }).ToList();
        return new PlanDocument
        {
            Authority = "cornwall",
            Family = new FamilyHeader("R-1", "Our plan", FamilyService.EarlyHelp, "Signs of Safety"),
            People = people,
            Plan = new Plan
            {
                Version = 1,
                AgreedOn = new DateOnly(2026, 11, 2),
                ReviewOn = new DateOnly(2026, 12, 2),
                Summary = [.. named.OfType<SummaryItem>()],
                Worries = [.. named.OfType<Worry>()],
                NextSteps = [.. named.OfType<NextStep>()],
                Network = [.. named.OfType<NetworkRole>()],
                IfThingsGoWrong = [.. named.OfType<IfThingsGoWrong>()],
                Scales = [.. named.OfType<Scale>()],
                Meetings = [.. named.OfType<Meeting>()],
            },
        };
    }
}
