using YamlDotNet.Serialization;

namespace FamilyPortal.Bot.Understanding;

/// <summary>
/// How people ask, in our own words, for each topic and each personal question (<c>Phrasings</c>, a line a phrasing), and words that
/// mean the same (<c>synonyms.yaml</c>). The matcher compares a question with these, with the topic's title and, less, with its answer.
/// </summary>
internal static class Phrasings
{
    /// <summary>The intent of questions that we do not answer.</summary>
    public const string NoIntent = "none";

    /// <summary>The intent of questions that families ask, and that only their worker can answer as yet.</summary>
    public const string Unwritten = "unwritten";

    /// <summary>The files of <c>Phrasings</c>, in the order in which they are read: those of the topics, then the person's own plan, and what has no answer.</summary>
    internal static readonly string[] Files = [.. Topics.TopicCatalogue.Subjects, "own-plan", "for-the-worker", "nothing"];

    /// <summary>Throws <see cref="InvalidOperationException"/> where an intent stands in two files.</summary>
    public static IReadOnlyDictionary<string, string[]> Load() => Load(Files.Select(file => Read<Dictionary<string, string>>($"Understanding/Phrasings/{file}")));

    internal static IReadOnlyDictionary<string, string[]> Load(IEnumerable<Dictionary<string, string>> files)
    {
        var all = new Dictionary<string, string[]>();
        foreach (var (intent, lines) in files.SelectMany(file => file))
        {
            if (!all.TryAdd(intent, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))) throw new InvalidOperationException($"Understanding/Phrasings: '{intent}' stands there twice.");
        }

        return all;
    }

    /// <summary>Each word to the word that stands for all of its line.</summary>
    public static IReadOnlyDictionary<string, string> LoadSynonyms() =>
        Read<List<string>>("FamilyPortal.Bot.Understanding.synonyms.yaml").Select(line => line.Split(", ")).SelectMany(line => line.Select(word => (word, first: line[0])))
            .GroupBy(pair => pair.word.Trim()).ToDictionary(group => group.Key, group => group.First().first);

    private static T Read<T>(string name)
    {
        using var stream = typeof(Phrasings).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<T>(reader);
    }
}
