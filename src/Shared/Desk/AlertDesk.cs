using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>An open alert of one of the families that somebody reaches.</summary>
/// <param name="Family">For the page's URL and <see cref="ViewerDirectory.StaffAsync"/>.</param>
public sealed record DeskAlert(Guid Family, string FamilyName, AlertView Alert);

/// <summary>Open alerts across families, for workers and the duty team.</summary>
public sealed class AlertDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly TimeProvider _clock;

    internal AlertDesk(StoreFactory stores, FamilyPlans plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

    /// <summary>Open alerts of every family that this member of staff reaches now: emergencies first, then those that wait longest.</summary>
    public async Task<IReadOnlyList<DeskAlert>> OpenAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await (
            from f in store.FamiliesOf(user.Staff, _clock.GetUtcNow())
            join a in store.Alerts on f.Id equals a.FamilyId
            join w in store.Answers on new { a.FamilyId, Id = a.AnswerId } equals new { w.FamilyId, w.Id } into answers
            from w in answers.DefaultIfEmpty()
            where a.AcknowledgedAt == null
            select new { Family = f, Alert = a, Answer = w }).AsNoTracking().ToListAsync(cancel);
        var families = rows.Select(r => r.Family.Id).Distinct().ToList();
        var restrictions = (await store.Restrictions.AsNoTracking().Where(r => families.Contains(r.FamilyId) && r.LiftedAt == null).ToListAsync(cancel)).ToLookup(r => r.FamilyId);
        List<DeskAlert> alerts = [];
        foreach (var row in rows)
        {
            FamilyState state = new(row.Family, [.. restrictions[row.Family.Id]]);
            var document = await _plans.DocumentAsync(state, cancel);
            var view = Alerts.View(row.Alert, row.Answer, document.Person(row.Alert.PersonId)?.Name);
            alerts.Add(new(row.Family.Id, document.Family.Name, view with { ApartFrom = AlertContacts.ApartFrom(row.Alert, FamilyPlans.Apart(state, document), document) }));
        }
        return [.. AlertView.InOrder(alerts, a => a.Alert)];
    }
}
