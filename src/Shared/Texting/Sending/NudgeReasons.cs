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
internal sealed class NudgeReasons(PlanCache plans, ScaleAsking rule, TimeProvider clock)
{
    /// <summary>However many scales ask somebody, they are reminded of all at once, and again after this many days at the earliest.</summary>
    private const int DaysBetween = 7;

    /// <summary>What the family's newest plan asks of whom; null where there is no plan.</summary>
    public async Task<Asking?> OfAsync(Store store, Family family, CancellationToken cancel)
    {
        if (await plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel) is not { } document) return null;
        var restrictions = await store.Restrictions.Where(r => r.FamilyId == family.Id && r.LiftedAt == null).AsNoTracking().ToListAsync(cancel);
        var state = new FamilyState(family, restrictions);
        return new(state, document, FamilyPlans.Audiences(state, document));
    }

    /// <summary>The scale to remind the person of now; null where there is none.</summary>
    public async Task<string?> DueAsync(Store store, Asking asking, string person, CancellationToken cancel)
    {
        var today = UkTime.Today(clock);
        var nudges = await store.OutgoingTexts
            .Where(t => t.FamilyId == asking.State.Family.Id && t.PersonId == person && t.Kind == TextKind.Nudge && t.SentAt != null)
            .GroupBy(t => t.ItemId).Select(g => new { ItemId = g.Key, At = g.Max(t => t.SentAt!.Value) }).ToListAsync(cancel);
        foreach (var scale in asking.Document.Plan.Scales.Where(s => asking.Audiences.Asks(s, person)))
        {
            // One that is asked daily is reminded of daily; others wait for each other.
            var rest = scale.Every is { Unit: EveryUnit.Days, Count: < DaysBetween } often ? often.Count : DaysBetween;
            if (nudges.Any(n => UkTime.Day(n.At).AddDays(rest) > today)) continue;
            if (nudges.FirstOrDefault(n => n.ItemId == scale.Id) is { } nudge && !await rule.IsAskedAgainAsync(asking, scale, person, nudge.At, cancel)) continue;
            if (await IsUnansweredAsync(store, asking, scale, person, cancel)) return scale.Id;
        }
        return null;
    }

    /// <summary>Whether what a nudge was planned for still holds.</summary>
    public async Task<bool> StillHoldsAsync(Store store, Asking asking, string person, string item, CancellationToken cancel) =>
        asking.Document.Plan.Scales.FirstOrDefault(s => s.Id == item) is { } scale
        && asking.Audiences.Asks(scale, person)
        && await IsUnansweredAsync(store, asking, scale, person, cancel);

    private async Task<bool> IsUnansweredAsync(Store store, Asking asking, Scale scale, string person, CancellationToken cancel)
    {
        var answered = await store.Answers
            .Where(a => a.FamilyId == asking.State.Family.Id && a.GiverId == person && !a.ByStaff && a.Kind == AnswerKind.Score && a.ItemId == scale.Id)
            .MaxAsync(a => (DateTimeOffset?)a.GivenAt, cancel);
        return answered is not { } at || await rule.IsAskedAgainAsync(asking, scale, person, at, cancel);
    }
}
