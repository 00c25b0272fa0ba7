using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Home;

/// <summary>What waits for this person: the home page, and where a nudge leads.</summary>
internal sealed record DueThings(IReadOnlyList<ScaleView> Scales, IReadOnlyList<GoalView> Goals, IReadOnlyList<TaskView> Tasks, MeetingView? NextMeeting)
{
    public bool Any => Scales.Count + Goals.Count + Tasks.Count > 0;

    public static async Task<DueThings> OfAsync(ScaleAsking scales, FamilyViewer viewer, PlanView plan, IReadOnlyList<AnswerView> answers, DateTimeOffset now)
    {
        AnswerView? Mine(string handle, AnswerKind kind) => answers.LastOrDefault(a => a.IsMine && a.Item == handle && a.Kind == kind);
        return new(
            await scales.DueAsync(viewer, plan, answers),
            [.. plan.Goals.Where(g => g.Asked && Mine(g.Handle, AnswerKind.GoalResponse) is null)],
            [.. plan.Network.Where(t => t.IsMine && Mine(t.Handle, AnswerKind.RoleReply) is null)],
            plan.Meetings.Where(m => m.At.AddMinutes(m.Minutes ?? 60) > now).MinBy(m => m.At));
    }
}
