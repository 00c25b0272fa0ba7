using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Topics;

/// <summary>What must hold for every topic before the helper may speak.</summary>
internal static partial class TopicRules
{
    private static readonly string[] Audiences = ["any", "parent", "young-person", "network"];

    public static IEnumerable<string> Faults(IReadOnlyList<TopicEntry> topics)
    {
        var ids = topics.Select(topic => topic.Id).ToHashSet();
        if (topics.Count == 0) yield return "It has no topics.";
        foreach (var twice in topics.GroupBy(topic => topic.Id).Where(group => group.Count() > 1)) yield return $"'{twice.Key}' stands there twice.";
        foreach (var topic in topics)
        {
            foreach (var fault in FaultsOf(topic, ids)) yield return $"'{topic.Id}': {fault}";
        }
    }

    private static IEnumerable<string> FaultsOf(TopicEntry topic, HashSet<string> ids)
    {
        if (topic.Id.Length == 0 || topic.Title.Length == 0 || topic.Answer.Trim().Length == 0) yield return "id, title and answer must be there.";
        if (topic.Source.Length == 0) yield return "it names no source.";
        if (!Audiences.Contains(topic.Audience)) yield return $"'{topic.Audience}' is not an audience.";
        foreach (var name in TopicPlaceholders.Unknown(topic.Answer)) yield return $"{{{name}}} stands for no number.";
        foreach (var id in topic.Related.Where(id => !ids.Contains(id) || id == topic.Id)) yield return $"related '{id}' is no other topic.";
        if (TelephoneNumber().IsMatch(topic.Answer)) yield return "a telephone number stands in the words; name the helpline in braces instead.";
    }

    // 999, 55 and 101 may stand anywhere; five digits and more are a number that belongs to somebody.
    [GeneratedRegex(@"\d[\d ]{3,}\d", RegexOptions.NonBacktracking)]
    private static partial Regex TelephoneNumber();
}
