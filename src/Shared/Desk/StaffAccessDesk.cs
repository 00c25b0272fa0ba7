using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A member of staff as their administrator sees them.</summary>
/// <param name="Id">For the form of the page.</param>
/// <param name="HasSignedIn">Whether they ever did.</param>
/// <param name="Partner">Set for staff of a partner organisation.</param>
public sealed record Colleague(Guid Id, string Name, string Email, StaffRole Role, bool HasSignedIn, bool IsEnded, bool IsMe, PartnerInvitation? Partner);

/// <summary>Where the invitation of a partner's staff stands.</summary>
public enum PartnerStep
{
    /// <summary>Waits until a manager agrees.</summary>
    Asked,

    /// <summary>A manager agreed: waits for its link.</summary>
    Agreed,

    /// <summary>Waits for them.</summary>
    Open,

    /// <summary>Wrong words closed it.</summary>
    Locked,
    Expired,

    /// <summary>Used, or taken back.</summary>
    Over,
}

/// <summary>What came of ending an access.</summary>
public enum EndOutcome
{
    Done,

    /// <summary>The user may not, or it has ended already.</summary>
    NotAllowed,

    /// <summary>Nobody else of the duty team can sign in.</summary>
    LastDuty,

    /// <summary>Nobody of the duty team, and no manager, would see the alerts of some family.</summary>
    NobodyLeft,
}

/// <param name="Until">The last moment of the step that it waits for.</param>
public sealed record PartnerInvitation(PartnerStep Step, DateTimeOffset? Until);

/// <summary>
/// Administrators end and restore the access of the staff of their own authority, never their own. In force at the very next
/// request of every part; sign-ins from before the end stay void.
/// </summary>
public sealed class StaffAccessDesk
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal StaffAccessDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    public static bool May(StaffUser user) => user.Role == StaffRole.Administrator;

    /// <summary>The staff of the administrator's authority by name; empty for anybody else.</summary>
    public async Task<IReadOnlyList<Colleague>> ListAsync(StaffUser user, CancellationToken cancel = default)
    {
        if (!May(user)) return [];
        await using var store = _stores.Create();
        var rows = await (
            from s in store.Staff
            where s.AuthorityId == user.AuthorityId
            from i in store.StaffInvitations.Where(i => i.StaffId == s.Id).DefaultIfEmpty()
            orderby s.Name, s.Email
            select new { s, i }).AsNoTracking().ToListAsync(cancel);
        var now = _clock.GetUtcNow();
        return [.. rows.Select(r => new Colleague(
            r.s.Id, r.s.Name, r.s.Email, r.s.Role, r.s.Subject is not null, r.s.EndedAt is not null, r.s.Id == user.Staff.Id, r.s.IsPartner ? new(StepOf(r.i, r.s, now), r.i?.ExpiresAt) : null))];
    }

    /// <summary>Refused where those who must be left would not be (<see cref="StaffLeft"/>).</summary>
    public async Task<EndOutcome> EndAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        EndOutcome? refused = null;
        var done = await ChangeAsync(user, staff, AuditActions.StaffEnded, async (store, row, now) =>
        {
            if (row is { EndedAt: not null, EndedByGroups: false }) return false;
            refused = await StaffLeft.WhyNotEndAsync(store, row, cancel);
            if (refused is null) (row.EndedAt, row.SignedOutBefore, row.EndedByGroups) = (now, now, false);
            return refused is null;
        }, cancel);
        return done ? EndOutcome.Done : refused ?? EndOutcome.NotAllowed;
    }

    /// <summary>They may sign in again, if their organisation's groups let them. False where the user may not, or there is nothing to restore.</summary>
    public Task<bool> RestoreAsync(StaffUser user, Guid staff, CancellationToken cancel = default) => ChangeAsync(user, staff, AuditActions.StaffRestored, (row, _) =>
    {
        if (row.EndedAt is null) return false;
        (row.EndedAt, row.EndedByGroups) = (null, false);
        return true;
    }, cancel);

    /// <summary>
    /// The organisation has another provider, or another tenant of it: whoever signs in there with this address next is this
    /// member of staff. Signs them out everywhere. False where the user may not, or nobody holds it.
    /// </summary>
    public Task<bool> ReleaseAsync(StaffUser user, Guid staff, CancellationToken cancel = default) => ChangeAsync(user, staff, AuditActions.StaffReleased, (row, now) =>
    {
        // A partner's staff is invited again.
        if (row.Subject is null || row.IsPartner) return false;
        (row.Subject, row.SignedOutBefore) = (null, now);
        return true;
    }, cancel);

    internal static void Audit(Store store, StaffUser by, string action, Guid staff, DateTimeOffset at) =>
        store.AuditEntries.Add(new() { FamilyId = Guid.Empty, Id = Guid.CreateVersion7(at), At = at, Actor = $"staff:{by.Staff.Id}", Action = action, Target = staff.ToString() });

    private static PartnerStep StepOf(StaffInvitation? invitation, StaffMember staff, DateTimeOffset now) => invitation switch
    {
        // Over for so long that it is gone.
        null => staff.Subject is null ? PartnerStep.Expired : PartnerStep.Over,
        { EndedAt: not null } => PartnerStep.Over,
        _ when invitation.ExpiresAt <= now || staff.SignedOutBefore > invitation.At => PartnerStep.Expired,
        { AgreedBy: null } => PartnerStep.Asked,
        { LinkHash: null } => PartnerStep.Agreed,
        { WordTries: >= SignInDirectory.WordTries } => PartnerStep.Locked,
        _ => PartnerStep.Open,
    };

    private Task<bool> ChangeAsync(StaffUser user, Guid staff, string action, Func<StaffMember, DateTimeOffset, bool> change, CancellationToken cancel) =>
        ChangeAsync(user, staff, action, (_, row, now) => Task.FromResult(change(row, now)), cancel);

    private async Task<bool> ChangeAsync(StaffUser user, Guid staff, string action, Func<Store, StaffMember, DateTimeOffset, Task<bool>> change, CancellationToken cancel)
    {
        if (!May(user) || staff == user.Staff.Id) return false;
        var authority = user.AuthorityId;
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockStaffAsync(authority, cancel);
        var now = _clock.GetUtcNow();
        if (await store.Staff.SingleOrDefaultAsync(s => s.Id == staff && s.AuthorityId == authority, cancel) is not { } row || !await change(store, row, now)) return false;
        Audit(store, user, action, staff, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
