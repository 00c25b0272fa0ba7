using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What came of giving a person another number or address.</summary>
public enum ContactOutcome
{
    Changed,

    /// <summary>It is theirs already.</summary>
    Same,

    /// <summary>Neither a number nor an address.</summary>
    NotOne,

    /// <summary>Somebody else of the family has it: two people cannot share one.</summary>
    Taken,

    /// <summary>The record says that it is theirs no more: only the record lifts that.</summary>
    WithdrawnByRecord,

    /// <summary>The family's manager withdrew it from them: only such a one gives it back.</summary>
    WithdrawnByManager,

    /// <summary>It is known as that of somebody who is kept apart, shut out or not safe, or of staff kept out: only the family's manager gives it to another.</summary>
    OfHeld,

    /// <summary>It is withdrawn from somebody else: only the family's manager gives it to another.</summary>
    OfWithdrawn,

    NotThere,

    /// <summary>The viewer may let nobody in, by no number either.</summary>
    NotAllowed,
}

/// <summary>Changed number, lost phone. In force on the very next request of every part.</summary>
public sealed class ContactDesk
{
    /// <summary>Longest number or address, in characters.</summary>
    public const int Length = 254;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal ContactDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Gives the person this number or address in place of the one they had, which is withdrawn; signs them out everywhere. A
    /// later document from the record counts again where it brings another than the one replaced here.
    /// </summary>
    /// <param name="keepsOther">Whether the address of whom a number is given, or the other way round, stays theirs. One that is withdrawn already does not.</param>
    /// <returns>And, where it is taken or somebody's who is held, whose it is.</returns>
    public async Task<(ContactOutcome Outcome, string? By)> ChangeAsync(StaffViewer viewer, string personHandle, string? typed, bool keepsOther = true, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return (ContactOutcome.NotAllowed, null);
        if (ContactAddress.Parse(typed) is not { } contact) return (ContactOutcome.NotOne, null);
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return (ContactOutcome.NotThere, null);
        var restrictions = await store.Restrictions
            .Where(r => r.FamilyId == person.FamilyId && r.PersonId == person.PersonId && r.Kind == RestrictionKind.ContactWithdrawn && r.LiftedAt == null).ToListAsync(cancel);
        if (restrictions.Any(r => r.Contact == contact.Value && r.Source != RestrictionSource.Portal)) return (ContactOutcome.WithdrawnByRecord, null);
        var takenHere = restrictions.Where(r => r.Contact == contact.Value).ToList();
        if (PersonContact.Has(person, contact.Value) && takenHere.Count == 0) return (ContactOutcome.Same, null);
        var other = await store.People.FirstOrDefaultAsync(p => p.FamilyId == person.FamilyId && p.PersonId != person.PersonId && p.InPlan && (p.Phone == contact.Value || p.Email == contact.Value), cancel);
        if (other is not null) return (ContactOutcome.Taken, other.Name);
        if (await ByHand.WhyNotGiveAsync(store, viewer, person.PersonId, [contact.Value], UkTime.Today(_clock), cancel) is { } known) return (known.IsWithdrawn ? ContactOutcome.OfWithdrawn : ContactOutcome.OfHeld, known.Name);
        var byManager = await ByHand.MayLoosenAsync(store, viewer, cancel);
        if (!byManager && takenHere.Any(r => r.ByManager)) return (ContactOutcome.WithdrawnByManager, null);

        var now = _clock.GetUtcNow();
        foreach (var lifted in takenHere) (lifted.LiftedAt, lifted.LiftedBy) = (now, viewer.Actor);
        var replaced = new[] { PersonContact.SetHere(person, contact, viewer.Actor, now), PersonContact.EndOther(person, contact, keepsOther, [.. restrictions.Select(r => r.Contact)]) };
        foreach (var old in replaced.OfType<string>().Where(old => restrictions.All(r => r.Contact != old)))
            store.Restrictions.Add(new()
            {
                FamilyId = person.FamilyId,
                Id = Guid.CreateVersion7(now),
                Kind = RestrictionKind.ContactWithdrawn,
                Source = RestrictionSource.Portal,
                PersonId = person.PersonId,
                Contact = old,
                SetAt = now,
                SetBy = viewer.Actor,
                ByManager = byManager,
            });
        await PersonContact.RememberAsync(store, person.FamilyId, cancel);
        await AccountTies.SignOutAsync(store, person, viewer.Actor, AuditActions.ContactChanged, now, cancel);
        await MembershipClaims.UnproveOthersAsync(store, person, cancel);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (ContactOutcome.Changed, null);
    }

    /// <summary>Lost phone: ends every session, known device and passkey of this person. False for somebody who was never invited.</summary>
    public async Task<bool> SignOutEverywhereAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || await store.MembershipAsync(person, cancel) is null) return false;
        await AccountTies.SignOutAsync(store, person, viewer.Actor, AuditActions.SignedOutEverywhere, _clock.GetUtcNow(), cancel);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
