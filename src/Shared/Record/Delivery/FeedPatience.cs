using FamilyPortal.Shared.Record.Connectors;

namespace FamilyPortal.Shared.Record.Delivery;

/// <summary>How long a family waits after a failed delivery, and when its entry is parked for staff instead.</summary>
internal static class FeedPatience
{
    /// <summary>Times a receiver may say no to the same entry (about five minutes) before staff look at it.</summary>
    public const int RefusalsBeforeParking = 10;

    /// <summary>Times a receiver may fail on the same entry (about four hours) before staff look at it.</summary>
    public const int FailuresBeforeParking = 240;

    /// <summary>No wait is longer: what was kept while a receiver was off arrives soon after it is back.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The statuses under <see cref="DeliveryOutcome.Unreachable"/>: waiting helps, and never parks anybody.</summary>
    public static readonly string[] Passing = ["network", "timeout", "folder", "408", "425", "429", "502", "503", "504"];

    /// <summary>
    /// The number of this failure in a row. A failure of another sort starts anew: an entry that waited for days on a dead
    /// line is not parked at the receiver's first no.
    /// </summary>
    public static int Count(int attempts, string? lastError, DeliveryResult failure) =>
        attempts > 0 && Sort(lastError) == Sort(failure.Status) ? attempts + 1 : 1;

    public static bool Parks(int attempts, DeliveryResult failure) => failure.Outcome switch
    {
        DeliveryOutcome.Refused => attempts >= RefusalsBeforeParking,
        DeliveryOutcome.Failing => attempts >= FailuresBeforeParking,
        _ => false,
    };

    /// <summary>1, 2, 4 ... 60 seconds, a little less by chance so that families do not all come at once.</summary>
    public static TimeSpan Wait(int attempts, TimeSpan? retryAfter)
    {
        var seconds = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(attempts, 10) - 1)) * (0.8 + (0.2 * Random.Shared.NextDouble()));
        var wait = TimeSpan.FromSeconds(seconds);
        if (retryAfter is { } asked && asked > wait) wait = asked;
        return wait < LongestWait ? wait : LongestWait;
    }

    private static int Sort(string? status) =>
        Passing.Contains(status) ? 0 : status is ['5', ..] ? 1 : 2;
}
