namespace FamilyPortal.Identity.Keys;

/// <summary>Looks after the keys as long as the program runs: new ones in time, old ones away, and what other copies made.</summary>
internal sealed partial class KeyRotation(KeyRing keys, KeyOptions options, TimeProvider clock, ILogger<KeyRotation> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.LoadAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The signing keys could not be read ({Error}). Those known go on; the next look is soon.")]
    private partial void LogFailed(string error);
}
