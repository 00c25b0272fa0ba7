using System.Globalization;
using System.Text;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Cuts a text into words, clauses and sentences.</summary>
internal static class RawWords
{
    // Marks that stand for letters in words people disguise: "su1c1de", "k!ll", "s*icide".
    private const string InsideWord = "'@$*&";

    /// <param name="wordsIn">The words that letters standing one by one make.</param>
    public static IEnumerable<Token> Of(string text, IReadOnlyDictionary<string, string> emoji, Func<string, IEnumerable<string>> wordsIn) => JoinLetters(Cut(text, emoji), wordsIn);

    private static IEnumerable<Token> Cut(string text, IReadOnlyDictionary<string, string> emoji)
    {
        var word = new StringBuilder();
        var newClause = false;
        foreach (var rune in text.Replace("\r", "", StringComparison.Ordinal).Replace("\n\n", ".", StringComparison.Ordinal).EnumerateRunes())
        {
            var symbol = rune.ToString();
            if (symbol is "’" or "‘" or "ʼ" or "`" or "´" or "′") symbol = "'";
            if (Rune.IsLetterOrDigit(rune) || InsideWord.Contains(symbol, StringComparison.Ordinal))
            {
                word.Append(symbol);
                continue;
            }

            if (word.Length > 0)
            {
                yield return new Token(word.ToString(), newClause);
                word.Clear();
                newClause = false;
            }

            if (emoji.TryGetValue(symbol, out var meaning)) yield return new Token(meaning);
            else if (symbol is "." or "!" or "?" or ";" or "…" or "؟" or "۔" or "؛") yield return new Token(Token.Break);
            else if (symbol is "," or "،" or "\n" or "(" or ")" or ":" or "–" or "—" || (symbol == "-" && word.Length == 0)) newClause = true;
        }

        if (word.Length > 0) yield return new Token(word.ToString(), newClause);
    }

    // "k i l l" is "kill". Two letters alone ("i a") are left, they may be words.
    private static IEnumerable<Token> JoinLetters(IEnumerable<Token> words, Func<string, IEnumerable<string>> wordsIn)
    {
        var letters = new List<Token>();
        foreach (var word in words)
        {
            if (!word.IsBreak && word.Word.Length == 1 && char.IsLetter(word.Word[0]))
            {
                letters.Add(word);
                continue;
            }

            foreach (var token in Joined(letters, wordsIn)) yield return token;
            letters.Clear();
            yield return word;
        }

        foreach (var token in Joined(letters, wordsIn)) yield return token;
    }

    private static IReadOnlyList<Token> Joined(List<Token> letters, Func<string, IEnumerable<string>> wordsIn) =>
        letters.Count < 3 ? [.. letters] : [.. wordsIn(string.Concat(letters.Select(letter => letter.Word))).Select((word, place) => new Token(word, place == 0 && letters[0].NewClause))];
}
