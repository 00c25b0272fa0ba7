namespace FamilyPortal.Identity.Sessions;

/// <summary>A device that only one person uses, so they said: for 30 days a code alone signs them in on it.</summary>
internal sealed class KnownDevice
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>SHA-256 (hex) of the random value in the cookie.</summary>
    public required string Id { get; set; }

    public required string SubjectId { get; set; }

    /// <summary>Coarsely what it is: see <see cref="DeviceKind"/>.</summary>
    public required string Device { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UsedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
