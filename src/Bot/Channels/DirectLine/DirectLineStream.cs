using System.Net.WebSockets;
using System.Text.Json;
using FamilyPortal.Bot.Conversation;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>
/// The WebSocket side: frames of what is new, the person's own messages included. It looks at the database every two seconds
/// and at every ring, and asks each time whether the person may still look.
/// </summary>
internal sealed class DirectLineStream(DirectLineAccess access, DirectLineChannel channel, ConversationBells bells, IHostApplicationLifetime life)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);

    /// <summary>Then the client asks for a new stream with its token, as after any loss.</summary>
    private static readonly TimeSpan Longest = DirectLineTokens.Life;

    public async Task RunAsync(WebSocket socket, DirectLineToken token, string? watermark, CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, life.ApplicationStopping);
        end.CancelAfter(Longest);
        var listening = ListenAsync(socket, end);
        var status = WebSocketCloseStatus.NormalClosure;
        try
        {
            status = await SendAsync(socket, token, watermark, end.Token);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The client closed or vanished, or the program stops.
        }
        await CloseAsync(socket, status, listening);
        await end.CancelAsync();
        await listening;
    }

    /// <summary>Says why, and gives the client a moment to say goodbye too: a socket cut at once would lose the reason.</summary>
    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, Task listening)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(status, null, CancellationToken.None);
            await listening.WaitAsync(Goodbye);
        }
        catch (Exception e) when (IsGone(e) || e is TimeoutException)
        {
            // It is gone already, which is as good.
        }
    }

    private async Task<WebSocketCloseStatus> SendAsync(WebSocket socket, DirectLineToken token, string? watermark, CancellationToken cancel)
    {
        while (socket.State == WebSocketState.Open)
        {
            var ring = bells.NextAsync(token.Conversation);
            var caller = await access.CheckAsync(token, null, cancel);
            if (caller.Refusal is not null) return WebSocketCloseStatus.PolicyViolation;

            var news = await channel.ReadAsync(caller, watermark, cancel);
            watermark = news.Watermark;
            if (news.Activities.Count > 0)
            {
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(news, Activity.Json), WebSocketMessageType.Text, endOfMessage: true, cancel);
                continue;
            }
            await Task.WhenAny(ring, Task.Delay(LookEvery, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        return WebSocketCloseStatus.NormalClosure;
    }

    /// <summary>Clients send empty frames to stay alive; whatever else comes this way is nothing we act on.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource end)
    {
        var nothing = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(nothing, end.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            // Vanished without a close, as phones do.
        }
        await end.CancelAsync();
    }

    private static bool IsGone(Exception e) => e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException;
}
