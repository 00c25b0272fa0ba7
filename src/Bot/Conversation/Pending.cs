using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyPortal.Bot.Conversation;

/// <summary>What the helper waits for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PendingStep>))]
internal enum PendingStep
{
    ChooseScale,
    GiveNumber,
    SaveNumber,
    ChooseTask,
    SendTaskReply,
    WriteToWorker,
    SendToWorker,

    /// <summary>"I don't know. Shall I ask your worker?"</summary>
    OfferWorker,
}

/// <summary>The helper's last question, kept with the conversation in the database, so that any copy can go on.</summary>
/// <param name="Key">Form key of what a yes stores: a yes that comes twice is stored once.</param>
/// <param name="Items">Handles to choose from, in the order shown; or the one chosen.</param>
/// <param name="Words">The person's own words to send.</param>
/// <param name="IsContactChange">The words ask for a change of number or address.</param>
internal sealed record Pending(PendingStep Step, string Key, IReadOnlyList<string>? Items = null, int? Score = null, string? Choice = null, string? Words = null, bool IsContactChange = false)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null for nothing, and for what another version of the program wrote: then the helper has simply forgotten.</summary>
    public static Pending? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<Pending>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the helper says, and what it waits for after.</summary>
internal sealed record Spoken(IReadOnlyList<Activity> Replies, Pending? Pending = null)
{
    public static Spoken Only(params IEnumerable<Activity> replies) => new([.. replies]);
}
