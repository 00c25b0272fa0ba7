using FamilyPortal.Bot.Understanding;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>A question in plain words, with a mark for each person who is called by a name, and the names that the reader's slice has.</summary>
/// <param name="Words">As <see cref="Plain"/> has them.</param>
/// <param name="Known">Whole names of the slice, in the order met.</param>
internal sealed record PeopleNamed(string Words, IReadOnlyList<string> Known)
{
    /// <summary>Stands for a name.</summary>
    public const string Person = "somename";

    /// <summary>Stands for the name of a worker, or one with a title ("Mr Bailey"): mostly at work with the family, and not of it.</summary>
    public const string Official = "somenameofwork";

    private const int ShortestCut = 3;

    private static readonly IReadOnlySet<string> Titles = HelperWords.Set("Hear.Title");
    private static readonly IReadOnlySet<string> KinWords = HelperWords.Set("Hear.Kin");

    /// <summary>What the patterns look for, and words of every day beside it.</summary>
    private static readonly HashSet<string> NoNames =
        [.. new[] { "Hear.NoName", "Hear.FamilyTime.Before", "Hear.FamilyTime.Opens", "Hear.FamilyTime.Together", "Hear.FamilyTime.Then" }.SelectMany(HelperWords.Set).SelectMany(Names.Words)];

    /// <summary>Small letters after these make no name: "can I see the nurse".</summary>
    private static readonly string[] NoNameAfter = ["a", "an", "the", "my", "our", "your", "his", "her", "their", "this", "that", "no", "some", "any"];

    /// <param name="text">One sentence as it was typed: capitals tell names.</param>
    /// <param name="names">Knows the words that are none.</param>
    /// <param name="slice">Whole names in the reader's slice, and whether each is a worker's.</param>
    public static PeopleNamed In(string text, Names names, IReadOnlyDictionary<string, bool> slice)
    {
        var typed = Names.Words(text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal));
        var said = new List<string>();
        var known = new List<string>();
        for (var at = 0; at < typed.Count;)
        {
            var (words, mark, meant) = At(typed, at, names, slice);
            known.AddRange(meant.Except(known));
            said.Add(mark ?? Plain.Of(typed[at]));
            at += words;
        }
        return new(string.Join(' ', said.Where(word => word.Length > 0)), known);
    }

    /// <summary>How many words are read here, the mark for them where they are a name, and whom of the slice it means.</summary>
    private static (int Words, string? Mark, IReadOnlyList<string> Meant) At(IReadOnlyList<string> typed, int at, Names names, IReadOnlyDictionary<string, bool> slice)
    {
        var found = slice.Keys.Select(name => (name, length: Length(name, typed, at, names))).Where(f => f.length > 0).ToList();
        if (found.Count > 0)
        {
            var longest = found.Max(f => f.length);
            string[] meant = [.. found.Where(f => f.length == longest).Select(f => f.name)];
            return (longest, meant.All(name => slice[name] || HasTitle(name)) ? Official : Person, meant);
        }
        var next = at + 1 < typed.Count ? typed[at + 1] : "";
        var title = Plain.Of(typed[at]);
        if (Titles.Contains(title) && IsName(next, title, names)) return (2, Official, []);
        if (!IsName(typed[at], at == 0 ? null : Plain.Of(typed[at - 1]), names) && !IsAskedFor(typed, at)) return (1, null, []);
        // With the last name.
        return (IsCapital(next) && !names.IsUsed(next) ? 2 : 1, Person, []);
    }

    /// <summary>How many of the words from here are this name, whole or as people shorten it; 0: it is another word.</summary>
    private static int Length(string name, IReadOnlyList<string> typed, int at, Names names)
    {
        var whole = Names.Words(name.ToLowerInvariant());
        if (whole.Count == 0) return 0;
        if (at + whole.Count <= typed.Count && whole.Select((word, i) => IsOf(typed[at + i], word, isLast: i == whole.Count - 1)).All(same => same)) return whole.Count;
        // "Bailey", "Magda". "Will" and "may" are names only where a capital says so.
        var shorter = HasTitle(name) ? whole[^1] : whole[0];
        if (IsCutShort(typed, at, shorter, names)) return 1;
        return shorter.Length > 2 && IsOf(typed[at], shorter, isLast: true) && (!names.IsUsed(shorter) || (at > 0 && IsCapital(typed[at]))) ? 1 : 0;
    }

    // "Col" for Colin, where it can be nothing else than a name.
    private static bool IsCutShort(IReadOnlyList<string> typed, int at, string whole, Names names) =>
        at > 0 && typed[at].Length >= ShortestCut && typed[at].Length < whole.Length && whole.StartsWith(Plain.Of(typed[at]), StringComparison.Ordinal) && IsName(typed[at], Plain.Of(typed[at - 1]), names);

    // "Magda's" is typed with an apostrophe or without.
    private static bool IsOf(string typed, string word, bool isLast) => Plain.Of(typed) is var said && (said == word || (isLast && said == word + "s"));

    private static bool HasTitle(string name) => Names.Words(name) is [var first, _, ..] && Titles.Contains(first);

    private static bool IsName(string word, string? before, Names names) =>
        before is not null && word.Length > 2 && word.All(char.IsLetter) && (IsCapital(word) || !NoNameAfter.Contains(before))
        && !names.IsUsed(word) && !NoNames.Contains(word) && !KinWords.Contains(word) && !KinWords.Contains(word.TrimEnd('s'));

    // "Who is Mark?": a capital there makes a name of any word.
    private static bool IsAskedFor(IReadOnlyList<string> typed, int at) =>
        at > 0 && at == typed.Count - 1 && IsCapital(typed[at]) && !KinWords.Contains(Plain.Of(typed[at])) && string.Join(' ', typed.Take(at).TakeLast(2).Select(Plain.Of)) is var before
        && (before.EndsWith("who is", StringComparison.Ordinal) || before.EndsWith("whos", StringComparison.Ordinal) || before.EndsWith("who was", StringComparison.Ordinal));

    private static bool IsCapital(string word) => word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]);
}
