using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>What somebody with bad intent sends, and what they get.</summary>
public sealed class DirectLineAttackTests
{
    private const string Kerensa = "+447700900100";
    private const string Mark = "+447700900101";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("direct-line-for-tests-012345678")]
    [InlineData("direct-line-for-tests-01234567890")]
    public async Task Generate_WithoutTheSecret_IsRefused(string? secret)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        (await site.GenerateAsync($"dl_{await site.ClaimAsync(Kerensa):N}", secret)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Generate_WithNoSecretInTheSettings_TakesNone()
    {
        await using var site = await ChatSite.StartAsync(Penhale, settings: ("Bot:DirectLineSecret", ""));
        (await site.GenerateAsync($"dl_{await site.ClaimAsync(Kerensa):N}", "")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Start_WithASecretThatCouldBeGuessed_Stops() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => ChatSite.StartAsync(settings: ("Bot:DirectLineSecret", "short")))).Message.ShouldStartWith("Bot:DirectLineSecret must have");

    [Theory]
    [InlineData("dl_", HttpStatusCode.BadRequest)]
    [InlineData("kerensa", HttpStatusCode.BadRequest)]
    [InlineData("dl_zz000000000000000000000000000000", HttpStatusCode.BadRequest)]
    [InlineData("dl_00000000000000000000000000000000", HttpStatusCode.Forbidden)]
    public async Task Generate_ForNobody_IsRefused(string user, HttpStatusCode status)
    {
        await using var site = await ChatSite.StartAsync();
        (await site.GenerateAsync(user, ChatSite.Secret)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task SomebodyElsesConversation_IsShut()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var hers = await site.TalkAsync(Kerensa);
        await hers.SaysAsync("What are the three columns?");
        var his = await site.TalkAsync(Mark);

        foreach (var path in (string[])[$"conversations/{hers.Id}", $"conversations/{hers.Id}/activities", $"conversations/{hers.Id}/activities?watermark=0"])
            (await site.SendAsync(HttpMethod.Get, path, his.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        (await site.SendAsync(HttpMethod.Post, $"conversations/{hers.Id}/activities", his.Token, JsonContent.Create(new { type = "message", text = "hello" }))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.GenerateAsync($"dl_{await site.ClaimAsync(Mark):N}", ChatSite.Secret, conversationId: hers.Id)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await hers.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Token_ThatIsNoneOrChangedOrForSomethingElse_OpensNothing()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        var path = $"conversations/{talk.Id}/activities";
        (await site.SendAsync(HttpMethod.Get, path, null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var stream = (await talk.OpenAsync()).GetProperty("streamUrl").GetString()!.Split("t=")[1];
        var changed = (talk.Token[0] == 'C' ? 'D' : 'C') + talk.Token[1..];
        foreach (var token in (string[])[ChatSite.Secret, "x", "é", new string('A', 5000), changed, talk.Token[..^4], stream])
            (await SendRawAsync(site, path, token)).ShouldBe(HttpStatusCode.Forbidden, token);
        (await site.SendAsync(HttpMethod.Post, "conversations", ChatSite.Secret)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Token_AfterHalfAnHour_OpensNothing()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        site.Time.Now += TimeSpan.FromMinutes(29);
        (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Time.Now += TimeSpan.FromMinutes(1);
        (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.SendAsync(HttpMethod.Post, "tokens/refresh", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task From_IsTheTokensPerson_WhateverTheMessageSays()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        var mark = $"dl_{await site.ClaimAsync(Mark):N}";
        await talk.PostAsync(new { type = "message", text = "What are the three columns?", from = new { id = mark, role = "bot", name = "Mark" }, id = "1", timestamp = "2020-01-01T00:00:00Z", conversation = new { id = "x" }, replyToId = "y" });
        var own = (await talk.ReadAsync())[0];
        own.GetProperty("from").GetProperty("id").GetString().ShouldBe($"dl_{await site.ClaimAsync(Kerensa):N}");
        own.GetProperty("from").GetProperty("role").GetString().ShouldBe("user");
        own.GetProperty("from").TryGetProperty("name", out _).ShouldBeFalse();
        own.GetProperty("conversation").GetProperty("id").GetString().ShouldBe(talk.Id);
        own.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(site.Time.Now);
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task Revoked_InTheMiddle_IsRefusedOnTheVeryNextTurn(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync("What are my goals?");
        var worker = await site.WorkerAsync("tess.hocking@example.org");
        var people = site.Get<PeopleDesk>();
        await people.RestrictAsync(worker, (await people.PeopleAsync(worker)).Single(p => p.Name == "Kerensa Penhale").Handle, RestrictionKind.AccessEnded);

        (await talk.PostAsync(new { type = "message", text = "What are my goals?" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.SendAsync(HttpMethod.Post, "tokens/refresh", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.SendAsync(HttpMethod.Post, "conversations", talk.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task PortalSession_Left_ShutsItsConversationAndNoOther(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var key = await site.ClaimAsync(Kerensa);
        var session = await site.SignInAsync(Kerensa);
        var bound = new ChatTalk(site, await site.TokenAsync(key, session.Key));
        var free = new ChatTalk(site, await site.TokenAsync(key));
        await bound.SaysAsync("hello");

        await site.Get<PortalSessions>().EndAsync(session.Secret);
        (await bound.PostAsync(new { type = "message", text = "hello" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.SendAsync(HttpMethod.Get, $"conversations/{bound.Id}/activities", bound.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.GenerateAsync($"dl_{key:N}", ChatSite.Secret, session.Key)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await free.SaysAsync("hello");
    }

    [Fact]
    public async Task PortalSession_ThatNobodyHas_OpensNothing()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        (await site.GenerateAsync($"dl_{await site.ClaimAsync(Kerensa):N}", ChatSite.Secret, "no-such-session")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"message","text":7}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}}""")]
    public async Task Activity_ThatIsNone_IsRefused(string body)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (await site.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/activities", talk.Token, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"type":"message","text":"a\u0000b\u202eWhat are my goals?"}""")]
    [InlineData("""{"type":"message","text":"hi","channelData":{"clientActivityID":"\ud800"}}""")]
    [InlineData("""{"type":"message","text":"hi","channelData":[],"x":"\u0000"}""")]
    [InlineData("""{"type":"message","text":"hi","channelData":{"clientActivityID":7}}""")]
    public async Task Activity_WithOddities_IsTakenOrRefusedAndNeverFails(string body)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        ((int)(await site.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/activities", talk.Token, content)).StatusCode).ShouldBeOneOf(200, 400);
        await talk.ReadAsync();
    }

    [Fact]
    public async Task Activity_TooLarge_IsRefused()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        (await talk.PostAsync(new { type = "message", text = new string('x', 33 * 1024) })).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await talk.PostAsync(new { type = "message", text = new string('x', 30 * 1024) })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Messages_WithoutEnd_AreBraked()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        List<HttpResponseMessage> answers = [];
        for (var n = 0; n < 45; n++) answers.Add(await talk.PostAsync(new { type = "typing" }));
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.TooManyRequests && a.Headers.RetryAfter != null);
        answers[..30].ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task HelpersOwnKeys_AsAClientId_HideNothing()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync("What are my goals?", clientId: "greeting:0");
        await talk.SaysAsync("What are my goals?", clientId: "reply:6:0");
        talk.Hears("goals");
    }

    private static async Task<HttpStatusCode> SendRawAsync(ChatSite site, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/{path}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(token)}");
        return (await site.Http.SendAsync(request)).StatusCode;
    }
}
