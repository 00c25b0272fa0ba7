namespace FamilyPortal.Shared.Families;

/// <summary>Whether somebody is a woman or a man, where the plan says so by the way.</summary>
public enum Gender
{
    Unknown = 0,
    Woman,
    Man,
}

internal static class Genders
{
    private static readonly HashSet<string> Women = ["mum", "mam", "mummy", "mom", "mother", "stepmum", "stepmother", "gran", "granny", "grandma", "grandmother", "nan", "nana", "nanna", "auntie", "aunty", "aunt", "sister", "stepsister", "daughter", "wife", "girlfriend", "niece"];
    private static readonly HashSet<string> Men = ["dad", "daddy", "father", "stepdad", "stepfather", "grandad", "granddad", "grandpa", "grandfather", "grampy", "gramps", "uncle", "brother", "stepbrother", "son", "husband", "boyfriend", "nephew"];

    /// <param name="relationship">As the plan has it: "Nan, Kerensa's mum", "Uncle Dan", "Reece's mum". Of "Mum's friend" it says nothing.</param>
    public static Gender OfRelationship(string relationship)
    {
        var said = relationship.Split(',').Select(Of).Where(gender => gender != Gender.Unknown).Distinct().ToList();
        return said is [var one] ? one : Gender.Unknown;
    }

    // The word that the part begins with, or the last one after whose it is.
    private static Gender Of(string part)
    {
        string[] words = [.. part.ToLowerInvariant().Replace('’', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (words.Length == 0) return Gender.Unknown;
        var first = OfWord(words[0]);
        var isLastTheirs = words.Length > 1 && (words[^2].EndsWith("'s", StringComparison.Ordinal) || words[^2].EndsWith("s'", StringComparison.Ordinal));
        return first != Gender.Unknown ? first : isLastTheirs ? OfWord(words[^1]) : Gender.Unknown;
    }

    private static Gender OfWord(string word) => Women.Contains(word) ? Gender.Woman : Men.Contains(word) ? Gender.Man : Gender.Unknown;
}
