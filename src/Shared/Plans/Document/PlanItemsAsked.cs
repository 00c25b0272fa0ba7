namespace FamilyPortal.Shared.Plans.Document;

/// <summary>A question answered with a whole number from 0 to 10.</summary>
internal sealed record Scale : PlanItem
{
    public const int Lowest = 0;
    public const int Highest = 10;

    public required Words Zero { get; init; }

    public required Words Ten { get; init; }

    /// <summary>Ids of the goals this scale is about.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];

    public required Audience Asked { get; init; }

    /// <summary>How often it is asked; null: once for this version.</summary>
    public Every? Every { get; init; }

    public Audience AnswersSeenBy { get; init; } = Audience.WorkersOnly;

    public override Audience? AskOf => Asked;

    public override Audience SeenBy => AnswersSeenBy;
}

internal enum EveryUnit
{
    Days,
    Weeks,
    Months,
}

/// <summary>An ISO 8601 duration in days, weeks or months: P1W.</summary>
internal readonly record struct Every(int Count, EveryUnit Unit)
{
    /// <summary>The day on which it is due again.</summary>
    public DateOnly After(DateOnly day) => Unit switch
    {
        EveryUnit.Days => day.AddDays(Count),
        EveryUnit.Weeks => day.AddDays(7 * Count),
        _ => day.AddMonths(Count),
    };
}

internal enum MeetingKind
{
    NetworkMeeting,
    FamilyGroupConference,
    CoreGroup,
    ChildProtectionConference,
    ChildInNeedMeeting,
    TeamAroundTheFamily,
    LookedAfterReview,
    SchoolMeeting,
    HealthAppointment,
    CourtHearing,
    FamilyTime,
    Visit,
    Other,
}

/// <summary>A meeting or visit that is arranged.</summary>
internal sealed record Meeting : PlanItem
{
    public required MeetingKind Kind { get; init; }

    /// <summary>When it starts, in UTC; shown in UK time.</summary>
    public required DateTimeOffset At { get; init; }

    public int? Minutes { get; init; }

    public required Words Where { get; init; }

    public required IReadOnlyList<string> Who { get; init; }

    public MeetingAsking Asking => new(At, Minutes, Kind != MeetingKind.FamilyTime);

    protected override IEnumerable<PersonReference> OwnReferences() =>
        Who.Select((id, i) => new PersonReference(id, $"/who/{i}"));
}

/// <summary>A page of the story for the children.</summary>
internal sealed record StoryPage : PlanItem
{
    /// <summary>The name of one of the portal's drawings: one of <see cref="Pictures.Names"/>.</summary>
    public required string Picture { get; init; }
}
