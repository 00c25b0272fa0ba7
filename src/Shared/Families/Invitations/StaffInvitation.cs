namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>
/// An administrator asks somebody of a partner organisation in, who has no provider to sign in with. It opens nothing before a manager
/// agrees, who then has the word, while an administrator has the link: no one person has both. It opens only the page that makes
/// their passkey, and once. One for each member of staff: a newer one takes its place.
/// </summary>
internal sealed class StaffInvitation
{
    public Guid StaffId { get; set; }

    /// <summary>The manager who agreed, as an actor of the audit; null before.</summary>
    public string? AgreedBy { get; set; }

    /// <summary>Made once a manager agreed. See <see cref="LinkCodes.Hash"/>.</summary>
    public string? LinkHash { get; set; }

    /// <summary>Made as a manager agrees.</summary>
    public string? WordHash { get; set; }

    public int WordTries { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    /// <summary>Of the step that it waits for.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Used, or taken back.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
