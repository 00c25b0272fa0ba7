namespace FamilyPortal.Shared.Record.Connectors;

/// <summary>An event on its way out.</summary>
internal sealed record OutgoingEvent(Guid FamilyId, string AuthorityId, long Number, Guid EventId, ReadOnlyMemory<byte> Json);

/// <summary>What became of a delivery.</summary>
internal enum DeliveryOutcome
{
    Delivered,

    /// <summary>The receiver cannot be reached or says "later": it concerns every family, so nobody is parked for it.</summary>
    Unreachable,

    /// <summary>The receiver fails on this event (500 and its like).</summary>
    Failing,

    /// <summary>The receiver understood and says no.</summary>
    Refused,

    /// <summary>Not tried: the circuit is open.</summary>
    NotTried,
}

/// <param name="Status">A status for staff: never a body, an address or a name.</param>
/// <param name="RetryAfter">How long the receiver, or the open circuit, asks to wait.</param>
internal readonly record struct DeliveryResult(DeliveryOutcome Outcome, string? Status = null, TimeSpan? RetryAfter = null);

/// <summary>Carries one family's events to a record system, in the order given, each at least once.</summary>
internal interface IFeedConnector
{
    string Name { get; }

    /// <summary>Most events it takes at once; what it takes is delivered whole or not at all.</summary>
    int Batch { get; }

    /// <summary>Throws only when cancelled.</summary>
    Task<DeliveryResult> DeliverAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancel);
}
