using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Conversations;

/// <summary>An activity and its place in the conversation (the watermark).</summary>
public sealed record StoredActivity(long Sequence, DateTimeOffset At, string Json);

/// <summary>What the bot needs to know of a conversation at a turn.</summary>
/// <param name="Pending">What the helper asked last and waits for, as JSON of the bot's own.</param>
public sealed record ConversationState(Guid Id, Guid MembershipKey, bool IsOpen, string? Pending);

/// <summary>
/// Conversations with the helper, in the database, so that any copy of the bot goes on with them. Activities are read only by
/// the person they belong to; who that is comes from a token that only the bot signs.
/// </summary>
public sealed class ConversationStore
{
    /// <summary>Activities read at once.</summary>
    internal const int MostAtOnce = 500;
    private const int MostSaid = 30;
    private static readonly TimeSpan SayingWindow = TimeSpan.FromSeconds(30);

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal ConversationStore(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <param name="sessionKey">The Portal session it ends with; null from a channel without one.</param>
    public async Task<Guid> StartAsync(FamilyViewer viewer, string? sessionKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var conversation = new Conversation { FamilyId = viewer.FamilyId, Id = Guid.NewGuid(), MembershipKey = viewer.MembershipKey, SessionId = sessionKey, CreatedAt = _clock.GetUtcNow() };
        store.Conversations.Add(conversation);
        await store.SaveChangesAsync(cancel);
        return conversation.Id;
    }

    /// <summary>Null where there is none of that id. Not open once its Portal session was left or went idle for long.</summary>
    public async Task<ConversationState?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var (idle, soon, oldest) = (now - SessionLife.Idle, now - SessionLife.IdleOnRequest, now - SessionLife.Longest);
        return await store.Conversations.Where(c => c.Id == id)
            .Select(c => new ConversationState(c.Id, c.MembershipKey,
                c.EndedAt == null && (c.SessionId == null || store.Sessions.Any(s => s.Id == c.SessionId && s.EndedAt == null && s.SeenAt > (s.EndsSoon ? soon : idle) && s.CreatedAt > oldest
                    && !store.Memberships.Any(m => m.Subject == s.Subject && m.SignedOutBefore != null && m.SignedOutBefore >= s.CreatedAt))), c.Pending))
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Appends an activity; returns its sequence. With a client id that the conversation already has nothing is added and
    /// <c>IsRepeat</c> is true.
    /// </summary>
    public async Task<(long Sequence, bool IsRepeat)> AppendAsync(FamilyViewer viewer, Guid id, string json, string? clientActivityId, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Raising the number first locks the row: two copies never give one place twice.
        var found = await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id && c.MembershipKey == viewer.MembershipKey)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextSequence, c => c.NextSequence + 1), cancel);
        if (found == 0) throw new InvalidOperationException("The conversation is not this viewer's.");
        if (clientActivityId is not null
            && await store.ConversationActivities.Where(a => a.FamilyId == viewer.FamilyId && a.ConversationId == id && a.ClientActivityId == clientActivityId).Select(a => (long?)a.Sequence).FirstOrDefaultAsync(cancel) is { } before)
            return (before, true);
        var sequence = await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id).Select(c => c.NextSequence).SingleAsync(cancel) - 1;
        store.ConversationActivities.Add(new() { FamilyId = viewer.FamilyId, ConversationId = id, Sequence = sequence, At = _clock.GetUtcNow(), Json = json, ClientActivityId = clientActivityId });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (sequence, false);
    }

    /// <summary>
    /// Whether this person may say one more thing now: thirty in half a minute, more than anybody types. Counted for the person,
    /// so that opening further conversations changes nothing.
    /// </summary>
    public async Task<bool> MaySayAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await BrakeCounts.CountAsync(store, $"say:{viewer.MembershipKey:n}", SayingWindow, _clock.GetUtcNow(), cancel) <= MostSaid;
    }

    /// <summary>
    /// Activities after a watermark, oldest first, so many at a time: the next watermark brings the next. Without one the newest:
    /// whoever opens a long conversation looks for what was said last.
    /// </summary>
    public async Task<IReadOnlyList<StoredActivity>> ReadAsync(FamilyViewer viewer, Guid id, long? after, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var all =
            from a in store.ConversationActivities
            join c in store.Conversations on new { a.FamilyId, Id = a.ConversationId } equals new { c.FamilyId, c.Id }
            where a.FamilyId == viewer.FamilyId && a.ConversationId == id && c.MembershipKey == viewer.MembershipKey
            select a;
        var part = after is { } watermark
            ? all.Where(a => a.Sequence > watermark).OrderBy(a => a.Sequence)
            : all.OrderByDescending(a => a.Sequence);
        var found = await part.Take(MostAtOnce).Select(a => new StoredActivity(a.Sequence, a.At, a.Json)).ToListAsync(cancel);
        if (after is null) found.Reverse();
        return found;
    }

    /// <summary>Remembers what the helper asked and waits for; null: nothing.</summary>
    public async Task SetPendingAsync(FamilyViewer viewer, Guid id, string? pending, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id && c.MembershipKey == viewer.MembershipKey)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Pending, pending), cancel);
    }
}
