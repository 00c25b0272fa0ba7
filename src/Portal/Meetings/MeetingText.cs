using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Meetings;

/// <summary>The words of this folder's pages.</summary>
internal static class MeetingText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Meetings.MeetingText");

    /// <summary>What is said of this kind of meeting; where there is nothing of its own, of any.</summary>
    public static string Of(string key, MeetingView meeting) => T.Find($"{key}.{meeting.Kind}") ?? T[$"{key}.other"];

    /// <summary>"Thursday 3 December, 3:45pm to 4:45pm"; without its end where the plan does not say.</summary>
    public static string When(MeetingView meeting, DateOnly today)
    {
        var start = UkWords.Moment(meeting.At, today);
        return meeting.Minutes is null ? start : T["FromTo", start, UkWords.Time(meeting.Asking.End)];
    }

    /// <summary>The newest own answer of a kind that stands for the meeting as it is planned now.</summary>
    public static AnswerView? Mine(IReadOnlyList<AnswerView> answers, MeetingView meeting, AnswerKind kind) =>
        answers.LastOrDefault(a => a.IsMine && a.Kind == kind && a.Item == meeting.Handle && a.MeetingAt == meeting.At);
}
