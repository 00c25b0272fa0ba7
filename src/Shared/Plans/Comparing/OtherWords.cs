using System.Text;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Comparing;

/// <summary>
/// THE rule which answer is about other words than an item has now: it was given to a version in which the item said something else.
/// What it said between then and now does not count: that may have been for others alone. Letters and figures count; a comma that was
/// mended, or another order of the list, makes no other words.
/// </summary>
internal static class OtherWords
{
    private static readonly string[] Members = ["text", "zero", "ten", "when", "do"];

    /// <summary>For the items of the last version, the earlier ones in which they said something else.</summary>
    /// <param name="versions">Oldest first, each as it is stored.</param>
    public static IReadOnlySet<(string ItemId, int Version)> In(IEnumerable<(int Version, string Document)> versions)
    {
        List<(string Id, int Version, string Words)> said = [];
        Dictionary<string, string> now = [];
        foreach (var (version, written) in versions)
        {
            using var document = JsonDocument.Parse(written);
            now = OldTranslations.Items(document.RootElement).ToDictionary(item => item.GetProperty("id").GetString()!, Words);
            said.AddRange(now.Select(item => (item.Key, version, item.Value)));
        }
        return said.Where(s => now.TryGetValue(s.Id, out var words) && words != s.Words).Select(s => (s.Id, s.Version)).ToHashSet();
    }

    private static string Words(JsonElement item) => string.Join('\n', Members.Select(m => !item.TryGetProperty(m, out var part) ? "" : Bare(part.ValueKind switch
    {
        JsonValueKind.String => part.GetString()!,
        JsonValueKind.Object when part.TryGetProperty("text", out var text) => text.GetString()!,
        _ => "",
    })));

    private static string Bare(string words) =>
        string.Concat(words.Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes().Where(Rune.IsLetterOrDigit));
}
