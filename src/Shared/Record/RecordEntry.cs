namespace FamilyPortal.Shared.Record;

/// <summary>One entry of the feed to the worker's record: the outbox row, written in the answer's own transaction.</summary>
internal sealed class RecordEntry
{
    public Guid FamilyId { get; set; }

    /// <summary>1, 2, 3 ... within the family, in order of commit, without gaps.</summary>
    public long Number { get; set; }

    /// <summary>Stable id: receivers drop repeats by it.</summary>
    public Guid EventId { get; set; }

    public required string AuthorityId { get; set; }
    public required string Type { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>The CloudEvent's `data` as JSON.</summary>
    public required string Data { get; set; }

    /// <summary>Global position, given after commit so that paging never skips; null until then.</summary>
    public long? Position { get; set; }
}

/// <summary>How far one connector has got with one family.</summary>
internal sealed class FeedCursor
{
    public Guid FamilyId { get; set; }
    public required string Connector { get; set; }
    public long NextNumber { get; set; } = 1;
    public int Attempts { get; set; }
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Set when the entry keeps failing: this family waits until staff replay or skip it; no other does.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    public string? LastError { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>The one row that hands out global positions; locking it orders the sequencers of all copies.</summary>
internal sealed class FeedSequence
{
    public int Id { get; set; }
    public long Last { get; set; }
}
