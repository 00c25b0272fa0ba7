namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>
/// Where an answer comes from, for those who read it: laws and services that they can look up, by their whole names. The file
/// names more, for whoever checks it: another council's page tells a family nothing.
/// </summary>
public static class TopicSources
{
    /// <summary>How a source begins in the file, and its words in <see cref="HelperWords"/>.</summary>
    private static readonly (string Begins, string Key)[] Spelled =
    [
        ("WT 2023", "Topic.Source.WT"),
        ("CA 1989", "Topic.Source.CA"),
        ("Children Act", "Topic.Source.CA"),
        ("Domestic Abuse Act", "Topic.Source.DA"),
        ("UK GDPR", "Topic.Source.DP"),
        ("Data Protection Act", "Topic.Source.DP"),
        ("Statutory guidance on children who run away", "Topic.Source.Missing"),
        ("Portal rule", "Topic.Source.Portal"),
    ];

    /// <summary>Named as in the file.</summary>
    private static readonly string[] Services =
        ["Childline", "Coram Voice", "Family Rights Group", "ICO", "Missing People", "NHS", "NSPCC", "Refuge", "Respect", "Samaritans", "Shout"];

    /// <param name="source">As the file of topics has it, parts with semicolons between.</param>
    public static string ForReaders(string source)
    {
        List<string> named = [.. source.Split(';', StringSplitOptions.TrimEntries).Select(Words).OfType<string>().Distinct()];
        return named.Count > 0 ? string.Join("; ", named) : HelperWords.Get("Topic.Source.Practice");
    }

    private static string? Words(string source) =>
        Spelled.FirstOrDefault(s => source.StartsWith(s.Begins, StringComparison.Ordinal)) is { Key: { } key } ? HelperWords.Get(key)
        : Services.FirstOrDefault(service => source.StartsWith(service, StringComparison.Ordinal));
}
