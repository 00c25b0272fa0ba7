using System.Text;

namespace FamilyPortal.Shared;

/// <summary>
/// Words as every database can hold them and every library can read them. What is no character (NUL, half of a surrogate pair, the
/// noncharacters of Unicode 23.7, at one of which normalising throws) becomes U+FFFD, which shows that something stood there: a text is
/// never lost for one bad character.
/// </summary>
public static class StorableText
{
    public static string Of(string text)
    {
        if (IsStorable(text)) return text;
        var storable = new StringBuilder(text.Length);
        // Half a pair comes out of the enumeration as the replacement already.
        foreach (var rune in text.EnumerateRunes()) storable.Append((IsCharacter(rune.Value) ? rune : Rune.ReplacementChar).ToString());
        return storable.ToString();
    }

    public static bool IsStorable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                if (!IsCharacter(text[at])) return false;
                continue;
            }
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]) || !IsCharacter(char.ConvertToUtf32(text[at], text[at + 1]))) return false;
            at++;
        }
        return true;
    }

    /// <summary>The words in a normal form, whatever they hold.</summary>
    public static string Normal(string text, NormalizationForm form) => Of(text).Normalize(form);

    private static bool IsCharacter(int code) => code != 0 && (code & 0xFFFE) != 0xFFFE && code is not (>= 0xFDD0 and <= 0xFDEF);
}
