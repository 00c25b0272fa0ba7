using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Bot.Topics;

/// <summary>Everything the helper can say without looking at a plan (<c>Topics/Answers</c>). Read and checked once, at start.</summary>
public sealed class TopicCatalogue
{
    /// <summary>The files of <c>Topics/Answers</c>, in the order in which they are read: how people ask for what is in them has the same names.</summary>
    internal static readonly string[] Subjects = ["signs-of-safety", "meetings-and-rights", "this-page", "network", "young-people", "getting-help"];

    private readonly Dictionary<string, Topic> _topics;

    private TopicCatalogue(IEnumerable<Topic> topics) => _topics = topics.ToDictionary(topic => topic.Id);

    public IReadOnlyCollection<Topic> All => _topics.Values;

    /// <summary>Throws <see cref="KeyNotFoundException"/> for an id that is not in the file.</summary>
    public Topic Get(string id) => Find(id) ?? throw new KeyNotFoundException($"There is no topic '{id}'.");

    /// <summary>Null when there is no such topic.</summary>
    public Topic? Find(string id) => _topics.GetValueOrDefault(id);

    /// <summary>The files that ship with the product. Throws <see cref="TopicFileException"/> when something in them is wrong.</summary>
    public static TopicCatalogue LoadEmbedded() => Load([.. Subjects.Select(Text)]);

    private static string Text(string subject)
    {
        using var stream = typeof(TopicCatalogue).Assembly.GetManifestResourceStream($"Topics/Answers/{subject}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads topics from YAML. Throws <see cref="TopicFileException"/> that names every fault.</summary>
    public static TopicCatalogue Load(params IReadOnlyList<string> files)
    {
        List<TopicEntry> entries;
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
            entries = [.. files.SelectMany(file => yaml.Deserialize<List<TopicEntry>>(file) ?? [])];
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
