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
public sealed record DeskAlert(Guid Family, string FamilyName, AlertView Alert);

/// <summary>Alerts across families, for workers and the duty team.</summary>
public sealed class AlertDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal AlertDesk(StoreFactory stores, FamilyPlans plans, AuthorityPacks packs, TimeProvider clock) => (_stores, _plans, _packs, _clock) = (stores, plans, packs, clock);

    /// <summary>Open alerts of every family that this member of staff reaches now: emergencies first, then those that wait longest.</summary>
    public async Task<IReadOnlyList<DeskAlert>> OpenAsync(StaffUser user, CancellationToken cancel = default) =>
        [.. AlertView.InOrder(await ReadAsync(user, a => a.AcknowledgedAt == null, cancel), a => a.Alert)];

    /// <summary>What somebody has since not long, the latest first.</summary>
    public async Task<IReadOnlyList<DeskAlert>> InHandAsync(StaffUser user, CancellationToken cancel = default)
    {
        var since = _clock.GetUtcNow() - InHand.Most;
        return [.. (await ReadAsync(user, a => a.AcknowledgedAt > since, cancel)).Where(a => a.Alert.IsInHand).OrderByDescending(a => a.Alert.AcknowledgedAt)];
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
            select new { Family = f, Alert = a, Answer = w }).AsNoTracking().ToListAsync(cancel);
        var families = rows.Select(r => r.Family.Id).Distinct().ToList();
        var restrictions = (await store.Restrictions.AsNoTracking().Where(r => families.Contains(r.FamilyId) && r.LiftedAt == null).ToListAsync(cancel)).ToLookup(r => r.FamilyId);
        List<DeskAlert> alerts = [];
        foreach (var row in rows)
        {
            FamilyState state = new(row.Family, [.. restrictions[row.Family.Id]]);
            var document = await _plans.DocumentAsync(state, cancel);
            var view = Alerts.View(row.Alert, row.Answer, document.Person(row.Alert.PersonId)?.Name);
            alerts.Add(new(row.Family.Id, document.Family.Name, view with { ApartFrom = AlertContacts.ApartFrom(row.Alert, FamilyPlans.Apart(state, document), document), IsInHand = InHand.Is(row.Alert, _packs.Find(row.Family.AuthorityId), now) }));
        }
        return alerts;
    }
}
