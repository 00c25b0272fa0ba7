using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A member of staff as their administrator sees them.</summary>
/// <param name="Id">For the form of the page.</param>
/// <param name="HasSignedIn">Whether they ever did.</param>
public sealed record Colleague(Guid Id, string Name, string Email, StaffRole Role, bool HasSignedIn, bool IsEnded, bool IsMe);

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
        var rows = await store.Staff.AsNoTracking().Where(s => s.AuthorityId == user.AuthorityId).OrderBy(s => s.Name).ThenBy(s => s.Email).ToListAsync(cancel);
        return [.. rows.Select(s => new Colleague(s.Id, s.Name, s.Email, s.Role, s.Subject is not null, s.EndedAt is not null, s.Id == user.Staff.Id))];
    }

    /// <summary>False where the user may not, or it has ended already.</summary>
    public Task<bool> EndAsync(StaffUser user, Guid staff, CancellationToken cancel = default) => ChangeAsync(user, staff, AuditActions.StaffEnded, (row, now) =>
    {
        if (row is { EndedAt: not null, EndedByGroups: false }) return false;
        (row.EndedAt, row.SignedOutBefore, row.EndedByGroups) = (now, now, false);
        return true;
    }, cancel);

    /// <summary>They may sign in again, if their organisation's groups let them. False where the user may not, or there is nothing to restore.</summary>
    public Task<bool> RestoreAsync(StaffUser user, Guid staff, CancellationToken cancel = default) => ChangeAsync(user, staff, AuditActions.StaffRestored, (row, _) =>
    {
        if (row.EndedAt is null) return false;
        (row.EndedAt, row.EndedByGroups) = (null, false);
        return true;
    }, cancel);

    private async Task<bool> ChangeAsync(StaffUser user, Guid staff, string action, Func<StaffMember, DateTimeOffset, bool> change, CancellationToken cancel)
    {
        if (!May(user) || staff == user.Staff.Id) return false;
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        if (await store.Staff.SingleOrDefaultAsync(s => s.Id == staff && s.AuthorityId == user.AuthorityId, cancel) is not { } row || !change(row, now)) return false;
        store.AuditEntries.Add(new() { FamilyId = Guid.Empty, Id = Guid.CreateVersion7(now), At = now, Actor = $"staff:{user.Staff.Id}", Action = action, Target = staff.ToString() });
        await store.SaveChangesAsync(cancel);
        return true;
    }
}
