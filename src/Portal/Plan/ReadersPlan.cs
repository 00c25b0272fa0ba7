using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Plan;

/// <summary>The plan of whoever makes this request, and the answers to it that they may read: read once for the request.</summary>
internal sealed class ReadersPlan(Current current, FamilyPlans plans, FamilyAnswers answers)
{
    private (PlanView Plan, IReadOnlyList<AnswerView> Answers)? _read;

    /// <summary>Counts as opening the plan.</summary>
    public async ValueTask<(PlanView Plan, IReadOnlyList<AnswerView> Answers)> OpenAsync(CancellationToken cancel = default) =>
        _read ??= (await plans.OpenAsync(current.Viewer, cancel), await answers.ReadAsync(current.Viewer, cancel));
}
