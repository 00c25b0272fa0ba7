namespace FamilyPortal.Bot.Topics;

/// <summary>A topic as the file writes it.</summary>
internal sealed class TopicEntry
{
    public string Id { get; set; } = "";
    public string Title { get; set; } = "";
    public string Audience { get; set; } = "";
    public string Answer { get; set; } = "";
    public List<string> Related { get; set; } = [];
    public string Source { get; set; } = "";
    public List<string> Unverified { get; set; } = [];
}
