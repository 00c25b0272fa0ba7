using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class PlanRulesTests
{
    private const string Worry = """{ "id": "w1", "kind": "harm", "text": "Something happened." }""";

    [Fact]
    public void A_plan_that_keeps_the_rules_breaks_none() => TestPlan.New().With("worries", Worry).BrokenRules().ShouldBeEmpty();

    [Fact]
    public void An_id_occurs_once_among_people_and_items() =>
        TestPlan.New()
            .Change(d => d["people"]![3]!["id"] = "anna")
            .With("workingWell", """{ "id": "ben", "kind": "existing-safety", "text": "x" }""")
            .With("goals", """{ "id": "s1", "kind": "family-goal", "text": "x" }""")
            .BrokenRules().ShouldBe(["duplicate-id at /people/3/id", "duplicate-id at /plan/workingWell/0/id", "duplicate-id at /plan/goals/0/id"], ignoreOrder: true);

    [Theory]
    [InlineData("nextSteps", """{ "id": "i", "text": "x", "who": ["anna", "nobody"], "by": "2026-12-01" }""", "/plan/nextSteps/0/who/1")]
    [InlineData("network", """{ "id": "i", "text": "x", "person": "nobody", "when": { "text": "y" } }""", "/plan/network/0/person")]
    [InlineData("network", """{ "id": "i", "text": "x", "person": "gran", "backup": "nobody", "when": { "text": "y" } }""", "/plan/network/0/backup")]
    [InlineData("network", """{ "id": "i", "text": "x", "person": "gran", "seenBy": ["nobody"], "when": { "text": "y" } }""", "/plan/network/0/seenBy/0")]
    [InlineData("goals", """{ "id": "i", "kind": "family-goal", "text": "x", "askOf": ["will", "nobody"] }""", "/plan/goals/0/askOf/1")]
    [InlineData("ifThingsGoWrong", """{ "id": "i", "text": "x", "do": { "text": "y" }, "call": [{ "emergency": "999" }, { "person": "nobody" }] }""", "/plan/ifThingsGoWrong/0/call/1/person")]
    [InlineData("worries", """{ "id": "i", "kind": "worry-statement", "text": "x", "worriedPeople": [{ "name": "School" }, { "person": "nobody" }], "behaviour": { "text": "y" }, "impact": { "text": "z" } }""", "/plan/worries/0/worriedPeople/1/person")]
    [InlineData("meetings", """{ "id": "i", "kind": "visit", "text": "x", "at": "2026-12-01T10:00:00Z", "where": { "text": "y" }, "who": ["nobody"] }""", "/plan/meetings/0/who/0")]
    [InlineData("bottomLines", """{ "id": "i", "text": "x", "audience": ["role:parent", "nobody"] }""", "/plan/bottomLines/0/audience/1")]
    public void Everyone_named_is_in_people(string list, string item, string pointer) =>
        TestPlan.New().With(list, item).BrokenRules().ShouldBe([$"unknown-person at {pointer}"]);

    [Fact]
    public void Somebody_to_be_kept_apart_from_is_in_people() =>
        TestPlan.New().KeepingApart(0, "ben", "nobody").BrokenRules().ShouldBe(["unknown-person at /people/0/keepApartFrom/1"]);

    [Fact]
    public void A_goal_names_worries_and_a_scale_names_goals() =>
        TestPlan.New().With("worries", Worry)
            .With("goals", """{ "id": "g1", "kind": "safety-goal", "text": "x", "worries": ["w1", "s1"] }""")
            .With("scales", Scale("""["will"]""", "[]", goals: """["g1", "w1"]"""))
            .BrokenRules().ShouldBe(["unknown-item at /plan/goals/0/worries/1", "unknown-item at /plan/scales/0/goals/1"]);

    [Theory]
    [InlineData("""["anna"]""", """["anna"]""", true)]
    [InlineData("""["role:parent"]""", """["anna", "ben"]""", true)]
    [InlineData("""["will", "role:manager"]""", "[]", true)]
    [InlineData("""["role:parent"]""", """["anna"]""", false)]
    [InlineData("""["everyone"]""", """["role:parent", "role:network", "role:young-person"]""", false)]
    [InlineData("""["anna"]""", "[]", false)]
    public void Whoever_is_asked_can_see_the_question(string askOf, string audience, bool fine) =>
        TestPlan.New().With("scales", Scale(askOf, audience)).BrokenRules()
            .ShouldBe(fine ? [] : ["asked-but-cannot-see at /plan/scales/0/askOf"]);

    [Fact]
    public void A_phone_or_an_email_belongs_to_one_person() =>
        TestPlan.New().Change(d =>
        {
            d["people"]![2]!["phone"] = "+447700900201";
            d["people"]![4]!["email"] = "BEN@Example.com";
        }).BrokenRules().ShouldBe(["shared-contact at /people/2/phone", "shared-contact at /people/4/email"]);

    [Theory]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-01", false)]
    public void The_review_is_not_before_the_agreement(string reviewOn, bool fine) =>
        TestPlan.New().Change(d => d["plan"]!["reviewOn"] = reviewOn).BrokenRules()
            .ShouldBe(fine ? [] : ["dates-out-of-order at /plan/reviewOn"]);

    [Fact]
    public void Nobody_is_their_own_backup() =>
        TestPlan.New().With("network", """{ "id": "r1", "text": "x", "person": "gran", "backup": "gran", "when": { "text": "y" } }""")
            .BrokenRules().ShouldBe(["own-backup at /plan/network/0/backup"]);

    [Theory]
    [InlineData("gone-1", true)]
    [InlineData("w1", false)]
    [InlineData("s2", false)]
    [InlineData("anna", false)]
    public void What_is_replaced_is_no_longer_there(string replaces, bool fine) =>
        TestPlan.New().With("worries", Worry).With("summary", $$"""{ "id": "s2", "text": "x", "replaces": "{{replaces}}" }""")
            .BrokenRules().ShouldBe(fine ? [] : ["replaces at /plan/summary/1/replaces"]);

    [Fact]
    public void What_is_taken_back_is_no_longer_there() =>
        TestPlan.New().With("takenBack", """{ "id": "old", "on": "2026-11-02" }""").With("takenBack", """{ "id": "s1", "on": "2026-11-02" }""")
            .BrokenRules().ShouldBe(["taken-back at /plan/takenBack/1/id"]);

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=MO", "2026-11-02", null)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO", "2026-11-03", "recurrence at /plan/network/0/recurrence/first")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261102", "2026-11-02", null)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261101", "2026-11-02", "dates-out-of-order at /plan/network/0/recurrence/rule")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20261203", "2026-11-02", "recurrence at /plan/network/0/recurrence/rule")]
    public void A_recurrence_is_a_rule_that_picks_its_first_day(string rule, string first, string? fault) =>
        TestPlan.New().With("network", $$"""{ "id": "r1", "text": "x", "person": "gran", "when": { "text": "y" }, "recurrence": { "rule": "{{rule}}", "first": "{{first}}" } }""")
            .BrokenRules().ShouldBe(fault is null ? [] : [fault]);

    [Theory]
    [InlineData("""["anna", "ben"]""", true)]
    [InlineData("""["anna", "gran"]""", true)]
    [InlineData("[]", true)]
    [InlineData("""["everyone"]""", false)]
    [InlineData("""["role:parent"]""", false)]
    [InlineData("""["anna", "role:parent"]""", false)]
    [InlineData("""["anna", "ben", "role:parent"]""", true)]
    public void People_kept_apart_share_only_what_names_them_both(string audience, bool fine)
    {
        foreach (var (person, other) in new[] { (0, "ben"), (1, "anna") })
        {
            TestPlan.New().KeepingApart(person, other).With("bottomLines", $$"""{ "id": "b1", "text": "x", "audience": {{audience}} }""")
                .BrokenRules().ShouldBe(fine ? [] : ["kept-apart at /plan/bottomLines/0/audience"]);
        }
    }

    [Theory]
    [InlineData("""["anna"]""", true)]
    [InlineData("""["gran", "kit"]""", true)]
    [InlineData("""["anna", "ben"]""", true)]
    [InlineData("""["ben"]""", false)]
    [InlineData("""["ben", "gran"]""", false)]
    public void What_refers_to_one_reaches_the_other_only_if_it_reaches_both(string audience, bool fine) =>
        TestPlan.New().KeepingApart(0, "ben").With("nextSteps", $$"""{ "id": "n1", "text": "x", "who": ["anna"], "by": "2026-12-01", "audience": {{audience}} }""")
            .BrokenRules().ShouldBe(fine ? [] : ["kept-apart at /plan/nextSteps/0/audience"]);

    [Fact]
    public void Nobody_sees_the_answers_of_a_person_they_are_kept_apart_from() =>
        TestPlan.New().KeepingApart(0, "ben").With("scales", Scale("""["anna"]""", """["anna", "ben"]""", seenBy: """["ben"]"""))
            .BrokenRules().ShouldBe(["kept-apart at /plan/scales/0/seenBy"]);

    [Fact]
    public void A_document_for_another_family_than_its_address_is_refused()
    {
        var document = TestPlan.New().Document();

        PlanRules.CheckAddress(document, "cornwall", "R-1").ShouldBeNull();
        var refusal = PlanRules.CheckAddress(document, "Cornwall", "r-1")!;
        (refusal.Status, refusal.CodeName).ShouldBe((422, "wrong-family"));
        refusal.Errors.Select(e => e.Pointer).ShouldBe(["/authority", "/family/recordRef"]);
    }

    private static string Scale(string askOf, string audience, string seenBy = "[]", string goals = "[]") => $$"""
        { "id": "q1", "text": "x", "lowest": 0, "highest": 10, "zero": { "text": "a" }, "ten": { "text": "b" },
          "askOf": {{askOf}}, "audience": {{audience}}, "seenBy": {{seenBy}}, "goals": {{goals}} }
        """;
}
