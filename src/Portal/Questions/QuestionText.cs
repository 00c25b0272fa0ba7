using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Questions;

/// <summary>The words of this folder's pages.</summary>
internal static class QuestionText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Questions.QuestionText");
}
