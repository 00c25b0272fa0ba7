using FamilyPortal.Portal.Meetings;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Home;

/// <summary>What waits for this person: the home page, and where a nudge leads.</summary>
/// <param name="Goals">Not answered, or answered when they said something else.</param>
/// <param name="Tasks">As goals.</param>
/// <param name="Steps">What is theirs to do and not done, by the plan or their own word of what it says now, the next one first.</param>
/// <param name="Replies">What workers wrote back lately, newest first.</param>
/// <param name="LetRead">What a worker let others read lately that was held: <see cref="AnswerView.ReleasedAt"/>.</param>
/// <param name="Feedback">Meetings that are just over and to which they did not say that they would not come, the last one first.</param>
/// <param name="MeetingReply">What they answered to the next meeting.</param>
internal sealed record DueThings(
    IReadOnlyList<ScaleView> Scales, IReadOnlyList<DueItem<GoalView>> Goals, IReadOnlyList<DueItem<TaskView>> Tasks, IReadOnlyList<DueItem<NextStepView>> Steps, IReadOnlyList<AnswerView> Replies, IReadOnlyList<AnswerView> LetRead,
    IReadOnlyList<MeetingView> Feedback, MeetingView? NextMeeting, AnswerView? MeetingReply)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    public bool Any => Scales.Count + Goals.Count + Tasks.Count + Steps.Count + Replies.Count + LetRead.Count + Feedback.Count > 0 || AsksIfTheyCome;

    public bool AsksIfTheyCome => NextMeeting is { IsMine: true } && MeetingReply is null;

    public static async Task<DueThings> OfAsync(ScaleAsking scales, FamilyViewer viewer, PlanView plan, IReadOnlyList<AnswerView> answers, DateTimeOffset now)
    {
        var next = plan.Meetings.Where(m => !m.Asking.IsOver(now)).MinBy(m => m.At);
        DueItem<T> Of<T>(T item, AnswerKind kind) where T : ItemView => new(item, answers.LastOrDefault(a => a.IsMine && a.Item == item.Handle && a.Kind == kind));
        return new(
            await scales.DueAsync(viewer, plan, answers),
            [.. plan.Goals.Where(g => g.Asked).Select(g => Of(g, AnswerKind.GoalResponse)).Where(g => g.Said is null || g.IsAgain)],
            [.. plan.Network.Where(t => t.IsMine).Select(t => Of(t, AnswerKind.RoleReply)).Where(t => t.Said is null || t.IsAgain)],
            [.. plan.NextSteps.Where(s => s.Asked).Select(s => Of(s, AnswerKind.NextStepReply)).Where(s => s.Said is not { SaysDone: true }).OrderBy(s => s.Item.By)],
            [.. answers.Where(a => a.Kind == AnswerKind.WorkerReply && now - a.GivenAt < Lately).Reverse()],
            [.. answers.Where(a => a.ReleasedAt is { } at && now - at < Lately)],
            [.. plan.Meetings.Where(m => m.IsMine && m.Asking.AsksHowItWas(now) && MeetingText.Mine(answers, m, AnswerKind.Feedback) is null
                && MeetingText.Mine(answers, m, AnswerKind.MeetingReply)?.Choice != FamilyAnswers.NotComing).OrderByDescending(m => m.At)],
            next,
            next is null ? null : MeetingText.Mine(answers, next, AnswerKind.MeetingReply));
    }
}

/// <summary>Something that waits for its reader's word.</summary>
/// <param name="Said">What they said of it last.</param>
internal sealed record DueItem<T>(T Item, AnswerView? Said) where T : ItemView
{
    /// <summary>They said it of other words than it has now.</summary>
    public bool IsAgain => Said is { IsOfOtherWords: true };
}
