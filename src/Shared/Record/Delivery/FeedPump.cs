using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Record.Delivery;

/// <summary>Keeps the feed moving: gives positions and delivers through every connector. One in each copy; they share the work.</summary>
public sealed partial class FeedPump
{
    /// <summary>How often it looks without being rung.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly FeedSequencer _sequencer;
    private readonly FeedSignal _signal;
    private readonly IReadOnlyList<FeedDelivery> _deliveries;
    private readonly TimeProvider _clock;
    private readonly ILogger<FeedPump> _log;

    internal FeedPump(FeedSequencer sequencer, FeedSignal signal, IReadOnlyList<FeedDelivery> deliveries, TimeProvider clock, ILogger<FeedPump> log) =>
        (_sequencer, _signal, _deliveries, _clock, _log) = (sequencer, signal, deliveries, clock, log);

    /// <summary>One round: positions for all that is written, then all that is due.</summary>
    public async Task RunOnceAsync(CancellationToken cancel = default)
    {
        await _sequencer.RunAsync(cancel);
        await Task.WhenAll(_deliveries.Select(d => d.RunOnceAsync(cancel)));
    }

    /// <summary>Rounds until cancelled. A connector that hangs holds up no other, nor the positions.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var bells = _deliveries.Select(_ => new FeedSignal()).ToList();
        await Task.WhenAll([SequenceAsync(bells, cancel), .. _deliveries.Select((d, i) => DeliverAsync(d, bells[i], cancel))]);
    }

    private async Task SequenceAsync(IReadOnlyList<FeedSignal> bells, CancellationToken cancel)
    {
        long known = -1;
        await ForeverAsync("positions", _signal, async rung =>
        {
            var last = await _sequencer.RunAsync(cancel);
            // Rung without anything new: staff let a parked entry go.
            if (last == known && !rung) return;
            known = last;
            foreach (var bell in bells) bell.Ring();
        }, cancel);
    }

    private Task DeliverAsync(FeedDelivery delivery, FeedSignal bell, CancellationToken cancel) =>
        ForeverAsync(delivery.Name, bell, rung => rung || delivery.IsDue ? delivery.RunOnceAsync(cancel) : Task.CompletedTask, cancel);

    private async Task ForeverAsync(string what, FeedSignal bell, Func<bool, Task> round, CancellationToken cancel)
    {
        var rung = true;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await round(rung);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // The database is away, perhaps: what is written there waits there.
                RoundFailed(e, what);
            }
            rung = await bell.WaitAsync(Poll, _clock, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the record feed failed ({What}). It is tried again.")]
    private partial void RoundFailed(Exception exception, string what);
}
