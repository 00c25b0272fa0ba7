using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.WhereWeAre;

/// <summary>The words of this folder's pages.</summary>
internal static class WhereText
{
    public static readonly Texts T = new("FamilyPortal.Portal.WhereWeAre.WhereText");
}
