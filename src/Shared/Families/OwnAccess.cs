using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>How a person came in to this family's pages, as the Portal knows it. PIN, devices and passkeys are Identity's.</summary>
/// <param name="SignIns">Newest first; sessions are kept for some weeks.</param>
public sealed record OwnAccessView(DateTimeOffset InvitedAt, DateTimeOffset? FirstSignInAt, IReadOnlyList<DateTimeOffset> SignIns);

/// <summary>What is held of a person's own ways in.</summary>
public sealed class OwnAccess
{
    /// <summary>Both kinds, and again where the phone lost one; more is a burden that nobody needs.</summary>
    public const int MostCopiesInAnHour = 6;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal OwnAccess(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    public async Task<OwnAccessView> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var key = viewer.MembershipKey;
        await using var store = _stores.Create();
        var times = await store.Sessions.AsNoTracking().Where(s => !s.IsStaff && store.SignInOpens.Any(o => o.Sid == s.Sid && o.MembershipKey == key))
            .Select(s => s.SignedInAt).ToListAsync(cancel);
        return new(viewer.Membership.InvitedAt, viewer.Membership.ClaimedAt, [.. times.Distinct().OrderDescending()]);
    }

    /// <summary>They take a copy of what is held about them, which is written down. False, and they may not, where they took several in this hour.</summary>
    public async Task<bool> TakeCopyAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        if (await BrakeCounts.CountAsync(store, $"copies:{viewer.FamilyId:n}:{viewer.PersonId}", TimeSpan.FromHours(1), now, cancel) > MostCopiesInAnHour) return false;
        store.AuditEntries.Add(new() { FamilyId = viewer.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{viewer.PersonId}", Action = AuditActions.CopyTaken, Target = viewer.PersonId });
        await store.SaveChangesAsync(cancel);
        return true;
    }
}
