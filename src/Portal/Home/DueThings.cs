using FamilyPortal.Portal.Meetings;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Home;

/// <summary>What waits for this person: the home page, and where a nudge leads.</summary>
/// <param name="Goals">Not answered, or answered when they said something else.</param>
/// <param name="Tasks">As goals.</param>
/// <param name="Steps">What is theirs to do and not done, by the plan or their own word, the next one first; with what they last said of it.</param>
/// <param name="Replies">What workers wrote back lately, newest first.</param>
/// <param name="LetRead">What a worker let others read lately that was held: <see cref="AnswerView.ReleasedAt"/>.</param>
/// <param name="Feedback">Meetings that are just over and to which they did not say that they would not come, the last one first.</param>
/// <param name="MeetingReply">What they answered to the next meeting.</param>
internal sealed record DueThings(
    IReadOnlyList<ScaleView> Scales, IReadOnlyList<GoalView> Goals, IReadOnlyList<TaskView> Tasks, IReadOnlyList<(NextStepView Step, AnswerView? Said)> Steps, IReadOnlyList<AnswerView> Replies, IReadOnlyList<AnswerView> LetRead,
    IReadOnlyList<MeetingView> Feedback, MeetingView? NextMeeting, AnswerView? MeetingReply)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    public bool Any => Scales.Count + Goals.Count + Tasks.Count + Steps.Count + Replies.Count + LetRead.Count + Feedback.Count > 0 || AsksIfTheyCome;

    public bool AsksIfTheyCome => NextMeeting is { IsMine: true } && MeetingReply is null;

    public static async Task<DueThings> OfAsync(ScaleAsking scales, FamilyViewer viewer, PlanView plan, IReadOnlyList<AnswerView> answers, DateTimeOffset now)
    {
        var next = plan.Meetings.Where(m => !m.Asking.IsOver(now)).MinBy(m => m.At);
        AnswerView? Mine(string handle, AnswerKind kind) => answers.LastOrDefault(a => a.IsMine && a.Item == handle && a.Kind == kind);
        return new(
            await scales.DueAsync(viewer, plan, answers),
            [.. plan.Goals.Where(g => g.Asked && Mine(g.Handle, AnswerKind.GoalResponse) is null or { IsOfOtherWords: true })],
            [.. plan.Network.Where(t => t.IsMine && Mine(t.Handle, AnswerKind.RoleReply) is null or { IsOfOtherWords: true })],
            [.. plan.NextSteps.Where(s => s.Asked).Select(s => (Step: s, Said: Mine(s.Handle, AnswerKind.NextStepReply))).Where(s => s.Said?.Choice != FamilyAnswers.StepDone).OrderBy(s => s.Step.By)],
            [.. answers.Where(a => a.Kind == AnswerKind.WorkerReply && now - a.GivenAt < Lately).Reverse()],
            [.. answers.Where(a => a.ReleasedAt is { } at && now - at < Lately)],
            [.. plan.Meetings.Where(m => m.IsMine && m.Asking.AsksHowItWas(now) && MeetingText.Mine(answers, m, AnswerKind.Feedback) is null
                && MeetingText.Mine(answers, m, AnswerKind.MeetingReply)?.Choice != FamilyAnswers.NotComing).OrderByDescending(m => m.At)],
            next,
            next is null ? null : MeetingText.Mine(answers, next, AnswerKind.MeetingReply));
    }
}
