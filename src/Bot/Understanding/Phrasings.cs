using YamlDotNet.Serialization;

namespace FamilyPortal.Bot.Understanding;

/// <summary>Reads <c>phrasings.yaml</c> and <c>synonyms.yaml</c>.</summary>
internal static class Phrasings
{
    /// <summary>The intent of questions that we do not answer.</summary>
    public const string NoIntent = "none";

    /// <summary>The intent of questions that families ask, and that only their worker can answer as yet.</summary>
    public const string Unwritten = "unwritten";

    public static IReadOnlyDictionary<string, string[]> Load() =>
        Read<Dictionary<string, string>>("phrasings").ToDictionary(intent => intent.Key, intent => intent.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Each word to the word that stands for all of its line.</summary>
    public static IReadOnlyDictionary<string, string> LoadSynonyms() =>
        Read<List<string>>("synonyms").Select(line => line.Split(", ")).SelectMany(line => line.Select(word => (word, first: line[0])))
            .GroupBy(pair => pair.word.Trim()).ToDictionary(group => group.Key, group => group.First().first);

    private static T Read<T>(string name)
    {
        using var stream = typeof(Phrasings).Assembly.GetManifestResourceStream($"FamilyPortal.Bot.Understanding.{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().Build().Deserialize<T>(reader);
    }
}
