using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Plan;

/// <summary>The words of this folder's pages.</summary>
internal static class PlanText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Plan.PlanText");
}

/// <summary>What authorities call the parts of a plan, by the English word with hyphens: for pages in other languages.</summary>
internal static class TermText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Plan.TermText");
}
