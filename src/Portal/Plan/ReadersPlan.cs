using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Plan;

/// <summary>The plan of whoever makes this request, the answers to it that they may read, and what is new to them: read once for the request.</summary>
internal sealed class ReadersPlan(Current current, FamilyPlans plans, FamilyAnswers answers, LastLooked lastLooked)
{
    private Opened? _read;

    /// <summary>Counts as opening the plan.</summary>
    public async ValueTask<Opened> OpenAsync(CancellationToken cancel = default) =>
        _read ??= new(await plans.OpenAsync(current.Viewer, cancel), await answers.ReadAsync(current.Viewer, cancel), await lastLooked.LookAsync(current.Viewer, cancel));

    internal sealed record Opened(PlanView Plan, ReadableAnswers Answers, PlanNews News);
}
