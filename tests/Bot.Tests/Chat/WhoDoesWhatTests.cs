using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Who somebody is and what they do is told from the reader's own slice, or by the worker; it is no question about a meeting.</summary>
public sealed class WhoDoesWhatTests
{
    private const string Agnieszka = "+447700900240";
    private const string Lowena = "+447700900102";
    private const string Sheila = "+447700900103";
    private const string Kerensa = "+447700900100";
    private const string Mark = "+447700900101";
    private const string Dan = "+447700900104";
    private static readonly string[] Nowak = ["cheshire-east-kacper"];
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory]
    [InlineData("what does Mr Bailey do in the plan", "Pan Bailey czeka")]
    [InlineData("what does mr bailey do", "Pan Bailey czeka")]
    [InlineData("is Magda coming on monday", "Magda przychodzi, zanim")]
    [InlineData("when does magda come?", "Magda przychodzi, zanim")]
    [InlineData("whats magdas job", "Magda przychodzi, zanim")]
    [InlineData("who is Magda Lis", "Magda przychodzi, zanim")]
    [InlineData("who is Mrs Hollins", "Mrs Hollins is one of your workers.")]
    public async Task SomebodyOfTheSlice_IsToldFromIt(string said, string told)
    {
        await using var site = await ChatSite.StartAsync(Nowak);
        var talk = await site.TalkAsync(Agnieszka);
        (await talk.SaysAsync(said)).Hears(told, "Your worker can tell you more.").HearsNothingOf("Your next meeting is");
        talk.Links.ShouldBe([("My plan", "/plan")]);
    }

    [Fact]
    public async Task AStandIn_IsNamedFromTheReadersOwnTask_AndToNobodyElse()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        (await (await site.TalkAsync(Lowena)).SaysAsync("who is Dan Rowe")).Hears("Dan Rowe stands in", "Lowena comes for tea");
        (await (await site.TalkAsync(Sheila)).SaysAsync("who is Dan Rowe")).HearsNothingOf("stands in", "Lowena", "Saturday");
    }

    /// <summary>Nobody has a task after its person's no: told to those who may know, here as on their pages, and to its giver what they said.</summary>
    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task ATaskWithoutItsPerson_IsToldAsSuch_ToThoseAloneWhoMayKnow(string provider)
    {
        const string Nobody = "Nobody has this task at the moment.";
        var plan = JsonNode.Parse(SamplePlans.Load("cornwall-a-sober-grown-up"))!;
        plan["plan"]!["network"]![0]!["seenBy"] = new JsonArray("kerensa", "dan");
        plan["plan"]!["network"]![0]!["audience"] = new JsonArray("kerensa", "mark", "lowena", "dan");
        await using var site = await ChatSite.StartAsync(provider: provider);
        await site.LoadAsync(System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString()));
        var lowena = await site.TalkAsync(Lowena);
        string[] asked = ["who helps us", "what does Lowena do"];
        var before = await HeardAsync(Mark, asked);
        await lowena.SaysAsync("what do I have to do");
        lowena.HearsNothingOf("You said");
        await lowena.SaysAsync("no I can't do that job");
        await lowena.SaysAsync("yes");

        (await lowena.SaysAsync("what do I have to do")).Hears("Lowena comes for tea", "You said you cannot.").HearsNothingOf(Nobody);
        (await lowena.SaysAsync("who helps us")).Hears("You said you cannot.").HearsNothingOf(Nobody);
        foreach (var question in asked) (await (await site.TalkAsync(Kerensa)).SaysAsync(question)).Hears("Lowena comes for tea", Nobody).HearsNothingOf("said");
        var dan = await site.TalkAsync(Dan);
        (await dan.SaysAsync("what do I have to do")).Hears("Lowena comes for tea", Nobody, "You stand in.");
        (await dan.SaysAsync("who is Lowena")).Hears(Nobody);
        (await HeardAsync(Mark, asked)).ShouldBe(before, "he sees the task, and is not named by its `seenBy`");

        await lowena.SaysAsync("count me in");
        await lowena.SaysAsync("yes");
        (await lowena.SaysAsync("what do I have to do")).HearsNothingOf("You said you cannot");
        (await (await site.TalkAsync(Kerensa)).SaysAsync(asked[0])).HearsNothingOf(Nobody);

        async Task<List<string>> HeardAsync(string reader, IEnumerable<string> questions)
        {
            List<string> heard = [];
            foreach (var question in questions) heard.Add((await (await site.TalkAsync(reader)).SaysAsync(question)).Said);
            return heard;
        }
    }

    /// <summary>"Col" is Colin, as the family calls him; what the reader's own items say of him, and nothing else.</summary>
    [Theory]
    [InlineData("who is Col")]
    [InlineData("who is col?")]
    [InlineData("Who's Colin")]
    [InlineData("who is Colin Nance")]
    public async Task ANameCutShort_IsThePersonOfTheSlice(string said)
    {
        await using var site = await ChatSite.StartAsync(["cornwall-gran-and-grampy"]);
        (await (await site.TalkAsync("+447700900200")).SaysAsync(said)).Hears("Colin Nance: Col drives Jess to Sunday dinner", "Your worker can tell you more.").HearsNothingOf("+44", "chest");
    }

    /// <summary>The attack: one who is kept apart, and in the plan, is answered as somebody who is nowhere, but for the name that was typed.</summary>
    [Theory]
    [InlineData("+447700900122", "Craig", "who is {0}")]
    [InlineData("+447700900122", "Craig Telford", "who is {0}")]
    [InlineData("+447700900122", "craig", "who is {0}")]
    [InlineData("+447700900122", "Craig", "who's {0}?")]
    [InlineData("+447700900122", "Craig", "what is {0} meant to do")]
    [InlineData("+447700900122", "Craig", "can {0} come to the meeting")]
    [InlineData("+447700900122", "Craig", "when is {0} coming home")]
    [InlineData("+447700900122", "Steve", "who is {0}")]
    [InlineData("+447700900122", "Kev Notman", "who is {0}")]
    [InlineData("+447700900121", "Hannah", "who is {0}")]
    [InlineData("+447700900121", "Becky", "who is {0}")]
    [InlineData("+447700900121", "becky", "who is {0}")]
    [InlineData("+447700900121", "Hannah", "can {0} come to the meeting")]
    [InlineData("+447700900123", "Hannah", "what does {0} do")]
    public async Task SomebodyKeptApart_IsAnsweredAsNobody(string reader, string apart, string said)
    {
        await using var site = await ChatSite.StartAsync(["cumberland-pages-of-their-own"]);
        var nobody = apart.Contains(' ') ? "Zebedee Quill" : char.IsUpper(apart[0]) ? "Zebedee" : "zebedee";
        var (one, other) = (await site.TalkAsync(reader), await site.TalkAsync(reader));
        await one.SaysAsync(string.Format(null, said, apart));
        await other.SaysAsync(string.Format(null, said, nobody));
        Bytes(one).ShouldBe(Bytes(other));

        static string Bytes(ChatTalk talk) => string.Join('\n', [talk.Said, .. talk.Offered, .. talk.Links.Select(l => l.Title + l.Path), .. talk.Replies.Select(r => r.TryGetProperty("channelData", out var data) ? data.GetRawText() : "")]);
    }

    /// <summary>One who is in the plan, but not in the reader's slice, and one who is nowhere.</summary>
    [Theory]
    [InlineData("what does {0} do in the plan")]
    [InlineData("is {0} coming on monday")]
    [InlineData("what is {0} meant to do")]
    public async Task SomebodyOutsideTheSlice_IsForTheWorker_LikeSomebodyWhoIsNowhere(string said)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Sheila);
        (await talk.SaysAsync(string.Format(null, said, "Dan"))).Hears("I don't know. Shall I ask your worker?").HearsNothingOf("meeting is");
        var (told, offered) = (talk.Said, talk.Offered);
        (await (await site.TalkAsync(Sheila)).SaysAsync(string.Format(null, said, "Zebedee"))).Said.ShouldBe(told);
        talk.Offered.ShouldBe(offered);
    }

    [Theory]
    [InlineData("is Magda coming to the meeting")]
    [InlineData("when does Piotr come to the meeting")]
    public async Task SomebodyAtTheMeeting_IsStillAboutTheMeeting(string said)
    {
        await using var site = await ChatSite.StartAsync(Nowak);
        (await (await site.TalkAsync(Agnieszka)).SaysAsync(said)).Hears("Your next meeting is");
    }
}
