using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>
/// Turns letters of other scripts back into the English letters that they look like: "нe is hitting me" with a Cyrillic letter.
/// A text in another language is left: there such letters are what they are.
/// </summary>
internal sealed class LookAlikes
{
    private readonly Dictionary<Rune, char> _plain = [];

    /// <param name="table">English letter to those that look like it.</param>
    public LookAlikes(IReadOnlyDictionary<string, string> table)
    {
        foreach (var (letter, others) in table)
            foreach (var other in others.EnumerateRunes()) _plain[other] = letter[0];
    }

    public string Fold(string text)
    {
        var (english, alike, foreign) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsEnglish(rune)) english++;
            else if (_plain.ContainsKey(rune)) alike++;
            else if (Rune.IsLetter(rune)) foreign++;
        }
        if (alike == 0) return text;

        // A whole word of look-alikes is English in an English text, and in one that has nothing but look-alikes.
        var isEnglish = foreign == 0 || english >= alike + foreign;
        var folded = new StringBuilder(text.Length);
        var word = new StringBuilder();
        var isMixed = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune.ToString());
                isMixed |= IsEnglish(rune);
                continue;
            }
            Take(word, folded, isEnglish || isMixed);
            isMixed = false;
            folded.Append(rune.ToString());
        }
        Take(word, folded, isEnglish || isMixed);
        return folded.ToString();
    }

    /// <summary>Whatever the language: for what is only compared, never read.</summary>
    public string FoldAll(string text)
    {
        var folded = new StringBuilder(text.Length);
        Take(new(text), folded, fold: true);
        return folded.ToString();
    }

    private void Take(StringBuilder word, StringBuilder into, bool fold)
    {
        if (!fold) into.Append(word);
        else
            foreach (var rune in word.ToString().EnumerateRunes()) into.Append(_plain.TryGetValue(rune, out var letter) ? letter.ToString() : rune.ToString());
        word.Clear();
    }

    private static bool IsEnglish(Rune rune) => rune.IsAscii && Rune.IsLetter(rune);
}
