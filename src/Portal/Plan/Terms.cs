using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Plans;

namespace FamilyPortal.Portal.Plan;

/// <summary>What this authority's workers call the parts of a plan: people hear these words in meetings.</summary>
internal static class Terms
{
    /// <summary>By the item's own kind: the plan's service, which also decides it, is for workers only.</summary>
    public static string Statement(WorryView worry, AuthorityPack pack) =>
        worry.Type == WorryType.WorryStatement ? "worry statement" : pack.Terms.Statement;

    public static string Goal(GoalView goal, AuthorityPack pack) => goal switch
    {
        { IsFamilyGoal: true } => PlanText.T["FamilyGoal"],
        { IsWellbeing: true } => Gentle(pack)?.Goal ?? PlanText.T["WellbeingGoal"],
        _ => pack.Terms.Goal,
    };

    public static string Capital(string term) => char.ToUpperInvariant(term[0]) + term[1..];

    /// <summary>The words of those services that say "worry statement": there a goal has another name too.</summary>
    private static AuthorityTerms? Gentle(AuthorityPack pack) => pack.Services.Values.FirstOrDefault(t => t.Statement != pack.Terms.Statement);
}
