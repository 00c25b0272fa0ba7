namespace FamilyPortal.Shared.Texting;

/// <summary>What an address that stands on lock screens must not say (design.md, "Texts").</summary>
internal static class NeutralWords
{
    /// <summary>What somebody looking over a shoulder must not read in a text.</summary>
    private static readonly string[] Telling =
        ["family", "families", "child", "kid", "parent", "social", "safe", "council", "plan", "care", "protect", "worker", "abuse", "gov"];

    /// <summary>The words in a host or e-mail address that give away what the texts are about; empty for a neutral one.</summary>
    /// <param name="names">Names that tell as well: of councils, of places.</param>
    public static IReadOnlyList<string> TellingIn(string address, IEnumerable<string> names) =>
        [.. Telling.Concat(names.SelectMany(n => n.ToLowerInvariant().Split(' ', '-')).Where(w => w.Length > 3)).Distinct()
            .Where(w => address.Contains(w, StringComparison.OrdinalIgnoreCase))];
}
