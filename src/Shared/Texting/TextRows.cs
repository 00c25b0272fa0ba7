namespace FamilyPortal.Shared.Texting;

/// <summary>What a text is for. It decides which rules the sending decision applies.</summary>
internal enum TextKind
{
    /// <summary>"There is something to look at."</summary>
    Nudge,

    /// <summary>"Thanks, got it."</summary>
    Received,

    /// <summary>999 (and 55): the answer to a reply that says danger.</summary>
    Danger,

    /// <summary>Confirms STOP.</summary>
    Stopped,

    /// <summary>Confirms START.</summary>
    Started,

    /// <summary>"There is a message for you": somebody signed in as them on a device not known, and they chose to be told.</summary>
    NewSignIn,

    /// <summary>The link of an invitation; by e-mail to people without a number. Its id is the invitation's.</summary>
    Invitation,
}

/// <summary>A text waiting to go, or gone. The words are made at the moment of sending from the template: never stored.</summary>
internal sealed class OutgoingText
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public required string PersonId { get; set; }
    public TextKind Kind { get; set; }

    /// <summary>What it is about, so that a taking back withdraws it. Never in the text.</summary>
    public string? ItemId { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>After this it is dropped: a nudge delivered days late helps nobody.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? DroppedAt { get; set; }

    /// <summary>Why it was dropped: a fixed word of the decision.</summary>
    public string? Outcome { get; set; }

    public string? GatewayId { get; set; }
    public int Attempts { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>A text that came in, kept by the gateway's id so that a repeat changes nothing.</summary>
internal sealed class InboundText
{
    public required string EventId { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset? HandledAt { get; set; }
}

/// <summary>Development only: a text that a phone would have got.</summary>
internal sealed class DemoText
{
    public long Id { get; set; }
    public required string To { get; set; }
    public required string Body { get; set; }
    public DateTimeOffset At { get; set; }
}
