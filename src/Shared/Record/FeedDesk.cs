using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Record;

/// <summary>An answer that a record system keeps refusing. The family's later answers wait behind it.</summary>
/// <param name="Connector">The connector's name in the settings.</param>
/// <param name="Event">The event's id: names this entry for <see cref="FeedDesk.ReplayAsync"/> and <see cref="FeedDesk.SkipAsync"/>.</param>
/// <param name="Type">The CloudEvent type.</param>
/// <param name="Status">What the receiver said: a status code, never words.</param>
/// <param name="Waiting">The family's answers that wait, this one included.</param>
public sealed record ParkedEntry(string Connector, Guid Event, string Type, DateTimeOffset WrittenAt, DateTimeOffset ParkedAt, string? Status, long Waiting);

/// <summary>What staff do about answers that do not reach the record.</summary>
public sealed class FeedDesk
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 500;

    private readonly StoreFactory _stores;
    private readonly FeedSignal _signal;
    private readonly TimeProvider _clock;

    internal FeedDesk(StoreFactory stores, FeedSignal signal, TimeProvider clock) => (_stores, _signal, _clock) = (stores, signal, clock);

    /// <summary>The families of the authority with something parked, for a mark on the worker's list. Opening one asks for a viewer.</summary>
    public async Task<IReadOnlySet<Guid>> ParkedFamiliesAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var (authority, staff) = (user.Staff.AuthorityId, user.Staff.Id);
        var families = await (
            from c in store.FeedCursors
            join f in store.Families on c.FamilyId equals f.Id
            where c.ParkedAt != null && f.AuthorityId == authority
                && !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == staff && r.Kind == StaffReachKind.Bar)
            select f.Id).Distinct().ToListAsync(cancel);
        return families.ToHashSet();
    }

    /// <summary>The family's parked entries: at most one for each connector.</summary>
    public async Task<IReadOnlyList<ParkedEntry>> ParkedAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var family = viewer.FamilyId;
        return await (
            from c in store.FeedCursors
            join f in store.Families on c.FamilyId equals f.Id
            join e in store.RecordEntries on new { c.FamilyId, Number = c.NextNumber } equals new { e.FamilyId, e.Number }
            where c.FamilyId == family && c.ParkedAt != null
            orderby c.Connector
            select new ParkedEntry(c.Connector, e.EventId, e.Type, e.At, c.ParkedAt!.Value, c.LastError, f.NextEntryNumber - c.NextNumber)).ToListAsync(cancel);
    }

    /// <summary>Sends the entry again, and what waits behind it. False where it is parked no longer.</summary>
    public Task<bool> ReplayAsync(StaffViewer viewer, string connector, Guid eventId, CancellationToken cancel = default) =>
        ReleaseAsync(viewer, connector, eventId, 0, AuditActions.FeedReplayed, null, cancel);

    /// <summary>Leaves the entry out for this connector, and sends what waits behind it. It stays in the pull API. False where it is parked no longer.</summary>
    /// <exception cref="ArgumentException">The reason has no words or is too long.</exception>
    public Task<bool> SkipAsync(StaffViewer viewer, string connector, Guid eventId, string reason, CancellationToken cancel = default)
    {
        Reasons.Demand(reason, ReasonLength);
        return ReleaseAsync(viewer, connector, eventId, 1, AuditActions.FeedSkipped, reason.Trim(), cancel);
    }

    private async Task<bool> ReleaseAsync(StaffViewer viewer, string connector, Guid eventId, int step, string action, string? reason, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var (family, now) = (viewer.FamilyId, _clock.GetUtcNow());
        // Named by the event: what another colleague replayed or skipped meanwhile is not skipped a second time.
        var released = await store.FeedCursors
            .Where(c => c.FamilyId == family && c.Connector == connector && c.ParkedAt != null
                && store.RecordEntries.Any(e => e.FamilyId == family && e.Number == c.NextNumber && e.EventId == eventId))
            .ExecuteUpdateAsync(set => set
                .SetProperty(c => c.NextNumber, c => c.NextNumber + step).SetProperty(c => c.ParkedAt, (DateTimeOffset?)null).SetProperty(c => c.Attempts, 0)
                .SetProperty(c => c.LastError, (string?)null).SetProperty(c => c.NextAttemptAt, (DateTimeOffset?)null), cancel);
        if (released == 0) return false;
        store.AuditEntries.Add(new() { FamilyId = family, Id = Guid.CreateVersion7(now), At = now, Actor = viewer.Actor, Action = action, Target = $"{connector}:{eventId}", Reason = reason });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        _signal.Ring();
        return true;
    }
}
