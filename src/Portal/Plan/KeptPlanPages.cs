using System.Globalization;
using System.Runtime.CompilerServices;
using FamilyPortal.Look.Web;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Responses;
using Microsoft.AspNetCore.Components.Endpoints;

namespace FamilyPortal.Portal.Plan;

/// <summary>
/// The plan page is opened most and is the longest, and mostly it is what it was at the last visit. Who asks, what they may see and
/// what was answered is read from the database every time; only where all of that and the day are the same is the page not
/// written again. A page belongs to one reader's slice and goes when that goes, so there are never more than slices.
/// </summary>
internal sealed class KeptPlanPages(TimeProvider clock)
{
    private readonly ConditionalWeakTable<PlanView, Made> _pages = [];

    public async Task InvokeAsync(HttpContext context, RequestDelegate write)
    {
        // A session on a worker's device says when it ends, and is closed by a form with a token: nothing of it is kept.
        if (context.RequestServices.GetRequiredService<Current>().SignedIn is not { Viewer: not null, Together: null } signedIn)
        {
            await write(context);
            return;
        }
        var (plan, answers, news) = await context.RequestServices.GetRequiredService<ReadersPlan>().OpenAsync(context.RequestAborted);
        var around = new Around(UkTime.Today(clock), signedIn.PageKey, signedIn.Idle, signedIn.OpenName, CultureInfo.CurrentUICulture.Name, signedIn.Preferences, news.Key);
        if (!_pages.TryGetValue(plan, out var made) || made.Around != around || !ReferenceEquals(made.From, answers))
        {
            if (await WrittenPage.WriteAsync(context, write) is not { } page) return;
            _pages.AddOrUpdate(plan, made = new(answers, around, page));
        }
        await made.Page.SendAsync(context);
    }

    /// <param name="From">The list itself: while nothing has changed, the answers are read as the same list.</param>
    private sealed record Made(ReadableAnswers From, Around Around, WrittenPage Page);

    /// <summary>What the page shows besides plan and answers: what is late or was, whose page it is, when it warns, which of several families is open, the language of its words, what its reader chose for their pages, and what is marked as new.</summary>
    private sealed record Around(DateOnly Today, string PageKey, TimeSpan Idle, string? OpenName, string Language, Preferences Chosen, string News);
}

internal static class PlanSetup
{
    private const string Address = "/plan";

    /// <summary>Where the form below what is new leads.</summary>
    public const string HaveRead = "/plan/read";

    /// <summary>Of that form: what of the plan was shown as new.</summary>
    public const string Shown = "Shown";

    public static void AddPlanPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ReadersPlan>();
        builder.Services.AddSingleton<KeptPlanPages>();
    }

    public static void UsePlanPage(this WebApplication app)
    {
        app.MapPost(HaveRead, HaveReadAsync).DisableAntiforgery();
        var pages = app.Services.GetRequiredService<KeptPlanPages>();
        app.Use((context, next) =>
            // The menu shows where one is by the address: a page is kept for this spelling of it alone.
            HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value == Address
                && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(PlanPage)
                ? pages.InvokeAsync(context, next)
                : next(context));
    }

    /// <summary>By whose page it is and not by a token, which no page that is kept can hold (WhosePage).</summary>
    private static async Task<IResult> HaveReadAsync(HttpContext http, Current current, LastLooked lastLooked)
    {
        if (!await WhosePage.IsOfAsync(http, current.SignedIn!.PageKey)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        await lastLooked.HaveReadAsync(current.Viewer, http.Request.Form[Shown], http.RequestAborted);
        return Results.Redirect(Address);
    }
}
