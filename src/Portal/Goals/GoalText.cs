using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Goals;

/// <summary>The words of this folder's pages.</summary>
internal static class GoalText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Goals.GoalText");
}
