using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Families;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>The WebSocket side, over a real socket.</summary>
public sealed class DirectLineStreamTests
{
    private const string Kerensa = "+447700900100";
    private const string Mark = "+447700900101";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Fact]
    public async Task Stream_BringsTheGreetingOnesOwnWordsAndTheReply_AndKnowsWatermarks()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        using var socket = await ConnectAsync(await StreamUrlAsync(site, talk));
        var first = (await FrameAsync(socket))!.Value;
        first.GetProperty("activities").GetArrayLength().ShouldBe(3);

        // Clients send empty frames to stay alive.
        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, default);
        await talk.PostAsync(new { type = "message", text = "What are the three columns?" });
        List<JsonElement> news = [];
        while (news.Count < 2) news.AddRange((await FrameAsync(socket))!.Value.GetProperty("activities").EnumerateArray().Select(a => a.Clone()));
        news[0].GetProperty("text").GetString().ShouldBe("What are the three columns?");
        news[1].GetProperty("replyToId").GetString().ShouldBe(news[0].GetProperty("id").GetString());

        using var again = await ConnectAsync(await StreamUrlAsync(site, talk, first.GetProperty("watermark").GetString()));
        (await FrameAsync(again))!.Value.GetProperty("activities").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Stream_OfAClientThatVanishes_HarmsNobody()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        for (var n = 0; n < 3; n++)
        {
            var socket = await ConnectAsync(await StreamUrlAsync(site, talk));
            await FrameAsync(socket);
            socket.Abort();
            socket.Dispose();
        }
        (await talk.SaysAsync("What are the three columns?")).Hears("What are we worried about?");
    }

    [Fact]
    public async Task Stream_OfASessionThatIsLeft_IsClosed()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var session = await site.SignInAsync(await ClaimedAsync(site, Kerensa));
        var talk = await site.TalkAsync(Kerensa, session.Key);
        using var socket = await ConnectAsync(await StreamUrlAsync(site, talk));
        await FrameAsync(socket);
        await site.Get<PortalSessions>().EndAsync(session.Secret);
        (await FrameAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task Stream_WithAnotherToken_OrFromAnotherPage_IsRefused()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var hers = await site.TalkAsync(Kerensa);
        var his = await site.TalkAsync(Mark);
        var (herUrl, hisUrl) = (await StreamUrlAsync(site, hers), await StreamUrlAsync(site, his));
        await RefusedAsync(herUrl.Split("t=")[0] + "t=" + hisUrl.Split("t=")[1]);
        await RefusedAsync(herUrl.Split("t=")[0] + "t=" + hers.Token);
        await RefusedAsync(herUrl, origin: "http://evil.example");
        using (await ConnectAsync(herUrl, ChatSite.PortalOrigin)) { }
        site.Time.Now += TimeSpan.FromMinutes(3);
        await RefusedAsync(herUrl);
    }

    private static async Task<string> ClaimedAsync(ChatSite site, string contact)
    {
        await site.ClaimAsync(contact);
        return contact;
    }

    private static async Task<string> StreamUrlAsync(ChatSite site, ChatTalk talk, string? watermark = null)
    {
        var answer = await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}?watermark={watermark}", talk.Token);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("streamUrl").GetString()!;
    }

    private static async Task<ClientWebSocket> ConnectAsync(string url, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new Uri(url), default);
        return socket;
    }

    private static async Task RefusedAsync(string url, string? origin = null) => await Should.ThrowAsync<WebSocketException>(async () => (await ConnectAsync(url, origin)).Dispose());

    /// <summary>Null when the other side closed.</summary>
    private static async Task<JsonElement?> FrameAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, length)).RootElement;
        }
    }
}
