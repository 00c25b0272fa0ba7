using System.Globalization;
using System.Resources;

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

    /// <summary>An entry with one word or phrase a line.</summary>
    public static IReadOnlySet<string> Set(string key) =>
        Get(key).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>"Ann", "Ann and Ken", "Ann, Ken and Col".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} {Get("And")} {names[^1]}";
}
