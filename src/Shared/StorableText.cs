using System.Text;

namespace FamilyPortal.Shared;

/// <summary>
/// Words as every database can hold them. What is no character (NUL, half of a surrogate pair) becomes U+FFFD, which shows that
/// something stood there: a text is never lost for one bad character.
/// </summary>
public static class StorableText
{
    public static string Of(string text)
    {
        if (IsStorable(text)) return text;
        var storable = new StringBuilder(text.Length);
        // Half a pair comes out of the enumeration as the replacement already.
        foreach (var rune in text.EnumerateRunes()) storable.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return storable.ToString();
    }

    public static bool IsStorable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0') return false;
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            at++;
        }
        return true;
    }
}
