namespace FamilyPortal.Bot.Topics;

/// <summary>A file of topics is wrong: the helper does not start, for a wrong number or a dead link must not reach a family.</summary>
public sealed class TopicFileException(IReadOnlyList<string> faults, Exception? inner = null)
    : Exception($"Topics/Answers: {string.Join(" ", faults)}", inner)
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
