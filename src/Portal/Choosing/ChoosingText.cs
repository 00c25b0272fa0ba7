using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Choosing;

/// <summary>The words of this folder's pages.</summary>
internal static class ChoosingText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Choosing.ChoosingText");
}
