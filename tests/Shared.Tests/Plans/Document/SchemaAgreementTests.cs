using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>The importer checks in its own code what the published schema says. An independent validator must agree about every document.</summary>
public class SchemaAgreementTests(ITestOutputHelper output)
{
    private const int RandomMutants = 600;

    [Fact]
    public Task On_the_samples_and_the_bad_documents() =>
        AgreeAsync(SamplePlans.Names.Select(SamplePlans.Load)
            .Concat(SamplePlans.Bad.Select(b => b.Load()))
            .Concat(SamplePlans.Names.Select(n => Encoding.UTF8.GetBytes(SamplePlans.DatedFrom(SamplePlans.LoadText(n), new DateOnly(2031, 3, 30)))))
            .Select(Encoding.UTF8.GetString), accepted: 17);

    [Fact]
    public Task On_a_plan_with_one_thing_changed_everywhere() => AgreeAsync(PlanMutants.OneChangeEverywhere().Prepend(FullPlan.New().ToJsonString()), accepted: 300);

    [Fact]
    public Task On_odd_texts() => AgreeAsync(PlanMutants.OddTexts(), accepted: 1000);

    [Fact]
    public Task On_odd_characters() => AgreeAsync(PlanMutants.OddCharacters(), accepted: 1000);

    [Fact]
    public async Task On_plans_changed_at_random()
    {
        var seed = Environment.GetEnvironmentVariable("PLAN_MUTANTS_SEED") is { } set
            ? int.Parse(set, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"PLAN_MUTANTS_SEED={seed}");
        var random = new Random(seed);

        await AgreeAsync(
            Enumerable.Range(0, RandomMutants).Select(i => PlanMutants.AtRandom(
                i % 2 == 0 ? FullPlan.New() : JsonNode.Parse(SamplePlans.Load(SamplePlans.Names[i / 2 % SamplePlans.Names.Count]))!.AsObject(),
                random)),
            accepted: 1);
    }

    /// <param name="accepted">At least so many of the documents are to be valid, or the corpus would prove little.</param>
    private async Task AgreeAsync(IEnumerable<string> documents, int accepted)
    {
        // What is not I-JSON or too large never comes as far as the schema.
        var corpus = documents.Select(json => (Json: json, TestPlan.Read(json).Refusal))
            .Where(d => d.Refusal?.Code is null or PlanRefusalCode.NotFamilyPlan).ToList();
        var theirs = await SchemaValidator.ValidateAsync([.. corpus.Select(d => d.Json)], TestContext.Current.CancellationToken);
        theirs.Count.ShouldBe(corpus.Count);
        output.WriteLine($"{corpus.Count} documents, {theirs.Count(t => t is null)} of them valid");

        var differences = corpus.Zip(theirs, (d, t) => Difference(d.Json, d.Refusal, t)).OfType<string>().ToList();

        differences.Take(5).ShouldBeEmpty($"{differences.Count} differences");
        theirs.Count(t => t is null).ShouldBeGreaterThanOrEqualTo(accepted);
    }

    private static string? Difference(string json, PlanRefusal? ours, string[]? theirs)
    {
        if ((ours is null) != (theirs is null))
            return $"we {(ours is null ? "accept" : "refuse")} what the schema does not: {Excerpt(ours, theirs)} in {json}";
        if (ours is null || ours.Errors.Count == PlanRefusal.MaxErrors)
            return null;

        var pointers = ours.Errors.Select(e => e.Pointer).ToList();
        if (pointers.Find(p => !theirs!.Any(t => SameLine(p, t))) is { } invented)
            return $"we complain of {invented}, the schema does not: {Excerpt(ours, theirs)} in {json}";
        return Array.Find(theirs!, t => !pointers.Any(p => SameLine(p, t)) && !FollowsFromTheKind(t, pointers)) is { } missed
            ? $"the schema complains of {missed}, we do not: {Excerpt(ours, theirs)} in {json}"
            : null;
    }

    /// <summary>To the schema a worry of no known kind may not have the parts of a danger statement; we say only that the kind is unknown.</summary>
    private static bool FollowsFromTheKind(string pointer, List<string> ours) =>
        pointer.StartsWith("/plan/worries/", StringComparison.Ordinal) && ours.Contains(pointer[..pointer.LastIndexOf('/')] + "/kind");

    /// <summary>Whether one pointer leads to the other: a validator names the object where we name the member, or the other way.</summary>
    private static bool SameLine(string a, string b) =>
        a == b || a.StartsWith(b + "/", StringComparison.Ordinal) || b.StartsWith(a + "/", StringComparison.Ordinal);

    private static string Excerpt(PlanRefusal? ours, string[]? theirs) =>
        $"[{string.Join(", ", (ours?.Errors ?? []).Take(5))}] and [{string.Join(", ", (theirs ?? []).Take(5))}]";
}
