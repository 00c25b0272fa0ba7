using System.Globalization;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Plans;

namespace FamilyPortal.Portal.Plan;

/// <summary>What this authority's workers call the parts of a plan: people hear these words in meetings.</summary>
internal static class Terms
{
    /// <summary>By the item's own kind: the plan's service, which also decides it, is for workers only.</summary>
    public static string Statement(WorryView worry, AuthorityPack pack) =>
        InWords(worry.Type == WorryType.WorryStatement ? "worry statement" : pack.Terms.Statement);

    public static string Goal(GoalView goal, AuthorityPack pack, PlanView plan) => goal switch
    {
        { IsFamilyGoal: true } => PlanText.T.For(plan.Reader, "FamilyGoal"),
        { IsWellbeing: true } => Of(pack, plan.Approach)?.Goal is { } goalTerm ? InWords(goalTerm) : PlanText.T["WellbeingGoal"],
        _ => InWords(pack.Terms.Goal),
    };

    public static string Capital(string term) => char.ToUpper(term[0], CultureInfo.CurrentUICulture) + term[1..];

    /// <summary>People hear the English word in meetings; a page in another language has one of its own for what it means.</summary>
    private static string InWords(string term) => PageWords.English is null ? term : PlanText.T.Find("Term." + term.ToLowerInvariant().Replace(' ', '-')) ?? term;

    /// <summary>The words of a service with an approach of its own, which readers may know.</summary>
    private static AuthorityTerms? Of(AuthorityPack pack, string approach) =>
        approach == pack.Terms.Approach ? null : pack.Services.Values.FirstOrDefault(t => t.Approach == approach);
}
