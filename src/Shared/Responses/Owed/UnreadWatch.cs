using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Responses.Owed;

/// <summary>
/// Hands on to cover what no worker has read in time. No lease: each is taken by the one statement that marks it, so several copies
/// do none twice.
/// </summary>
internal sealed class UnreadWatch(StoreFactory stores, AnswerWriter writer, TimeProvider clock, ILogger<UnreadWatch> log) : PeriodicWorker(TimeSpan.FromMinutes(1), clock, log)
{
    /// <summary>So many in one round: after a long stop the rest waits a minute.</summary>
    private const int Most = 500;

    public override async Task RunOnceAsync(CancellationToken cancel = default)
    {
        await using var store = stores.Create();
        var due = await store.OwedAnswers.Unread(store, Clock.GetUtcNow()).OrderBy(o => o.UnreadAt).Take(Most).Select(o => new { o.FamilyId, o.AnswerId }).ToListAsync(cancel);
        foreach (var one in due) await writer.HandOnAsync(one.FamilyId, one.AnswerId, cancel);
    }
}
