using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// Ties memberships to the subjects of Identity that proved them. A number stands for one person: who else has claimed with it
/// is asked first, and never linked by itself (design.md, "Signing in").
/// </summary>
public sealed class MembershipClaims
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal MembershipClaims(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// The subject that this membership's number or address already stands for elsewhere, in any family: only their PIN links
    /// them. Null where it stands for nobody. Who left a plan, gave up the number, or came in with a sheet says nothing about it.
    /// </summary>
    public async Task<string?> HolderAsync(Guid membershipKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await HolderAsync(store, membershipKey, cancel);
    }

    internal static async Task<string?> HolderAsync(Store store, Guid membershipKey, CancellationToken cancel) => Holder(await RivalsAsync(store, membershipKey, cancel));

    /// <summary>
    /// Claims the membership whose word was told, and ends the word. False where it is another's, the word is no longer the one
    /// told, its number stands for somebody else, or the subject's PIN is being reset in another family: of two at once, one
    /// claims.
    /// </summary>
    /// <param name="proof">That of <see cref="ToldWord"/>.</param>
    /// <param name="provedContact">By a code or a link. A sheet proves no number, and so links to nobody and holds none.</param>
    public async Task<bool> ClaimAsync(Guid membershipKey, string proof, string subject, bool provedContact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Claims with one number wait for each other and then see what was done.
        await AccountTies.LockAsync(store, [membershipKey, .. (await RivalsAsync(store, membershipKey, cancel)).Select(r => r.Key)], cancel, subject);

        var membership = await store.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Key == membershipKey, cancel);
        if (membership?.WordHash is not { } hash || ProofOf(hash) != proof || (membership.Subject ?? subject) != subject) return false;
        if (membership.Subject is null)
        {
            if (provedContact && (await HolderAsync(store, membershipKey, cancel) ?? subject) != subject) return false;
            if (await store.Memberships.AnyAsync(m => m.Subject == subject && m.WordHash != null, cancel)) return false;
        }

        var now = _clock.GetUtcNow();
        var (claimedAt, proved) = membership.Subject is null ? (now, provedContact) : (membership.ClaimedAt, membership.ProvedContact || provedContact);
        await store.Memberships.Where(m => m.Key == membershipKey).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.Subject, subject).SetProperty(m => m.ClaimedAt, claimedAt).SetProperty(m => m.ProvedContact, proved)
            .SetProperty(m => m.WordHash, (string?)null).SetProperty(m => m.WordTries, 0).SetProperty(m => m.WordExpiresAt, (DateTimeOffset?)null), cancel);
        if (membership.Subject is null)
        {
            store.AuditEntries.Add(new() { FamilyId = membership.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{membership.PersonId}", Action = AuditActions.Claimed, Target = membership.PersonId });
            await store.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The subject signed in with a code to this number or address: where they came with a sheet at first, it stands for them from now on.</summary>
    public async Task ProveAsync(string subject, ContactAddress contact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var value = contact.Value;
        await store.Memberships
            .Where(m => m.Subject == subject && !m.ProvedContact && store.People.Any(p => p.FamilyId == m.FamilyId && p.PersonId == m.PersonId && (p.Phone == value || p.Email == value)))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedContact, true), cancel);
    }

    /// <summary>Stands for a word without being it: hash of a salted slow hash.</summary>
    internal static string ProofOf(string wordHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wordHash)));

    private static string? Holder(IEnumerable<Membership> rivals) => rivals.Where(m => m is { Subject: not null, ProvedContact: true }).MinBy(m => (m.ClaimedAt, m.Key))?.Subject;

    /// <summary>The other memberships, in every family, whose people have this one's number or address.</summary>
    private static async Task<IReadOnlyList<Membership>> RivalsAsync(Store store, Guid membershipKey, CancellationToken cancel)
    {
        var own = await (
            from m in store.Memberships
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            where m.Key == membershipKey
            select new { p.Phone, p.Email }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (own is null) return [];
        var people = store.People.Where(p => p.InPlan && ((p.Phone != null && p.Phone == own.Phone) || (p.Email != null && p.Email == own.Email)));
        var rows = await SignInDirectory.RowsAsync(store, people, store.Memberships.Where(m => m.Key != membershipKey), cancel);
        return [.. rows.Where(r => Shares(r.Person.Phone, own.Phone, r) || Shares(r.Person.Email, own.Email, r)).Select(r => r.Member)];
    }

    private static bool Shares(string? theirs, string? own, MemberRow row) => theirs is not null && theirs == own
        && !row.Restrictions.Any(r => r.Kind == RestrictionKind.ContactWithdrawn && r.PersonId == row.Person.PersonId && r.Contact == theirs);
}
