using System.Globalization;
using System.Text.Json;
using FamilyPortal.Bot.Conversation;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>What has been said since a watermark, as it goes over the wire.</summary>
internal sealed record ActivitySet(IReadOnlyList<Activity> Activities, string Watermark);

/// <summary>What became of an activity.</summary>
/// <param name="Refusal">An HTTP status; null where it was taken.</param>
internal sealed record Posted(string? Id, int? Refusal = null)
{
    public static Posted Refused(int status) => new(null, status);
}

/// <summary>Between the wire and the conversation: stores what is said, has it answered, and reads it back.</summary>
internal sealed class DirectLineChannel(ConversationStore store, ConversationEngine engine, DangerChecks checks, ConversationBells bells)
{
    // Two messages of one conversation at once would both answer the same question of the helper. Another copy of the Bot is
    // not locked out; there the keys of what is stored keep anything from being stored twice.
    private readonly SemaphoreSlim[] _oneAtATime = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task GreetAsync(FamilyViewer viewer, Guid conversation)
    {
        var number = 0;
        foreach (var greeting in ConversationEngine.Greeting(viewer))
            await store.AppendAsync(viewer, conversation, new(JsonSerializer.Serialize(greeting, Activity.Json), $"greeting:{number++}"));
        bells.Ring(conversation);
    }

    /// <summary>
    /// Takes one activity of the person behind the token. What its client id brought last gives the same id, and is answered only
    /// if it has not been. Words are checked for danger before anything else, and where they tell of it neither a brake nor their
    /// length keeps them out. Not cancelled when the client vanishes: what was told is kept and answered.
    /// </summary>
    /// <param name="caller">Whose words they are.</param>
    /// <param name="activity">As the client sent it; whom it says it is from does not count.</param>
    /// <param name="isTooLarge">It is larger than an activity may be.</param>
    /// <param name="hasFiles">Files came with it, which we do not take.</param>
    public async Task<Posted> PostAsync(Caller caller, Activity activity, bool isTooLarge = false, bool hasFiles = false)
    {
        var id = caller.Token.Conversation;
        var client = ClientId(activity);
        activity.Text = Clean(activity.Text);
        var heard = activity.Type == Activity.Message ? await engine.HearAsync(caller.Viewer, client ?? Guid.NewGuid().ToString("N"), activity.Text?.Trim() ?? "") : DangerFinding.None;
        if (!heard.IsDanger && isTooLarge) return Posted.Refused(StatusCodes.Status413PayloadTooLarge);
        if (!heard.IsDanger && !await store.MaySayAsync(caller.Viewer)) return Posted.Refused(StatusCodes.Status429TooManyRequests);
        // Typing and events are no words: there is nothing to keep.
        if (activity.Type != Activity.Message) return new($"{id}|{Guid.NewGuid():N}");

        if (isTooLarge) activity = new() { Type = Activity.Message, Text = LongWords.Excerpt(await checks.ForAsync(caller.Viewer), activity.Text, AnswerLimits.Words, caller.Viewer.Speaker) };
        activity.From = new(caller.Token.UserId, "user");
        activity.TextFormat = "plain";
        (activity.Id, activity.Timestamp, activity.Conversation, activity.ChannelId) = (null, null, null, null);

        var turn = _oneAtATime[(uint)id.GetHashCode() % (uint)_oneAtATime.Length];
        await turn.WaitAsync();
        try
        {
            // Never one of the helper's own keys.
            var key = client is null ? null : "client:" + client;
            var (sequence, isRepeat) = await store.AppendAsync(caller.Viewer, id, new(JsonSerializer.Serialize(activity, Activity.Json), key, $"{hasFiles}\n{activity.Text}"));
            activity.Id = IdOf(id, sequence);
            if (isRepeat && await IsAnsweredAsync(caller.Viewer, id, sequence, activity.Id)) return new(activity.Id);
            bells.Ring(id);
            await AnswerAsync(caller.Viewer, id, sequence, activity, heard, hasFiles);
            bells.Ring(id);
            return new(activity.Id);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What was said after a watermark; without one, or with one that is none of ours, what was said last.</summary>
    public async Task<ActivitySet> ReadAsync(Caller caller, string? watermark, CancellationToken cancel)
    {
        long? after = long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var stored = await store.ReadAsync(caller.Viewer, caller.Token.Conversation, after, cancel);
        return new([.. stored.Select(s => Wire(caller.Token.Conversation, s))], (stored.Count == 0 ? after ?? 0 : stored[^1].Sequence).ToString(CultureInfo.InvariantCulture));
    }

    private async Task AnswerAsync(FamilyViewer viewer, Guid id, long sequence, Activity activity, DangerFinding heard, bool hasFiles)
    {
        // Read again now that it is this message's turn: the one before may have changed what the helper waits for.
        var state = await store.FindAsync(id) ?? throw new InvalidOperationException("The conversation went away during a turn.");
        var number = 0;
        var replies = hasFiles && string.IsNullOrWhiteSpace(activity.Text) ? [] : await engine.TurnAsync(viewer, state, activity, heard);
        foreach (var reply in hasFiles ? [.. replies, ConversationEngine.NoFiles(viewer)] : replies)
        {
            reply.ReplyToId = activity.Id;
            await store.AppendAsync(viewer, id, new(JsonSerializer.Serialize(reply, Activity.Json), $"reply:{sequence}:{number++}") { MadeFrom = reply.MadeFrom });
        }
    }

    private async Task<bool> IsAnsweredAsync(FamilyViewer viewer, Guid id, long sequence, string activityId) =>
        (await store.ReadAsync(viewer, id, sequence)).Any(s => Wire(id, s).ReplyToId == activityId);

    private static Activity Wire(Guid conversation, StoredActivity stored)
    {
        var activity = JsonSerializer.Deserialize<Activity>(stored.Json, Activity.Json)!;
        if (stored.IsGone) Reply.Hide(activity);
        activity.Id = IdOf(conversation, stored.Sequence);
        activity.Timestamp = stored.At;
        activity.ChannelId = "directline";
        activity.Conversation = new(conversation.ToString());
        return activity;
    }

    private static string IdOf(Guid conversation, long sequence) => $"{conversation}|{sequence:D7}";

    /// <summary>The client's own id: of Web Chat's channel data, or of the activity.</summary>
    private static string? ClientId(Activity activity)
    {
        var id = activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : activity.Id;
        return string.IsNullOrEmpty(id) ? null : FormKeys.Of(id);
    }

    /// <summary>Without control characters, which a database may refuse and nobody means.</summary>
    private static string? Clean(string? text) => text is null ? null : string.Concat(text.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c)));
}
