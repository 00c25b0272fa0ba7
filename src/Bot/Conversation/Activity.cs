using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyPortal.Bot.Conversation;

/// <summary>An activity of the Bot Framework's schema. Fields that we do not know are kept as they came.</summary>
public sealed class Activity
{
    public const string Message = "message";

    /// <summary>How activities go over the wire and into the store.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 16,
    };

    public string? Type { get; set; }

    public string? Id { get; set; }

    public DateTimeOffset? Timestamp { get; set; }

    public string? ChannelId { get; set; }

    public ActivityAccount? From { get; set; }

    public ActivityConversation? Conversation { get; set; }

    public string? Text { get; set; }

    /// <summary>Always <c>plain</c>: nothing said here is ever read as HTML or Markdown.</summary>
    public string? TextFormat { get; set; }

    /// <summary><c>expectingInput</c> where the helper waits for an answer.</summary>
    public string? InputHint { get; set; }

    public string? ReplyToId { get; set; }

    public SuggestedActions? SuggestedActions { get; set; }

    public JsonElement? ChannelData { get; set; }

    /// <summary>
    /// Handles of the items of the plan that the words were made from: they are shown only while the reader sees all of them.
    /// Never goes over the wire.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> MadeFrom { get; set; } = [];

    /// <summary>What the schema has and we do not use.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <param name="Role"><c>user</c> or <c>bot</c>.</param>
public sealed record ActivityAccount(string? Id, string? Role = null, string? Name = null);

public sealed record ActivityConversation(string Id);

/// <summary>What may be tapped instead of typed.</summary>
public sealed record SuggestedActions(IReadOnlyList<SuggestedAction> Actions);

/// <summary>A tap says <paramref name="Value"/> as if it were typed; or opens it, a path of the Portal, where the type says so.</summary>
public sealed record SuggestedAction(string Type, string Title, string Value)
{
    /// <param name="path">From the Portal's root.</param>
    public static SuggestedAction Open(string title, string path) => new("openUrl", title, path);

    public static SuggestedAction Say(string words) => new("imBack", words, words);
}
