namespace FamilyPortal.Shared.Danger;

/// <summary>Somebody said that they, or a child, may not be safe. Open until a member of staff acknowledges it.</summary>
internal sealed class Alert
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public required string AuthorityId { get; set; }

    /// <summary>`urgent` or `emergency`.</summary>
    public required string Level { get; set; }

    public required string Kind { get; set; }

    /// <summary>A second danger that the same words tell of.</summary>
    public string? AlsoKind { get; set; }

    /// <summary>Plan person id of who said it; empty where a text came from a number that several share.</summary>
    public required string PersonId { get; set; }

    /// <summary>The answer that holds the words; empty where they are no answer.</summary>
    public Guid AnswerId { get; set; }

    /// <summary>The words where they are no answer: of somebody who belongs no longer, or quiet ones.</summary>
    public string? Words { get; set; }

    /// <summary>Whoever said it was told nothing of it: it was found by a name that they must not learn is in the plan.</summary>
    public bool IsQuiet { get; set; }

    public DateTimeOffset RaisedAt { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public string? AcknowledgedBy { get; set; }

    /// <summary>When the wordless notice goes to the duty channel next.</summary>
    public DateTimeOffset NextNoticeAt { get; set; }

    /// <summary>Notices that told of it, among all that were open.</summary>
    public int Notices { get; set; }
}
