using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyPortal.Portal.Chat;

/// <summary>
/// The Portal's side of Direct Line 3.0, as any channel client would speak it: the secret for a token, the token for everything
/// else. Throws <see cref="ChatUnavailableException"/> when the Bot does not answer as it should.
/// </summary>
internal sealed class DirectLineClient(HttpClient http, IConfiguration configuration, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task<ChatTicket> OpenAsync(string sessionKey, Guid member, CancellationToken cancel)
    {
        var secret = configuration["Bot:DirectLineSecret"] ?? "";
        var grant = await SendAsync<TokenGrant>(HttpMethod.Post, "tokens/generate", secret, new { user = new { id = UserId(member) }, sessionKey }, cancel);
        grant = await SendAsync<TokenGrant>(HttpMethod.Post, "conversations", grant.Token, null, cancel);
        return Ticket(sessionKey, member, grant);
    }

    public async Task<ChatTicket> RenewAsync(ChatTicket ticket, CancellationToken cancel) =>
        Ticket(ticket.Session, ticket.Member, await SendAsync<TokenGrant>(HttpMethod.Post, "tokens/refresh", ticket.Token, null, cancel) with { ConversationId = ticket.Conversation });

    /// <param name="clientId">The form's key: sent twice, it is taken once.</param>
    /// <returns>The activity's id.</returns>
    public async Task<string> SayAsync(ChatTicket ticket, string text, string clientId, CancellationToken cancel)
    {
        var activity = new
        {
            type = "message",
            from = new { id = UserId(ticket.Member), role = "user" },
            text,
            textFormat = "plain",
            locale = "en-GB",
            channelData = new { clientActivityID = clientId },
        };
        return (await SendAsync<Sent>(HttpMethod.Post, $"conversations/{Uri.EscapeDataString(ticket.Conversation)}/activities", ticket.Token, activity, cancel)).Id;
    }

    public Task<ActivitySet> ReadAsync(ChatTicket ticket, string? watermark, CancellationToken cancel) => SendAsync<ActivitySet>(
        HttpMethod.Get,
        $"conversations/{Uri.EscapeDataString(ticket.Conversation)}/activities{(watermark is null ? "" : "?watermark=" + Uri.EscapeDataString(watermark))}",
        ticket.Token, null, cancel);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, string bearer, object? body, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(method, "v3/directline/" + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            if (body is not null) request.Content = JsonContent.Create(body, options: Json);
            using var response = await http.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode) throw new ChatUnavailableException(response.StatusCode);
            return await response.Content.ReadFromJsonAsync<T>(Json, cancel) ?? throw new ChatUnavailableException(null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ChatUnavailableException(null, e);
        }
    }

    private ChatTicket Ticket(string sessionKey, Guid member, TokenGrant grant) =>
        new(sessionKey, member, grant.ConversationId ?? throw new ChatUnavailableException(null), grant.Token, clock.GetUtcNow().AddSeconds(Math.Max(grant.ExpiresIn, 60) / 2));

    private static string UserId(Guid member) => $"dl_{member:N}";

    private sealed record TokenGrant(string? ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    private sealed record Sent(string Id);
}

/// <summary>The Bot cannot be reached, or does not know the conversation any more.</summary>
internal sealed class ChatUnavailableException(HttpStatusCode? status, Exception? inner = null) : Exception("The helper does not answer.", inner)
{
    /// <summary>The token is too old (403), or the conversation has ended (404): a new one may be opened.</summary>
    public bool IsOver => status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized;
}
