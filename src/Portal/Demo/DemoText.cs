using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Demo;

/// <summary>The words of this folder's pages.</summary>
internal static class DemoText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Demo.DemoText");
}
