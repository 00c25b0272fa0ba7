namespace FamilyPortal.Shared.Conversations;

/// <summary>One conversation with the helper. Bound to a membership and, from the Portal, to a session: it ends with either.</summary>
internal sealed class Conversation
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public Guid MembershipKey { get; set; }
    public string? SessionId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the helper asked last and waits for an answer to, as JSON.</summary>
    public string? Pending { get; set; }

    public long NextSequence { get; set; } = 1;
}

/// <summary>One activity of a conversation, as the Bot Framework activity JSON that went over the wire.</summary>
internal sealed class ConversationActivity
{
    public Guid FamilyId { get; set; }
    public Guid ConversationId { get; set; }
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Json { get; set; }

    /// <summary>The client's own id of the activity, where it gave one: a repeat is stored once.</summary>
    public string? ClientActivityId { get; set; }

    /// <summary>SHA-256 (hex) of what was said; null for what the helper says.</summary>
    public string? ContentHash { get; set; }

    /// <summary>Ids of the items of the plan that the words were made from. Never leaves the database.</summary>
    public required List<string> MadeFrom { get; set; }
}
