using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// THE rule what is done in one family to an account that may open others too (design.md: "neither family learns of the other").
/// It signs the account out everywhere, which can only protect, or takes that family's membership off it; nothing done in one
/// family changes the account's PIN, or opens another family. The caller has a transaction.
/// </summary>
internal static class AccountTies
{
    /// <summary>Signs the person out everywhere: stamps every membership of their account, also of the one that a new word has taken them off. Their code word is void.</summary>
    public static async Task SignOutAsync(Store store, Guid family, string person, DateTimeOffset now, CancellationToken cancel)
    {
        if (await store.Memberships.Where(m => m.FamilyId == family && m.PersonId == person).Select(m => new { m.Key, m.FormerSubject }).SingleOrDefaultAsync(cancel) is not { Key: var key } found) return;
        var account = await LockAsync(store, [key], found.FormerSubject, cancel);
        await store.Memberships.Where(m => account.Contains(m.Key)).ExecuteUpdateAsync(set => set.SetProperty(m => m.SignedOutBefore, now), cancel);
        await CodeWords.VoidAsync(store, family, person, now, cancel);
    }

    /// <summary>The same, and writes why. The caller saves.</summary>
    public static async Task SignOutAsync(Store store, Person person, string actor, string action, DateTimeOffset now, CancellationToken cancel)
    {
        await SignOutAsync(store, person.FamilyId, person.PersonId, now, cancel);
        store.AuditEntries.Add(new() { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = action, Target = person.PersonId });
    }

    /// <summary>
    /// A restriction that says a phone is somebody else's to read, or a number theirs no more: whoever holds it may be signed in on
    /// it, known, or have a passkey there. They come in again by a way that is safe.
    /// </summary>
    public static async Task RestrictedAsync(Store store, Restriction restriction, DateTimeOffset now, CancellationToken cancel)
    {
        if (restriction.Kind is not (RestrictionKind.ContactWithdrawn or RestrictionKind.NotSafe)) return;
        await SignOutAsync(store, restriction.FamilyId, restriction.PersonId, now, cancel);
        if (restriction is { Kind: RestrictionKind.ContactWithdrawn, Contact: { } contact })
            await MembershipClaims.UnproveAsync(store, store.Memberships.Where(m => m.FamilyId == restriction.FamilyId && m.PersonId == restriction.PersonId), contact, cancel);
    }

    /// <summary>
    /// A new word: signs the person out, and takes the membership off its account, until the word is told. The account goes on
    /// with what else it opens, and with its PIN.
    /// </summary>
    public static async Task LeaveAsync(Store store, Guid membershipKey, DateTimeOffset now, CancellationToken cancel)
    {
        var account = await LockAsync(store, [membershipKey], null, cancel);
        var left = await store.Memberships.Where(m => m.Key == membershipKey && m.Subject != null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.FormerSubject, m => m.Subject).SetProperty(m => m.Subject, (string?)null), cancel);
        if (left == 1) await store.Memberships.Where(m => account.Contains(m.Key)).ExecuteUpdateAsync(set => set.SetProperty(m => m.SignedOutBefore, now), cancel);
        var person = await store.Memberships.Where(m => m.Key == membershipKey).Select(m => new { m.FamilyId, m.PersonId }).SingleAsync(cancel);
        await CodeWords.VoidAsync(store, person.FamilyId, person.PersonId, now, cancel);
    }

    /// <summary>
    /// Makes what is done to these memberships, and to all others of their accounts, wait until the transaction ends; always in
    /// the same order, so that no two wait for each other. A claim locks the account that it adds to: none grows meanwhile.
    /// </summary>
    /// <param name="subject">An account besides, with those that had it before.</param>
    /// <returns>The keys of them all.</returns>
    public static async Task<IReadOnlyList<Guid>> LockAsync(Store store, IReadOnlyCollection<Guid> keys, string? subject, CancellationToken cancel)
    {
        List<Guid> locked = [];
        while (true)
        {
            var all = await store.Memberships
                .Where(m => keys.Contains(m.Key) || (m.FormerSubject != null && m.FormerSubject == subject)
                    || (m.Subject != null && (m.Subject == subject || store.Memberships.Any(o => keys.Contains(o.Key) && o.Subject == m.Subject))))
                .Select(m => m.Key).ToListAsync(cancel);
            // What was added while we waited is seen now.
            var more = all.Except(locked).Order().ToList();
            if (more.Count == 0) return all;
            foreach (var key in more) await store.Memberships.Where(m => m.Key == key).ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries), cancel);
            locked.AddRange(more);
        }
    }

    /// <summary>The same for several people of one family at once, before anything is done to each of them.</summary>
    public static async Task LockAsync(Store store, Guid family, IReadOnlyCollection<string> people, CancellationToken cancel)
    {
        if (people.Count == 0) return;
        await LockAsync(store, await store.Memberships.Where(m => m.FamilyId == family && people.Contains(m.PersonId)).Select(m => m.Key).ToListAsync(cancel), null, cancel);
    }
}
