using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Help;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

public sealed class DangerAdviceTests
{
    private static readonly CouncilNumbers Council = new("01234 567 890", "01234 567 899", "Complaints 01234 567 891", "Advocates 01234 567 892");

    public static TheoryData<DangerLevel, DangerKind> Findings()
    {
        var findings = new TheoryData<DangerLevel, DangerKind>();
        foreach (var kind in Enum.GetValues<DangerKind>().Where(kind => kind != DangerKind.None))
        {
            findings.Add(DangerLevel.Urgent, kind);
            findings.Add(DangerLevel.Emergency, kind);
        }

        return findings;
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_AnyFinding_ShowsNumbersInPlainWordsAndPromisesNothing(DangerLevel level, DangerKind kind)
    {
        var advice = DangerAdvice.For(new DangerFinding(level, kind), Council);
        var words = string.Join("\n", advice.Lines.Prepend(advice.Heading));

        advice.Numbers.Select(number => number.Number).ShouldContain("999");
        advice.Numbers.Select(number => number.Number).ShouldContain("999, then 55");
        advice.Numbers.Select(number => number.Number).ShouldContain(Council.Duty);
        advice.Numbers.Select(number => number.Number).ShouldContain(Council.OutOfHours);
        words.ShouldContain("Your worker and the duty team are alerted");
        words.ShouldNotContain("coming", Case.Insensitive);
        words.ShouldNotContain("on the way", Case.Insensitive);
        Readability.Of(words).LongestSentence.ShouldBeLessThanOrEqualTo(15);
        Readability.Of(words).Grade.ShouldBeLessThan(5);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_Emergency_Puts999First_AndUrgentTheCouncil(DangerLevel level, DangerKind kind)
    {
        var first = DangerAdvice.For(new DangerFinding(level, kind), Council).Numbers[0].Number;

        first.ShouldBe(level == DangerLevel.Emergency ? "999" : Council.Duty);
    }

    [Fact]
    public void For_UnknownAuthority_LeavesItsNumbersOut() =>
        DangerAdvice.For(new DangerFinding(DangerLevel.Urgent, DangerKind.Suicide), null).Numbers.ShouldAllBe(number => number.Number.Length > 0 && number.Number != Council.Duty);

    [Fact]
    public void For_NoDanger_IsRefused() => Should.Throw<ArgumentException>(() => DangerAdvice.For(DangerFinding.None, Council));

    [Fact]
    public void TextReply_SaysOnlyTheNumbers() => DangerAdvice.TextReply.ShouldBe("999 (55 if you cannot speak)");

    [Fact]
    public void Helplines_ThatDoNotExist_AreNeverInvented() => Should.Throw<KeyNotFoundException>(() => Helplines.Get("Nobody's line"));
}
