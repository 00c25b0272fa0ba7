using System.Text;
using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Whether a word is the name of somebody of the family.</summary>
internal enum NameFit
{
    None,

    /// <summary>In a Polish case, or what looks like one: "Kacpra", "Zosię".</summary>
    Inflected,

    /// <summary>As the plan has it, or with an s: "Jowan", "Jowan's".</summary>
    AsWritten,
}

/// <summary>
/// How the people of a plan are called, so that "Mark hit Jowan" reads as "he hit him". A name counts beside whatever the word is
/// else: Mark, Will and Ivy stay words.
/// </summary>
internal sealed partial class FamilyNames
{
    /// <summary>Stand in the word lists for every name of the plan. No text has them: the mark is no letter.</summary>
    public const string AnyAsWritten = "~name", AnyInflected = "~imie";

    public static readonly FamilyNames None = new([]);

    /// <summary>Of a shorter stem too many words are left.</summary>
    private const int ShortestStem = 3;

    private static readonly HashSet<string> Titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "nurse", "prof", "professor", "sir", "rev", "father", "pastor", "coach", "nan", "nana", "nanna", "gran", "granny", "grandma", "grandad", "grandpa", "uncle", "aunt", "auntie", "aunty", "pan", "pani", "babcia", "ciocia", "wujek"];

    // Of both genders; where a name has a stem of its own (Kacpr-, Mark-), its e is gone.
    private static readonly string[] Endings = ["", "a", "i", "y", "e", "u", "o", "owi", "em", "iem", "ie", "ia", "iu", "io"];

    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _inflected = [];
    private readonly Dictionary<string, Named> _who = [];

    /// <param name="names">As the plan has them: "Kerensa Penhale", "Mrs Odgers", "Elizabeth (Betty) Rowe".</param>
    public FamilyNames(IEnumerable<PlanName> names)
    {
        foreach (var (name, who) in names)
        {
            foreach (var word in Called(name)) Add(word, who);
        }
    }

    private void Add(string called, Named who)
    {
        HashSet<string> written = [called, called + "s"];
        HashSet<string> inflected = [.. Stems(called).Where(stem => stem.Length >= ShortestStem).SelectMany(stem => Endings.Select(ending => stem + ending))];
        _written.UnionWith(written);
        _inflected.UnionWith(inflected);
        // Of a name that two have, only what is true of both is known.
        foreach (var word in written.Union(inflected)) _who[word] = _who.TryGetValue(word, out var other) && other != who ? Named.Unknown : who;
    }

    private FamilyNames(FamilyNames one, IEnumerable<string> others) : this([])
    {
        _written.UnionWith(one._written);
        _inflected.UnionWith(one._inflected);
        _who = one._who;
        foreach (var word in others) _written.UnionWith([word, word + "s"]);
    }

    /// <param name="words">Words of one text that are names there.</param>
    public FamilyNames And(IReadOnlyCollection<string> words) => words.Count == 0 ? this : new(this, words);

    /// <param name="word">As texts are read: plain letters, lower case, without apostrophes.</param>
    public NameFit Fit(string word) => _written.Contains(word) ? NameFit.AsWritten : _inflected.Contains(word) ? NameFit.Inflected : NameFit.None;

    /// <summary>Who is called by a word that fits.</summary>
    public Named Who(string word) => _who.GetValueOrDefault(word);

    /// <summary>As words and names are compared.</summary>
    internal static string Plain(string text) => PlainLetters.Of(StorableText.Normal(text, NormalizationForm.FormKD)).ToLowerInvariant();

    // The first name, a title's surname, and what stands in brackets or quotes. Other surnames are too often words: Day, Young, Hill.
    private static IEnumerable<string> Called(string name)
    {
        var plain = Plain(name);
        string[] words = [.. Word().Matches(plain).Select(word => word.Value)];
        IEnumerable<string> first = words.SkipWhile(Titles.Contains).Take(1);
        var beside = Beside().Matches(plain).SelectMany(part => Word().Matches(part.Value)).Select(word => word.Value);
        return first.Concat(beside).Select(word => word.Replace("'", "", StringComparison.Ordinal)).Where(word => word.Length > 1);
    }

    private static IEnumerable<string> Stems(string name)
    {
        yield return name;
        yield return name.TrimEnd('a', 'e', 'i', 'o', 'u', 'y');
        if (name.Length > 3 && name[^2] == 'e') yield return name[..^2] + name[^1];
    }

    [GeneratedRegex(@"\p{L}[\p{L}']*")]
    private static partial Regex Word();

    [GeneratedRegex("[(\"“„«][^)\"”»]+[)\"”»]")]
    private static partial Regex Beside();
}
