namespace FamilyPortal.Shared.Tests;

/// <summary>A clock that stands still until a test moves it. Delays are not shortened: only "now" is the test's.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>Monday 18 May 2026, 10:00 in the UK.</summary>
    public TestClock() : this(new(2026, 5, 18, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
