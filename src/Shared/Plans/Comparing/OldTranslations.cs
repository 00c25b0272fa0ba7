using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Comparing;

/// <summary>
/// THE rule which translations are old: the English under them changed, and they did not. By what a translation stood for, not by
/// where: an entry put before others moves them all. One that stood for the same English before is no old one.
/// </summary>
internal static class OldTranslations
{
    /// <summary>What becomes old where an item comes into force in the place of another.</summary>
    public static List<OldTranslation> Between(JsonElement before, JsonElement after)
    {
        var then = Sentences(before).ToLookup(s => (s.Language, s.Translation), s => s.English);
        return [.. Sentences(after).Where(s => then[(s.Language, s.Translation)] is var english && english.Any() && !english.Contains(s.English)).Distinct()];
    }

    /// <summary>
    /// What is old in the last of these versions, by item id: since a translation came, it stayed through however many versions, and
    /// its English is not the one that it was made of.
    /// </summary>
    /// <param name="versions">Oldest first, each as it is stored.</param>
    public static IReadOnlySet<(string ItemId, OldTranslation Words)> In(IEnumerable<string> versions)
    {
        Dictionary<string, Dictionary<(string, string), HashSet<string>>> made = [];
        HashSet<(string, OldTranslation)> old = [];
        foreach (var version in versions)
        {
            Dictionary<string, Dictionary<(string, string), HashSet<string>>> now = [];
            old = [];
            using var document = JsonDocument.Parse(version);
            foreach (var item in Items(document.RootElement))
            {
                var sentences = Sentences(item).ToLookup(s => (s.Language, s.Translation));
                if (sentences.Count == 0) continue;
                var id = item.GetProperty("id").GetString()!;
                var before = made.GetValueOrDefault(id) ?? (item.TryGetProperty("replaces", out var replaced) ? made.GetValueOrDefault(replaced.GetString()!) : null);
                now[id] = sentences.ToDictionary(s => s.Key, s => before?.GetValueOrDefault(s.Key) ?? [.. s.Select(w => w.English)]);
                old.UnionWith(sentences.SelectMany(s => s).Where(s => !now[id][(s.Language, s.Translation)].Contains(s.English)).Select(s => (id, s)));
            }
            made = now;
        }
        return old;
    }

    /// <summary>All items of a stored plan, as they are written.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement root) =>
        root.GetProperty("plan").EnumerateObject().Where(list => list.Value.ValueKind == JsonValueKind.Array).SelectMany(list => list.Value.EnumerateArray()).Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out _));

    private static IEnumerable<OldTranslation> Sentences(JsonElement written) => written.ValueKind switch
    {
        JsonValueKind.Array => written.EnumerateArray().SelectMany(Sentences),
        JsonValueKind.Object => Own(written).Concat(written.EnumerateObject().SelectMany(m => Sentences(m.Value))),
        _ => [],
    };

    private static IEnumerable<OldTranslation> Own(JsonElement words) =>
        words.TryGetProperty("translations", out var translations) && words.TryGetProperty("text", out var text)
            ? translations.EnumerateObject().Select(t => new OldTranslation(t.Name, text.GetString()!, t.Value.GetString()!))
            : [];
}
