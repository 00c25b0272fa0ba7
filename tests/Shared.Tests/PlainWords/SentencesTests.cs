using FamilyPortal.Shared.PlainWords;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.PlainWords;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("Mum rings. Nan comes!", "Mum rings.|Nan comes!")]
    [InlineData("Is it 9.30am? Yes.", "Is it 9.30am?|Yes.")]
    [InlineData("Mr. Bailey waits. Dr. Shah comes.", "Mr. Bailey waits.|Dr. Shah comes.")]
    [InlineData("\"Not today!\" he says. Ring Col.", "\"Not today!\" he says.|Ring Col.")]
    [InlineData("Her first sentence was \"Sam smells.\" She laughs.", "Her first sentence was \"Sam smells.\"|She laughs.")]
    [InlineData("One line\nAnother line", "One line|Another line")]
    [InlineData("هل أنت بخير؟ نعم.", "هل أنت بخير؟|نعم.")]
    [InlineData("To np. wieczorem. Potem sen.", "To np. wieczorem.|Potem sen.")]
    [InlineData("Wait... Then go", "Wait...|Then go")]
    [InlineData("  ", "")]
    public void EachSentence_StandsAlone(string text, string sentences) => string.Join('|', Sentences.Of(text)).ShouldBe(sentences);

    [Fact]
    public void NoLetter_IsLostOrAddedOrMoved() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Elements("Mum rings", ". ", "!", "? ", " ", "\n", "Mr", "a", "\"", "9", "؟ ", ")"))), parts =>
        {
            var text = string.Concat(parts);
            Bare(string.Concat(Sentences.Of(text))).ShouldBe(Bare(text));
        }).QuickCheckThrowOnFailure();

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
