using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Shared.Responses.Owed;

/// <summary>What is left until the last day for an answer, counted as it was promised.</summary>
/// <param name="AreWorkingDays">Otherwise days of the calendar: the law's month.</param>
public readonly record struct DaysLeft(int Count, bool AreWorkingDays);

/// <summary>Which answers of a family's are owed an answer, and by when.</summary>
public static class Owing
{
    /// <summary>The law's time for what somebody asks about what is held about them (UK GDPR, article 12(3)), in calendar months.</summary>
    public const int MonthsForRequests = 1;

    /// <summary>What became of a request, as the worker's reply says.</summary>
    public static readonly IReadOnlyList<string> Outcomes = [Changed, NotChanged, StillLooking];

    /// <summary>Done as asked, in full or in part.</summary>
    public const string Changed = "changed";

    /// <summary>Not done, and why.</summary>
    public const string NotChanged = "not-changed";

    /// <summary>A first word: the answer is still owed.</summary>
    public const string StillLooking = "still-looking";

    /// <summary>Somebody asks for a change of what is held about them.</summary>
    public static bool IsRequest(this AnswerKind kind) => kind is AnswerKind.RemovalRequest or AnswerKind.CorrectionRequest or AnswerKind.NumberRequest;

    /// <summary>Somebody waits for a reply.</summary>
    public static bool IsOwed(this AnswerKind kind) => kind == AnswerKind.Question || kind.IsRequest() || kind.IsWish();

    internal static DaysLeft Left(AnswerKind kind, DateOnly replyBy, DateOnly today, AuthorityPack? pack) => kind.IsRequest()
        ? new(Math.Max(0, replyBy.DayNumber - today.DayNumber), false)
        : new((pack?.Hours ?? OfficeHours.Usual).WorkingDaysLeft(today, replyBy), true);
}
