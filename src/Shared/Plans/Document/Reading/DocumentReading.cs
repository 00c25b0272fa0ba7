namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>Reads the document's frame: family, people, and the plan's lists.</summary>
/// <param name="erased">Whether words have been erased from it, so that its summary may be empty.</param>
internal sealed class DocumentReading(bool erased)
{
    public PlanDocument Document(Field root) => root.Object(o =>
    {
        o.Required("format", f => f.Text(t => t == Format, "NotFormat"));
        return new PlanDocument
        {
            Authority = o.Required("authority", f => f.Authority()),
            Family = o.Required("family", Family),
            People = o.Required("people", People),
            Plan = o.Required("plan", Plan),
        };
    });

    private const string Format = "family-plan/1";

    private static FamilyHeader Family(Field field) => field.Object(o => new FamilyHeader(
        o.Required("recordRef", f => f.RecordRef()),
        o.Required("name", f => f.Name()),
        o.Required("service", f => f.OneOf(Vocabulary.Services)),
        o.Required("approach", f => f.OneOf(Vocabulary.Approaches))));

    private static IReadOnlyList<PlanPerson> People(Field field)
    {
        var people = field.List(1, 100, PersonReading.Person);
        if (!people.Any(p => p is { Role: PersonRole.Worker }) && field.Value.ValueKind == System.Text.Json.JsonValueKind.Array)
            field.Faults.Add(field.Pointer, "NoWorker");
        return people;
    }

    private Plan Plan(Field field) => field.Object(o => new Plan
    {
        Version = o.Required("version", f => f.Whole(1, 1_000_000)),
        AgreedOn = o.Required("agreedOn", f => f.Date()),
        ReviewOn = o.Required("reviewOn", f => f.Date()),
        Summary = o.Required("summary", f => f.List(erased ? 0 : 1, 50, ItemReading.Summary)),
        WorkingWell = List(o, "workingWell", 300, ItemReading.WorkingWell),
        Worries = List(o, "worries", 300, ItemReading.Worry),
        Goals = List(o, "goals", 300, ItemReading.Goal),
        BottomLines = List(o, "bottomLines", 50, ItemReading.BottomLine),
        Trajectory = List(o, "trajectory", 50, ItemReading.Stage),
        NextSteps = List(o, "nextSteps", 300, ItemReading.NextStep),
        Network = List(o, "network", 300, ItemReading.NetworkRole),
        IfThingsGoWrong = List(o, "ifThingsGoWrong", 100, ItemReading.IfThingsGoWrong),
        Scales = List(o, "scales", 100, ItemReading.Scale),
        Meetings = List(o, "meetings", 200, ItemReading.Meeting),
        WordsAndPictures = List(o, "wordsAndPictures", 200, ItemReading.Page),
        TakenBack = List(o, "takenBack", 300, TakenBack),
    });

    private static IReadOnlyList<T> List<T>(ObjectReader o, string name, int maximum, Func<Field, T> read)
        where T : class => o.Optional(name, f => f.List(0, maximum, read)) ?? [];

    private static TakenBack TakenBack(Field field) => field.Object(o => new TakenBack(
        o.Required("id", f => f.Id()),
        o.Required("on", f => f.Date()),
        o.Optional("note", f => f.PlanText())));
}
