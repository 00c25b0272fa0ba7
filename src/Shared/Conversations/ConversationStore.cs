using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Conversations;

/// <summary>An activity and its place in the conversation (the watermark).</summary>
/// <param name="IsGone">It was made from something that its reader may no longer see: its words must not be shown.</param>
public sealed record StoredActivity(long Sequence, DateTimeOffset At, string Json, bool IsGone);

/// <summary>Something said in a conversation.</summary>
/// <param name="Json">As it goes over the wire.</param>
/// <param name="Key">What it brought last is added once; null: it is always new.</param>
/// <param name="Content">The words under the key: other words are something new. Null: the key alone decides.</param>
public sealed record NewActivity(string Json, string? Key, string? Content = null)
{
    /// <summary>Handles of the items of the plan that the words were made from.</summary>
    public IReadOnlyList<string> MadeFrom { get; init; } = [];
}

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

    /// <summary>More than anybody types in <see cref="SayingWindow"/>.</summary>
    private const int MostSaid = 30;

    private static readonly TimeSpan SayingWindow = TimeSpan.FromSeconds(30);

    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly TimeProvider _clock;

    internal ConversationStore(StoreFactory stores, FamilyPlans plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

    /// <param name="sessionKey">The Portal session it ends with; null from a channel without one.</param>
    public async Task<Guid> StartAsync(FamilyViewer viewer, string? sessionKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var conversation = new Conversation { FamilyId = viewer.FamilyId, Id = Guid.NewGuid(), MembershipKey = viewer.MembershipKey, SessionId = sessionKey, CreatedAt = _clock.GetUtcNow() };
        store.Conversations.Add(conversation);
        await store.SaveChangesAsync(cancel);
        return conversation.Id;
    }

    /// <summary>Null where there is none of that id. Not open once its Portal session was left, went idle for long, or its person was signed out everywhere.</summary>
    public async Task<ConversationState?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var (idle, soon, oldest) = (now - SessionLife.Idle, now - SessionLife.IdleOnRequest, now - SessionLife.Longest);
        return await store.Conversations.Where(c => c.Id == id)
            .Select(c => new ConversationState(c.Id, c.MembershipKey,
                c.EndedAt == null && (c.SessionId == null
                    ? !store.Memberships.Any(m => m.Key == c.MembershipKey && m.SignedOutBefore != null && m.SignedOutBefore >= c.CreatedAt)
                    : store.Sessions.Any(s => s.Id == c.SessionId && s.EndedAt == null && s.SeenAt > (s.EndsSoon || store.SignInOpens.Any(o => o.Sid == s.Sid && store.Memberships.Any(m => m.Key == o.MembershipKey && store.Preferences.Any(q => q.FamilyId == m.FamilyId && q.PersonId == m.PersonId && q.EndsSoon))) ? soon : idle) && s.CreatedAt > oldest
                        && store.Memberships.Any(m => m.Key == c.MembershipKey && m.Subject == s.Subject && (m.SignedOutBefore == null || m.SignedOutBefore < s.CreatedAt)))), c.Pending))
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Whether this person may say one more thing now. Counted for the person, so that opening further conversations changes
    /// nothing. Asked only after the words were checked for danger.
    /// </summary>
    public async Task<bool> MaySayAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await BrakeCounts.CountAsync(store, $"say:{viewer.MembershipKey:n}", SayingWindow, _clock.GetUtcNow(), cancel) <= MostSaid;
    }

    /// <summary>Appends an activity; returns its sequence. What its key brought last is not added again, and <c>IsRepeat</c> is true.</summary>
    public async Task<(long Sequence, bool IsRepeat)> AppendAsync(FamilyViewer viewer, Guid id, NewActivity activity, CancellationToken cancel = default)
    {
        var madeFrom = await IdsAsync(viewer, activity.MadeFrom, cancel);
        var hash = activity.Content is { } content ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))) : null;
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var json = await ConversationErasure.WithoutErasedAsync(store, viewer.FamilyId, madeFrom, activity.Json, cancel);
        // Raising the number first locks the row: two copies never give one place twice.
        var found = await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id && c.MembershipKey == viewer.MembershipKey)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextSequence, c => c.NextSequence + 1), cancel);
        if (found == 0) throw new InvalidOperationException("The conversation is not this viewer's.");
        if (activity.Key is { } key
            && await store.ConversationActivities.Where(a => a.FamilyId == viewer.FamilyId && a.ConversationId == id && a.ClientActivityId == key)
                .OrderByDescending(a => a.Sequence).Select(a => new { a.Sequence, a.ContentHash }).FirstOrDefaultAsync(cancel) is { } before
            && before.ContentHash == hash)
            return (before.Sequence, true);
        var sequence = await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id).Select(c => c.NextSequence).SingleAsync(cancel) - 1;
        store.ConversationActivities.Add(new() { FamilyId = viewer.FamilyId, ConversationId = id, Sequence = sequence, At = _clock.GetUtcNow(), Json = json, ClientActivityId = activity.Key, ContentHash = hash, MadeFrom = madeFrom });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (sequence, false);
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
        var found = await part.AsNoTracking().Take(MostAtOnce).ToListAsync(cancel);
        if (after is null) found.Reverse();
        var seen = found.Any(a => a.MadeFrom.Count > 0) ? (await _plans.SliceAsync(viewer, cancel)).Items.Select(i => i.Id).ToHashSet() : [];
        return [.. found.Select(a => new StoredActivity(a.Sequence, a.At, a.Json, a.MadeFrom.Exists(item => !seen.Contains(item))))];
    }

    /// <summary>An item that is not the viewer's at this moment has the empty id, which none ever has: the words made from it are gone at once.</summary>
    private async Task<List<string>> IdsAsync(FamilyViewer viewer, IReadOnlyList<string> handles, CancellationToken cancel)
    {
        if (handles.Count == 0) return [];
        var ids = (await _plans.SliceAsync(viewer, cancel)).Items.ToDictionary(i => viewer.Item(i.Id), i => i.Id);
        return [.. handles.Distinct().Select(handle => ids.GetValueOrDefault(handle, ""))];
    }

    /// <summary>Remembers what the helper asked and waits for; null: nothing.</summary>
    public async Task SetPendingAsync(FamilyViewer viewer, Guid id, string? pending, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await store.Conversations.Where(c => c.FamilyId == viewer.FamilyId && c.Id == id && c.MembershipKey == viewer.MembershipKey)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Pending, pending), cancel);
    }
}
