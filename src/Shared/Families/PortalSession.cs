namespace FamilyPortal.Shared.Families;

/// <summary>A signed-in browser at the Portal. The cookie holds only the id; ending the row ends the session everywhere.</summary>
internal sealed class PortalSession
{
    /// <summary>SHA-256 (hex) of the random id in the cookie, so that the table alone opens nothing.</summary>
    public required string Id { get; set; }

    public required string Subject { get; set; }

    /// <summary>Identity's session id (`sid`): Identity asks whether it was left before it signs anybody in silently.</summary>
    public required string Sid { get; set; }

    public bool IsStaff { get; set; }

    /// <summary>The membership in use, where the subject has more than one.</summary>
    public Guid? MembershipKey { get; set; }

    public Guid? ConversationId { get; set; }
    /// <summary>When the person signed in at Identity, to the second: what voids sign-ins before a moment voids it by this too.</summary>
    public DateTimeOffset SignedInAt { get; set; }

    /// <summary>Its person asked to be signed out sooner (<see cref="SessionLife"/>).</summary>
    public bool EndsSoon { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
