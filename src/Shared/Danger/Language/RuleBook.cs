using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>A rule: any of its phrases tells of this danger.</summary>
/// <param name="EvenIf">Groups of excusing words (and <c>denied</c>) that do not silence it.</param>
/// <param name="RaisedBy">Groups whose words nearby make it an emergency.</param>
internal sealed record DangerRule(DangerKind Kind, DangerLevel Level, IReadOnlySet<string> EvenIf, IReadOnlyList<string> RaisedBy);

/// <summary>Words that change what is near them. <paramref name="Before"/> and <paramref name="After"/> count words from the match they act on.</summary>
/// <param name="Excuses">True: they silence a rule. False: they only raise or outweigh.</param>
/// <param name="OutweighedBy">A group whose words nearby stop these from excusing.</param>
/// <param name="UnlessPartOf">A group: inside one of its phrases these words do not count.</param>
internal sealed record WordGroup(bool Excuses, int Before, int After, bool AcrossSentences, string? OutweighedBy, string? UnlessPartOf);

/// <summary>All rules, read once from the embedded files. Throws <see cref="FormatException"/> when one breaks the notation.</summary>
internal sealed class RuleBook
{
    /// <summary>The name that stands in <c>evenIf</c> for "a denial does not silence this".</summary>
    public const string Denied = "denied";

    private const string Folder = "Danger.Rules.";

    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    private readonly Dictionary<string, WordGroup> _groups = [];

    private RuleBook(IReadOnlyDictionary<string, string> files)
    {
        var lists = WordLists.Read(Yaml.Deserialize<WordListsFile>(files["words"]));
        var parser = new PhraseParser(lists);
        foreach (var (name, group) in Yaml.Deserialize<Dictionary<string, GroupEntry>>(files["groups"])) Add(name, group, parser);
        foreach (var (name, text) in files)
        {
            if (name is "words" or "groups" or "spellings") continue;
            foreach (var rule in Yaml.Deserialize<List<RuleEntry>>(text)) Add(rule, parser);
        }

        var known = lists.Values.SelectMany(words => words).Concat(_words).ToHashSet();
        Normaliser = new TextNormaliser(Yaml.Deserialize<SpellingsFile>(files["spellings"]), known);
    }

    private readonly HashSet<string> _words = [];

    public TextNormaliser Normaliser { get; }

    public IReadOnlyDictionary<string, WordGroup> Groups => _groups;

    public PhraseIndex<DangerRule> RuleIndex { get; } = new();

    public PhraseIndex<string> GroupIndex { get; } = new();

    public static RuleBook LoadEmbedded()
    {
        var assembly = typeof(RuleBook).Assembly;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var folder = resource.IndexOf(Folder, StringComparison.Ordinal);
            if (folder < 0) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            files[resource[(folder + Folder.Length)..].Replace(".yaml", "", StringComparison.Ordinal)] = reader.ReadToEnd();
        }

        return new RuleBook(files);
    }

    private void Add(string name, GroupEntry entry, PhraseParser parser)
    {
        _groups[name] = new WordGroup(entry.Excuses, entry.Before, entry.After, entry.AcrossSentences, entry.OutweighedBy, entry.UnlessPartOf);
        foreach (var phrase in Lines(entry.Phrases).Select(parser.Parse))
        {
            GroupIndex.Add(name, phrase);
            _words.UnionWith(phrase.Words);
        }
    }

    private void Add(RuleEntry entry, PhraseParser parser)
    {
        foreach (var group in entry.RaisedBy.Concat(entry.EvenIf))
        {
            if (group != Denied && !_groups.ContainsKey(group)) throw new FormatException($"A rule names a group '{group}' that does not exist.");
        }

        var rule = new DangerRule(DangerCodes.Parse<DangerKind>(entry.Kind), DangerCodes.Parse<DangerLevel>(entry.Level), entry.EvenIf.ToHashSet(), entry.RaisedBy);
        foreach (var phrase in Lines(entry.Phrases).Select(parser.Parse))
        {
            RuleIndex.Add(rule, phrase);
            _words.UnionWith(phrase.Words);
        }
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed class RuleEntry
    {
        public string Kind { get; set; } = "";
        public string Level { get; set; } = "";
        public List<string> EvenIf { get; set; } = [];
        public List<string> RaisedBy { get; set; } = [];
        public string Phrases { get; set; } = "";
    }

    private sealed class GroupEntry
    {
        public bool Excuses { get; set; }
        public int Before { get; set; }
        public int After { get; set; }
        public bool AcrossSentences { get; set; }
        public string? OutweighedBy { get; set; }
        public string? UnlessPartOf { get; set; }
        public string Phrases { get; set; } = "";
    }
}
