namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>
/// An administrator asks somebody of a partner organisation in, who has no provider to sign in with: a link, and by another way a
/// word. It opens only the page that makes their passkey, and once. One for each member of staff: a newer one takes its place.
/// </summary>
internal sealed class StaffInvitation
{
    public Guid StaffId { get; set; }

    /// <summary>See <see cref="LinkCodes.Hash"/>.</summary>
    public required string LinkHash { get; set; }

    public required string WordHash { get; set; }
    public int WordTries { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Used, or taken back.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
