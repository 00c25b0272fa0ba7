using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Understanding;

/// <summary>
/// Names of people, as they are written: a capital within a sentence, of a word that nobody here uses. "When does Piotr come" asks
/// what "when does she come" asks, and the helper knows nobody by name before it looks into the reader's own plan.
/// </summary>
internal sealed partial class Names(IEnumerable<string> texts)
{
    private readonly HashSet<string> _used = [.. texts.SelectMany(text => Words().Matches(text)).Select(found => found.Value.ToLowerInvariant())];

    /// <summary>The question with "she" for each name.</summary>
    public string Left(string question) => Capital().Replace(question, found => _used.Contains(found.Value.ToLowerInvariant()) ? found.Value : "she");

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    // After another word of the same sentence; with its last name.
    [GeneratedRegex(@"(?<=[\p{L}\p{N},] )\p{Lu}\p{Ll}+( \p{Lu}\p{Ll}+)?\b")]
    private static partial Regex Capital();
}
