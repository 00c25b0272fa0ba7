using System.Text;
using FamilyPortal.Shared;

namespace FamilyPortal.Bot.Understanding;

/// <summary>Turns a question into features to compare: word stems with synonyms joined, pairs of them, and pieces of words that survive a typing slip.</summary>
internal sealed class QuestionWords(IReadOnlyDictionary<string, string> synonyms)
{
    private const int LongestQuestion = 1000;

    private static readonly Dictionary<string, string> Spellings = new()
    {
        ["whats"] = "what is",
        ["whos"] = "who is",
        ["wheres"] = "where is",
        ["whens"] = "when is",
        ["hows"] = "how is",
        ["thats"] = "that is",
        ["im"] = "i am",
        ["ive"] = "i have",
        ["id"] = "i would",
        ["theyre"] = "they are",
        ["theyll"] = "they will",
        ["hes"] = "he is",
        ["shes"] = "she is",
        ["its"] = "it is",
        ["dont"] = "do not",
        ["doesnt"] = "do not",
        ["didnt"] = "did not",
        ["cant"] = "can not",
        ["cannot"] = "can not",
        ["wont"] = "will not",
        ["wouldnt"] = "would not",
        ["isnt"] = "is not",
        ["arent"] = "are not",
        ["havent"] = "have not",
        ["hasnt"] = "have not",
        ["aint"] = "is not",
        ["wasnt"] = "was not",
        ["u"] = "you",
        ["ur"] = "your",
        ["r"] = "are",
        ["n"] = "and",
        ["wen"] = "when",
        ["wot"] = "what",
        ["wat"] = "what",
        ["wanna"] = "want to",
        ["gonna"] = "going to",
        ["gotta"] = "have to",
        ["em"] = "them",
        ["cos"] = "because",
        ["bout"] = "about",
        ["owt"] = "anything",
        ["nowt"] = "nothing",
        ["summat"] = "something",
        ["me"] = "my",
        ["wanting"] = "want",
        ["sposed"] = "meant",
        ["supposed"] = "meant",
        ["yp"] = "young person",
        ["ss"] = "social services",
        ["tmrw"] = "tomorrow",
        ["pls"] = "please",
        ["plz"] = "please",
        ["ten"] = "10",
        ["nine"] = "9",
        ["eight"] = "8",
        ["seven"] = "7",
        ["six"] = "6",
        ["five"] = "5",
        ["four"] = "4",
        ["three"] = "3",
        ["two"] = "2",
        ["zero"] = "0",
    };

    /// <summary>Short and odd ways of writing that are known: none of them is a name.</summary>
    public static IEnumerable<string> ShortForms => Spellings.Keys;

    /// <summary>Features, repeated as often as they occur.</summary>
    public IEnumerable<string> FeaturesOf(string question)
    {
        var words = WordsOf(question).ToList();
        foreach (var word in words) yield return word;
        foreach (var (first, second) in words.Zip(words.Skip(1))) yield return $"{first} {second}";
        foreach (var word in words.Where(word => word.Length >= 5))
        {
            for (var at = 0; at + 4 <= word.Length; at++) yield return $"~{word.AsSpan(at, 4)}";
        }
    }

    private IEnumerable<string> WordsOf(string question)
    {
        foreach (var written in Cut(question.Length > LongestQuestion ? question[..LongestQuestion] : question))
        {
            foreach (var word in Spellings.GetValueOrDefault(written, written).Split(' '))
            {
                if (word.Length <= 2 && word.All(char.IsDigit)) yield return "<number>";
                yield return synonyms.TryGetValue(word, out var same) ? Stem(same) : synonyms.GetValueOrDefault(Stem(word), Stem(word));
            }
        }
    }

    private static IEnumerable<string> Cut(string question)
    {
        var word = new StringBuilder();
        foreach (var letter in StorableText.Normal(question, NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter)) word.Append(letter);
            else if (letter is not ('\'' or '’') && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0) yield return word.ToString();
    }

    private static string Stem(string word)
    {
        if (word.Length <= 3) return word;
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        foreach (var end in (string[])["ing", "ed", "es", "s", "ly"])
        {
            if (!word.EndsWith(end, StringComparison.Ordinal) || word.Length - end.Length < 3) continue;
            if (end == "s" && word[^2] is 's' or 'u' or 'i') return word;
            var stem = word[..^end.Length];
            return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1] : stem;
        }

        return word.EndsWith('e') && word.Length > 4 ? word[..^1] : word;
    }
}
