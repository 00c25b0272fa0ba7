using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Safety;

/// <summary>The words of this folder's pages.</summary>
internal static class SafetyText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Safety.SafetyText");
}
