namespace FamilyPortal.Shared.PlainWords;

/// <summary>
/// How hard an English text is to read. Syllables are estimated from vowels, so the grade is a guide:
/// Flesch-Kincaid grade 4 is about reading age 9.
/// </summary>
/// <param name="Grade">Flesch-Kincaid grade; 0 for a text without words.</param>
/// <param name="SentenceLengths">Words in each sentence, in order.</param>
public sealed record Readability(int Words, int Syllables, double Grade, IReadOnlyList<int> SentenceLengths)
{
    /// <summary>Words in the longest sentence; 0 for a text without words.</summary>
    public int LongestSentence => SentenceLengths.DefaultIfEmpty(0).Max();

    /// <summary>Measures a text. A line end ends a sentence too, since headings and list items have no full stop.</summary>
    public static Readability Of(string? text)
    {
        var sentences = Sentences(text ?? "").Select(WrittenWords.Of).Where(words => words.Count > 0).ToList();
        var words = sentences.Sum(sentence => sentence.Count);
        if (words == 0) return new Readability(0, 0, 0, []);

        var syllables = sentences.Sum(sentence => sentence.Sum(word => SyllablesIn(word.Text)));
        var grade = (0.39 * words / sentences.Count) + (11.8 * syllables / words) - 15.59;
        return new Readability(words, syllables, grade, [.. sentences.Select(sentence => sentence.Count)]);
    }

    /// <summary>An estimate, at least 1: groups of vowels, less a silent e at the end.</summary>
    public static int SyllablesIn(string word)
    {
        var letters = new string([.. word.ToLowerInvariant().Where(char.IsLetter)]);
        var count = 0;
        var inVowels = false;
        foreach (var letter in letters)
        {
            var vowel = "aeiouy".Contains(letter);
            if (vowel && !inVowels) count++;
            inVowels = vowel;
        }

        if (count > 1 && HasSilentEnd(letters)) count--;
        return Math.Max(1, count);
    }

    // "make", "makes", "moved", but "table", "wanted", "added" sound their end.
    private static bool HasSilentEnd(string word)
    {
        if (word.EndsWith("le", StringComparison.Ordinal) && word.Length > 2 && !IsVowel(word[^3])) return false;
        if (word.EndsWith('e')) return !IsVowel(word[^2]);
        if (word.EndsWith("es", StringComparison.Ordinal) && word.Length > 3) return !IsVowel(word[^3]) && !"sxzcg".Contains(word[^3]) && !word.EndsWith("shes", StringComparison.Ordinal) && !word.EndsWith("ches", StringComparison.Ordinal);
        return word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 3 && !IsVowel(word[^3]) && word[^3] is not ('t' or 'd');
    }

    private static bool IsVowel(char letter) => "aeiouy".Contains(letter);

    // A dot inside a time or number ("9.30am", "s.17") ends no sentence.
    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var dotInside = text[at] == '.' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);
            if (text[at] is not ('.' or '!' or '?' or '\n' or ':') || dotInside) continue;
            yield return text[start..at];
            start = at + 1;
        }

        yield return text[start..];
    }
}
