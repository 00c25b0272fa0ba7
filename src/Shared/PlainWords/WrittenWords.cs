namespace FamilyPortal.Shared.PlainWords;

/// <summary>A word, with a straight apostrophe, and where it stands.</summary>
internal readonly record struct WrittenWord(string Text, int Start)
{
    public int End => Start + Text.Length;
}

internal static class WrittenWords
{
    /// <summary>Runs of letters and digits, with apostrophes inside them. Hyphens part words: "multi-agency" is two.</summary>
    public static List<WrittenWord> Of(string text)
    {
        var words = new List<WrittenWord>();
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (IsApostrophe(text[at]) && at + 1 < text.Length && char.IsLetter(text[at + 1])))) at++;
            words.Add(new WrittenWord(text[start..at].Replace('’', '\''), start));
        }

        return words;
    }

    /// <summary>True when nothing but spaces, one hyphen or one dot stands between two words, so that they can be one term.</summary>
    public static bool Joined(string text, WrittenWord first, WrittenWord second)
    {
        var between = text.AsSpan(first.End, second.Start - first.End);
        return between.IsWhiteSpace() || between is "-" or "‑" or "–" or ".";
    }

    private static bool IsApostrophe(char letter) => letter is '\'' or '’';
}
