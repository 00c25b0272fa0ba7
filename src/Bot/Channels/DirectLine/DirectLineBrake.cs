using System.Threading.RateLimiting;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>
/// Keeps one conversation from taking a copy's time: thirty messages at once, then one a second, more than anybody types. Each
/// copy brakes for itself: it guards work, not secrets.
/// </summary>
internal sealed class DirectLineBrake : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _limiter = PartitionedRateLimiter.Create<Guid, Guid>(conversation => RateLimitPartition.GetTokenBucketLimiter(conversation, _ => new()
    {
        TokenLimit = 30,
        TokensPerPeriod = 5,
        ReplenishmentPeriod = TimeSpan.FromSeconds(5),
        QueueLimit = 0,
        AutoReplenishment = true,
    }));

    public bool LetsThrough(Guid conversation)
    {
        using var lease = _limiter.AttemptAcquire(conversation);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
