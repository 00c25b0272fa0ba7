using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary><c>words.yaml</c>: lists of words that stand for each other in phrases, such as <c>{child}</c>.</summary>
internal sealed class WordListsFile
{
    /// <summary>Words as they are.</summary>
    public Dictionary<string, string> Words { get; set; } = [];

    /// <summary>Persons and things: "dads" (dad's, dad is) is added to "dad".</summary>
    public Dictionary<string, string> Nouns { get; set; } = [];

    /// <summary>Verbs: -s, -ing and -ed forms are added. Irregular ones list their forms: <c>hit/hits/hitting</c>.</summary>
    public Dictionary<string, string> Verbs { get; set; } = [];

    /// <summary>A line for words of which a rule may name any and means all.</summary>
    public string Families { get; set; } = "";
}

internal static class WordLists
{
    private const string Vowels = "aeiou";

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Read(WordListsFile file)
    {
        var lists = new Dictionary<string, IReadOnlySet<string>>();
        AddAll(lists, file.Nouns, word => [word, word + "s"]);
        AddAll(lists, file.Verbs, word => word.Contains('/') ? word.Split('/') : FormsOf(word));
        AddAll(lists, file.Words, word => [word]);
        return lists;
    }

    /// <summary>Each word of a family to all of it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Families(WordListsFile file)
    {
        var families = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var line in file.Families.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var family = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            foreach (var word in family) families.Add(word, family);
        }

        return families;
    }

    // A list may take in one read before it: "{partner}" in the list of people.
    private static void AddAll(Dictionary<string, IReadOnlySet<string>> lists, Dictionary<string, string> from, Func<string, string[]> formsOf)
    {
        foreach (var (name, text) in from)
        {
            var words = new HashSet<string>();
            foreach (var word in PlainLetters.Of(text.Normalize(NormalizationForm.FormKD)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.StartsWith('{')) words.UnionWith(lists[word.Trim('{', '}')]);
                else words.UnionWith(formsOf(word));
            }

            lists[name] = words;
        }
    }

    private static string[] FormsOf(string verb)
    {
        if (verb.EndsWith('e')) return [verb, verb + "s", verb + "d", verb[..^1] + "ing"];
        if (verb.EndsWith('y') && !Vowels.Contains(verb[^2])) return [verb, verb[..^1] + "ies", verb[..^1] + "ied", verb + "ing"];

        var sibilant = verb.EndsWith('s') || verb.EndsWith('x') || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal);
        var stem = DoublesLastLetter(verb) ? verb + verb[^1] : verb;
        return [verb, verb + (sibilant ? "es" : "s"), stem + "ed", stem + "ing"];
    }

    // "slap, slapped", but "kick, kicked", "beat, beating", "shout, shouting".
    private static bool DoublesLastLetter(string verb) =>
        verb.Length is >= 3 and <= 4 && !Vowels.Contains(verb[^1]) && !"wxyh".Contains(verb[^1]) && Vowels.Contains(verb[^2]) && !Vowels.Contains(verb[^3]);
}
