using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.MyWords;

/// <summary>The words of this folder's pages.</summary>
internal static class MyWordsText
{
    public static readonly Texts T = new("FamilyPortal.Portal.MyWords.MyWordsText");
}
