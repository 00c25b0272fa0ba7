using FamilyPortal.Bot.Conversation.Hearing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Whether somebody may see, ring or stay with somebody of theirs is for the plan and the worker: the helper says neither yes nor no.</summary>
public sealed class FamilyTimeTests
{
    private const string Ann = "+447700900200";
    private const string Tamsin = "tamsin.nance@example.com";
    private static readonly string[] Nance = ["cornwall-gran-and-grampy"];

    public static TheoryData<string, string[]> Asked => new()
    {
        {
            Tamsin,
            [
                "can I see mum on my own", "can I go to mums on my own", "can I be alone with mum", "when can I see my dad", "can i ring mum",
                "can i text her", "am i allowed to see my brother", "can Kit sleep at mums", "can i stay over at my friend's house", "do I have to see mum",
                "why cant i see my dad", "i want to see my mum", "can i meet mum in town", "can mum come round to ours", "will they let me ring my mum",
                "can me and Kit go to mums house", "how often can I see my nan?", "can i facetime jess", "when is my next visit with mum", "can I hang out with my mates after school",
                "can mum pick me up from school", "what if i dont want to see mum any more", "can i be alone with grampy", "who decides if I see mum", "is mum allowed to ring me", "can my friend come round to ours",
            ]
        },
        {
            Ann,
            [
                "when can I see my kids", "can I ring Tamsin", "can she sleep at mine", "can i ring tamsin tonight", "how often will I see my grandchildren",
                "can Jess see the kids on Sunday", "is it ok for Tamsin to stay with her mum", "can I leave the kids with my sister", "can the boys stay over at my mum's",
                "can my ex ring the kids", "what if I want to see my daughter more", "can Kit visit me", "how much contact do I get with my son", "can I say no to Jess coming", "can i keep jess away from the kids", "can Kit have a friend to stay", "do I have to let Jess see them", "Hi. Can I see the kids this weekend?",
            ]
        },
    };

    [Theory, MemberData(nameof(Asked))]
    public async Task SeeingSomebody_IsNoYesAndNoNo_InTheSameWordsForAll(string who, string[] questions)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var talk = await site.TalkAsync(who);
        (await talk.SaysAsync("When can I see or ring my family?")).Hears("agreed in your plan", "your worker").HearsNothingOf("Yes. ", "You can see", "You cannot see");
        talk.Links.ShouldBe([("My plan", "/plan")]);
        talk.Offered.ShouldContain("Ask my worker");
        var told = talk.Said;

        var others = new List<string>();
        foreach (var question in questions)
            if ((await talk.SaysAsync(question)).Said != told) others.Add($"{question}: {talk.Said}");
        others.ShouldBeEmpty();
    }

    public static TheoryData<string, string[]> AskedOther => new()
    {
        {
            Tamsin,
            [
                "can I talk to someone on my own", "can I see my worker alone", "can I talk to Beth on my own", "can my mum see my answers", "can I see my file",
                "i do not want to talk in front of my dad", "will you tell gran", "can I ring Childline", "who can I ring when things are bad", "is mum coming to the meeting", "can i see my plan", "can i go to the park", "can i ring later", "can I meet my new worker", "can i stay in my room",
            ]
        },
        {
            Ann,
            [
                "can they see my child alone", "can my mum come to the meeting with me", "can I ring Beth", "can you ring the police", "will my ex see what I put",
                "can I see my son's score", "how often will they visit", "can I bring my sister", "when do I have the kids next", "can I ring the duty team", "he won't let me see my friends", "why won't my partner let me ring my mum", "can I tell my sister about it",
            ]
        },
    };

    [Theory, MemberData(nameof(AskedOther))]
    public async Task AnotherQuestion_IsNotAboutFamilyTime(string who, string[] questions)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var talk = await site.TalkAsync(who);
        foreach (var question in questions)
            (await talk.SaysAsync(question)).HearsNothingOf("I cannot say yes or no");
    }

    /// <summary>Patterns of many parts must not make anybody's words slow to read.</summary>
    [Theory]
    [InlineData("so ")]
    [InlineData("my ")]
    [InlineData("can i be able to ")]
    [InlineData("can my mum stay over ")]
    public void ALineOfOneWordOverAndOver_IsReadAtOnce(string word)
    {
        var line = string.Concat(Enumerable.Repeat(word, 200))[..200];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            FamilyTime.IsAsked(line);
            Whereabouts.AreAsked(line);
            WhoDoes.IsAsked(line);
        }
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }
}
