namespace FamilyPortal.Shared.Plans.Document;

/// <summary>What this plan is about.</summary>
internal sealed record SummaryItem : PlanItem;

internal enum StrengthKind
{
    ExistingStrength,
    ExistingSafety,
}

/// <summary>Something that is working well: a strength, or safety that has already been seen.</summary>
internal sealed record WorkingWellItem : PlanItem
{
    public required StrengthKind Kind { get; init; }
}

internal enum WorryKind
{
    Harm,
    DangerStatement,
    WorryStatement,
    ComplicatingFactor,
}

/// <summary>Something people are worried about. The three parts are there for danger and worry statements only.</summary>
internal sealed record Worry : PlanItem
{
    public required WorryKind Kind { get; init; }

    public IReadOnlyList<PersonOrName> WorriedPeople { get; init; } = [];

    public Words? Behaviour { get; init; }

    public Words? Impact { get; init; }

    protected override IEnumerable<PersonReference> OwnReferences()
    {
        for (var i = 0; i < WorriedPeople.Count; i++)
        {
            if (WorriedPeople[i].PersonId is { } id)
                yield return new PersonReference(id, $"/worriedPeople/{i}/person");
        }
    }
}

/// <summary>A person of the plan, or a name in words: exactly one of the two.</summary>
internal sealed record PersonOrName(string? PersonId, string? Name);

internal enum GoalKind
{
    SafetyGoal,
    WellbeingGoal,
    FamilyGoal,
}

/// <summary>What everyone wants to see instead.</summary>
internal sealed record Goal : PlanItem
{
    public required GoalKind Kind { get; init; }

    /// <summary>Ids of the worries this goal answers. One that a reader may not see leaves no trace.</summary>
    public IReadOnlyList<string> Worries { get; init; } = [];

    public Audience? Asked { get; init; }

    public Audience AnswersSeenBy { get; init; } = Audience.WorkersOnly;

    public override Audience? AskOf => Asked;

    public override Audience SeenBy => AnswersSeenBy;
}

/// <summary>What services require, whatever else changes.</summary>
internal sealed record BottomLine : PlanItem;

/// <summary>A stage on the way to closing.</summary>
internal sealed record Stage : PlanItem
{
    public required IReadOnlyList<Words> ToSee { get; init; }

    public DateOnly? By { get; init; }

    public DateOnly? ReachedOn { get; init; }
}

/// <summary>Who does what, by when.</summary>
internal sealed record NextStep : PlanItem
{
    public required IReadOnlyList<string> Who { get; init; }

    public required DateOnly By { get; init; }

    public bool Done { get; init; }

    protected override IEnumerable<PersonReference> OwnReferences() =>
        Who.Select((id, i) => new PersonReference(id, $"/who/{i}"));
}

/// <summary>A task that somebody in the network has said they will do. <c>Text</c> is the task.</summary>
internal sealed record NetworkRole : PlanItem
{
    public required string PersonId { get; init; }

    public required Words When { get; init; }

    public Recurrence? Recurrence { get; init; }

    public string? BackupId { get; init; }

    public Audience AnswersSeenBy { get; init; } = Audience.WorkersOnly;

    public override Audience SeenBy => AnswersSeenBy;

    protected override IEnumerable<PersonReference> OwnReferences()
    {
        yield return new PersonReference(PersonId, "/person");
        if (BackupId is not null)
            yield return new PersonReference(BackupId, "/backup");
    }
}

/// <summary>When something comes round, for a calendar. Times are UK local time.</summary>
/// <param name="Rule">An RFC 5545 recurrence rule in whole days or longer.</param>
internal sealed record Recurrence(string Rule, DateOnly First, TimeOnly? At);

/// <summary>A sign to look out for, and what to do then.</summary>
internal sealed record IfThingsGoWrong : PlanItem
{
    public required Words Do { get; init; }

    public IReadOnlyList<Call> Call { get; init; } = [];

    protected override IEnumerable<PersonReference> OwnReferences()
    {
        for (var i = 0; i < Call.Count; i++)
        {
            if (Call[i].PersonId is { } id)
                yield return new PersonReference(id, $"/call/{i}/person");
        }
    }
}

/// <summary>Whom to call: a person (with or without a number), a name with its number, or an emergency number.</summary>
internal sealed record Call(string? PersonId, string? Name, string? Number, string? Emergency);
