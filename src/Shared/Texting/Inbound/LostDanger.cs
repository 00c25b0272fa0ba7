using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>
/// Danger in a text of somebody who belongs no longer (or not yet): the text is no answer and nobody replies to it, but staff
/// of the family must know that it came.
/// </summary>
internal sealed class LostDanger(StoreFactory stores, TimeProvider clock)
{
    public async Task RaiseAsync(string eventId, IReadOnlyList<Addressee> everybody, DangerFinding finding, CancellationToken cancel)
    {
        foreach (var a in everybody)
        {
            await using var store = stores.Create();
            var now = clock.GetUtcNow();
            var family = a.Person.FamilyId;
            var id = EventIds.Of(eventId, $"alert {family} {a.Person.PersonId}");
            if (await store.Alerts.AnyAsync(x => x.FamilyId == family && x.Id == id, cancel)) continue;
            var authority = await store.Families.Where(f => f.Id == family).Select(f => f.AuthorityId).SingleAsync(cancel);
            store.Alerts.Add(new()
            {
                FamilyId = family,
                Id = id,
                AuthorityId = authority,
                Level = finding.LevelCode,
                Kind = finding.KindCode,
                PersonId = a.Person.PersonId,
                RaisedAt = now,
                NextNoticeAt = now,
            });
            store.AuditEntries.Add(new() { FamilyId = family, Id = Guid.CreateVersion7(now), At = now, Actor = "system", Action = AuditActions.AlertRaised, Target = id.ToString() });
            await Repeats.SaveAsync(store, stores, s => s.Alerts.AnyAsync(x => x.FamilyId == family && x.Id == id, cancel), cancel);
        }
    }
}
