using System.Text.Json;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>What record systems see of the format besides the importer.</summary>
public class PlanPublishedTests
{
    [Fact]
    public void The_schema_is_published_whole()
    {
        using var schema = JsonDocument.Parse(PlanSchema.Utf8);

        schema.RootElement.GetProperty("$id").GetString().ShouldBe("https://family-plan.example/schemas/family-plan-1.json");
        var pictures = schema.RootElement.GetProperty("$defs").GetProperty("page").GetProperty("properties").GetProperty("picture").GetProperty("enum");
        Pictures.Names.ShouldBe(pictures.EnumerateArray().Select(p => p.GetString()!));
    }

    [Theory]
    [InlineData(PlanRefusalCode.NotJson, 400, "not-json")]
    [InlineData(PlanRefusalCode.WrongAuthority, 403, "wrong-authority")]
    [InlineData(PlanRefusalCode.VersionConflict, 409, "version-conflict")]
    [InlineData(PlanRefusalCode.TooLarge, 413, "too-large")]
    [InlineData(PlanRefusalCode.WrongFamily, 422, "wrong-family")]
    [InlineData(PlanRefusalCode.NotFamilyPlan, 422, "not-family-plan")]
    [InlineData(PlanRefusalCode.BrokenRule, 422, "broken-rule")]
    public void Each_refusal_has_its_status_its_code_and_a_sentence(PlanRefusalCode code, int status, string name)
    {
        var refusal = PlanRefusal.Of(code);

        (refusal.Status, refusal.CodeName).ShouldBe((status, name));
        refusal.Title.ShouldEndWith(".");
    }

    [Fact]
    public void Every_list_has_the_name_that_the_format_gives_it()
    {
        using var schema = JsonDocument.Parse(PlanSchema.Utf8);
        var members = schema.RootElement.GetProperty("$defs").GetProperty("plan").GetProperty("properties").EnumerateObject().Select(m => m.Name).ToList();

        foreach (var list in Enum.GetValues<PlanList>())
        {
            PlanLists.FromWireName(list.WireName()).ShouldBe(list);
            members.Append("people").ShouldContain(list.WireName());
        }

        PlanLists.FromWireName("takenBack").ShouldBeNull();
    }
}
