using System.Text;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>
/// What family-plan/1 allows in words: <c>$defs/text</c> and <c>$defs/name</c>. Lengths are in Unicode code points,
/// and white space is what ECMA-262 calls so, because that is what the schema's patterns mean.
/// </summary>
internal static class TextRules
{
    public const int MaxText = 4000;
    public const int MaxShort = 120;

    /// <summary>The keys of what is wrong with a text, most telling first.</summary>
    public static IEnumerable<string> TextFaults(string text, int maxLength)
    {
        if (text.Length == 0)
        {
            yield return "TextEmpty";
            yield break;
        }

        if (IsLonger(text, maxLength))
            yield return "TextTooLong";
        if (!text.EnumerateRunes().Any(r => !IsSpace(r.Value) && r.Value is not ((>= 0x200B and <= 0x200F) or 0x2060)))
            yield return "TextInvisible";
        if (text.EnumerateRunes().Any(r => IsForbiddenInText(r.Value)))
            yield return "TextForbidden";
        if (CouldOpenTag(text))
            yield return "TextMarkup";
    }

    public static IEnumerable<string> NameFaults(string name)
    {
        if (name.Length == 0)
        {
            yield return "TextEmpty";
            yield break;
        }

        if (IsLonger(name, MaxShort))
            yield return "TextTooLong";
        if (!name.EnumerateRunes().Any(r => IsLetterish(r.Value)))
            yield return "NameNoLetter";
        if (IsSpace(name[0]) || IsSpace(name[^1]) || name.AsSpan().IndexOfAny("\n\r\u2028\u2029") >= 0)
            yield return "NameNotOneLine";
        if (name.EnumerateRunes().Any(r => IsForbiddenInName(r.Value)))
            yield return "NameForbidden";
    }

    private static bool IsLonger(string text, int max) => text.Length > max && text.EnumerateRunes().Count() > max;

    /// <summary><c>\s</c> of ECMA-262: WhiteSpace and LineTerminator.</summary>
    private static bool IsSpace(int c) => c is (>= 0x09 and <= 0x0D) or 0x20 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A)
        or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 or 0xFEFF;

    private static bool IsForbiddenInText(int c) => c is <= 0x08 or 0x0B or 0x0C or (>= 0x0E and <= 0x1F) or (>= 0x7F and <= 0x9F)
        or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0xFFFD;

    private static bool IsForbiddenInName(int c) => c is <= 0x1F or (>= 0x7F and <= 0x9F) or 0x200B or 0x200E or 0x200F
        or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF or 0xFFFD or '<' or '>';

    private static bool IsLetterish(int c) => !IsSpace(c) && c is not (<= 0x40 or (>= 0x5B and <= 0x60) or (>= 0x7B and <= 0xBF)
        or (>= 0x2000 and <= 0x206F) or (>= 0x3000 and <= 0x303F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF);

    private static bool CouldOpenTag(string text)
    {
        for (var i = text.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < text.Length; i = text.IndexOf('<', i + 1))
        {
            if (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?')
                return true;
        }

        return false;
    }
}
