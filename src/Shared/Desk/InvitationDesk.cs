using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A word that a worker gives somebody.</summary>
/// <param name="Word">To be told in person, never sent. Shown once: only its hash is kept.</param>
public sealed record GivenWord(string Name, string Word);

/// <summary>What the sending decision would say now to a message with a link.</summary>
/// <param name="MayGo">Now, or after <paramref name="Waits"/>.</param>
/// <param name="Waits">The end of the hours in which nothing is sent.</param>
/// <param name="ByEmail">To their address, since they have no number.</param>
/// <param name="Why">The decision's word, where it may not go.</param>
public sealed record MessageOutlook(bool MayGo, DateTimeOffset? Waits, bool ByEmail, string? Why);

/// <summary>
/// How workers let people in: a link by text or e-mail, and by another way a word. Both are needed the first time. The other
/// people of a family never learn of it.
/// </summary>
public sealed class InvitationDesk
{
    /// <summary>How long link and word are good.</summary>
    public static TimeSpan Life => InvitationWriter.Life;

    private readonly StoreFactory _stores;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal InvitationDesk(StoreFactory stores, AuthorityPacks packs, TimeProvider clock) => (_stores, _packs, _clock) = (stores, packs, clock);

    /// <summary>Invites somebody who has not signed in yet, or again: a new link and a new word, and the old ones are over. Null where they have, and where the viewer may let nobody in.</summary>
    public async Task<GivenWord?> InviteAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return null;
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return null;
        if (await store.MembershipAsync(person, cancel) is { HasSignedIn: true }) return null;
        var word = WorkerWords.New();
        await InvitationWriter.InviteAsync(store, person, viewer.Actor, word, _clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return new(person.Name, word);
    }

    /// <summary>
    /// A new word for somebody invited. Somebody who has signed in before is signed out everywhere, and comes in like the first
    /// time: after a code and this word they choose a PIN. An account that opens other families too keeps its PIN, which is asked
    /// in place of a new one. Null for somebody never invited, and where the viewer may let nobody in.
    /// </summary>
    public async Task<GivenWord?> NewWordAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return null;
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || await store.MembershipAsync(person, cancel) is not { } membership) return null;
        var now = _clock.GetUtcNow();
        var word = WorkerWords.New();
        InvitationWriter.GiveWord(membership, word, now);
        await AccountTies.LeaveAsync(store, membership.Key, now, cancel);
        InvitationWriter.Audit(store, person, viewer.Actor, AuditActions.WordGiven, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(person.Name, word);
    }

    /// <summary>Takes an invitation back that nobody has taken up: link and word open nothing from now on. False where there is none.</summary>
    public async Task<bool> WithdrawAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return false;
        var now = _clock.GetUtcNow();
        // Somebody may be telling the word at this moment: either they are in, or it is withdrawn.
        var withdrawn = await store.Memberships.Where(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId && m.ClaimedAt == null && m.WordHash != null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordHash, (string?)null).SetProperty(m => m.WordTries, 0), cancel);
        if (withdrawn == 0) return false;
        await InvitationWriter.EndOthersAsync(store, person, now, cancel);
        InvitationWriter.Audit(store, person, viewer.Actor, AuditActions.InvitationWithdrawn, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Whether a message with a link could go to this person now, from the same decision that is made again when it is sent; but
    /// by what this family knows alone: what others said of the number shows in nothing that a worker sees. Null for a handle of nobody.</summary>
    public async Task<MessageOutlook?> OutlookAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return null;
        if (SendingDecision.ContactFor(TextKind.Invitation, person) is not { } contact) return new(false, null, false, "no-number");
        var to = (await Addressee.WithAsync(store, contact, cancel)).Single(a => a.Person.FamilyId == person.FamilyId && a.Person.PersonId == person.PersonId);
        // Somebody not invited yet is judged as if they were.
        if (to.Membership is null) to = to with { Membership = Standing.AsIfInvited(person) };
        var now = _clock.GetUtcNow();
        var verdict = SendingDecision.ForText(TextKind.Invitation, to, [to], now, now + Life, _packs.Get(viewer.AuthorityId).Quiet, null);
        return new(verdict.Answer != SendingAnswer.Drop, verdict.Until, contact != person.Phone, verdict.Outcome);
    }
}
