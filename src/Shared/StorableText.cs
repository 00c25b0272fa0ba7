using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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

    /// <summary>
    /// Nothing that anybody could see: no text, or spaces and characters without a shape alone. What is no character is not blank: it
    /// shows as what stood there. Beside anything that shows, such characters stay as they are: words in many scripts need them.
    /// </summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => string.IsNullOrWhiteSpace(text) || text.EnumerateRunes().All(IsUnseen);

    private static bool IsUnseen(Rune rune) => rune.Value != 0 && (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        // Those that enclose a number or a verse have a shape.
        UnicodeCategory.Format => rune.Value is not (>= 0x600 and <= 0x605 or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD or >= 0x13430 and <= 0x1343F),
        // Letters, marks and signs that are drawn as nothing: fillers of Hangul, vowels of Khmer, joiner, selectors of variants, an empty Braille cell.
        _ => rune.Value is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF),
    });

    private static bool IsCharacter(int code) => code != 0 && (code & 0xFFFE) != 0xFFFE && code is not (>= 0xFDD0 and <= 0xFDEF);
}
