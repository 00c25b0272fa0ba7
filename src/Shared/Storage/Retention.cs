namespace FamilyPortal.Shared.Storage;

/// <summary>
/// How long rows stay that open nothing and count nothing any more. The one place: docs/operations.md, "What is removed by itself",
/// repeats it. Conversations have a setting of their own.
/// </summary>
internal static class Retention
{
    /// <summary>
    /// A Portal session, from its start. Far longer than one lives: Identity asks whether it was left, and staff ask what happened on
    /// a phone that was lost.
    /// </summary>
    public static readonly TimeSpan Sessions = TimeSpan.FromDays(30);

    /// <summary>
    /// The gateway's id of a text that came in. Gateways bring an event again for a day at most; what was said is an answer of its
    /// own, and stays.
    /// </summary>
    public static readonly TimeSpan InboundTexts = TimeSpan.FromDays(30);

    /// <summary>
    /// A way in that is over: invitation, link, sheet of codes, code that was used, session on a worker's device. From when it was
    /// over. One that is gone is refused as one that is over; only what staff are still shown stays.
    /// </summary>
    public static readonly TimeSpan WaysIn = TimeSpan.FromDays(30);

    /// <summary>
    /// What somebody chose for themselves, and what they last saw of their plan, once they may not look any more: access that was ended
    /// by mistake must come back with the hours in which no text may come.
    /// </summary>
    public static readonly TimeSpan Choices = TimeSpan.FromDays(30);
}
