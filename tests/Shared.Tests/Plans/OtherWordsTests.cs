using FamilyPortal.Shared.Plans.Comparing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans;

public sealed class OtherWordsTests
{
    [Fact]
    public void In_CountsWordsThatAreOthersNow_AndNothingInBetween()
    {
        var other = OtherWords.In([(1, Plan("Mum rings at six.")), (2, Plan("Mum rings at nine!")), (4, Plan("Something for others alone.")), (5, Plan("mum rings at nine"))]);
        other.ShouldBe([("a", 1), ("a", 4)], ignoreOrder: true);
    }

    [Fact]
    public void In_OfAnItemThatWasGoneAndCameBack_KnowsItsWordsThen() =>
        OtherWords.In([(1, Plan("Six.")), (2, """{"plan":{"goals":[]}}"""), (3, Plan("Six."))]).ShouldBeEmpty();

    private static string Plan(string words) => $$$"""{"plan":{"goals":[{"id":"a","text":{"text":"{{{words}}}"}}]}}""";
}
