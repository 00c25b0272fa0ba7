using FamilyPortal.Shared.Help;

namespace FamilyPortal.Bot.Topics;

/// <summary>A checked answer to a question that many families ask.</summary>
public sealed class Topic
{
    private readonly string _answer;

    internal Topic(TopicEntry entry)
    {
        Id = entry.Id;
        Title = entry.Title;
        Audience = entry.Audience;
        Related = entry.Related;
        Source = entry.Source;
        _answer = entry.Answer.Trim();
    }

    public string Id { get; }

    /// <summary>The question it answers, in the family's words.</summary>
    public string Title { get; }

    /// <summary><c>any</c>, or the role it is written for: <c>parent</c>, <c>young-person</c>, <c>network</c>.</summary>
    public string Audience { get; }

    /// <summary>Whether it is written for a reader of this role. What it says would be wrong to others: it is not told and not offered to them.</summary>
    public bool IsFor(string role) => Audience == "any" || Audience == role;

    /// <summary>Ids of topics to offer next.</summary>
    public IReadOnlyList<string> Related { get; }

    /// <summary>Where the facts come from.</summary>
    public string Source { get; }

    /// <summary>The answer before numbers are put in, for comparing questions with.</summary>
    internal string Template => _answer;

    /// <summary>The answer with helplines and this council's numbers. Plain text, one paragraph a line.</summary>
    public string Answer(CouncilNumbers council) => TopicPlaceholders.Fill(_answer, council);
}
