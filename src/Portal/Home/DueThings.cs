using FamilyPortal.Shared;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Home;

/// <summary>What waits for this person: the home page, and where a nudge leads.</summary>
internal sealed record DueThings(IReadOnlyList<ScaleView> Scales, IReadOnlyList<GoalView> Goals, IReadOnlyList<TaskView> Tasks, MeetingView? NextMeeting)
{
    public bool Any => Scales.Count + Goals.Count + Tasks.Count > 0;

    public static DueThings Of(PlanView plan, IReadOnlyList<AnswerView> answers, DateTimeOffset now)
    {
        AnswerView? Mine(string handle, AnswerKind kind) => answers.LastOrDefault(a => a.IsMine && a.Item == handle && a.Kind == kind);
        var today = UkTime.Day(now);
        return new(
            [.. plan.Scales.Where(s => s.IsDue(Mine(s.Handle, AnswerKind.Score) is { } last ? UkTime.Day(last.GivenAt) : null, plan.AgreedOn, today))],
            [.. plan.Goals.Where(g => g.Asked && Mine(g.Handle, AnswerKind.GoalResponse) is null)],
            [.. plan.Network.Where(t => t.IsMine && Mine(t.Handle, AnswerKind.RoleReply) is null)],
            plan.Meetings.Where(m => m.At.AddMinutes(m.Minutes ?? 60) > now).MinBy(m => m.At));
    }
}
