using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>One person's conversation as a script: says, replies, says.</summary>
internal sealed class ChatTalk(ChatSite site, JsonElement opened)
{
    private string _watermark = "";

    public string Id { get; } = opened.GetProperty("conversationId").GetString()!;

    public string Token { get; } = opened.GetProperty("token").GetString()!;

    /// <summary>What the helper said last.</summary>
    public IReadOnlyList<JsonElement> Replies { get; private set; } = [];

    /// <summary>All bubbles of the last reply, one after the other.</summary>
    public string Said => string.Join("\n---\n", Replies.Select(Text));

    /// <summary>What may be tapped now.</summary>
    public IReadOnlyList<string> Offered => [.. Actions.Where(a => a.GetProperty("type").GetString() == "imBack").Select(a => a.GetProperty("value").GetString()!)];

    /// <summary>Pages that may be opened now: their names and paths.</summary>
    public IReadOnlyList<(string Title, string Path)> Links =>
        [.. Actions.Where(a => a.GetProperty("type").GetString() == "openUrl").Select(a => (a.GetProperty("title").GetString()!, a.GetProperty("value").GetString()!))];

    private IEnumerable<JsonElement> Actions => Replies.Count > 0 && Replies[^1].TryGetProperty("suggestedActions", out var actions) ? actions.GetProperty("actions").EnumerateArray() : [];

    public async Task<JsonElement> OpenAsync()
    {
        var answer = await site.SendAsync(HttpMethod.Post, "conversations", Token);
        answer.EnsureSuccessStatusCode();
        await ReadAsync();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<ChatTalk> SaysAsync(string text, string? clientId = null)
    {
        var answer = await PostAsync(new { type = "message", text, channelData = clientId is null ? null : new { clientActivityID = clientId } });
        answer.EnsureSuccessStatusCode();
        await ReadAsync();
        return this;
    }

    public Task<HttpResponseMessage> PostAsync(object activity) => site.SendAsync(HttpMethod.Post, $"conversations/{Id}/activities", Token, JsonContent.Create(activity));

    /// <summary>Everything since the last look, the person's own messages included.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAsync()
    {
        var answer = await site.SendAsync(HttpMethod.Get, $"conversations/{Id}/activities?watermark={_watermark}", Token);
        answer.EnsureSuccessStatusCode();
        var set = await answer.Content.ReadFromJsonAsync<JsonElement>();
        _watermark = set.GetProperty("watermark").GetString()!;
        IReadOnlyList<JsonElement> all = [.. set.GetProperty("activities").EnumerateArray()];
        Replies = [.. all.Where(a => a.GetProperty("from").GetProperty("role").GetString() == "bot")];
        return all;
    }

    /// <summary>The last reply has these words.</summary>
    public ChatTalk Hears(params string[] words)
    {
        foreach (var word in words) Said.ShouldContain(word);
        Replies.Count.ShouldBeInRange(1, 3);
        return this;
    }

    public ChatTalk HearsNothingOf(params string[] words)
    {
        foreach (var word in words) Said.ShouldNotContain(word, Case.Insensitive);
        return this;
    }

    public static string Text(JsonElement activity) => activity.GetProperty("text").GetString()!;
}
