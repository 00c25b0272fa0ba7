using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.EasyRead;

/// <summary>The words of this folder's pages.</summary>
internal static class EasyText
{
    public static readonly Texts T = new("FamilyPortal.Portal.EasyRead.EasyText");
}
