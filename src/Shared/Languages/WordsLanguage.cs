using System.Globalization;
using System.Text;

namespace FamilyPortal.Shared.Languages;

/// <summary>
/// In which language words are, by their letters and the small words that every sentence has. Told by the words alone: who reads pages
/// in Polish may write in English, and the other way round. A guess, and said to be one; of a few words in English letters, names most
/// of all, there is none. Good enough to look for somebody who reads it and to have it spoken right, and never to decide anything by.
/// </summary>
/// <param name="Tag">BCP 47; empty where only so much is clear that it is not English.</param>
/// <param name="Name">"Polish"; null as <paramref name="Tag"/>.</param>
public sealed record WordsLanguage(string Tag, string? Name)
{
    private static readonly WordsLanguage Polish = new("pl", "Polish"), Urdu = new("ur", "Urdu"), UrduInEnglishLetters = new("ur-Latn", "Urdu in English letters"), Arabic = new("ar", "Arabic"), Another = new("", null);

    private const string UrduLetters = "ٹڈڑںےھہۓ", ArabicLetters = "ةىيكهأإ", PolishLetters = "ąćęłńśźż";

    private static readonly HashSet<string> UrduWords = Words("میں ہے ہیں کے کی کا کو سے نہیں اور مجھے مجھ وہ یہ پر گھر نے رہا رہی ہوں تھا تھی کہ"), ArabicWords = Words("في من على أن لا ما هو هي أنا إلى عن مع هذا لم قد كل عند لي أبي أمي بعد قبل اليوم ليس كان كانت");

    // Without the marks too: many phones make them hard to type. None is an English word.
    private static readonly HashSet<string> PolishWords = Words("""
        nie się sie jest mnie że jak tak już juz masz mamy jestem jesteś jestes boję boje bardzo tego tylko dziękuję dziekuje proszę prosze kiedy gdzie chcę chce może moze dzieci dziecko mój moj moja moje moim mną
        dla przez czy są być byc był byl była byla było bylo jej jego ich nas nam mną tata taty tatą ojciec mąż maz domu teraz dzisiaj dziś wczoraj ktoś ktos coś cos jeszcze przy ze za nigdy zawsze wszystko kto
        ona ono oni też tez lub albo więc wiec żeby zeby gdy kiedy pomocy pomóżcie krzyczy bije bił zabije uderzył jutro muszę musze mogę moge umrzeć
        """);

    private static readonly HashSet<string> UrduInEnglishWords = Words("""
        hai hain nahi nahin nahee mujhe mujhay mujh mera meri mere mein aur kya ghar raha rahi rahe hoon hun thi tha woh wo yeh kar karo karta karti bacha bachay bachon abbu ammi shohar bahut bohat dar lagta lagti
        maar marta marti aap hum hamein humein apne apni kuch koi nay se ko ki ka ke par bhi phir abhi kal aaj madad
        """);

    // None of them is a word of the others.
    private static readonly HashSet<string> EnglishWords = Words("""
        the and is he she me it not you your of for that with are they we at but this have has will can cannot can't i i'm don't didn't about when what who why how if so his her him our their them there then from or as by an be been
        were had did does doing would could should want wants said says get got go going been out up very more no yes please thank thanks
        """);

    /// <summary>Null: English, or not clear.</summary>
    public static WordsLanguage? Of(string? words)
    {
        if (string.IsNullOrWhiteSpace(words)) return null;
        var letters = words.EnumerateRunes().Where(Rune.IsLetter).ToList();
        var arabic = letters.Count(r => r.Value is >= 0x600 and <= 0x6FF or >= 0x750 and <= 0x77F or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF);
        var latin = letters.Count(r => r.Value < 0x250 || r.Value is >= 0x1E00 and <= 0x1EFF or >= 0xFF21 and <= 0xFF5A);
        if (letters.Count == 0) return null;
        var all = Split(words);
        if (arabic > latin && arabic * 2 > letters.Count) return OfArabicLetters(all);
        return latin * 2 < letters.Count ? Another : OfLatinLetters(all);
    }

    /// <summary>Keyboards of one write letters of the other: letters and words are counted, and none decides alone.</summary>
    private static WordsLanguage OfArabicLetters(IReadOnlyList<string> words)
    {
        var urdu = 2 * words.Count(UrduWords.Contains) + words.Count(w => w.Any(UrduLetters.Contains));
        var arabic = 2 * words.Count(ArabicWords.Contains) + words.Count(w => w.Any(ArabicLetters.Contains) || w.StartsWith("ال", StringComparison.Ordinal));
        return urdu > arabic ? Urdu : arabic > urdu ? Arabic : Another;
    }

    private static WordsLanguage? OfLatinLetters(IReadOnlyList<string> words)
    {
        var english = words.Count(EnglishWords.Contains);
        var polish = words.Count(w => PolishWords.Contains(w) || w.Any(PolishLetters.Contains));
        var urdu = words.Count(UrduInEnglishWords.Contains);
        if (IsIt(polish) && polish > urdu) return Polish;
        return urdu > 1 && IsIt(urdu) ? UrduInEnglishLetters : null;

        // More of its small words than English ones, and enough of them for the length: a name alone makes no language.
        bool IsIt(int known) => known > english && known * 4 >= words.Count;
    }

    private static List<string> Split(string words) =>
        [.. words.ToLower(CultureInfo.InvariantCulture).Split([.. words.Where(c => !char.IsLetter(c) && c is not ('\'' or '’') && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace('’', '\''))];

    private static HashSet<string> Words(string list) => [.. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
