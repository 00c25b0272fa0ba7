using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Answers;

/// <summary>The words of this folder's pages.</summary>
internal static class AnswersText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Answers.AnswersText");
}
