using System.Text.Json;
using FamilyPortal.Look.Components;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Portal.Chat;

/// <summary>What a poll brings.</summary>
internal sealed record ActivitySet(IReadOnlyList<ChatActivity> Activities, string? Watermark);

/// <summary>The part of an activity that the Portal shows.</summary>
internal sealed record ChatActivity(string? Id, string? Type, DateTimeOffset? Timestamp, ChatAccount? From, string? Text, string? ReplyToId, ChatSuggestions? SuggestedActions, JsonElement? ChannelData)
{
    public bool IsMessage => Type == "message" && !string.IsNullOrWhiteSpace(Text);

    /// <summary>Said by the person; everything else is the helper's.</summary>
    public bool IsMine => From?.Role == "user" || From?.Id?.StartsWith("dl_", StringComparison.Ordinal) == true;

    /// <summary>What its bubble says: of danger the heading and the first line. The numbers stand above, once.</summary>
    public string Bubble => Danger is { Heading: { } heading } danger ? string.Join('\n', [heading, .. (danger.Lines ?? []).Take(1)]) : Text!;

    /// <summary>What the Bot shows first when somebody tells of danger; null for anything else.</summary>
    public ChatDanger? Danger
    {
        get
        {
            if (ChannelData is not { ValueKind: JsonValueKind.Object } data || !data.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String || kind.GetString() != "danger") return null;
            try
            {
                return data.Deserialize<ChatDanger>(JsonSerializerOptions.Web);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

internal sealed record ChatAccount(string? Id, string? Role);

internal sealed record ChatSuggestions(IReadOnlyList<ChatSuggestion>? Actions);

/// <param name="Value">Said as if it were typed; of an `openUrl` the path of one of our own pages.</param>
internal sealed record ChatSuggestion(string? Title, JsonElement? Value, string? Type = null)
{
    public string Says => Value is { ValueKind: JsonValueKind.String } value ? value.GetString()! : Title ?? "";

    public bool IsLink => Type == "openUrl";

    /// <summary>Nothing that the helper says leads anywhere else.</summary>
    public string? Path => IsLink && Says is ['/', .. var rest] && rest.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') ? Says : null;
}

internal sealed record ChatDanger(string? Heading, IReadOnlyList<AdviceNumber>? Numbers, IReadOnlyList<string>? Lines)
{
    public IReadOnlyList<PhoneNumber> Phones => HelpNumbers.Of(Numbers ?? []);
}
