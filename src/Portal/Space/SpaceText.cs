using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Space;

/// <summary>The words of this folder's pages.</summary>
internal static class SpaceText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Space.SpaceText");
}
