using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Texting.Sending;

/// <summary>
/// Finds who is due to be asked by a scale (<see cref="NudgeReasons"/>) and queues one nudge for them, answered or not no more
/// often than they are asked. Whether it goes is <see cref="SendingDecision"/>'s, at the moment of sending.
/// </summary>
internal sealed class NudgePlanner(StoreFactory stores, Leases leases, NudgeReasons reasons, TimeProvider clock, ILogger<NudgePlanner> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), clock, log)
{
    /// <summary>A nudge that quiet hours or a gateway held up for longer helps nobody: a later round makes a new one.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public override async Task RunOnceAsync(CancellationToken cancel = default)
    {
        if (!await leases.TakeAsync("nudge-planning", TimeSpan.FromMinutes(10), cancel)) return;
        await using var store = stores.Create();
        // Only families with somebody who might be texted: most of the work is not done at all.
        var families = await store.Families.AsNoTracking()
            .Where(f => f.CurrentVersion > 0 && store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.TextsAllowed && !p.NotSafe && p.Phone != null))
            .OrderBy(f => f.Id).ToListAsync(cancel);
        foreach (var family in families) await PlanAsync(family, cancel);
    }

    private async Task PlanAsync(Family family, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var people = await PeopleAsync(store, family.Id, cancel);
        if (people.Count == 0 || await reasons.OfAsync(store, family, cancel) is not { } asking) return;
        var now = Clock.GetUtcNow();
        foreach (var person in people)
        {
            if (await reasons.DueAsync(store, asking, person, cancel) is not { } scale) continue;
            store.OutgoingTexts.Add(new()
            {
                FamilyId = family.Id,
                Id = Guid.CreateVersion7(now),
                PersonId = person,
                Kind = TextKind.Nudge,
                ItemId = scale,
                DueAt = now,
                ExpiresAt = now + Life,
            });
        }
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>Those who may be reached, agreed, and have no nudge waiting nor one of the last day.</summary>
    private async Task<List<string>> PeopleAsync(Store store, Guid family, CancellationToken cancel)
    {
        var now = Clock.GetUtcNow();
        var recently = now - TimeSpan.FromHours(20);
        var rows = await (
            from p in store.People
            join m in store.Memberships on new { p.FamilyId, p.PersonId } equals new { m.FamilyId, m.PersonId }
            where p.FamilyId == family && p.TextsAllowed && p.Phone != null
                && !store.OutgoingTexts.Any(t => t.FamilyId == family && t.PersonId == p.PersonId && t.Kind == TextKind.Nudge
                    && (t.SentAt == null && t.DroppedAt == null || t.SentAt > recently || t.DroppedAt > recently))
            select new { p, m, Restrictions = store.Restrictions.Where(r => r.FamilyId == family && r.PersonId == p.PersonId && r.LiftedAt == null).ToList() })
            .AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(x => new Addressee(x.p, x.m, x.Restrictions))
            .Where(a => a.StandingOn(UkTime.Day(now)) is { TextsAgreed: true } s && s.MayReach(a.Person.Phone)).Select(a => a.Person.PersonId)];
    }
}
