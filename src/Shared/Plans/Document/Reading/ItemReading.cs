namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>Reads the items of each list.</summary>
internal static class ItemReading
{
    public static SummaryItem Summary(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new SummaryItem { Id = c.Id, Text = c.Text, Translations = c.Translations, Audience = c.Audience, Replaces = c.Replaces };
    });

    public static BottomLine BottomLine(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new BottomLine { Id = c.Id, Text = c.Text, Translations = c.Translations, Audience = c.Audience, Replaces = c.Replaces };
    });

    public static WorkingWellItem WorkingWell(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new WorkingWellItem
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Kind = o.Required("kind", f => f.OneOf(Vocabulary.StrengthKinds)),
        };
    });

    public static Worry Worry(Field field) => field.Object(o =>
    {
        var c = Core(o);
        var faultsBefore = o.Faults.Found.Count;
        var kind = o.Required("kind", f => f.OneOf(Vocabulary.WorryKinds));
        var kindIsKnown = o.Faults.Found.Count == faultsBefore;
        var worry = new Worry
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Kind = kind,
            WorriedPeople = o.Optional("worriedPeople", f => f.List(1, 30, PersonOrName)) ?? [],
            Behaviour = o.Optional("behaviour", f => f.Words()),
            Impact = o.Optional("impact", f => f.Words()),
        };
        if (kindIsKnown)
            CheckParts(o, isStatement: kind is WorryKind.DangerStatement or WorryKind.WorryStatement);
        return worry;
    });

    public static Goal Goal(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new Goal
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Kind = o.Required("kind", f => f.OneOf(Vocabulary.GoalKinds)),
            Worries = o.Optional("worries", f => f.Set(0, 50, id => id.Id())) ?? [],
            Asked = o.Optional("askOf", f => f.Audience()),
            AnswersSeenBy = SeenBy(o),
        };
    });

    public static Stage Stage(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new Stage
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            ToSee = o.Required("toSee", f => f.List(1, 30, w => w.Words())),
            By = o.OptionalValue("by", f => f.Date()),
            ReachedOn = o.OptionalValue("reachedOn", f => f.Date()),
        };
    });

    public static NextStep NextStep(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new NextStep
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Who = o.Required("who", f => f.Set(1, 30, id => id.PersonId())),
            By = o.Required("by", f => f.Date()),
            Done = o.OptionalValue("done", f => f.Bool()) ?? false,
        };
    });

    public static NetworkRole NetworkRole(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new NetworkRole
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            PersonId = o.Required("person", f => f.PersonId()),
            When = o.Required("when", f => f.Words()),
            Recurrence = o.Optional("recurrence", f => f.Object(r => new Recurrence(
                r.Required("rule", x => x.RecurrenceRule()),
                r.Required("first", x => x.Date()),
                r.OptionalValue("at", x => x.LocalTime())))),
            BackupId = o.Optional("backup", f => f.PersonId()),
            AnswersSeenBy = SeenBy(o),
        };
    });

    public static IfThingsGoWrong IfThingsGoWrong(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new IfThingsGoWrong
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Do = o.Required("do", f => f.Words()),
            Call = o.Optional("call", f => f.List(1, 20, Call)) ?? [],
        };
    });

    public static Scale Scale(Field field) => field.Object(o =>
    {
        var c = Core(o);
        o.Required("lowest", f => f.Whole(Document.Scale.Lowest, Document.Scale.Lowest));
        o.Required("highest", f => f.Whole(Document.Scale.Highest, Document.Scale.Highest));
        return new Scale
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Zero = o.Required("zero", f => f.Words()),
            Ten = o.Required("ten", f => f.Words()),
            Goals = o.Optional("goals", f => f.Set(0, 20, id => id.Id())) ?? [],
            Asked = o.Required("askOf", f => f.AudienceOfSome()),
            Every = o.OptionalValue("every", f => f.Every()),
            AnswersSeenBy = SeenBy(o),
        };
    });

    public static Meeting Meeting(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new Meeting
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Kind = o.Required("kind", f => f.OneOf(Vocabulary.MeetingKinds)),
            At = o.Required("at", f => f.Instant()),
            Minutes = o.OptionalValue("minutes", f => f.Whole(5, 1440)),
            Where = o.Required("where", f => f.Words()),
            Who = o.Required("who", f => f.Set(1, 50, id => id.PersonId())),
        };
    });

    public static StoryPage Page(Field field) => field.Object(o =>
    {
        var c = Core(o);
        return new StoryPage
        {
            Id = c.Id,
            Text = c.Text,
            Translations = c.Translations,
            Audience = c.Audience,
            Replaces = c.Replaces,
            Picture = o.Required("picture", f => f.Picture()),
        };
    });

    private static (string Id, string Text, IReadOnlyDictionary<string, string> Translations, Audience Audience, string? Replaces) Core(ObjectReader o) => (
        o.Required("id", f => f.Id()),
        o.Required("text", f => f.PlanText()),
        o.Optional("translations", f => f.Translations()) ?? Words.NoTranslations,
        o.Optional("audience", f => f.Audience()) ?? Audience.WorkersOnly,
        o.Optional("replaces", f => f.Id()));

    private static Audience SeenBy(ObjectReader o) => o.Optional("seenBy", f => f.Audience()) ?? Audience.WorkersOnly;

    private static void CheckParts(ObjectReader o, bool isStatement)
    {
        foreach (var part in (ReadOnlySpan<string>)["worriedPeople", "behaviour", "impact"])
        {
            if (isStatement && !o.Has(part))
                o.Faults.Add(o.Pointer, "MemberMissing", part);
            else if (!isStatement && o.Has(part))
                o.Faults.Add($"{o.Pointer}/{part}", "MemberNotAllowed");
        }
    }

    private static PersonOrName PersonOrName(Field field) => field.Object(o =>
    {
        var result = new PersonOrName(o.Optional("person", f => f.PersonId()), o.Optional("name", f => f.Name()));
        if (o.Has("person") == o.Has("name"))
            o.Faults.Add(o.Pointer, "NotPersonOrName");
        return result;
    });

    private static Call Call(Field field) => field.Object(o =>
    {
        var result = new Call(
            o.Optional("person", f => f.PersonId()),
            o.Optional("name", f => f.Name()),
            o.Optional("number", f => f.Phone()),
            o.Optional("emergency", f => f.OneOf(Vocabulary.EmergencyNumbers)));
        var fits = (o.Has("person"), o.Has("name"), o.Has("number"), o.Has("emergency")) is
            (true, false, _, false) or (false, true, true, false) or (false, false, false, true);
        if (!fits)
            o.Faults.Add(o.Pointer, "NotCall");
        return result;
    });
}
