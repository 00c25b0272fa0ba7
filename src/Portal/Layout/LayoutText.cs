using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Layout;

/// <summary>The words of this folder's pages.</summary>
internal static class LayoutText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Layout.LayoutText");
}
