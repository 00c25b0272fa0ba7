using System.Text;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Comparing;

/// <summary>
/// THE rule which answer is about other words than an item has now: it was given to an earlier version than the one in which the item
/// came to say what it says. Letters and figures count; a comma that was mended, or another order of the list, makes no other words.
/// </summary>
internal static class WordsSince
{
    private static readonly string[] Members = ["text", "zero", "ten", "when", "do"];

    /// <summary>For each item of the last version, the version since which it says what it says.</summary>
    /// <param name="versions">Oldest first, each as it is stored.</param>
    public static IReadOnlyDictionary<string, int> In(IEnumerable<(int Version, string Document)> versions)
    {
        Dictionary<string, (string Words, int Since)> all = [];
        HashSet<string> last = [];
        foreach (var (version, written) in versions)
        {
            using var document = JsonDocument.Parse(written);
            last = [];
            foreach (var item in OldTranslations.Items(document.RootElement))
            {
                var (id, words) = (item.GetProperty("id").GetString()!, Words(item));
                last.Add(id);
                if (!all.TryGetValue(id, out var before) || before.Words != words) all[id] = (words, version);
            }
        }
        return last.ToDictionary(id => id, id => all[id].Since);
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
