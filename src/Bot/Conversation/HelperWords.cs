using System.Globalization;
using System.Resources;
using System.Text;

namespace FamilyPortal.Bot.Conversation;

/// <summary>Everything the helper says that is not a topic, from <c>HelperWords.resx</c>.</summary>
internal static class HelperWords
{
    private static readonly ResourceManager Words = new(typeof(HelperWords));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <exception cref="MissingManifestResourceException">No such entry: a fault of the program.</exception>
    public static string Get(string key, params object[] values)
    {
        var text = Words.GetString(key, English) ?? throw new MissingManifestResourceException($"HelperWords.resx has no '{key}'.");
        return values.Length == 0 ? text : string.Format(English, text, values);
    }

    /// <summary>An entry with words or phrases, on lines of their own or with commas between.</summary>
    public static IReadOnlySet<string> Set(string key) =>
        Get(key).Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>"Ann", "Ann and Ken", "Ann, Ken and Col".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names.Select(Name)) : $"{string.Join(", ", names.Take(names.Count - 1).Select(Name))} {Get("And")} {Name(names[^1])}";

    /// <summary>
    /// A name among English words: one in a script that is read from the right stands by itself, or it would take the comma, the next
    /// such name or the telephone number after it along.
    /// </summary>
    public static string Name(string name) => name.EnumerateRunes().Any(IsFromTheRight) ? $"\u2068{name}\u2069" : name;

    // Hebrew, Arabic and their neighbours, and the forms that old keyboards send (Unicode's blocks for right-to-left scripts).
    private static bool IsFromTheRight(Rune letter) => letter.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
