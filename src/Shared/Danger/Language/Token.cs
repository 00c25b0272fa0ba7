namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One word of a normalised text, or the end of a sentence.</summary>
/// <param name="Word">Lower case, spelled as the rules spell it; <see cref="Break"/> at the end of a sentence.</param>
/// <param name="NewClause">A comma or dash stood before it.</param>
/// <param name="Name">Whether it is the name of somebody of the family, beside what it is as a word.</param>
/// <param name="Who">Whose name, where the plan says so.</param>
internal readonly record struct Token(string Word, bool NewClause = false, NameFit Name = NameFit.None, Named Who = Named.Unknown)
{
    public const string Break = ".";

    public bool IsBreak => Word == Break;

    /// <summary>What it stands for in the word lists besides itself.</summary>
    public IEnumerable<string> StandsFor => Name switch
    {
        NameFit.AsWritten => [FamilyNames.AnyAsWritten, FamilyNames.AnyInflected],
        NameFit.Inflected => [FamilyNames.AnyInflected],
        _ => [],
    };

    public bool IsOneOf(IReadOnlySet<string> words) =>
        words.Contains(Word) || (Name != NameFit.None && (words.Contains(FamilyNames.AnyInflected) || (Name == NameFit.AsWritten && words.Contains(FamilyNames.AnyAsWritten))));
}
