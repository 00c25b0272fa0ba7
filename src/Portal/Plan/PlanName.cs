using System.Text.RegularExpressions;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Plans;
using static FamilyPortal.Portal.Plan.PlanText;

namespace FamilyPortal.Portal.Plan;

/// <summary>
/// The name that the record gave a plan. Records name them after the child, in English: "Kacper's plan", "Maisie and Alfie's plan".
/// On a page of another language that is said in its words; any other name stays, and is marked as English.
/// </summary>
internal static partial class PlanName
{
    public static Said Of(PlanView plan) =>
        PageWords.English is not null && OfSomebody().Match(plan.FamilyName) is { Success: true } match
            ? new(T["PlanOf", UkWords.List(Between().Split(match.Groups[1].Value))], Shared.Languages.InterfaceLanguages.Current.Tag)
            : new(plan.FamilyName, "en-GB");

    /// <summary>Names alone, each with a capital: "The children's plan" says something else.</summary>
    [GeneratedRegex(@"^((?!(?:The|Our|My) )\p{Lu}[\p{L}'’-]*(?:(?: | and |, )\p{Lu}[\p{L}'’-]*)*?)['’]s plan$")]
    private static partial Regex OfSomebody();

    [GeneratedRegex(" and |, ")]
    private static partial Regex Between();
}
