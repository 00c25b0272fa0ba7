using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.WhereWeAre;

/// <summary>Something that somebody said they would do: a next step, or a task that its person has taken.</summary>
/// <param name="Who">Names, without the reader's own.</param>
/// <param name="By">Of a next step.</param>
/// <param name="When">Of a task.</param>
/// <param name="Said">What was said of it last, by the reader or by somebody whose word they may read.</param>
/// <param name="IsKept">Done, by the plan or by whoever was to do it.</param>
/// <param name="Asks">Where the reader is asked how it is going; null where they are not.</param>
public sealed record Promise(ItemView Item, IReadOnlyList<string> Who, bool IsMine, DateOnly? By, Said? When, AnswerView? Said, bool IsKept, string? Asks)
{
    /// <summary>Its day has passed.</summary>
    public bool IsLate(DateOnly today) => !IsKept && By < today;
}

/// <summary>
/// The one list of what was promised: workers' and families' alike, by day, then what has no day, then what was kept. Made of the reader's slice and of
/// the answers that they may read, and of nothing else.
/// </summary>
internal static class Promises
{
    private static readonly string[] Taken = [.. FamilyAnswers.RoleChoices.Where(c => c != FamilyAnswers.Declined)];

    public static IReadOnlyList<Promise> Of(PlanView plan, IReadOnlyList<AnswerView> answers)
    {
        AnswerView? Last(string handle, AnswerKind kind) => answers.LastOrDefault(a => a.Item == handle && a.Kind == kind);
        var steps = plan.NextSteps.OrderBy(s => s.By).Select(s => (Step: s, Said: s.Done ? null : Last(s.Handle, AnswerKind.NextStepReply)))
            .Select(s => new Promise(s.Step, s.Step.Who, s.Step.IsMine, s.Step.By, null, s.Said, s.Step.Done || s.Said is { SaysDone: true }, s.Step.Asked ? $"/step/{s.Step.Handle}" : null));
        var tasks = plan.Network.Select(t => (Task: t, Said: Last(t.Handle, AnswerKind.RoleReply))).Where(t => Taken.Contains(t.Said?.Choice))
            .Select(t => new Promise(t.Task, t.Task.IsMine ? [] : [t.Task.Person], t.Task.IsMine, null, t.Task.When, t.Said, IsKept: false, t.Task.IsMine ? $"/task/{t.Task.Handle}" : null));
        return [.. steps.Concat(tasks).OrderBy(p => p.IsKept)];
    }
}
