using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Seeing;

/// <summary>The words of this folder's pages.</summary>
internal static class SeeText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Seeing.SeeText");
}
