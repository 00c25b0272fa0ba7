using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared;

/// <summary>Does a job, rests, does it again. A failure is logged and waits for the next round.</summary>
internal abstract partial class PeriodicWorker(TimeSpan rest, TimeProvider clock, ILogger log) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>One round, for the loop and for tests.</summary>
    public abstract Task RunOnceAsync(CancellationToken cancel = default);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without this the first round would hold up the host's start.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                await Task.Delay(rest, Clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Not the message: those of databases and gateways may repeat what they were given.
                LogFailed(GetType().Name, e.GetType().Name, e.StackTrace);
                await Task.Delay(rest, Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Worker} failed with {Error} and tries again. {Stack}")]
    private partial void LogFailed(string worker, string error, string? stack);
}
