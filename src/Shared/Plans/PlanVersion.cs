namespace FamilyPortal.Shared.Plans;

/// <summary>One stored version of a family's plan. Never changes, except that taking back erases words.</summary>
internal sealed class PlanVersion
{
    public Guid FamilyId { get; set; }
    public int Version { get; set; }

    /// <summary>The document as JSON (`family-plan/1`).</summary>
    public required string Document { get; set; }

    /// <summary>Hash of the canonical content as it was received: the same version with the same content is accepted again.</summary>
    public required string ContentHash { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The machine client or member of staff that sent it.</summary>
    public required string ReceivedFrom { get; set; }
}

/// <summary>An id that this family's plans ever used, and the list it belongs to for ever (`people` counts as one).</summary>
internal sealed class KnownId
{
    public Guid FamilyId { get; set; }
    public required string ItemId { get; set; }
    public required string List { get; set; }
    public DateTimeOffset? TakenBackAt { get; set; }
}

/// <summary>First opening of a plan version by a person on a day. Staff see who opened what; family members never do.</summary>
internal sealed class PlanOpening
{
    public Guid FamilyId { get; set; }
    public required string ReaderId { get; set; }
    public int Version { get; set; }

    /// <summary>In the United Kingdom's time.</summary>
    public DateOnly Day { get; set; }

    public DateTimeOffset At { get; set; }
}
