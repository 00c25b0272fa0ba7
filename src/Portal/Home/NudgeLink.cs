using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Home;

/// <summary>`/n`: where the link in a text leads, after sign-in. The address itself says nothing.</summary>
internal static class NudgeLink
{
    public static void MapNudgeLink(this WebApplication app) => app.MapGet("/n", async (Current current, FamilyPlans plans, FamilyAnswers answers, ScaleAsking scales, TimeProvider clock, CancellationToken cancel) =>
    {
        var due = await DueThings.OfAsync(scales, current.Viewer, await plans.ReadAsync(current.Viewer, cancel), await answers.ReadAsync(current.Viewer, cancel), clock.GetUtcNow());
        return Results.Redirect(due.Scales is [var scale, ..] ? $"/scale/{scale.Handle}" : "/");
    });
}
