namespace FamilyPortal.Portal.Plan;

/// <summary>Fragments of the plan page: the parts that its list of contents and other pages lead to.</summary>
internal static class PlanAnchors
{
    public const string WorkingWell = "working-well";
    public const string Worries = "worries";
    public const string Own = "own";
    public const string Next = "next";
    public const string Trajectory = "where-we-are";
    public const string Steps = "steps";
    public const string Network = "network";
    public const string Meetings = "meetings";
    public const string Story = "story";
}
