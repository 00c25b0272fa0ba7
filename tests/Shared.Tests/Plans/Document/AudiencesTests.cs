using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class AudiencesTests
{
    private static readonly PlanDocument TwoHomes = PlanReader.Read(SamplePlans.Load("cumberland-pages-of-their-own")).Document!;

    [Fact]
    public void Each_person_has_their_own_slice_in_the_order_of_the_document()
    {
        SliceOf(TwoHomes, "craig").ShouldBe([
            "s-2", "ww-3", "ww-4", "ww-5", "h-2", "d-2", "g-2", "bl-3", "bl-4", "t-5", "t-6", "t-7", "n-2", "n-3", "i-2", "q-2", "m-2"]);
        SliceOf(TwoHomes, "jean").ShouldBe(["r-2"]);
        SliceOf(TwoHomes, "alfie").ShouldBeEmpty();
        SliceOf(TwoHomes, "rachel").Length.ShouldBe(44);
        SliceOf(TwoHomes, "Craig").ShouldBeEmpty("ids are matched letter for letter");
    }

    [Fact]
    public void Items_that_name_both_by_id_stay_with_two_people_whom_a_worker_keeps_apart()
    {
        SliceOf(TwoHomes, "steve", ("craig", "steve")).ShouldBe(["ww-4", "h-2", "d-2", "g-2", "bl-3", "bl-4", "t-5", "t-6", "t-7", "q-2", "m-2"]);
        SliceOf(TwoHomes, "jean", ("jean", "craig")).ShouldBe(["r-2"]);
    }

    [Fact]
    public void A_reference_to_somebody_kept_apart_hides_the_item()
    {
        var plan = TestPlan.New().With("nextSteps", """{ "id": "n1", "text": "x", "who": ["gran"], "by": "2026-12-01", "audience": ["ben", "kit"] }""").Document();

        SliceOf(plan, "ben").ShouldBe(["n1"]);
        SliceOf(plan, "ben", ("gran", "ben")).ShouldBeEmpty();
        SliceOf(plan, "kit", ("gran", "ben")).ShouldBe(["n1"]);
    }

    [Fact]
    public void Everyone_and_roles_hide_an_item_from_both_of_two_kept_apart()
    {
        var plan = TestPlan.New().With("bottomLines", """{ "id": "b1", "text": "x", "audience": ["everyone"] }""").Document();

        SliceOf(plan, "anna", ("anna", "ben")).ShouldBeEmpty();
        SliceOf(plan, "ben", ("anna", "ben")).ShouldBeEmpty();
        SliceOf(plan, "gran", ("anna", "ben")).ShouldBe(["b1"]);
        SliceOf(plan, "will", ("anna", "ben")).ShouldBe(["s1", "b1"]);
    }

    [Fact]
    public void Being_asked_lets_nobody_see()
    {
        var plan = TestPlan.New().With("scales", """
            { "id": "q1", "text": "x", "lowest": 0, "highest": 10, "zero": { "text": "a" }, "ten": { "text": "b" },
              "askOf": ["anna", "will", "kit"], "audience": ["kit", "gran"], "seenBy": ["gran", "anna"] }
            """).Document();
        var audiences = new Audiences(plan, KeptApart.In(plan));
        var scale = plan.Plan.Scales[0];

        audiences.Reaches(scale, "anna").ShouldBeFalse();
        audiences.Asks(scale, "anna").ShouldBeFalse();
        audiences.Asks(scale, "kit").ShouldBeTrue();
        audiences.Asks(scale, "will").ShouldBeTrue();
        audiences.Asks(scale, "gran").ShouldBeFalse();
        audiences.ShowsAnswers(scale, "kit", "gran").ShouldBeTrue();
        audiences.ShowsAnswers(scale, "kit", "anna").ShouldBeFalse();
        audiences.ShowsAnswers(scale, "kit", "kit").ShouldBeTrue();
        audiences.ShowsAnswers(scale, "kit", "meg").ShouldBeTrue();
    }

    [Fact]
    public void A_network_role_is_put_to_the_person_who_does_it()
    {
        var audiences = new Audiences(TwoHomes, KeptApart.In(TwoHomes));

        audiences.Asks(TwoHomes.Plan.Network[0], "becky").ShouldBeTrue();
        audiences.Asks(TwoHomes.Plan.Network[0], "hannah").ShouldBeFalse();
    }

    private static string[] SliceOf(PlanDocument plan, string personId, params (string, string)[] extra) =>
        [.. new Audiences(plan, KeptApart.In(plan, extra)).SliceFor(personId).Select(i => i.Item.Id)];
}
