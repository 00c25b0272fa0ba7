using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Bot.Topics;

/// <summary>Everything the helper can say without looking at a plan (<c>Topics/topics.yaml</c>). Read and checked once, at start.</summary>
public sealed class TopicCatalogue
{
    private const string File = "FamilyPortal.Bot.Topics.topics.yaml";

    private readonly Dictionary<string, Topic> _topics;

    private TopicCatalogue(IEnumerable<Topic> topics) => _topics = topics.ToDictionary(topic => topic.Id);

    public IReadOnlyCollection<Topic> All => _topics.Values;

    /// <summary>Throws <see cref="KeyNotFoundException"/> for an id that is not in the file.</summary>
    public Topic Get(string id) => Find(id) ?? throw new KeyNotFoundException($"There is no topic '{id}'.");

    /// <summary>Null when there is no such topic.</summary>
    public Topic? Find(string id) => _topics.GetValueOrDefault(id);

    /// <summary>The file that ships with the product. Throws <see cref="TopicFileException"/> when something in it is wrong.</summary>
    public static TopicCatalogue LoadEmbedded()
    {
        using var stream = typeof(TopicCatalogue).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return Load(reader.ReadToEnd());
    }

    /// <summary>Reads topics from YAML. Throws <see cref="TopicFileException"/> that names every fault.</summary>
    public static TopicCatalogue Load(string yaml)
    {
        List<TopicEntry> entries;
        try
        {
            entries = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<List<TopicEntry>>(yaml) ?? [];
        }
        catch (YamlException fault)
        {
            throw new TopicFileException([fault.Message], fault);
        }

        var faults = TopicRules.Faults(entries).ToList();
        if (faults.Count > 0) throw new TopicFileException(faults);
        return new TopicCatalogue(entries.Select(entry => new Topic(entry)));
    }
}
