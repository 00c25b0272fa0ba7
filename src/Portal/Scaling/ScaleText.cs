using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Scaling;

/// <summary>The words of this folder's pages.</summary>
internal static class ScaleText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Scaling.ScaleText");
}
