using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Plans;

/// <summary>Words as this reader gets them, and the BCP 47 tag of the language they are in.</summary>
/// <param name="English">As it was written, where this is a translation.</param>
/// <param name="IsOld">The English changed, and the translation did not.</param>
public sealed record Said(string Text, string Language, string? English = null, bool IsOld = false);

/// <summary>
/// One reader's slice of the newest plan, in their language and nothing else: what is hidden from them is not in it, not as a
/// count, a gap or a link. Items carry handles, never ids.
/// </summary>
public sealed record PlanView
{
    public required string FamilyName { get; init; }

    /// <summary>What the reader is to the family; null for staff.</summary>
    public PersonRole? Reader { get; init; }

    /// <summary>`Signs of Safety`, `Signs of Wellbeing` or `Signs of Success`.</summary>
    public required string Approach { get; init; }

    /// <summary>The day of the version that last changed something of this reader's.</summary>
    public required DateOnly AgreedOn { get; init; }

    public required DateOnly ReviewOn { get; init; }
    public required IReadOnlyList<ItemView> Summary { get; init; }
    public required IReadOnlyList<StrengthView> WorkingWell { get; init; }
    public required IReadOnlyList<WorryView> Worries { get; init; }
    public required IReadOnlyList<GoalView> Goals { get; init; }
    public required IReadOnlyList<ItemView> BottomLines { get; init; }
    public required IReadOnlyList<StageView> Trajectory { get; init; }
    public required IReadOnlyList<NextStepView> NextSteps { get; init; }
    public required IReadOnlyList<TaskView> Network { get; init; }
    public required IReadOnlyList<SignView> IfThingsGoWrong { get; init; }
    public required IReadOnlyList<ScaleView> Scales { get; init; }
    public required IReadOnlyList<MeetingView> Meetings { get; init; }
    public required IReadOnlyList<PictureView> WordsAndPictures { get; init; }

    /// <summary>The workers whom this reader's own items name, with a number only where an item shows it; nobody else.</summary>
    public required IReadOnlyList<WorkerView> Workers { get; init; }

    /// <summary>Every item of the slice, in the plan's order.</summary>
    public IEnumerable<ItemView> Items() =>
        [.. Summary, .. WorkingWell, .. Worries, .. Goals, .. BottomLines, .. Trajectory, .. NextSteps, .. Network, .. IfThingsGoWrong, .. Scales, .. Meetings, .. WordsAndPictures];
}

/// <summary>An item that the reader may see.</summary>
/// <param name="Handle">Opaque; the same at every visit of the same reader.</param>
public record ItemView(string Handle, Said Text);

/// <param name="IsSafety">Existing safety, tested against the worry; otherwise a strength.</param>
public sealed record StrengthView(string Handle, Said Text, bool IsSafety) : ItemView(Handle, Text);

/// <summary>What kind of worry it is, in the practice's terms.</summary>
public enum WorryType
{
    Harm,
    DangerStatement,
    WorryStatement,
    ComplicatingFactor,
}

/// <param name="WorriedPeople">Names, for statements.</param>
public sealed record WorryView(string Handle, Said Text, WorryType Type, IReadOnlyList<string> WorriedPeople, Said? Behaviour, Said? Impact) : ItemView(Handle, Text);

/// <param name="Worries">Handles of the worries it answers that this reader sees.</param>
/// <param name="Asked">Whether this reader is asked to reply.</param>
public sealed record GoalView(string Handle, Said Text, bool IsFamilyGoal, bool IsWellbeing, IReadOnlyList<string> Worries, bool Asked) : ItemView(Handle, Text);

/// <param name="IsNow">The last stage reached among those this reader sees.</param>
public sealed record StageView(string Handle, Said Text, IReadOnlyList<Said> ToSee, DateOnly? By, DateOnly? ReachedOn, bool IsNow) : ItemView(Handle, Text);

/// <param name="IsMine">This reader is among those who do it.</param>
public sealed record NextStepView(string Handle, Said Text, IReadOnlyList<string> Who, bool IsMine, DateOnly By, bool Done) : ItemView(Handle, Text)
{
    /// <summary>Whether this reader is asked how it is going.</summary>
    public bool Asked => IsMine && !Done;
}

/// <summary>A network member's task.</summary>
/// <param name="IsMine">This reader does it and is asked to confirm it.</param>
/// <param name="IsBackup">This reader does it when that person cannot.</param>
public sealed record TaskView(string Handle, Said Text, string Person, bool IsMine, bool IsBackup, Said When, string? Backup) : ItemView(Handle, Text);

/// <summary>A sign to look out for and what to do then.</summary>
public sealed record SignView(string Handle, Said Text, Said Do, IReadOnlyList<CallView> Call) : ItemView(Handle, Text);

/// <param name="Number">As written in the plan, or an emergency number; null: only a name.</param>
public sealed record CallView(string? Name, string? Number);

/// <param name="Number">As an item of the reader's shows it.</param>
/// <param name="Items">Handles of the items that show the name and the number.</param>
public sealed record WorkerView(string Name, string? Number, IReadOnlyList<string> Items);

/// <param name="Goals">Handles of its goals that this reader sees.</param>
/// <param name="Asked">Whether this reader is asked for a number.</param>
public sealed record ScaleView(string Handle, Said Text, Said Zero, Said Ten, IReadOnlyList<string> Goals, bool Asked) : ItemView(Handle, Text);

/// <param name="Kind">The plan's word, as `core-group`: a resource key, never shown as it is.</param>
/// <param name="IsMine">This reader is among those who come, and is asked about it.</param>
public sealed record MeetingView(string Handle, Said Text, string Kind, MeetingAsking Asking, Said Where, IReadOnlyList<string> Who, bool IsMine) : ItemView(Handle, Text)
{
    public DateTimeOffset At => Asking.At;
    public int? Minutes => Asking.Minutes;
}

/// <param name="Picture">The name of one of the portal's drawings.</param>
public sealed record PictureView(string Handle, Said Text, string Picture) : ItemView(Handle, Text);
