using FamilyPortal.Bot.Conversation.Answers;
using FamilyPortal.Bot.Topics;
using FamilyPortal.Shared.Help;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Topics;

public sealed class TopicCatalogueTests
{
    private static readonly TopicCatalogue Catalogue = TopicCatalogue.LoadEmbedded();
    private static readonly CouncilNumbers Council = new("01234 567 890", "01234 567 899", "Complaints team 01234 567 891", "Advocates 01234 567 892");

    public static TheoryData<string> Ids => [.. Catalogue.All.Select(topic => topic.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answer_IsPlainWords(string id)
    {
        var answer = Catalogue.Get(id).Answer(Council);
        var measured = Readability.Of(WithoutNumbers(answer));

        measured.LongestSentence.ShouldBeLessThanOrEqualTo(15, answer);
        measured.Grade.ShouldBeLessThan(7, answer);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answer_PromisesAndBlamesNothing(string id)
    {
        var answer = Catalogue.Get(id).Answer(Council);

        foreach (var never in (string[])["help is coming", "on its way", "on the way", "failed", "refused", "non-compliant", "hard to reach", "we promise", "don't worry", "{", "}"])
        {
            answer.ShouldNotContain(never, Case.Insensitive);
        }
    }

    /// <summary>Another council's page or a newsletter tells a family nothing.</summary>
    [Fact]
    public void Source_NamesOnlyWhatAReaderCanLookUp()
    {
        foreach (var topic in Catalogue.All)
        {
            var shown = TopicSources.ForReaders(topic.Source);

            shown.ShouldNotBeEmpty(topic.Id);
            foreach (var never in (string[])["Cumbria", "Cheshire", "Knowsley", "York", "council", "newsletter", "newsflash", "practice", "Portal", "WT", "CA 19", "ch."])
                shown.ShouldNotContain(never, Case.Sensitive, topic.Id);
        }
        TopicSources.ForReaders("Cumbria page; York glossary; Portal rule").ShouldBe("how this site works");
        TopicSources.ForReaders("WT 2023 ch. 3; Family Rights Group, child protection conference").ShouldBe("Working Together to Safeguard Children 2023; Family Rights Group");
    }

    [Theory]
    [InlineData("helplines", "Childline 0800 1111")]
    [InlineData("helplines", "Samaritans 116 123")]
    [InlineData("out-of-hours", "01234 567 899")]
    [InlineData("out-of-hours", "01234 567 890")]
    [InlineData("complaints", "Complaints team 01234 567 891")]
    [InlineData("danger-statement", "who is worried, what about, and what could happen")]
    [InlineData("safety-goal", "what will be different")]
    [InlineData("scaling-question", "10 means everyone is sure")]
    public void Answer_HoldsWhatItMust(string id, string words) => Catalogue.Get(id).Answer(Council).ShouldContain(words);

    [Theory]
    [InlineData("domestic-abuse")]
    [InlineData("helplines")]
    [InlineData("out-of-hours")]
    [InlineData("yp-unsafe-at-home")]
    [InlineData("yp-who-to-call")]
    public void Answer_AboutDanger_Says999And55(string id)
    {
        var answer = Catalogue.Get(id).Answer(Council);

        answer.ShouldContain("999");
        answer.ShouldContain("55");
    }

    [Fact]
    public void Get_UnknownTopic_Throws() => Should.Throw<KeyNotFoundException>(() => Catalogue.Get("no-such-topic"));

    [Theory]
    [InlineData("{Nobody's line}", "stands for no number")]
    [InlineData("{council: fax}", "stands for no number")]
    [InlineData("Ring 0800 1111", "telephone number")]
    public void Load_WrongAnswer_NamesTheFault(string answer, string fault) =>
        Should.Throw<TopicFileException>(() => TopicCatalogue.Load(File(answer: answer))).Message.ShouldContain(fault);

    [Fact]
    public void Load_RelatedThatIsNotThere_NamesTheFault() =>
        Should.Throw<TopicFileException>(() => TopicCatalogue.Load(File(related: "elsewhere"))).Message.ShouldContain("'elsewhere'");

    [Fact]
    public void Load_UnknownAudience_NamesTheFault() =>
        Should.Throw<TopicFileException>(() => TopicCatalogue.Load(File(audience: "cats"))).Message.ShouldContain("'cats'");

    [Fact]
    public void Load_SameIdTwice_NamesTheFault() =>
        Should.Throw<TopicFileException>(() => TopicCatalogue.Load(File() + File())).Message.ShouldContain("twice");

    [Fact]
    public void Load_NotYaml_IsRefused() => Should.Throw<TopicFileException>(() => TopicCatalogue.Load("- id: [")).Faults.ShouldNotBeEmpty();

    [Fact]
    public void Load_RightFile_IsRead() => TopicCatalogue.Load(File()).Get("one").Answer(Council).ShouldBe("Words.");

    private static string File(string answer = "Words.", string audience = "any", string related = "") =>
        $"- id: one\n  title: One?\n  audience: {audience}\n  answer: \"{answer}\"\n  related: [{related}]\n  source: test\n";

    // A helpline's name and number are one thing to the eye; a long one must not make a sentence too long.
    private static string WithoutNumbers(string answer) =>
        Helplines.All.Aggregate(answer, (text, line) => text.Replace($"{line.Name} {line.Number}", "Name", StringComparison.Ordinal));
}
