namespace FamilyPortal.Bot.Topics;

/// <summary>
/// A topic as its file writes it: what the helper can say without looking at anybody's plan. Checked words only; it never adds to
/// them. "WT 2023" is Working Together to Safeguard Children 2023; "CA 1989" is the Children Act 1989.
/// </summary>
internal sealed class TopicEntry
{
    public string Id { get; set; } = "";

    /// <summary>The question, in the family's words.</summary>
    public string Title { get; set; } = "";

    /// <summary><c>any</c>, <c>parent</c>, <c>young-person</c> or <c>network</c>: who it is written for; nobody else is told or offered it.</summary>
    public string Audience { get; set; } = "";

    /// <summary>
    /// One short paragraph a line; sentences of at most 15 words. <c>{Childline}</c> becomes the helpline's name and number;
    /// <c>{council: duty}</c>, <c>{council: out-of-hours}</c>, <c>{council: complaints}</c> and <c>{council: advocacy}</c> become the
    /// authority's. No other number stands here but 999, 55 and 101.
    /// </summary>
    public string Answer { get; set; } = "";

    /// <summary>Ids of topics to offer next.</summary>
    public List<string> Related { get; set; } = [];

    /// <summary>Where the facts come from; "Portal rule" is a promise that the product keeps.</summary>
    public string Source { get; set; } = "";

    /// <summary>What a person at the council checks before go-live.</summary>
    public List<string> Unverified { get; set; } = [];
}
