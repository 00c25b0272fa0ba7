using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Whoever asks what a workers' word means is told that, before anything that is only near it.</summary>
public sealed class WordAskedTests
{
    private const string Kerensa = "+447700900100";
    private static readonly DangerCheck Check = new();
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    /// <summary>Every word of the list, in every way of writing it, asked for in the ways people ask; and none of it is taken for danger.</summary>
    [Theory]
    [InlineData("what is {0}")]
    [InlineData("what is a {0}")]
    [InlineData("whats an {0}??")]
    [InlineData("What does {0} mean?")]
    [InlineData("what does the {0} mean")]
    [InlineData("{0}?")]
    [InlineData("pls can you explain what {0} means")]
    [InlineData("They wrote {0}. What does {0} mean?")]
    public void EveryWordOfTheList_IsKnown(string way)
    {
        JargonTerms.All.Count.ShouldBeGreaterThan(120);
        var wrong = new List<string>();
        foreach (var term in JargonTerms.All)
        {
            foreach (var word in new[] { term.Word, term.Word.ToUpperInvariant(), term.Word.ToLowerInvariant(), Plural(term.Word) })
            {
                var said = string.Format(null, way, word);
                if (WordAsked.Term(said)?.Explanation != term.Explanation) wrong.Add(said);
                if (Check.Check(said).IsDanger) wrong.Add($"danger: {said}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("wot is safegarding", "Keeping children and adults safe.")]
    [InlineData("what is a asessment", "Finding out what help is needed.")]
    [InlineData("what does trajectry mean", "The timeline")]
    [InlineData("whats a referal", "Somebody told us about a worry.")]
    [InlineData("C.A.F. what is that?", "A form that asks for early help.")]
    [InlineData("what is a CAF", "if you say yes")]
    [InlineData("what is an early help assessment", "if you say yes")]
    [InlineData("what is s.47", "seriously hurt")]
    [InlineData("what is a LAC review", "A child in care.")]
    [InlineData("what is an SGO order", "relative or friend to bring up a child")]
    [InlineData("what is a duty worker", "The worker who is covering today.")]
    [InlineData("what is supervised contact", "Time together as a family.")]
    [InlineData("I got a letter. What is a CAF?", "A form that asks for early help.")]
    [InlineData("what does my care order mean", "A judge's order.")]
    [InlineData("i dont know what NFA means", "Nothing else will be done")]
    [InlineData("what do they mean by disengaged", "Not taking part.")]
    public void AWord_HoweverItIsAskedFor_IsKnown(string said, string explained) => WordAsked.Term(said)!.Explanation.ShouldContain(explained);

    /// <summary>What a topic says about the very thing is not lost: it follows.</summary>
    [Theory]
    [InlineData("what is a core group", "The small team that runs the plan", "within 10 working days")]
    [InlineData("what does SAR mean", "Asking to see what is written about you", "within 1 month")]
    [InlineData("what is a CPC?", "A meeting that decides", "It is not a court")]
    [InlineData("whats a danger statement", "Who is worried", "not a label for you")]
    [InlineData("EDT?", "The team you ring at night", "07700 900")]
    [InlineData("what is a cp plan", "A plan to stop a child", "Most children on a plan live at home")]
    [InlineData("what are bottom lines", "What has to be in the plan", "They say what")]
    public async Task AWordThatIsATopic_KeepsItsFacts(string said, string explained, string fact)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        (await talk.SaysAsync(said)).Hears("in plain words:", explained, fact, "Where this comes from");
        talk.Replies[^1].GetProperty("channelData").GetProperty("kind").GetString().ShouldBe("topic");
    }

    /// <summary>A word of the list in a sentence of an ordinary day asks for nothing; nor does a word that is everyday English.</summary>
    [Theory]
    [InlineData("I have a concern about the meeting")]
    [InlineData("what is the outcome")]
    [InlineData("what are the concerns")]
    [InlineData("can I change my contact on Friday")]
    [InlineData("my worker did the assessment today")]
    [InlineData("what is a contract")]
    [InlineData("what is a concert")]
    [InlineData("what is an EHCP")]
    [InlineData("who is the case worker")]
    [InlineData("who is the duty worker")]
    [InlineData("when is the core group")]
    [InlineData("what happens at core group")]
    [InlineData("when is my next meeting")]
    public void AnOrdinarySentence_IsNoQuestionAboutAWord(string said) => WordAsked.Term(said).ShouldBeNull();

    [Fact]
    public async Task AWord_InBetween_IsExplained_AndNothingIsSaved()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync("Give my number");
        await talk.SaysAsync("2");
        (await talk.SaysAsync("what is a CAF?")).Hears("Nothing was sent", "A form that asks for early help.");
        (await talk.SaysAsync("he is hitting me right now. what is a CAF")).Hears("999", "A form that asks for early help.");
    }

    private static string Plural(string word) => char.IsLetter(word[^1]) && !word.EndsWith('s') ? (word.EndsWith('y') ? word[..^1] + "ies" : word + "s") : word;
}
