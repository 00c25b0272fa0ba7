namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>
/// A worker asks a person of a plan in. Its text or e-mail is the outgoing text of the same id; the word that belongs to it is
/// the membership's. It is over when the membership is claimed, after its days, or when the worker withdraws it.
/// </summary>
internal sealed class Invitation
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>By the worker, or because a newer one took its place.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>
/// A link as it went out. Made at the moment of sending and kept as a hash alone: nobody can read it here. A text that is tried
/// twice has two, since either may have arrived.
/// </summary>
internal sealed class InvitationLink
{
    public Guid FamilyId { get; set; }

    /// <summary>See <see cref="LinkCodes.Hash"/>.</summary>
    public required string Hash { get; set; }

    public Guid InvitationId { get; set; }

    /// <summary>The number or address it went to: whoever has that no longer has the link no longer.</summary>
    public required string SentTo { get; set; }
}
