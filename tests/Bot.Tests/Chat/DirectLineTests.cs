using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Direct Line's calls as clients make them.</summary>
public sealed class DirectLineTests
{
    private const string Kerensa = "+447700900100";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task Conversation_FromTokenToReply_TakesTheCallsOfTheProtocol(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var token = await site.TokenAsync(await site.ClaimAsync(Kerensa));
        token.GetProperty("expires_in").GetInt32().ShouldBe(1800);

        var talk = new ChatTalk(site, token);
        var opened = await site.SendAsync(HttpMethod.Post, "conversations", talk.Token);
        opened.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await opened.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("conversationId").GetString().ShouldBe(talk.Id);
        body.GetProperty("streamUrl").GetString()!.ShouldStartWith($"ws://{site.Http.BaseAddress!.Authority}/v3/directline/conversations/{talk.Id}/stream?");
        (await talk.ReadAsync()).Count.ShouldBe(3);
        talk.Hears("I am not a person", "your worker and the duty team are told", "Ring 999", "What would you like to know?");

        await talk.SaysAsync("What are the three columns?");
        talk.Hears("What are we worried about?", "Where this comes from:");
        talk.Offered.ShouldContain("Ask my worker");
    }

    [Fact]
    public async Task Activities_AreOfTheSchema()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        var posted = await talk.PostAsync(new { type = "message", text = "What are the three columns?", locale = "en-GB", entities = new[] { new { type = "ClientCapabilities" } } });
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        var all = await talk.ReadAsync();
        var own = all[0];
        own.GetProperty("id").GetString().ShouldBe(id);
        own.GetProperty("from").GetProperty("role").GetString().ShouldBe("user");
        own.GetProperty("locale").GetString().ShouldBe("en-GB", "unknown fields are kept");
        own.GetProperty("entities").GetArrayLength().ShouldBe(1);
        own.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(site.Time.Now);
        own.GetProperty("conversation").GetProperty("id").GetString().ShouldBe(talk.Id);
        var reply = all[1];
        reply.GetProperty("from").GetProperty("id").GetString().ShouldBe("helper");
        reply.GetProperty("replyToId").GetString().ShouldBe(id);
        reply.GetProperty("inputHint").GetString().ShouldBe("acceptingInput");
        var action = reply.GetProperty("suggestedActions").GetProperty("actions")[0];
        action.GetProperty("type").GetString().ShouldBe("imBack");
        action.GetProperty("value").GetString().ShouldBe(action.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Opening_Twice_GreetsOnce()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        await talk.OpenAsync();
        talk.Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Generate_ForAConversationOfTheSamePerson_GoesOnWithIt()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var key = await site.ClaimAsync(Kerensa);
        var first = await site.TokenAsync(key);
        var id = first.GetProperty("conversationId").GetString()!;
        var again = await site.GenerateAsync($"dl_{key:N}", ChatSite.Secret, conversationId: id);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString().ShouldBe(id);
        (await site.GenerateAsync($"dl_{key:N}", ChatSite.Secret, conversationId: Guid.NewGuid().ToString())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refresh_GivesATokenThatOpensTheSameConversation()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        site.Time.Now += TimeSpan.FromMinutes(20);
        var refreshed = await (await site.SendAsync(HttpMethod.Post, "tokens/refresh", talk.Token)).Content.ReadFromJsonAsync<JsonElement>();
        site.Time.Now += TimeSpan.FromMinutes(20);
        (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var renewed = refreshed.GetProperty("token").GetString();
        (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", renewed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var resumed = await (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}?watermark=2", renewed)).Content.ReadFromJsonAsync<JsonElement>();
        resumed.GetProperty("streamUrl").GetString()!.ShouldContain("watermark=2&");
        resumed.GetProperty("token").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task Message_SentAgain_IsStoredAndAnsweredOnce(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var talk = await site.TalkAsync(Kerensa);
        var message = new { type = "message", text = "he is hitting me now", channelData = new { clientActivityID = "abc" } };
        string[] ids = [.. (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => IdAsync(talk, message)))).Distinct()];
        ids.Length.ShouldBe(1);
        var all = await talk.ReadAsync();
        all.Count(a => a.GetProperty("from").GetProperty("role").GetString() == "user").ShouldBe(1);
        all.Count(a => a.TryGetProperty("channelData", out var data) && data.TryGetProperty("kind", out var kind) && kind.GetString() == "danger").ShouldBe(1);
        all.Select(a => a.GetProperty("text").GetString()).ShouldBeUnique();
        var worker = await site.WorkerAsync("tess.hocking@example.org");
        (await site.AlertsAsync(worker)).Count.ShouldBe(1);
        (await site.AnswersAsync(worker)).Count.ShouldBe(1);
    }

    /// <summary>Whoever opens it sees what was said last; whoever polls misses nothing on the way there.</summary>
    [Fact]
    public async Task ALongConversation_OpensAtItsEnd_AndAWatermarkLeadsThroughAllOfIt()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        var store = site.Get<ConversationStore>();
        var viewer = (await site.Get<ViewerDirectory>().ByMembershipAsync((await store.FindAsync(Guid.Parse(talk.Id)))!.MembershipKey))!;
        for (var i = 1; i <= 510; i++)
            await store.AppendAsync(viewer, Guid.Parse(talk.Id), new(JsonSerializer.Serialize(new { type = "message", text = $"Said {i}", from = new { id = "helper", role = "bot" } }), null));
        await talk.SaysAsync("What are the three columns?");

        var (opened, last) = await ReadAsync(site, talk, "");
        opened.Count.ShouldBe(500);
        opened.ShouldContain("What are the three columns?");
        opened.ShouldContain("Said 510");
        (await ReadAsync(site, talk, last)).Texts.ShouldBeEmpty();

        List<string> polled = [];
        for (var (next, watermark) = await ReadAsync(site, talk, "0"); next.Count > 0; (next, watermark) = await ReadAsync(site, talk, watermark)) polled.AddRange(next);
        polled.Where(t => t.StartsWith("Said ", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, 510).Select(i => $"Said {i}"));
        polled.TakeLast(opened.Count).ShouldBe(opened);
    }

    private static async Task<(IReadOnlyList<string> Texts, string Watermark)> ReadAsync(ChatSite site, ChatTalk talk, string watermark)
    {
        var answer = await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities?watermark={watermark}", talk.Token);
        var set = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ([.. set.GetProperty("activities").EnumerateArray().Select(ChatTalk.Text)], set.GetProperty("watermark").GetString()!);
    }

    [Fact]
    public async Task Upload_TakesTheWordsAndNotTheFile()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"type":"message","text":"What are the three columns?"}""", Encoding.UTF8, "application/vnd.microsoft.activity"), "activity", "blob" },
            { new ByteArrayContent(new byte[3 * 1024 * 1024]), "file", "photo.jpg" },
        };
        (await site.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/upload?userId=x", talk.Token, form)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await talk.ReadAsync();
        talk.Hears("What are we worried about?", "I cannot take pictures or files");
    }

    [Fact]
    public async Task SessionId_IsNotThere()
    {
        await using var site = await ChatSite.StartAsync();
        (await site.SendAsync(HttpMethod.Get, "session/getsessionid", "x")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("http://localhost:5100", true)]
    [InlineData("http://evil.example", false)]
    public async Task Browsers_MayCallFromThePortalsPagesOnly(string origin, bool allowed)
    {
        await using var site = await ChatSite.StartAsync();
        using var question = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/conversations");
        question.Headers.Add("Origin", origin);
        question.Headers.Add("Access-Control-Request-Method", "POST");
        question.Headers.Add("Access-Control-Request-Headers", "authorization,x-ms-bot-agent");
        (await site.Http.SendAsync(question)).Headers.Contains("Access-Control-Allow-Origin").ShouldBe(allowed);
    }

    private static async Task<string> IdAsync(ChatTalk talk, object message) =>
        (await (await talk.PostAsync(message)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
}
