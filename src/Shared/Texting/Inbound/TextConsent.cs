using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>
/// STOP and START, by text or on one's own page. By text STOP holds for everybody with the number, in every family; on the page for the
/// person of that family, which stops what goes to the number all the same. START lifts only what STOP set.
/// </summary>
internal sealed class TextConsent(StoreFactory stores, TimeProvider clock)
{
    /// <summary>Whether anything changed: a second STOP gets no second confirmation.</summary>
    /// <param name="number">Where the text came from. Whose number it is no longer did not write it.</param>
    public async Task<bool> StopAsync(string eventId, string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var changed = false;
        foreach (var a in everybody.Where(a => !a.HasGivenUp(number)))
        {
            await using var store = stores.Create();
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            if (!await StopAsync(store, EventIds.Of(eventId, $"stop {a.Person.FamilyId} {a.Person.PersonId}"), a, null, cancel)) continue;
            await transaction.CommitAsync(cancel);
            changed = true;
        }
        return changed;
    }

    /// <summary>Whether anything changed.</summary>
    /// <param name="number">As in <see cref="StopAsync(string, string, IReadOnlyList{Addressee}, CancellationToken)"/>.</param>
    public async Task<bool> StartAsync(string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var changed = false;
        foreach (var a in everybody.Where(a => !a.HasGivenUp(number)))
        {
            await using var store = stores.Create();
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            if (!await StartAsync(store, a, null, cancel)) continue;
            await transaction.CommitAsync(cancel);
            changed = true;
        }
        return changed;
    }

    /// <summary>The same of one person, inside a transaction of the caller's. Whether anything changed.</summary>
    /// <param name="id">Of the restriction: a repeat has the same.</param>
    /// <param name="with">The member of staff on whose device they did it.</param>
    public async Task<bool> StopAsync(Store store, Guid id, Addressee a, string? with, CancellationToken cancel)
    {
        if (a.HasStopped) return false;
        var now = clock.GetUtcNow();
        var stop = new Restriction
        {
            FamilyId = a.Person.FamilyId,
            Id = id,
            Kind = RestrictionKind.NoTexts,
            Source = RestrictionSource.Person,
            PersonId = a.Person.PersonId,
            SetAt = now,
            SetBy = $"person:{a.Person.PersonId}",
        };
        if (!await store.AddIfAbsentAsync(stop, cancel)) return false;
        store.AuditEntries.Add(Entry(a, now, AuditActions.Restricted, with));
        await store.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>The same of one person, inside a transaction of the caller's: lifts nothing but what they set themselves. Whether anything changed.</summary>
    public async Task<bool> StartAsync(Store store, Addressee a, string? with, CancellationToken cancel)
    {
        var changed = false;
        foreach (var stop in a.Restrictions.Where(IsStop))
        {
            var now = clock.GetUtcNow();
            var lifted = await store.Restrictions.Where(r => r.FamilyId == stop.FamilyId && r.Id == stop.Id && r.LiftedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LiftedAt, now).SetProperty(r => r.LiftedBy, $"person:{stop.PersonId}"), cancel);
            if (lifted == 0) continue;
            store.AuditEntries.Add(Entry(a, now, AuditActions.RestrictionLifted, with));
            await store.SaveChangesAsync(cancel);
            changed = true;
        }
        return changed;
    }

    /// <summary>What a person set themselves.</summary>
    public static bool IsStop(Restriction r) => r is { Kind: RestrictionKind.NoTexts, Source: RestrictionSource.Person, LiftedAt: null };

    private static AuditEntry Entry(Addressee a, DateTimeOffset now, string action, string? with) => new()
    {
        FamilyId = a.Person.FamilyId,
        Id = Guid.CreateVersion7(now),
        At = now,
        Actor = $"person:{a.Person.PersonId}",
        With = with,
        Action = action,
        Target = a.Person.PersonId,
    };
}
