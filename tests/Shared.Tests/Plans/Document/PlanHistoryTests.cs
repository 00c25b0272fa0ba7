using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class PlanHistoryTests
{
    private static readonly PlanHistory AtVersion3 = new(
        new Dictionary<string, PlanList> { ["anna"] = PlanList.People, ["s1"] = PlanList.Summary, ["w1"] = PlanList.Worries },
        new HashSet<string> { "gone" },
        3,
        Version(3).Read().ContentHash);

    [Fact]
    public void A_higher_version_is_stored() => PlanRules.Judge(Version(4).Read(), AtVersion3).ShouldBe(PlanVerdict.Store);

    [Fact]
    public void The_same_version_with_the_same_content_changes_nothing() =>
        PlanRules.Judge(Version(3).Read(), AtVersion3).ShouldBe(PlanVerdict.Same);

    [Fact]
    public void The_same_version_with_other_content_conflicts() =>
        Refused(Version(3).Change(d => d["plan"]!["summary"]![0]!["text"] = "Something else."), PlanRefusalCode.VersionConflict);

    [Fact]
    public void A_lower_version_conflicts() => Refused(Version(2), PlanRefusalCode.VersionConflict);

    [Fact]
    public void An_id_stays_in_its_list() =>
        Refused(Version(4).With("goals", """{ "id": "w1", "kind": "family-goal", "text": "x" }"""), "moved at /plan/goals/0/id");

    [Fact]
    public void A_person_does_not_become_an_item() =>
        Refused(
            Version(4).Change(d => d["people"]![0]!["id"] = "anna-2").With("worries", """{ "id": "anna", "kind": "harm", "text": "x" }"""),
            "moved at /plan/worries/0/id");

    [Fact]
    public void An_item_does_not_become_a_person() =>
        Refused(Version(4).Change(d => d["people"]![2]!["id"] = "w1"), "moved at /people/2/id");

    [Fact]
    public void What_was_taken_back_does_not_come_back() =>
        Refused(Version(4).With("worries", """{ "id": "gone", "kind": "harm", "text": "x" }"""), "taken-back at /plan/worries/0/id");

    [Fact]
    public void Only_an_item_is_replaced() =>
        Refused(
            Version(4).Change(d => d["people"]![0]!["id"] = "anna-2").With("worries", """{ "id": "w2", "kind": "harm", "text": "x", "replaces": "anna" }"""),
            "replaces at /plan/worries/0/replaces");

    [Fact]
    public void A_version_that_conflicts_is_told_so_whatever_it_also_breaks() =>
        Refused(Version(2).With("worries", """{ "id": "gone", "kind": "harm", "text": "x" }"""), PlanRefusalCode.VersionConflict);

    [Fact]
    public void White_space_order_of_members_escapes_and_ways_to_write_a_number_make_no_other_content()
    {
        var document = Version(3);
        var shuffled = """{ "plan":""" + document["plan"]!.ToJsonString().Replace("\"version\":3", "\"version\": 3.0", StringComparison.Ordinal)
            + ""","people":""" + document["people"]!.ToJsonString()
            + ""","family":""" + document["family"]!.ToJsonString().Replace("Our", "\\u004fur", StringComparison.Ordinal)
            + ""","authority":"cornwall","format":"family-plan\/1"}""";

        TestPlan.Read(shuffled).ContentHash.ShouldBe(AtVersion3.ContentHash);
    }

    [Fact]
    public void The_order_of_a_list_is_content()
    {
        var reordered = Version(3).Change(d =>
        {
            var first = d["people"]![0]!;
            d["people"]!.AsArray().RemoveAt(0);
            d["people"]!.AsArray().Add(first);
        });

        reordered.Read().ContentHash.ShouldNotBe(AtVersion3.ContentHash);
    }

    private static JsonObject Version(int version) => TestPlan.New().Change(d => d["plan"]!["version"] = version);

    private static void Refused(JsonNode document, PlanRefusalCode code)
    {
        var refusal = PlanRules.Judge(document.Read(), AtVersion3).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Errors.ShouldBeEmpty();
    }

    private static void Refused(JsonNode document, string fault)
    {
        var refusal = PlanRules.Judge(document.Read(), AtVersion3).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(PlanRefusalCode.BrokenRule);
        refusal.Errors.Select(e => $"{e.Rule} at {e.Pointer}").ShouldBe([fault]);
    }
}
