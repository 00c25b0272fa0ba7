namespace FamilyPortal.Shared.Plans;

/// <summary>
/// THE rule what is asked about a meeting, and when: until it ends, whether somebody comes; for some days after that, how it was.
/// A meeting that is moved is asked about anew.
/// </summary>
/// <param name="At">When it starts.</param>
/// <param name="Minutes">How long it lasts, where the plan says so.</param>
/// <param name="IsToTalk">Not time that a family has together: nobody is listened to there.</param>
public readonly record struct MeetingAsking(DateTimeOffset At, int? Minutes, bool IsToTalk)
{
    /// <summary>How long after its end somebody is asked how it was.</summary>
    public static readonly TimeSpan FeedbackFor = TimeSpan.FromDays(14);

    private static readonly TimeSpan Usually = TimeSpan.FromHours(1);

    public DateTimeOffset End => At + (Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : Usually);

    public bool IsOver(DateTimeOffset now) => now >= End;

    public bool AsksHowItWas(DateTimeOffset now) => IsToTalk && IsOver(now) && now < End + FeedbackFor;
}
