namespace FamilyPortal.Shared.Families;

/// <summary>How long a session lives: the one rule for the Portal and Identity (domain.md, "Shared phone").</summary>
public static class SessionLife
{
    /// <summary>Without being used.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>The same, for somebody who asked for it because others use their phone.</summary>
    public static readonly TimeSpan IdleOnRequest = TimeSpan.FromMinutes(5);

    /// <summary>However much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static TimeSpan IdleOf(bool endsSoon) => endsSoon ? IdleOnRequest : Idle;

    /// <summary>How long a session lives on if it is not used from now on.</summary>
    public static TimeSpan Left(DateTimeOffset startedAt, DateTimeOffset seenAt, bool endsSoon, DateTimeOffset now) =>
        TimeSpan.FromTicks(Math.Min((seenAt + IdleOf(endsSoon) - now).Ticks, (startedAt + Longest - now).Ticks));

    public static bool IsOver(DateTimeOffset startedAt, DateTimeOffset seenAt, bool endsSoon, DateTimeOffset now) =>
        now - seenAt > IdleOf(endsSoon) || now - startedAt > Longest;
}
