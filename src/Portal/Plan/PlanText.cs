using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Plan;

/// <summary>The words of this folder's pages.</summary>
internal static class PlanText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Plan.PlanText");
}
