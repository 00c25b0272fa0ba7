using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>A rule: any of its phrases tells of this danger.</summary>
/// <param name="EvenIf">Groups of excusing words (and <c>denied</c>) that do not silence it.</param>
/// <param name="Unless">Groups that silence this rule though they excuse no other.</param>
/// <param name="RaisedBy">Groups whose words nearby make it an emergency.</param>
/// <param name="UnlessDeclined">Says nothing where the text is why somebody declines a task.</param>
/// <param name="SaidBy">Only where this speaker, or one not known, says it: "my boyfriend is 24" is a young person's danger.</param>
internal sealed record DangerRule(DangerKind Kind, DangerLevel Level, IReadOnlySet<string> EvenIf, IReadOnlyList<string> Unless, IReadOnlyList<string> RaisedBy, bool UnlessDeclined, Speaker SaidBy);

/// <summary>Phrases that tell of danger when all of them are in one sentence, in any order.</summary>
/// <param name="Within">How many words may lie between the first and each other.</param>
internal sealed record Combination(DangerRule Rule, string Text, IReadOnlyList<string> Cues, int Within);

/// <summary>Words that change what is near them. <paramref name="Before"/> and <paramref name="After"/> count words from the match they act on.</summary>
/// <param name="Excuses">True: they silence a rule. False: they only raise or outweigh.</param>
/// <param name="OutweighedBy">A group whose words nearby stop these from excusing.</param>
/// <param name="UnlessPartOf">A group: inside one of its phrases these words do not count.</param>
/// <param name="Governs">Which clauses an excuse reaches.</param>
/// <param name="NeverMe">No excuse for what is done to the writer: "he hit me but it was fine after".</param>
internal sealed record WordGroup(bool Excuses, int Before, int After, string? OutweighedBy, string? UnlessPartOf, Governs Governs, bool NeverMe)
{
    /// <summary>It silences only what it takes a word of.</summary>
    public bool OnlyTouched => Before == 0 && After == 0;
}

/// <summary>All rules, read once from the embedded files. Throws <see cref="FormatException"/> when one breaks the notation.</summary>
internal sealed class RuleBook
{
    /// <summary>The name that stands in <c>evenIf</c> for "a denial does not silence this".</summary>
    public const string Denied = "denied";

    private const string Folder = "Danger.Rules.";

    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    private readonly Dictionary<string, WordGroup> _groups = [];
    private readonly List<Combination> _combinations = [];
    private readonly HashSet<string> _cues = [];
    private readonly HashSet<string> _words = [];

    private RuleBook(IReadOnlyDictionary<string, string> files)
    {
        var words = Yaml.Deserialize<WordListsFile>(files["words"]);
        var lists = WordLists.Read(words);
        // Rules are read widely, what excuses and raises to the letter.
        var exact = new PhraseParser(lists);
        var parser = new PhraseParser(lists, WordLists.Families(words));
        Lists = lists;
        foreach (var (_, text) in files.Where(file => IsOfGroups(file.Key)))
            foreach (var (name, group) in Yaml.Deserialize<Dictionary<string, GroupEntry>>(text)) Add(name, group, exact);
        foreach (var (name, text) in files)
        {
            if (name is "words" or "cues" || IsOfGroups(name) || IsOfSpellings(name)) continue;
            foreach (var rule in Yaml.Deserialize<List<RuleEntry>>(text)) Add(rule, parser);
        }

        var named = Yaml.Deserialize<Dictionary<string, string>>(files["cues"]);
        foreach (var cue in _cues.Order(StringComparer.Ordinal))
        {
            foreach (var phrase in PhrasesOf(cue, named)) CueIndex.Add(cue, Known(parser.Parse(phrase)));
        }

        _words.UnionWith(lists.Values.SelectMany(words => words));
        var spellings = files.Where(file => IsOfSpellings(file.Key)).Select(file => Yaml.Deserialize<SpellingsFile>(file.Value)).Aggregate(SpellingsFile.Both);
        Normaliser = new TextNormaliser(spellings, _words, lists["attack"]);
    }

    private static bool IsOfGroups(string file) => file is "elsewhere" or "kinds" || file.StartsWith("groups.", StringComparison.Ordinal);

    private static bool IsOfSpellings(string file) => file.StartsWith("spellings.", StringComparison.Ordinal);

    public TextNormaliser Normaliser { get; }

    /// <summary><c>words.yaml</c>, for what is read of a text beside the phrases.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Lists { get; }

    public IReadOnlyDictionary<string, WordGroup> Groups => _groups;

    public PhraseIndex<DangerRule> RuleIndex { get; } = new();

    public PhraseIndex<string> GroupIndex { get; } = new();

    /// <summary>Phrases that say something only together, each found once however many combinations want it.</summary>
    public PhraseIndex<string> CueIndex { get; } = new();

    public IReadOnlyList<Combination> Combinations => _combinations;

    public static RuleBook LoadEmbedded() => Read(EmbeddedFiles());

    /// <param name="files">Each file by its name, with the folder before a dot: <c>groups.idioms</c>.</param>
    public static RuleBook Read(IReadOnlyDictionary<string, string> files) => new(files);

    /// <summary>In the order of their names, always the same.</summary>
    public static SortedDictionary<string, string> EmbeddedFiles()
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

        return files;
    }

    private void Add(string name, GroupEntry entry, PhraseParser parser)
    {
        var group = new WordGroup(entry.Excuses, entry.Before, entry.After, entry.OutweighedBy, entry.UnlessPartOf, entry.Governs, entry.NeverMe);
        if (!_groups.TryAdd(name, group)) throw new FormatException($"The group '{name}' stands there twice.");
        foreach (var phrase in Lines(entry.Phrases)) GroupIndex.Add(name, Known(parser.Parse(phrase)));
    }

    private void Add(RuleEntry entry, PhraseParser parser)
    {
        foreach (var group in entry.RaisedBy.Concat(entry.EvenIf).Concat(entry.Unless))
        {
            if (group != Denied && !_groups.ContainsKey(group)) throw new FormatException($"A rule names a group '{group}' that does not exist.");
        }

        var rule = new DangerRule(DangerCodes.Parse<DangerKind>(entry.Kind), DangerCodes.Parse<DangerLevel>(entry.Level), entry.EvenIf.ToHashSet(), entry.Unless, entry.RaisedBy, entry.UnlessDeclined, entry.SaidBy);
        foreach (var phrase in Lines(entry.Phrases)) RuleIndex.Add(rule, Known(parser.Parse(phrase)));
        foreach (var line in Lines(entry.Together))
        {
            var cues = line.Split(" + ", StringSplitOptions.TrimEntries);
            _cues.UnionWith(cues);
            _combinations.Add(new Combination(rule, line, cues, entry.Within));
        }
    }

    private Phrase Known(Phrase phrase)
    {
        _words.UnionWith(phrase.Words);
        return phrase;
    }

    // A cue is a phrase, or in square brackets the name of several in cues.yaml.
    private static IEnumerable<string> PhrasesOf(string cue, Dictionary<string, string> named)
    {
        if (!cue.StartsWith('[')) return [cue];
        return named.TryGetValue(cue.Trim('[', ']'), out var phrases) ? Lines(phrases) : throw new FormatException($"There are no cues '{cue}' in cues.yaml.");
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed class RuleEntry
    {
        public string Kind { get; set; } = "";
        public string Level { get; set; } = "";
        public List<string> EvenIf { get; set; } = [];
        public List<string> Unless { get; set; } = [];
        public List<string> RaisedBy { get; set; } = [];
        public bool UnlessDeclined { get; set; }
        public Speaker SaidBy { get; set; }
        public string Phrases { get; set; } = "";
        public string Together { get; set; } = "";
        public int Within { get; set; } = 9;
    }

    private sealed class GroupEntry
    {
        public bool Excuses { get; set; }
        public int Before { get; set; }
        public int After { get; set; }
        public Governs Governs { get; set; }
        public bool NeverMe { get; set; }
        public string? OutweighedBy { get; set; }
        public string? UnlessPartOf { get; set; }
        public string Phrases { get; set; } = "";
    }
}
