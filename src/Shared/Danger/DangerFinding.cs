namespace FamilyPortal.Shared.Danger;

/// <summary>How quickly somebody must act on what was said. Ordered: a higher value is more pressing.</summary>
public enum DangerLevel
{
    None = 0,

    /// <summary>The worker or the out-of-hours team, today.</summary>
    Urgent = 1,

    /// <summary>Danger now: 999.</summary>
    Emergency = 2,
}

/// <summary>What the danger is about. Chooses the wording and the helpline; <see cref="DangerLevel"/> decides how fast.</summary>
public enum DangerKind
{
    None = 0,
    ViolenceNow,
    Suicide,
    SelfHarm,
    Overdose,
    AbuseNow,
    SexualAbuse,
    Threat,
    ChildAlone,
    Neglect,
    MissingChild,

    /// <summary>Whoever speaks threatens somebody, fears to hurt somebody, or did.</summary>
    OwnThreat,

    /// <summary>Words that may tell of abuse beside what happens every day, in the pool or at the doctor's: no title names more than was said.</summary>
    Unclear,
}

/// <summary>What <see cref="DangerCheck"/> found in a text. Holds none of the words.</summary>
public readonly record struct DangerFinding(DangerLevel Level, DangerKind Kind)
{
    /// <summary>Nothing dangerous found.</summary>
    public static readonly DangerFinding None;

    /// <summary>What else the words tell of, where they tell of more than one danger: the advice has words and a helpline for both.</summary>
    public DangerKind Also { get; init; }

    /// <summary>Whom the violence or threat is done to, or who wants to die. Not stored.</summary>
    public Hurt Hurt { get; init; }

    /// <summary>True for urgent and emergency: advice is shown first and an alert opened.</summary>
    public bool IsDanger => Level != DangerLevel.None;

    /// <summary>The more pressing of two, with what the other tells of besides.</summary>
    public DangerFinding Or(DangerFinding other) => other.Level > Level ? other.Beside(this) : Beside(other);

    /// <summary>This one where it is more pressing than what whoever wrote is told; none otherwise.</summary>
    internal DangerFinding Beyond(DangerFinding told) => Level > told.Level ? this : None;

    private DangerFinding Beside(DangerFinding other) => Also != DangerKind.None || other.Kind == Kind ? this : this with { Also = other.Kind };

    /// <summary>The level as stored and sent: <c>none</c>, <c>urgent</c> or <c>emergency</c>.</summary>
    public string LevelCode => DangerCodes.Of(Level.ToString());

    /// <summary>The kind as stored and sent, such as <c>violence-now</c>.</summary>
    public string KindCode => DangerCodes.Of(Kind.ToString());

    /// <summary><see cref="Also"/> as stored; null for none.</summary>
    internal string? AlsoCode => Also == DangerKind.None ? null : DangerCodes.Of(Also.ToString());

    /// <summary>A finding as it was stored.</summary>
    internal static DangerFinding Parse(string level, string kind, string? also) =>
        new(DangerCodes.Parse<DangerLevel>(level), DangerCodes.Parse<DangerKind>(kind)) { Also = also is null ? DangerKind.None : DangerCodes.Parse<DangerKind>(also) };
}
