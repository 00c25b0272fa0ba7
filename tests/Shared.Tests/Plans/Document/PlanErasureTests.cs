using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class PlanErasureTests
{
    [Fact]
    public void The_words_of_an_erased_item_are_gone_and_the_rest_stays()
    {
        var before = SamplePlans.Load("cumberland-pages-of-their-own");

        var after = PlanErasure.WithoutItems(before, new HashSet<string> { "d-1", "q-1" })!;

        Encoding.UTF8.GetString(after).ShouldNotContain("will look for Hannah");
        var plan = PlanReader.ReadStored(after);
        plan.Items().Select(i => i.Item.Id).ShouldBe(PlanReader.ReadStored(before).Items().Select(i => i.Item.Id).Except(["d-1", "q-1"]));
        plan.Plan.Goals[0].Worries.ShouldBeEmpty();
        plan.Plan.TakenBack.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_plan_whose_summary_is_erased_can_still_be_read_but_not_imported()
    {
        var after = PlanErasure.WithoutItems(JsonSerializer.SerializeToUtf8Bytes(TestPlan.New()), new HashSet<string> { "s1" })!;

        PlanReader.ReadStored(after).Items().ShouldBeEmpty();
        PlanReader.Read(after).Refusal!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/plan/summary");
    }

    [Fact]
    public void An_id_it_never_had_changes_nothing() =>
        PlanErasure.WithoutItems(SamplePlans.Load("cumberland-yousif"), new HashSet<string> { "nothing" }).ShouldBeNull();

    [Fact]
    public void Taking_back_an_item_leaves_the_note_about_it() =>
        PlanErasure.WithoutItems(SamplePlans.Load("cumberland-pages-of-their-own"), new HashSet<string> { "n-9" }).ShouldBeNull();
}
