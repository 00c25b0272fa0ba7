using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>STOP and START by text. STOP holds for everybody with the number, in every family; START lifts only what STOP set.</summary>
internal sealed class TextConsent(StoreFactory stores, TimeProvider clock)
{
    /// <summary>Whether anything changed: a second STOP gets no second confirmation.</summary>
    /// <param name="number">Where the text came from. Whose number it is no longer did not write it.</param>
    public async Task<bool> StopAsync(string eventId, string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var changed = false;
        foreach (var a in everybody.Where(a => !a.HasGivenUp(number)))
        {
            if (a.Restrictions.Any(IsStop)) continue;
            await using var store = stores.Create();
            var now = clock.GetUtcNow();
            var (family, person) = (a.Person.FamilyId, a.Person.PersonId);
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            var stop = new Restriction
            {
                FamilyId = family,
                Id = EventIds.Of(eventId, $"stop {family} {person}"),
                Kind = RestrictionKind.NoTexts,
                Source = RestrictionSource.Person,
                PersonId = person,
                SetAt = now,
                SetBy = $"person:{person}",
            };
            if (!await store.AddIfAbsentAsync(stop, cancel)) continue;
            store.AuditEntries.Add(Entry(a, now, AuditActions.Restricted));
            await store.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            changed = true;
        }
        return changed;
    }

    /// <summary>Whether anything changed.</summary>
    /// <param name="number">As in <see cref="StopAsync"/>.</param>
    public async Task<bool> StartAsync(string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var changed = false;
        foreach (var a in everybody.Where(a => !a.HasGivenUp(number)))
        {
            foreach (var stop in a.Restrictions.Where(IsStop))
            {
                await using var store = stores.Create();
                var now = clock.GetUtcNow();
                await using var transaction = await store.Database.BeginTransactionAsync(cancel);
                var lifted = await store.Restrictions.Where(r => r.FamilyId == stop.FamilyId && r.Id == stop.Id && r.LiftedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.LiftedAt, now).SetProperty(r => r.LiftedBy, $"person:{stop.PersonId}"), cancel);
                if (lifted == 0) continue;
                store.AuditEntries.Add(Entry(a, now, AuditActions.RestrictionLifted));
                await store.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
                changed = true;
            }
        }
        return changed;
    }

    private static bool IsStop(Restriction r) => r is { Kind: RestrictionKind.NoTexts, Source: RestrictionSource.Person, LiftedAt: null };

    private static AuditEntry Entry(Addressee a, DateTimeOffset now, string action) => new()
    {
        FamilyId = a.Person.FamilyId,
        Id = Guid.CreateVersion7(now),
        At = now,
        Actor = $"person:{a.Person.PersonId}",
        Action = action,
        Target = a.Person.PersonId,
    };
}
