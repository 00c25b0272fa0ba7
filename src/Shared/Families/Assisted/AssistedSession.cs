namespace FamilyPortal.Shared.Families.Assisted;

/// <summary>
/// A person takes part on a worker's device. Belongs to one Portal session; has keys of its own, so that nothing of the person's
/// own pages (handles, kept words, conversations) fits into it, or the other way round.
/// </summary>
internal sealed class AssistedSession
{
    public Guid FamilyId { get; set; }

    /// <summary>Stands for the membership in everything that is given in this session.</summary>
    public Guid Id { get; set; }

    public required string PersonId { get; set; }

    /// <summary>The worker with whom.</summary>
    public Guid StaffId { get; set; }

    /// <summary>The Portal session it is.</summary>
    public required string SessionId { get; set; }

    /// <summary>32 random bytes: keys the opaque handles of its pages.</summary>
    public required byte[] HandleKey { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When the person was told who will read, and went on.</summary>
    public DateTimeOffset? BegunAt { get; set; }
}
