using System.Text;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>What is I-JSON and what is not: each case is a whole valid plan but for one thing.</summary>
public class InternetJsonTests
{
    private static readonly string Valid = TestPlan.New().ToJsonString();

    [Fact]
    public void The_plan_that_the_cases_change_is_accepted() => TestPlan.Read(Valid).IsPlan.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"a\":{\"b\":1,\"b\":1}}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":\"\\udc00\\ud800\"}")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("{\"a\":\"\\uffff\"}")]
    [InlineData("{\"a\":\"\\ufdd0\"}")]
    [InlineData("{\"a\":\"\\ud83f\\udffe\"}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{} {}")]
    [InlineData("/* x */ {}")]
    [InlineData("{'a':1}")]
    public void What_is_not_I_JSON_is_refused(string json) => CodeOf(Encoding.UTF8.GetBytes(json)).ShouldBe(PlanRefusalCode.NotJson);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"family-plan/1\"")]
    [InlineData("{}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}")]
    public void I_JSON_that_is_no_plan_is_refused_as_no_plan(string json) =>
        CodeOf(Encoding.UTF8.GetBytes(json)).ShouldBe(PlanRefusalCode.NotFamilyPlan);

    [Fact]
    public void A_byte_order_mark_is_refused() =>
        CodeOf([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Valid)]).ShouldBe(PlanRefusalCode.NotJson);

    [Fact]
    public void Utf_16_is_refused() => CodeOf(Encoding.Unicode.GetBytes(Valid)).ShouldBe(PlanRefusalCode.NotJson);

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xEB })]
    public void Bytes_that_are_no_utf_8_are_refused(byte[] bytes) =>
        CodeOf([.. "{\"a\":\""u8, .. bytes, .. "\"}"u8]).ShouldBe(PlanRefusalCode.NotJson);

    [Fact]
    public void Twelve_levels_are_read_and_thirteen_are_not()
    {
        CodeOf(Encoding.UTF8.GetBytes(new string('[', 12) + new string(']', 12))).ShouldBe(PlanRefusalCode.NotFamilyPlan);
        CodeOf(Encoding.UTF8.GetBytes(new string('[', 13) + new string(']', 13))).ShouldBe(PlanRefusalCode.NotJson);
    }

    [Fact]
    public void A_document_of_just_the_greatest_size_is_read_and_one_byte_more_is_too_large()
    {
        var padded = Encoding.UTF8.GetBytes(Valid.PadRight(PlanReader.MaxBytes));

        PlanReader.Read(padded).IsPlan.ShouldBeTrue();
        CodeOf([.. padded, (byte)' ']).ShouldBe(PlanRefusalCode.TooLarge);
    }

    private static PlanRefusalCode? CodeOf(byte[] utf8) => PlanReader.Read(utf8).Refusal?.Code;
}
