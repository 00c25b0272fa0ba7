using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// THE rule what is done in one family to an account that may open others too (design.md: "neither family learns of the other").
/// It ends the account's sessions, known devices and passkeys, or takes that family's membership off it, to be claimed anew with
/// a new word; nothing done in one family gives the account another PIN, or opens another family. The caller has a transaction.
/// </summary>
internal static class AccountTies
{
    /// <summary>Signs the person out everywhere: stamps every membership of their account, and writes why. The caller saves.</summary>
    public static async Task SignOutAsync(Store store, Person person, string actor, string action, DateTimeOffset now, CancellationToken cancel)
    {
        if (await KeyAsync(store, person.FamilyId, person.PersonId, cancel) is { } key)
        {
            var account = await LockAsync(store, [key], cancel);
            await store.Memberships.Where(m => account.Contains(m.Key)).ExecuteUpdateAsync(set => set.SetProperty(m => m.SignedOutBefore, now), cancel);
        }
        store.AuditEntries.Add(new() { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = action, Target = person.PersonId });
    }

    /// <summary>
    /// Takes the person's membership off an account that opens more than it: before a new word, and where a number or address is
    /// theirs no more, which would still open this family by way of the other. False where the account opens nothing else.
    /// </summary>
    public static async Task<bool> LeaveSharedAsync(Store store, Guid family, string person, CancellationToken cancel)
    {
        if (await KeyAsync(store, family, person, cancel) is not { } key) return false;
        await LockAsync(store, [key], cancel);
        return await store.Memberships.Where(m => m.Key == key && m.Subject != null && store.Memberships.Any(o => o.Key != key && o.Subject == m.Subject))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Subject, (string?)null), cancel) == 1;
    }

    /// <summary>Where a number or address that was given (and saved) already stands for somebody: only their PIN links them, after a new word.</summary>
    public static async Task YieldAsync(Store store, Guid family, string person, CancellationToken cancel)
    {
        if (await KeyAsync(store, family, person, cancel) is { } key && await MembershipClaims.HolderAsync(store, key, cancel) is { } holder)
            await store.Memberships.Where(m => m.Key == key && m.Subject != holder).ExecuteUpdateAsync(set => set.SetProperty(m => m.Subject, (string?)null), cancel);
    }

    /// <summary>
    /// Makes what is done to these memberships, and to all others of their accounts, wait until the transaction ends; always in
    /// the same order, so that no two wait for each other. A claim locks the account that it adds to: none grows meanwhile.
    /// </summary>
    /// <param name="subject">An account besides.</param>
    /// <returns>The keys of them all.</returns>
    public static async Task<IReadOnlyList<Guid>> LockAsync(Store store, IReadOnlyCollection<Guid> keys, CancellationToken cancel, string? subject = null)
    {
        var all = await store.Memberships
            .Where(m => keys.Contains(m.Key) || (m.Subject != null && (m.Subject == subject || store.Memberships.Any(o => keys.Contains(o.Key) && o.Subject == m.Subject))))
            .Select(m => m.Key).ToListAsync(cancel);
        foreach (var key in all.Order()) await store.Memberships.Where(m => m.Key == key).ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries), cancel);
        return all;
    }

    private static async Task<Guid?> KeyAsync(Store store, Guid family, string person, CancellationToken cancel) =>
        await store.Memberships.Where(m => m.FamilyId == family && m.PersonId == person).Select(m => (Guid?)m.Key).SingleOrDefaultAsync(cancel);
}
