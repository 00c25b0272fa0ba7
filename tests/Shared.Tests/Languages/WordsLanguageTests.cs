using FamilyPortal.Shared.Languages;
using FamilyPortal.Shared.Tests.Danger;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Languages;

/// <summary>In which language words are, told by the words alone: what a worker reads above them must not be wrong often, and of English never there.</summary>
public sealed class WordsLanguageTests
{
    [Theory]
    [InlineData("Boję się wracać do domu, bo tata krzyczy", "pl")]
    [InlineData("boje sie wracac do domu", "pl")]
    [InlineData("مجھے گھر جانے سے ڈر لگتا ہے", "ur")]
    [InlineData("mujhe ghar jane se dar lagta hai", "ur-Latn")]
    [InlineData("أنا خائف من العودة إلى البيت", "ar")]
    [InlineData("Мені страшно йти додому", "")]
    [InlineData("ਮੈਨੂੰ ਘਰ ਜਾਣ ਤੋਂ ਡਰ ਲੱਗਦਾ ਹੈ", "")]
    public void Of_SentencesOfOneLanguage_SaysWhich(string words, string tag) => WordsLanguage.Of(words)!.Tag.ShouldBe(tag);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("999 !!! 😀")]
    [InlineData("I am scared to go home")]
    [InlineData("Mam hit me")]
    [InlineData("od")]
    [InlineData("Łukasz and Zażółć came, and he was not nice to me")]
    [InlineData("Agnieszka Nowak")]
    [InlineData("They said بابا when he came in and shouted at us")]
    [InlineData("Ok")]
    public void Of_English_AndWhatIsNotClear_SaysNothing(string? words) => WordsLanguage.Of(words).ShouldBeNull();

    /// <summary>The sentences were made for the danger check, by one who speaks none of the languages; none was looked at for this.</summary>
    [Fact]
    public void OtherLanguages_AreTold_AndHardlyEverMistaken()
    {
        var told = LabelledMessages.OtherLanguages.Select(s => (s.Text, s.Language, Said: WordsLanguage.Of(s.Text)?.Tag)).ToList();
        var wrong = told.Where(t => t.Said is { Length: > 0 } said && said.Split('-')[0] != t.Language).Select(t => $"{t.Said}: {t.Text}").ToList();
        var missed = told.Where(t => t.Said is null or "").Select(t => $"{t.Language}: {t.Text}").ToList();

        wrong.Count.ShouldBeLessThan(told.Count / 50, string.Join('\n', wrong));
        missed.Count.ShouldBeLessThan(told.Count / 5, string.Join('\n', missed));
    }

    /// <summary>Of some thousand messages, those few that are in another language, and no other.</summary>
    [Fact]
    public void EnglishMessages_AreNeverSaidToBeInAnother()
    {
        string[] others = ["pomocy on mnie bije", "chce sie zabic dzisiaj", "boje sie meza", "tata mnie bije", "mera shohar mujhe marta hai", "madad karo woh mujhe maar raha hai"];

        var told = LabelledMessages.All.Where(m => !m.IsHeldOut).Concat(LabelledMessages.WrittenByUs).Concat(LabelledMessages.Voices)
            .Where(m => m.Text.All(char.IsAscii) && WordsLanguage.Of(m.Text) is not null).Select(m => m.Text).ToList();

        told.Except(others).ShouldBeEmpty(string.Join('\n', told));
    }
}
