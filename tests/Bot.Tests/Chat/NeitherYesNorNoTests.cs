using System.Text.Json;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Coming home, court, recordings, who may come to a meeting, stopping: the helper says what is known and who can say more, never a yes or no.</summary>
public sealed class NeitherYesNorNoTests
{
    private const string Ann = "+447700900200";
    private const string Colin = "+447700900202";
    private const string Tamsin = "tamsin.nance@example.com";
    private static readonly string[] Nance = ["cornwall-gran-and-grampy"];

    public static TheoryData<string, string, string[]> Asked => new()
    {
        {
            "coming-home", Ann,
            [
                "going home", "when are the children coming home", "when is Kit coming home", "will the kids come home for christmas", "can they come home soon", "how do i get my kids back",
                "when will I get Tamsin and Kit back", "how long until they come home", "when do we get the children back home",
            ]
        },
        { "coming-home", Tamsin, ["when can i go home", "am i going home", "when are me and Kit going home", "will I ever go home", "can I go home soon", "why cant i go home"] },
        { "care-proceedings", Ann, ["court", "what happens if we go to court", "are they taking me to court", "will it go to court", "what happens in court"] },
        { "care-proceedings", Tamsin, ["court", "what happens in court"] },
        { "solicitor", Ann, ["do i need a solicitor", "how do i get a solicitor"] },
        { "recording", Ann, ["recordings", "can I record the meeting", "am i allowed to record the meeting", "can i film the meeting", "can I record it on my phone"] },
        { "recording", Colin, ["can I record the meeting"] },
        {
            "who-may-come", Tamsin,
            ["can mum come to the meeting", "is my mum allowed to come to the meeting", "does my dad have to be at the meeting", "can Zebedee come to the meeting", "can my brother come to my review", "should mum be at the meeting"]
        },
        { "who-may-come", Ann, ["can her dad come to the meeting", "can my ex come to the conference", "may Zebedee come to the meeting"] },
        { "network-stop", Colin, ["can I stop", "can i stop now", "can I stop helping"] },
        { "saying-no", Ann, ["can I stop", "can i stop now", "can we stop all this", "is this voluntary"] },
    };

    [Theory, MemberData(nameof(Asked))]
    public async Task WhatTheHelperCannotSay_IsForTheWorker(string topic, string who, string[] questions)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var talk = await site.TalkAsync(who);
        var others = new List<string>();
        foreach (var question in questions)
        {
            if (await TopicAsync(talk, question) is var found && found != topic) others.Add($"{question}: {found ?? talk.Said}");
            if (topic is not ("network-stop" or "saying-no")) talk.HearsNothingOf("Yes. ", "No. ");
            if (others.Count == 0) talk.Offered.ShouldContain("Ask my worker");
        }
        others.ShouldBeEmpty();
    }

    [Fact]
    public async Task ComingHome_OpensWhereWeAre_AndPromisesNothing()
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var talk = await site.TalkAsync(Ann);
        (await talk.SaysAsync("when are the children coming home")).Hears("I cannot say when", "Where we are", "Ask your worker");
        talk.Links.ShouldBe([("Where we are", "/where-we-are")]);
    }

    /// <summary>Whom the reader's own plan names for a meeting is told from it.</summary>
    [Fact]
    public async Task SomebodyWhomTheSliceNamesForAMeeting_IsToldFromIt()
    {
        await using var site = await ChatSite.StartAsync(["cheshire-east-kacper"]);
        (await (await site.TalkAsync("+447700900240")).SaysAsync("can Piotr come to the meeting")).Hears("Piotr Nowak is named for a meeting");
    }

    /// <summary>Another question, though it has a home, a court or a meeting in it.</summary>
    [Theory]
    [InlineData(Ann, "can I bring my sister to the meeting", "bring-someone")]
    [InlineData(Ann, "can my mum come to the meeting with me", "bring-someone")]
    [InlineData(Ann, "can I see my records", "see-my-records")]
    [InlineData(Ann, "what time does he come home from school", null)]
    [InlineData(Ann, "can the worker come to my home", null)]
    [InlineData(Tamsin, "can i go home from the meeting early", null)]
    public async Task AnotherQuestion_IsNoneOfThese(string who, string said, string? topic)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var found = await TopicAsync(await site.TalkAsync(who), said);
        if (topic is not null) found.ShouldBe(topic);
        new[] { "coming-home", "care-proceedings", "who-may-come", "recording" }.ShouldNotContain(found);
    }

    private static async Task<string?> TopicAsync(ChatTalk talk, string said)
    {
        await talk.SaysAsync(said);
        return talk.Replies[^1].TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("topic", out var topic) ? topic.GetString() : null;
    }
}
