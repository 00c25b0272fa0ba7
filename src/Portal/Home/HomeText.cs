using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Home;

/// <summary>The words of this folder's pages.</summary>
internal static class HomeText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Home.HomeText");
}
