using FamilyPortal.Shared.Record.Connectors;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Record.Delivery;

/// <summary>The right to deliver one family's entries through one connector, until it runs out or somebody else took it.</summary>
internal sealed record FeedClaim(Guid FamilyId, string RecordRef, string Connector, string Owner, long NextNumber, int Attempts, string? LastError);

/// <summary>
/// Who delivers what, kept in the database so that several copies share the work and none repeats a wait after a restart.
/// Every change names the claim's owner: a copy that was asleep too long changes nothing.
/// </summary>
internal sealed class FeedWork(StoreFactory stores, TimeProvider clock)
{
    /// <summary>Longer than any one delivery; extended by each.</summary>
    public static readonly TimeSpan Lease = WebhookClients.TotalTimeout * 2;

    /// <summary>All families with something to deliver now that nobody is delivering: with a limit, busy ones could keep others out.</summary>
    public async Task<IReadOnlyList<Guid>> FindDueAsync(IFeedConnector connector, IReadOnlyList<string>? authorities, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var (name, now) = (connector.Name, clock.GetUtcNow());
        var families = store.Families.Where(f => f.NextEntryNumber > 1);
        if (authorities is not null) families = families.Where(f => authorities.Contains(f.AuthorityId));
        return await (
            from f in families
            from c in store.FeedCursors.Where(c => c.FamilyId == f.Id && c.Connector == name).DefaultIfEmpty()
            where c == null || (c.NextNumber < f.NextEntryNumber && c.ParkedAt == null
                && (c.NextAttemptAt == null || c.NextAttemptAt <= now) && (c.LeaseUntil == null || c.LeaseUntil <= now))
            select f.Id).ToListAsync(cancel);
    }

    /// <summary>Null where another copy was quicker, or staff or a failure changed something meanwhile.</summary>
    public async Task<FeedClaim?> ClaimAsync(Guid familyId, string connector, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Database.ExecuteSqlAsync($"""
            INSERT INTO "FeedCursors" ("FamilyId", "Connector", "NextNumber", "Attempts") VALUES ({familyId}, {connector}, 1, 0)
            ON CONFLICT ("FamilyId", "Connector") DO NOTHING
            """, cancel);
        var (owner, now) = (Guid.NewGuid().ToString("N"), clock.GetUtcNow());
        var until = now + Lease;
        var taken = await store.FeedCursors
            .Where(c => c.FamilyId == familyId && c.Connector == connector && c.ParkedAt == null
                && (c.NextAttemptAt == null || c.NextAttemptAt <= now) && (c.LeaseUntil == null || c.LeaseUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeaseOwner, owner).SetProperty(c => c.LeaseUntil, until), cancel);
        if (taken == 0) return null;
        return await (
            from c in store.FeedCursors
            join f in store.Families on c.FamilyId equals f.Id
            where c.FamilyId == familyId && c.Connector == connector && c.LeaseOwner == owner
            select new FeedClaim(familyId, f.RecordRef, connector, owner, c.NextNumber, c.Attempts, c.LastError)).SingleOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyList<OutgoingEvent>> ReadAsync(FeedClaim claim, int most, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var entries = await store.RecordEntries.AsNoTracking()
            .Where(e => e.FamilyId == claim.FamilyId && e.Number >= claim.NextNumber).OrderBy(e => e.Number).Take(most).ToListAsync(cancel);
        return [.. entries.Select(e => new OutgoingEvent(e.FamilyId, e.AuthorityId, e.Number, e.EventId, FeedEvent.Write(e, claim.RecordRef)))];
    }

    /// <summary>The receiver has everything before <paramref name="next"/>. Null where the claim was lost meanwhile.</summary>
    public async Task<FeedClaim?> AdvanceAsync(FeedClaim claim, long next, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var until = clock.GetUtcNow() + Lease;
        var changed = await Mine(store, claim).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.NextNumber, next).SetProperty(c => c.Attempts, 0).SetProperty(c => c.LastError, (string?)null)
            .SetProperty(c => c.NextAttemptAt, (DateTimeOffset?)null).SetProperty(c => c.LeaseUntil, until), cancel);
        return changed == 1 ? claim with { NextNumber = next, Attempts = 0, LastError = null } : null;
    }

    /// <summary>Keeps the failure and lets go. Returns when to try again; null when the entry was parked.</summary>
    public async Task<DateTimeOffset?> FailAsync(FeedClaim claim, DeliveryResult failure, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var now = clock.GetUtcNow();
        var attempts = FeedPatience.Count(claim.Attempts, claim.LastError, failure);
        var parks = FeedPatience.Parks(attempts, failure);
        DateTimeOffset? parkedAt = parks ? now : null;
        DateTimeOffset? again = parks ? null : now + FeedPatience.Wait(attempts, failure.RetryAfter);
        await Mine(store, claim).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Attempts, attempts).SetProperty(c => c.LastError, failure.Status).SetProperty(c => c.ParkedAt, parkedAt)
            .SetProperty(c => c.NextAttemptAt, again).SetProperty(c => c.LeaseOwner, (string?)null).SetProperty(c => c.LeaseUntil, (DateTimeOffset?)null), cancel);
        return again;
    }

    /// <summary>Lets go without having tried.</summary>
    public async Task ReleaseAsync(FeedClaim claim, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await Mine(store, claim).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.LeaseOwner, (string?)null).SetProperty(c => c.LeaseUntil, (DateTimeOffset?)null), cancel);
    }

    /// <summary>The receiver is back: families that only waited for it need not wait out their time.</summary>
    public async Task WakeWaitingAsync(string connector, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.FeedCursors
            .Where(c => c.Connector == connector && c.ParkedAt == null && c.NextAttemptAt != null && FeedPatience.Passing.Contains(c.LastError))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextAttemptAt, (DateTimeOffset?)null), cancel);
    }

    private static IQueryable<FeedCursor> Mine(Store store, FeedClaim claim) => store.FeedCursors.Where(c =>
        c.FamilyId == claim.FamilyId && c.Connector == claim.Connector && c.LeaseOwner == claim.Owner && c.NextNumber == claim.NextNumber);
}
