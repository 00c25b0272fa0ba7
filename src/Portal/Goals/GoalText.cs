using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Goals;

/// <summary>The words of this folder's pages.</summary>
internal static class GoalText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Goals.GoalText");

    /// <summary>An answer to a goal as people read it.</summary>
    public static string Choice(string? choice) => T.Find($"Choice.{choice}") ?? "";
}
