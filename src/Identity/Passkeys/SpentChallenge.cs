namespace FamilyPortal.Identity.Passkeys;

/// <summary>A challenge that a passkey has answered: no second answer is taken, in any copy.</summary>
internal sealed class SpentChallenge
{
    /// <summary>How long a challenge may be answered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>SHA-256 (hex) of the random value in the cookie.</summary>
    public required string Id { get; set; }

    public DateTimeOffset At { get; set; }
}
