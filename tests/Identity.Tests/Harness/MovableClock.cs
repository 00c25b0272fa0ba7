using System.Collections.Concurrent;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>The real clock, moved on by hand. What is done every so often is done when it is moved past its time.</summary>
public sealed class MovableClock : TimeProvider
{
    private readonly ConcurrentBag<(TimeSpan Period, Action Fire)> _rounds = [];
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _ahead, by.Ticks);
        foreach (var (period, fire) in _rounds)
            if (period <= by) fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period > TimeSpan.FromSeconds(10)) _rounds.Add((period, () => callback(state)));
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
