using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Texting.Sending;

namespace FamilyPortal.Portal.Home;

/// <summary>`/n`: where the link in a text leads, after sign-in. The address itself says nothing.</summary>
internal static class NudgeLink
{
    public static void MapNudgeLink(this WebApplication app) => app.MapGet("/n", async (Current current, FamilyPlans plans, FamilyAnswers answers, ScaleAsking scales, SignInNotices notices, PortalSettings settings, TimeProvider clock, CancellationToken cancel) =>
    {
        // Where there is nothing to be asked about any more, that page leads back here.
        if (await notices.WasToldAsync(current.Viewer, cancel)) return Results.Redirect(new Uri(settings.Issuer, "/account/news").ToString());
        var due = await DueThings.OfAsync(scales, current.Viewer, await plans.ReadAsync(current.Viewer, cancel), await answers.ReadAsync(current.Viewer, cancel), clock.GetUtcNow());
        return Results.Redirect(due.Scales is [var scale, ..] ? $"/scale/{scale.Handle}" : "/");
    });
}
