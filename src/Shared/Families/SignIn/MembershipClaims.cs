using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>What besides the word lets a subject claim a membership.</summary>
public enum ClaimWith
{
    /// <summary>The PIN that the subject has already.</summary>
    Pin,

    /// <summary>A PIN that they choose now: the subject opens nothing yet.</summary>
    NewPin,

    /// <summary>The same, where the PIN of whom the number stands for is closed: the number stands for the new one from now on.</summary>
    NewPinInPlaceOfClosed,
}

/// <summary>
/// Ties memberships to the subjects of Identity that proved them. A number stands for the one person who showed that they have
/// it: they are asked first, and never linked by itself (design.md, "Signing in").
/// </summary>
public sealed class MembershipClaims
{
    /// <summary>The least that both databases tell apart: the sign-in that claims is later than all that it makes void.</summary>
    private static readonly TimeSpan AMoment = TimeSpan.FromMicroseconds(1);

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal MembershipClaims(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// The subject that this number or address stands for in another membership, in any family: only their PIN links the two. Null
    /// where it stands for nobody. Who may not look, or gave up the number, says nothing about it any more.
    /// </summary>
    public async Task<string?> HolderAsync(SignInCandidate candidate, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return Holder(await RivalsAsync(store, candidate, cancel));
    }

    /// <summary>Whether this subject may have the membership besides what they have: two people of one family are never one.</summary>
    public async Task<bool> MayJoinAsync(Guid membershipKey, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var family = await store.Memberships.Where(m => m.Key == membershipKey).Select(m => (Guid?)m.FamilyId).SingleOrDefaultAsync(cancel);
        return family is { } id && !await IsInFamilyAsync(store, id, subject, cancel);
    }

    /// <summary>The subject that had the membership before its new word, if it opens nothing else: the account goes on. Null otherwise.</summary>
    public async Task<string?> FormerAsync(Guid membershipKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Memberships.Where(m => m.Key == membershipKey && !store.Memberships.Any(o => o.Subject == m.FormerSubject)).Select(m => m.FormerSubject).SingleOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Claims the membership whose word was told, and ends the word. False where it is another's, the word is no longer the one
    /// told, or the number stands for somebody else: of two at once, one claims.
    /// </summary>
    /// <param name="proof">That of <see cref="ToldWord"/>.</param>
    /// <returns>The moment of the claim: all that was signed in before it with a PIN that is chosen anew is over. Null: not claimed.</returns>
    public async Task<DateTimeOffset?> ClaimAsync(SignInCandidate candidate, string proof, string subject, ClaimWith with, CancellationToken cancel = default)
    {
        var (key, contact) = (candidate.MembershipKey, candidate.Contact);
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Claims with one number, or for one account, wait for each other and then see what was done.
        await AccountTies.LockAsync(store, [key, .. await WithContactAsync(store, contact, cancel)], subject, cancel);

        var membership = await store.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Key == key, cancel);
        if (membership is not { Subject: null, WordHash: { } hash } || ProofOf(hash) != proof) return null;
        if (with != ClaimWith.NewPinInPlaceOfClosed && (Holder(await RivalsAsync(store, candidate, cancel)) ?? subject) != subject) return null;
        var account = await store.Memberships.Where(m => m.Subject == subject).Select(m => m.SignedOutBefore).ToListAsync(cancel);
        if (with != ClaimWith.Pin && account.Count > 0) return null;
        // What made it void has left with the membership that it is written on: nothing is added to an account that opens nothing.
        if (with == ClaimWith.Pin && account.Count == 0) return null;
        if (await IsInFamilyAsync(store, membership.FamilyId, subject, cancel)) return null;

        var now = _clock.GetUtcNow();
        // What was void of the account stays so, whichever family leaves it again. An account that begins anew takes nothing along.
        var signedOut = with == ClaimWith.Pin ? account.Append(membership.SignedOutBefore).Max() : now - AMoment;
        if (contact is not null) await UnproveAsync(store, store.Memberships.Where(m => m.Subject != subject && m.Key != key), contact, cancel);
        var isEmail = contact?.Contains('@') == true;
        await store.Memberships.Where(m => m.Key == key).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.Subject, subject).SetProperty(m => m.FormerSubject, (string?)null).SetProperty(m => m.ClaimedAt, now).SetProperty(m => m.SignedOutBefore, signedOut)
            .SetProperty(m => m.ProvedPhone, isEmail ? null : contact).SetProperty(m => m.ProvedEmail, isEmail ? contact : null)
            .SetProperty(m => m.WordHash, (string?)null).SetProperty(m => m.WordTries, 0).SetProperty(m => m.WordExpiresAt, (DateTimeOffset?)null), cancel);
        // What waits unsent may be another person's words: only the account that they were typed with finds them again.
        if (membership.FormerSubject is { } former && former != subject)
            await store.KeptForms.Where(k => k.FamilyId == membership.FamilyId && k.MembershipKey == key).ExecuteDeleteAsync(cancel);
        store.AuditEntries.Add(new() { FamilyId = membership.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{membership.PersonId}", Action = AuditActions.Claimed, Target = membership.PersonId });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return now;
    }

    /// <summary>The subject signed in with a code to this number or address and their PIN: it stands for them from now on, where it stands for nobody.</summary>
    public async Task ProveAsync(string subject, ContactAddress contact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var value = contact.Value;
        var own = store.Memberships.Where(m => m.Subject == subject && store.People.Any(p => p.FamilyId == m.FamilyId && p.PersonId == m.PersonId && (p.Phone == value || p.Email == value)));
        // Nearly always it stands for them already.
        if (!await own.AnyAsync(m => contact.IsEmail ? m.ProvedEmail != value : m.ProvedPhone != value, cancel)) return;
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await AccountTies.LockAsync(store, await WithContactAsync(store, value, cancel), subject, cancel);
        if ((await RivalsAsync(store, new(default, null, value), cancel)).Any(m => m.Subject != subject)) return;
        await UnproveAsync(store, store.Memberships.Where(m => m.Subject != subject), value, cancel);
        if (contact.IsEmail) await own.Where(m => m.ProvedEmail != value).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedEmail, value), cancel);
        else await own.Where(m => m.ProvedPhone != value).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedPhone, value), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static Task<bool> IsInFamilyAsync(Store store, Guid family, string subject, CancellationToken cancel) =>
        store.Memberships.AnyAsync(m => m.Subject == subject && m.FamilyId == family, cancel);

    /// <summary>The memberships of all, in every family, whose number or address it is by what was typed.</summary>
    private static async Task<IReadOnlyList<Guid>> WithContactAsync(Store store, string? contact, CancellationToken cancel) => contact is null ? [] : await (
        from m in store.Memberships
        join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
        where p.Phone == contact || p.Email == contact
        select m.Key).ToListAsync(cancel);

    /// <summary>The number or address stands for none of these any more.</summary>
    internal static async Task UnproveAsync(Store store, IQueryable<Membership> memberships, string contact, CancellationToken cancel)
    {
        await memberships.Where(m => m.ProvedPhone == contact).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedPhone, (string?)null), cancel);
        await memberships.Where(m => m.ProvedEmail == contact).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedEmail, (string?)null), cancel);
    }

    /// <summary>Of a person whose number or address changed: what they showed to have before and is theirs no more, even if it is typed for them again.</summary>
    internal static async Task UnproveOthersAsync(Store store, Person person, CancellationToken cancel)
    {
        var own = store.Memberships.Where(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId);
        await own.Where(m => m.ProvedPhone != person.Phone).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedPhone, (string?)null), cancel);
        await own.Where(m => m.ProvedEmail != person.Email).ExecuteUpdateAsync(set => set.SetProperty(m => m.ProvedEmail, (string?)null), cancel);
    }

    /// <summary>Whether this membership's subject showed that they have the number or address.</summary>
    internal static bool Proves(Membership membership, string contact) => membership.ProvedPhone == contact || membership.ProvedEmail == contact;

    /// <summary>Stands for a word without being it: hash of a salted slow hash.</summary>
    internal static string ProofOf(string wordHash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wordHash)));

    private static string? Holder(IEnumerable<Membership> rivals) => rivals.MinBy(m => (m.ClaimedAt, m.Key))?.Subject;

    /// <summary>The other memberships, in every family, for whose subjects the candidate's number or address stands.</summary>
    private async Task<IReadOnlyList<Membership>> RivalsAsync(Store store, SignInCandidate candidate, CancellationToken cancel)
    {
        if (candidate.Contact is not { } contact) return [];
        var rows = await SignInDirectory.RowsAsync(store, store.People.Where(p => p.Phone == contact || p.Email == contact),
            store.Memberships.Where(m => m.Key != candidate.MembershipKey && m.Subject != null && (m.ProvedPhone == contact || m.ProvedEmail == contact)), cancel);
        var today = UkTime.Today(_clock);
        return [.. rows.Where(r => r.Standing(today) is { MayLook: true } standing && !standing.WithdrawnContacts.Contains(contact)).Select(r => r.Member)];
    }
}
