namespace FamilyPortal.Shared.PlainWords;

/// <summary>Says when a word of a text is a word of the list: itself, its plural, or with 's.</summary>
internal static class WordForms
{
    public static bool Same(string written, string listed, bool exact)
    {
        var compare = exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var bare = WithoutPossessive(written);
        if (bare.Equals(listed, compare)) return true;
        if (bare.EndsWith('s') && bare.AsSpan(0, bare.Length - 1).Equals(listed, compare)) return true;
        return listed.EndsWith('y') && bare.Length == listed.Length + 2 && bare.EndsWith("ies", compare) && bare.AsSpan(0, bare.Length - 3).Equals(listed.AsSpan(0, listed.Length - 1), compare);
    }

    private static string WithoutPossessive(string word)
    {
        if (word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'') return word[..^2];
        return word.TrimEnd('\'');
    }
}
