using System.Threading.Channels;

namespace FamilyPortal.Shared.Record;

/// <summary>
/// "There is something new for the record": rung after the answer's transaction has committed. It only saves waiting for the
/// next poll; an answer written by another copy, or just before a crash, is found by polling.
/// </summary>
internal sealed class FeedSignal
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Call after commit. Never blocks, never throws.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Returns true when rung, false after <paramref name="atMost"/>.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var rung = _bell.Reader.ReadAsync(stop.Token).AsTask();
        var waited = Task.Delay(atMost, clock, stop.Token);
        await Task.WhenAny(rung, waited);
        await stop.CancelAsync();
        await Task.WhenAll(Quiet(rung), Quiet(waited));
        cancel.ThrowIfCancellationRequested();
        return rung.IsCompletedSuccessfully;
    }

    private static async Task Quiet(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
