using FamilyPortal.Shared.PlainWords;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>What somebody wants explained: "what is a …", "what does … mean", "…?".</summary>
/// <param name="Words">What stands in the question, without what asks.</param>
/// <param name="IsOfTheWord">It asks what a word means, and not for the thing itself: "what does the outcome mean", "what is an outcome".</param>
internal sealed record WordAsked(string Words, bool IsOfTheWord)
{
    private static readonly string[][] Before = Lines("Hear.Word.Before");
    private static readonly string[][] After = Lines("Hear.Word.After");
    private static readonly string[][] About = Lines("Hear.Word.About");

    /// <summary>The word of the jargon list that is asked for; null where none is.</summary>
    public static JargonTerm? Term(string text)
    {
        foreach (var asked in In(text))
        {
            // "What is the outcome?" asks how something came out.
            if (JargonTerms.Named(asked.Words) is { } term && (asked.IsOfTheWord || !term.IsPlain)) return term;
        }
        return null;
    }

    /// <summary>The question, and each sentence of it that asks: "I got a letter. What is a CAF?"</summary>
    private static IEnumerable<WordAsked> In(string text)
    {
        if (Of(text, whole: true) is { } all) yield return all;
        foreach (var sentence in text.Split(['?', '!', '\n', ';', ','], StringSplitOptions.RemoveEmptyEntries).SelectMany(part => part.Split(". ")))
            if (Of(sentence, whole: false) is { } one) yield return one;
    }

    private static WordAsked? Of(string text, bool whole)
    {
        var words = Plain.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        var left = words;
        while (Longest(Before, left, atStart: true) is { } opener) left = left[opener.Length..];
        var asks = left.Length < words.Length;
        while (Longest(After, left, atStart: false) is { } ending)
        {
            left = left[..^ending.Length];
            asks = true;
        }
        if (left.Length == 0 || (!asks && !whole)) return null;
        var isAbout = About.Any(line => words.Length >= line.Length && Enumerable.Range(0, words.Length - line.Length + 1).Any(at => words.AsSpan(at, line.Length).SequenceEqual(line)));
        var (isOne, isThe) = (left[0] is "a" or "an", left[0] is "the" or "this" or "that" or "these" or "those");
        // "What does my care order mean" is about the word; "what is my safety goal" is about their own.
        var isOurs = isAbout && left[0] is ("my" or "our" or "your" or "his" or "her" or "their");
        if ((isOne || isThe || isOurs) && left.Length > 1) left = left[1..];
        return new(string.Join(' ', left), isAbout || !isThe);
    }

    private static string[]? Longest(string[][] lines, string[] words, bool atStart) =>
        lines.FirstOrDefault(line => line.Length < words.Length && (atStart ? words.AsSpan(0, line.Length) : words.AsSpan(words.Length - line.Length)).SequenceEqual(line));

    private static string[][] Lines(string key) => [.. HelperWords.Set(key).Select(line => line.Split(' ')).OrderByDescending(line => line.Length)];
}
