using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Together;

/// <summary>The words of this folder's pages.</summary>
internal static class TogetherText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Together.TogetherText");
}
