using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Understanding;

/// <summary>
/// Names of people, as they are written: a capital within a sentence, of a word that nobody here uses. "When does Piotr come" asks
/// what "when does she come" asks, and the helper knows nobody by name before it looks into the reader's own plan.
/// </summary>
internal sealed partial class Names(IEnumerable<string> texts)
{
    private readonly HashSet<string> _used = [.. texts.SelectMany(Words).Select(word => word.ToLowerInvariant())];

    /// <summary>The question with "she" for each name.</summary>
    public string Left(string question) => Capital().Replace(question, found => _used.Contains(found.Value.ToLowerInvariant()) ? found.Value : "she");

    /// <summary>Whether it is a word that the phrasings or the topics use, in the singular or the plural.</summary>
    public bool IsUsed(string word) => word.ToLowerInvariant() is var small && (_used.Contains(small) || (small.EndsWith('s') && _used.Contains(small[..^1])));

    /// <summary>As they are written, one after the other.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text).Select(found => found.Value)];

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    // After another word of the same sentence; with its last name.
    [GeneratedRegex(@"(?<=[\p{L}\p{N},] )\p{Lu}\p{Ll}+( \p{Lu}\p{Ll}+)?\b")]
    private static partial Regex Capital();
}
