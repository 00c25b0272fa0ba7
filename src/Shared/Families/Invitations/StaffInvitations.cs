using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>What came of taking up an invitation of staff.</summary>
/// <param name="Before">The subject that was this member of staff until now: it is nobody any more.</param>
public sealed record StaffClaim(bool IsTheirs, string? Before = null);

/// <summary>
/// What Identity may ask about the invitation of a partner's staff: link and word, asked anew at every step. Ending the access of
/// its person ends it too.
/// </summary>
public sealed class StaffInvitations
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal StaffInvitations(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Whether this link opens the question for the word now. For one that never was, that no manager agreed to, is used, expired or taken back: no, after the same work.</summary>
    public async Task<bool> OpensAsync(string? link, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await FindAsync(store, link, cancel) is not null;
    }

    /// <summary>Checks the word that belongs to the link. Uses nothing up: whoever leaves before the passkey is made tells it again.</summary>
    public async Task<ToldWord> TryWordAsync(string? link, string word, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await FindAsync(store, link, cancel) is not { } found)
        {
            SignInDirectory.Verify(null, word);
            return new(WordOutcome.Wrong, TriesLeft: SignInDirectory.WordTries);
        }
        var theirs = store.StaffInvitations.Where(i => i.StaffId == found.StaffId && i.LinkHash == found.LinkHash);
        return await WordCheck.TryAsync(
            async () => await theirs.Where(i => i.WordTries < SignInDirectory.WordTries).ExecuteUpdateAsync(set => set.SetProperty(i => i.WordTries, i => i.WordTries + 1), cancel) == 1,
            async () => (found.WordHash, await theirs.Select(i => i.WordTries).SingleOrDefaultAsync(cancel)),
            _ => theirs.ExecuteUpdateAsync(set => set.SetProperty(i => i.WordTries, 0), cancel),
            word);
    }

    /// <summary>Whether link and told word still open the page that makes the passkey.</summary>
    public async Task<bool> StandsAsync(string link, string proof, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await FindAsync(store, link, cancel) is { WordHash: { } word } && MembershipClaims.ProofOf(word) == proof;
    }

    /// <summary>Makes the subject this member of staff, and ends the invitation: of two at once, one does.</summary>
    public async Task<StaffClaim> ClaimAsync(string link, string proof, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (await FindAsync(store, link, cancel) is not { WordHash: { } word } found || MembershipClaims.ProofOf(word) != proof) return new(false);
        var now = _clock.GetUtcNow();
        var used = await store.StaffInvitations.Where(i => i.StaffId == found.StaffId && i.LinkHash == found.LinkHash && i.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.EndedAt, now), cancel);
        if (used == 0) return new(false);
        var before = await store.Staff.Where(s => s.Id == found.StaffId).Select(s => s.Subject).SingleAsync(cancel);
        if (await store.Staff.Where(s => s.Id == found.StaffId && s.IsPartner && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Subject, subject), cancel) == 0) return new(false);
        store.AuditEntries.Add(new() { FamilyId = Guid.Empty, Id = Guid.CreateVersion7(now), At = now, Actor = $"staff:{found.StaffId}", Action = AuditActions.StaffJoined, Target = found.StaffId.ToString() });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(true, before);
    }

    private async Task<StaffInvitation?> FindAsync(Store store, string? link, CancellationToken cancel)
    {
        var code = HumanCode.Read(link, LinkCodes.Length);
        var hash = LinkCodes.Hash(code ?? new string('0', LinkCodes.Length));
        var now = _clock.GetUtcNow();
        var found = await (
            from i in store.StaffInvitations
            join s in store.Staff on i.StaffId equals s.Id
            where i.LinkHash == hash && i.AgreedBy != null && i.EndedAt == null && i.ExpiresAt > now && s.IsPartner && s.EndedAt == null
            // One from before an end does not come back with the access.
            where s.SignedOutBefore == null || s.SignedOutBefore <= i.At
            select i).AsNoTracking().SingleOrDefaultAsync(cancel);
        return code is null ? null : found;
    }
}
