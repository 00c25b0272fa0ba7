using FamilyPortal.Shared.PlainWords;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.PlainWords;

public sealed class JargonTests
{
    [Theory]
    [InlineData("The core group meets on Monday", "core group")]
    [InlineData("The IRO's report", "IRO's")]
    [InlineData("Both IROs came", "IROs")]
    [InlineData("A multi-agency meeting", "multi-agency")]
    [InlineData("under s.47 now", "s.47")]
    [InlineData("Your case is open", "case")]
    [InlineData("Two allegations were made", "allegations")]
    [InlineData("the CHILD PROTECTION CONFERENCE", "CHILD PROTECTION CONFERENCE")]
    [InlineData("the children’s guardian said", "children’s guardian")]
    [InlineData("Ring the duty worker", "duty")]
    [InlineData("Supervised contact is on Friday", "contact")]
    public void Find_FindsTheTermAsWritten(string text, string expected)
    {
        var span = Jargon.Find(text).ShouldHaveSingleItem();

        text.Substring(span.Start, span.Length).ShouldBe(expected);
        span.Explanation.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("just in case he comes")]
    [InlineData("my phone case broke")]
    [InlineData("a case of measles")]
    [InlineData("sit on the chair")]
    [InlineData("lac and cin in small letters, and a pep talk")]
    [InlineData("The cafe is a placemat")]
    [InlineData("lock the front door")]
    [InlineData("please contact Tess")]
    [InlineData("Gran looked after them")]
    [InlineData("")]
    [InlineData(null)]
    public void Find_LeavesOrdinaryWordsAlone(string? text) => Jargon.Find(text).ShouldBeEmpty();

    [Fact]
    public void Find_TakesTheLongestTerm() =>
        Jargon.Find("the initial child protection conference").ShouldHaveSingleItem().Term.ShouldBe("initial child protection conference");

    [Fact]
    public void Find_FirstOnly_ExplainsATermOnce()
    {
        const string text = "A referral came. The referrals were read. The referral is closed.";

        Jargon.Find(text).Count.ShouldBe(3);
        Jargon.Find(text, firstOnly: true).ShouldHaveSingleItem().Start.ShouldBe(text.IndexOf("referral", StringComparison.Ordinal));
    }

    [Fact]
    public void Explanations_ArePlainWords()
    {
        var all = Jargon.Find(string.Join(". ", Texts)).Select(span => span.Explanation).Distinct().ToList();

        all.Count.ShouldBeGreaterThan(10);
        foreach (var explanation in all) Readability.Of(explanation).LongestSentence.ShouldBeLessThanOrEqualTo(15, explanation);
    }

    [Fact]
    public void Find_InAnyText_SpansAreInOrderInsideAndApart() =>
        Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var end = 0;
            foreach (var span in Jargon.Find(text))
            {
                if (span.Start < end || span.Length <= 0 || span.Start + span.Length > text.Length) return false;
                end = span.Start + span.Length;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Find_InAnyText_PiecesJoinToTheSameText() =>
        Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var pieces = new List<string>();
            var at = 0;
            foreach (var span in Jargon.Find(text))
            {
                pieces.Add(text[at..span.Start]);
                pieces.Add(text.Substring(span.Start, span.Length));
                at = span.Start + span.Length;
            }

            pieces.Add(text[at..]);
            return string.Concat(pieces) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Find_InTextWithoutBreaks_ChangesNothingWhenRepeated() =>
        Prop.ForAll(AnyText.ToArbitrary(), text => Jargon.Find(text).SequenceEqual(Jargon.Find(text))).QuickCheckThrowOnFailure();

    private static readonly string[] Texts =
    [
        "core group", "IRO", "case conference", "children's guardian", "s.17", "multi-agency", "Safeguarding", "your case", "in case",
        "allegations", "the Chair of", "danger statement", "trajectory", "NFA", "significant harm", "threshold", "PLO", "referral", "CAMHS", "DSL",
    ];

    private static Gen<string> AnyText =>
        from pieces in Gen.ListOf(Gen.OneOf(Gen.Elements(Texts), Gen.Elements(" ", ". ", ", ", "-", "'s ", "\n", "the ", "é", "😀", "\u0301"), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")))
        select string.Concat(pieces);
}
