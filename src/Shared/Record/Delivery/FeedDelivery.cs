using FamilyPortal.Shared.Record.Connectors;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Record.Delivery;

/// <summary>
/// Delivers through one connector: each family's entries in order, families beside each other. What a receiver does to one
/// family touches no other, unless the receiver is off: then the circuit opens and all wait for it.
/// </summary>
internal sealed partial class FeedDelivery(IFeedConnector connector, IReadOnlyList<string>? authorities, FeedWork work, TimeProvider clock, ILogger<FeedDelivery> log)
{
    private const int FamiliesAtOnce = 8;

    /// <summary>Entries of one family before the others get a turn.</summary>
    private const int Turn = 50;

    /// <summary>A round even when nothing seems due: another copy may have stopped in the middle.</summary>
    private static readonly TimeSpan RoundAnyway = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _nextDue = DateTimeOffset.MinValue;

    public string Name => connector.Name;

    /// <summary>Whether a round can find anything although nothing new was written.</summary>
    public bool IsDue
    {
        get { lock (_gate) return clock.GetUtcNow() >= _nextDue; }
    }

    /// <summary>Delivers all that is due now and returns.</summary>
    public async Task RunOnceAsync(CancellationToken cancel)
    {
        lock (_gate) _nextDue = clock.GetUtcNow() + RoundAnyway;
        while (!IsPaused)
        {
            var due = await work.FindDueAsync(connector, authorities, cancel);
            var moved = 0;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = FamiliesAtOnce, CancellationToken = cancel }, async (family, stop) =>
            {
                if (!IsPaused && await FamilyAsync(family, stop)) Interlocked.Increment(ref moved);
            });
            if (moved == 0) return;
        }
    }

    private bool IsPaused
    {
        get { lock (_gate) return clock.GetUtcNow() < _pausedUntil; }
    }

    /// <summary>True where something was tried.</summary>
    private async Task<bool> FamilyAsync(Guid familyId, CancellationToken cancel)
    {
        if (await work.ClaimAsync(familyId, connector.Name, cancel) is not { } claim) return false;
        var tried = false;
        try
        {
            for (var sent = 0; sent < Turn;)
            {
                var events = await work.ReadAsync(claim, connector.Batch, cancel);
                if (events.Count == 0) break;
                var result = await connector.DeliverAsync(events, cancel);
                if (result.Outcome == DeliveryOutcome.NotTried)
                {
                    Pause(result.RetryAfter ?? WebhookClients.Break);
                    break;
                }
                tried = true;
                if (result.Outcome != DeliveryOutcome.Delivered)
                {
                    await FailAsync(claim, result, cancel);
                    return true;
                }
                var receiverWasOff = claim.Attempts > 0 && FeedPatience.Passing.Contains(claim.LastError);
                // Delivered is delivered, also when we are being stopped: else the receiver gets it again.
                if (await work.AdvanceAsync(claim, events[^1].Number + 1, CancellationToken.None) is not { } advanced) return true;
                claim = advanced;
                sent += events.Count;
                if (receiverWasOff) await work.WakeWaitingAsync(connector.Name, cancel);
            }
        }
        finally
        {
            await work.ReleaseAsync(claim, CancellationToken.None);
        }
        return tried;
    }

    private async Task FailAsync(FeedClaim claim, DeliveryResult failure, CancellationToken cancel)
    {
        if (await work.FailAsync(claim, failure, cancel) is { } again) Due(again);
        else Parked(connector.Name, failure.Status);
    }

    private void Pause(TimeSpan wait)
    {
        // A circuit that is half open asks for no time at all: its probe is under way.
        var until = clock.GetUtcNow() + (wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(500));
        lock (_gate) _pausedUntil = until;
        Due(until);
    }

    private void Due(DateTimeOffset at)
    {
        lock (_gate)
            if (at < _nextDue) _nextDue = at;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Record connector {Connector} parked a family's entry after status {Status}. Staff see it under parked deliveries.")]
    private partial void Parked(string connector, string? status);
}
