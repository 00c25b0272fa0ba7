using System.Globalization;
using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Letters without accents, and one form of those that keyboards write in several: so that no style of typing hides a word.</summary>
internal static class PlainLetters
{
    private const char Tatweel = 'ـ';

    // Arabic, Persian and Urdu keyboards have letters of their own for the same sound; ł has no accent that could be taken off.
    private static readonly Dictionary<char, char> OneForm = new()
    {
        ['ی'] = 'ي',
        ['ى'] = 'ي',
        ['ک'] = 'ك',
        ['ہ'] = 'ه',
        ['ھ'] = 'ه',
        ['ة'] = 'ه',
        ['ۃ'] = 'ه',
        ['ە'] = 'ه',
        ['ں'] = 'ن',
        ['ٱ'] = 'ا',
        ['ł'] = 'l',
        ['Ł'] = 'L',
    };

    /// <param name="decomposed">In compatibility form (KD), where an accent is a character of its own.</param>
    public static string Of(string decomposed)
    {
        var plain = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark || rune.Value == Tatweel) continue;
            if (rune.IsBmp && OneForm.TryGetValue((char)rune.Value, out var letter)) plain.Append(letter);
            else plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
