using System.Linq.Expressions;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>An alert of one of the families that somebody reaches.</summary>
/// <param name="Family">For the page's URL and <see cref="ViewerDirectory.StaffAsync"/>.</param>
public sealed record DeskAlert(Guid Family, string FamilyName, AlertView Alert)
{
    /// <summary>No member of staff reaches the family, the reader neither: they see the alert with its numbers, and none of its pages.</summary>
    public bool IsShut { get; init; }
}

/// <summary>Alerts across families, for workers and the duty team.</summary>
public sealed class AlertDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly Alerts _alerts;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal AlertDesk(StoreFactory stores, FamilyPlans plans, Alerts alerts, AuthorityPacks packs, TimeProvider clock) =>
        (_stores, _plans, _alerts, _packs, _clock) = (stores, plans, alerts, packs, clock);

    /// <summary>
    /// Open alerts of every family that this member of staff reaches now, and those that would reach nobody
    /// (<see cref="StaffLeft.UnreachedOf"/>): emergencies first, then those that wait longest.
    /// </summary>
    public async Task<IReadOnlyList<DeskAlert>> OpenAsync(StaffUser user, CancellationToken cancel = default) =>
        [.. AlertView.InOrder([.. await ReadAsync(user, a => a.AcknowledgedAt == null, cancel), .. (await ShutAsync(user, cancel)).Where(a => a.Alert.IsOpen)], a => a.Alert)];

    /// <summary>What somebody has since not long, in the order of the open ones.</summary>
    public async Task<IReadOnlyList<DeskAlert>> InHandAsync(StaffUser user, CancellationToken cancel = default)
    {
        var since = _clock.GetUtcNow() - InHand.Most;
        return [.. AlertView.InOrder((await ReadAsync(user, a => a.AcknowledgedAt > since, cancel)).Concat(await ShutAsync(user, cancel)).Where(a => a.Alert.IsInHand), a => a.Alert)];
    }

    private async Task<List<DeskAlert>> ReadAsync(StaffUser user, Expression<Func<Alert, bool>> which, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var rows = await (
            from f in store.FamiliesOf(user.Staff, now)
            join a in store.Alerts.Where(which) on f.Id equals a.FamilyId
            join w in store.Answers on new { a.FamilyId, Id = a.AnswerId } equals new { w.FamilyId, w.Id } into answers
            from w in answers.DefaultIfEmpty()
            select new { Family = f, Alert = a, Answer = w, Times = store.Answers.Count(said => said.FamilyId == a.FamilyId && said.AlertId == a.Id) }).AsNoTracking().ToListAsync(cancel);
        var families = rows.Select(r => r.Family.Id).Distinct().ToList();
        var restrictions = (await store.Restrictions.AsNoTracking().Where(r => families.Contains(r.FamilyId) && r.LiftedAt == null).ToListAsync(cancel)).ToLookup(r => r.FamilyId);
        List<DeskAlert> alerts = [];
        foreach (var row in rows)
        {
            FamilyState state = new(row.Family, [.. restrictions[row.Family.Id]]);
            var document = await _plans.DocumentAsync(state, cancel);
            var view = Alerts.View(row.Alert, row.Answer, row.Times, document.Person(row.Alert.PersonId)?.Name);
            alerts.Add(new(row.Family.Id, document.Family.Name, view with { ApartFrom = AlertContacts.ApartFrom(row.Alert, FamilyPlans.Apart(state, document), document), IsInHand = InHand.Is(row.Alert, _packs.Find(row.Family.AuthorityId), now) }));
        }
        return alerts;
    }

    /// <summary>Somebody has an alert of a family that is shut to them. False where it is not there for them.</summary>
    public async Task<bool> AcknowledgeShutAsync(StaffUser user, Guid family, Guid alert, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await UnreachedAsync(store, user, family, cancel) is not [var viewer]) return false;
        await _alerts.AcknowledgeAsync(viewer, alert, cancel);
        return true;
    }

    /// <summary><see cref="Alerts.ReopenAsync"/> for an alert of a family that is shut to them.</summary>
    public async Task<bool> ReopenShutAsync(StaffUser user, Guid family, Guid alert, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await UnreachedAsync(store, user, family, cancel) is [var viewer] && await _alerts.ReopenAsync(viewer, alert, cancel);
    }

    private async Task<List<DeskAlert>> ShutAsync(StaffUser user, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        List<DeskAlert> alerts = [];
        foreach (var viewer in await UnreachedAsync(store, user, null, cancel))
        {
            var name = (await _plans.DocumentAsync(viewer.State, cancel)).Family.Name;
            alerts.AddRange((await _alerts.OfFamilyAsync(viewer, cancel)).Select(a => new DeskAlert(viewer.FamilyId, name, a) { IsShut = true }));
        }
        return alerts;
    }

    /// <summary>Viewers for the alerts alone, which leave this desk for no other: who is kept out stays out of everything else.</summary>
    private async Task<List<StaffViewer>> UnreachedAsync(Store store, StaffUser user, Guid? family, CancellationToken cancel)
    {
        if (user.Role is not (StaffRole.Duty or StaffRole.Manager)) return [];
        var rows = await store.UnreachedOf(user.Staff, _clock.GetUtcNow()).Where(f => family == null || f.Id == family)
            .Select(f => new { Family = f, Restrictions = store.Restrictions.Where(r => r.FamilyId == f.Id && r.LiftedAt == null).ToList() }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(r => new StaffViewer(new(r.Family, r.Restrictions), user.Staff, StaffReason.Duty))];
    }
}
