namespace FamilyPortal.Shared.PlainWords;

/// <summary>
/// Takes a text apart into its sentences, and changes not a letter of it. Where it is not sure that a sentence ends it goes on: two
/// ideas on a line are better than half a one.
/// </summary>
public static class Sentences
{
    private const string Ends = ".!?…؟۔";
    private const string Closes = "\"'”’»)]";

    // What is written with a full stop in the middle of a sentence, in the languages of our readers.
    private static readonly HashSet<string> Short = new(
        ["mr", "mrs", "ms", "dr", "st", "prof", "rev", "tel", "approx", "e.g", "i.e", "etc", "vs", "np", "ul", "godz", "tzn", "tj", "nr"],
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Of(string text)
    {
        List<string> sentences = [];
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\n' && !Ends.Contains(text[at])) continue;
            var end = at + 1;
            while (end < text.Length && (Ends.Contains(text[end]) || Closes.Contains(text[end]))) end++;
            if (text[at] != '\n' && !IsEnd(text, start, at, end)) continue;
            Add(text[start..end]);
            start = end;
            at = end - 1;
        }
        Add(text[start..]);
        return sentences;

        void Add(string sentence)
        {
            if (sentence.Trim() is { Length: > 0 } words) sentences.Add(words);
        }
    }

    private static bool IsEnd(string text, int start, int at, int end)
    {
        if (end == text.Length) return true;
        if (!char.IsWhiteSpace(text[end])) return false;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        // A quotation within a sentence: "Not today!" he says.
        if (next < text.Length && char.IsLower(text[next])) return false;
        if (text[at] != '.') return true;
        var word = text[start..at];
        word = word[(word.LastIndexOfAny([' ', '\n', '\t', '(', '"']) + 1)..];
        return !Short.Contains(word) && !(word.Length == 1 && char.IsUpper(word[0]));
    }
}
