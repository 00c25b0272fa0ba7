using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Sending;

/// <summary>
/// Whether a person is due to be asked by a scale. Asked when a nudge is planned, and again when it is sent: by then they may
/// have answered, or the plan may ask them no more.
/// </summary>
internal sealed class NudgeReasons(PlanCache plans)
{
    /// <summary>However many scales ask somebody, they are reminded of all at once, and again after this many days at the earliest.</summary>
    private const int DaysBetween = 7;

    /// <summary>What the family's newest plan asks of whom; null where there is no plan.</summary>
    public async Task<Asking?> OfAsync(Store store, Family family, CancellationToken cancel)
    {
        if (await plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel) is not { } document) return null;
        var restrictions = await store.Restrictions.Where(r => r.FamilyId == family.Id && r.LiftedAt == null).AsNoTracking().ToListAsync(cancel);
        var came = await store.PlanVersions.Where(v => v.FamilyId == family.Id && v.Version == family.CurrentVersion).Select(v => v.ReceivedAt).SingleAsync(cancel);
        return new(family.Id, document, FamilyPlans.Audiences(new(family, restrictions), document), came);
    }

    /// <summary>The scale to remind the person of now; null where there is none.</summary>
    public static async Task<string?> DueAsync(Store store, Asking asking, string person, DateTimeOffset now, CancellationToken cancel)
    {
        var today = UkTime.Day(now);
        var nudges = await store.OutgoingTexts
            .Where(t => t.FamilyId == asking.FamilyId && t.PersonId == person && t.Kind == TextKind.Nudge && t.SentAt != null)
            .GroupBy(t => t.ItemId).Select(g => new { ItemId = g.Key, At = g.Max(t => t.SentAt!.Value) }).ToListAsync(cancel);
        foreach (var scale in asking.Document.Plan.Scales.Where(s => asking.Audiences.Asks(s, person)))
        {
            // One that is asked daily is reminded of daily; others wait for each other.
            var rest = scale.Every is { Unit: EveryUnit.Days, Count: < DaysBetween } often ? often.Count : DaysBetween;
            if (nudges.Any(n => UkTime.Day(n.At).AddDays(rest) > today)) continue;
            if (nudges.Any(n => n.ItemId == scale.Id && !IsAskedAgain(scale, n.At, today, asking.Came))) continue;
            if (await IsUnansweredAsync(store, asking, scale, person, today, cancel)) return scale.Id;
        }
        return null;
    }

    /// <summary>Whether what a nudge was planned for still holds.</summary>
    public static async Task<bool> StillHoldsAsync(Store store, Asking asking, string person, string item, DateTimeOffset now, CancellationToken cancel) =>
        asking.Document.Plan.Scales.FirstOrDefault(s => s.Id == item) is { } scale
        && asking.Audiences.Asks(scale, person)
        && await IsUnansweredAsync(store, asking, scale, person, UkTime.Day(now), cancel);

    private static async Task<bool> IsUnansweredAsync(Store store, Asking asking, Scale scale, string person, DateOnly today, CancellationToken cancel)
    {
        var answered = await store.Answers
            .Where(a => a.FamilyId == asking.FamilyId && a.GiverId == person && !a.ByStaff && a.Kind == AnswerKind.Score && a.ItemId == scale.Id)
            .MaxAsync(a => (DateTimeOffset?)a.GivenAt, cancel);
        return answered is not { } at || IsAskedAgain(scale, at, today, asking.Came);
    }

    /// <summary>By UK days; without `every` a scale is asked once for each version.</summary>
    private static bool IsAskedAgain(Scale scale, DateTimeOffset last, DateOnly today, DateTimeOffset came) =>
        scale.Every is { } every ? every.After(UkTime.Day(last)) <= today : last < came;
}

/// <summary>What the newest plan of a family asks, and since when it holds.</summary>
internal sealed record Asking(Guid FamilyId, PlanDocument Document, Audiences Audiences, DateTimeOffset Came);
