namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Tells "I am not going to hurt myself" from "I am not well, I am going to hurt myself".</summary>
internal static class Negation
{
    // Then Polish, Urdu and Arabic, in the letters of PlainLetters.
    public static IReadOnlySet<string> Words { get; } = new HashSet<string>
    {
        "not", "never", "no", "without", "nor", "neither", "nobody", "cannot",
        "nie", "nigdy", "nikt", "نهين", "نهي", "nahi", "nahin", "لا", "لم", "لن", "ليس", "مش", "مو", "ما",
    };

    private const int Reach = 7;

    // Words that may stand between a denial and what it denies. A pronoun or a new clause ends its reach.
    private static readonly HashSet<string> CarriesDenial =
    [
        "going", "to", "want", "wanting", "wanted", "be", "been", "being", "even", "ever", "really", "actually", "feel", "feeling",
        "felt", "think", "thinking", "thought", "about", "of", "have", "having", "had", "has", "any", "thoughts", "planning",
        "trying", "tried", "would", "will", "do", "did", "done", "gone", "plan", "intend", "once", "a", "at", "risk",
        "ان", "اريد", "افكر", "في", "انوي", "احد", "حدا", "عمره", "عمرها", "ابدا",
    ];

    /// <summary>True when a denial reaches the words that start at <paramref name="start"/>.</summary>
    public static bool Reaches(IReadOnlyList<Token> tokens, int start)
    {
        for (var at = start - 1; at >= Math.Max(0, start - Reach); at--)
        {
            if (tokens[at + 1].NewClause) return false;
            if (Words.Contains(tokens[at].Word)) return true;
            if (!CarriesDenial.Contains(tokens[at].Word)) return false;
        }

        return false;
    }
}
