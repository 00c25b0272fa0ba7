namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One word of a normalised text, or the end of a sentence.</summary>
/// <param name="Word">Lower case, spelled as the rules spell it; <see cref="Break"/> at the end of a sentence.</param>
/// <param name="NewClause">A comma or dash stood before it.</param>
internal readonly record struct Token(string Word, bool NewClause = false)
{
    public const string Break = ".";

    public bool IsBreak => Word == Break;
}
