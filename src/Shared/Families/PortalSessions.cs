using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Storage.Prepared;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>Who is behind a session cookie, now.</summary>
/// <param name="Viewer">Set for a family member with one membership, or one chosen.</param>
/// <param name="Staff">Set for staff.</param>
/// <param name="Choices">Memberships to choose from, where there is more than one; nothing of a family but its heading.</param>
/// <param name="Together">Set where a person takes part on a worker's device.</param>
public sealed record SignedIn(string SessionKey, FamilyViewer? Viewer, StaffUser? Staff, IReadOnlyList<FamilyChoice> Choices, Guid? ConversationId, TogetherWith? Together = null)
{
    /// <summary>
    /// Tells whose page it is: opaque, not to be guessed, the same on every page of this membership (without one, of this session)
    /// and on nobody else's.
    /// </summary>
    public string PageKey => Handles.Page(Viewer?.Membership.HandleKey ?? Encoding.UTF8.GetBytes(SessionKey));

    /// <summary>Whether a form that waits is of whoever is signed in, in the family that is open.</summary>
    public bool Owns(FormOwner owner) => owner.Key == (owner.StaffIn is null ? Viewer?.MembershipKey : Staff?.Staff.Id);

    /// <summary>Which of several families is open; null where there is one, or none is chosen.</summary>
    public string? OpenName => Viewer is null ? null : Choices.FirstOrDefault(c => c.MembershipKey == Viewer.MembershipKey)?.Name;

    /// <summary>BCP 47 tag of the language that they read best; null for staff.</summary>
    public string? Language { get; init; }

    /// <summary>What they chose for their pages.</summary>
    public Preferences Preferences { get; init; } = Preferences.None;

    /// <summary>When they signed in at Identity; never of a session on a worker's device.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>How long it may be idle at a time.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>How long it lives on if it is not used from now on.</summary>
    public TimeSpan Left { get; init; }
}

/// <summary>One of the families that a person with several belongs to.</summary>
/// <param name="Name">The family's heading, which everyone of it sees.</param>
public sealed record FamilyChoice(Guid MembershipKey, string Name);

/// <summary>
/// The Portal's sessions, in the database: ending the row signs out every copy on the next request. Resolving one reads the
/// session, the membership and every restriction in one round trip; nothing of it is cached.
/// </summary>
public sealed class PortalSessions
{
    /// <summary>How often "last seen" is written: not at every request.</summary>
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    private readonly StoreFactory _stores;
    private readonly PreparedReads _reads;
    private readonly PlanCache _plans;
    private readonly TimeProvider _clock;

    internal PortalSessions(StoreFactory stores, PreparedReads reads, PlanCache plans, TimeProvider clock) => (_stores, _reads, _plans, _clock) = (stores, reads, plans, clock);

    /// <summary>Opens a session for an Identity subject; returns the secret that goes into the cookie.</summary>
    /// <param name="signedInAt">When they signed in at Identity; by default now.</param>
    /// <param name="endsSoon">They asked to be signed out sooner.</param>
    public async Task<string> OpenAsync(string subject, string sid, bool isStaff, DateTimeOffset? signedInAt = null, bool endsSoon = false, CancellationToken cancel = default)
    {
        var secret = NewSecret();
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        store.Sessions.Add(new() { Id = IdOf(secret), Subject = subject, Sid = sid, IsStaff = isStaff, SignedInAt = signedInAt ?? now, EndsSoon = endsSoon, CreatedAt = now, SeenAt = now });
        await store.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>Who is signed in with this cookie; null where nobody is any more. Counts as use.</summary>
    public Task<SignedIn?> ResolveAsync(string secret, CancellationToken cancel = default) => ResolveAsync(secret, isUse: true, cancel);

    /// <summary>The same for a page that only asks how long it may stay open: no use.</summary>
    public Task<SignedIn?> LookAsync(string secret, CancellationToken cancel = default) => ResolveAsync(secret, isUse: false, cancel);

    private async Task<SignedIn?> ResolveAsync(string secret, bool isUse, CancellationToken cancel)
    {
        var id = IdOf(secret);
        var now = _clock.GetUtcNow();
        var rows = await _reads.ReadAsync(SessionRow.Sql, [id], SessionRow.Read, cancel);
        if (rows is not [{ Session: var session } first, ..] || SessionLife.IsOver(session.CreatedAt, session.SeenAt, EndsSoon(rows), now)) return null;
        if (rows.Any(x => x.Member?.SignedOutBefore is { } before && IsVoid(session, before))) return null;

        var isSeen = isUse && now - session.SeenAt > SeenStep;
        var (idle, seen) = (SessionLife.IdleOf(EndsSoon(rows)), isSeen ? now : session.SeenAt);
        var left = SessionLife.Left(session.CreatedAt, seen, EndsSoon(rows), now);
        if (isSeen) await SeenAsync(id, now, cancel);

        if (first is { Staff: null, Member: null } && await TogetherAsync(session, now, cancel) is { } together)
        {
            // Their page says when it ends as they chose it; on the worker's device it ends with that at the latest.
            var own = together.Preferences.EndsSoon;
            if (SessionLife.IsOver(session.CreatedAt, session.SeenAt, own, now)) return null;
            left = SessionLife.Left(session.CreatedAt, seen, own, now);
            return together with { Idle = SessionLife.IdleOf(own), Left = TimeSpan.FromTicks(Math.Min(left.Ticks, (together.Together!.EndsAt - now).Ticks)) };
        }
        if (first.Staff?.SignedOutBefore is { } signedOut && IsVoid(session, signedOut)) return null;
        if (session.IsStaff)
            return first.Staff is null or { EndedAt: not null } ? null : new(id, null, new StaffUser(first.Staff), [], null) { Idle = idle, Left = left };

        var standing = MayLook(rows, UkTime.Day(now));
        if (standing.Count == 0) return null;
        // One that was chosen and is open no more gives way to no other by itself: somebody may look on.
        var chosen = session.MembershipKey is null && standing.Count == 1 ? standing[0] : standing.FirstOrDefault(v => v.MembershipKey == session.MembershipKey);
        return new(id, chosen, null, standing.Count == 1 && chosen is not null ? [] : await ChoicesAsync(standing, cancel), session.ConversationId)
        {
            Language = (chosen ?? standing[0]).Language,
            Preferences = (chosen ?? standing[0]).Preferences,
            SignedInAt = session.SignedInAt,
            Idle = idle,
            Left = left,
        };
    }

    private async Task<SignedIn?> TogetherAsync(PortalSession session, DateTimeOffset now, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        return await AssistedSessions.ResolveAsync(store, session, now, cancel);
    }

    /// <summary>A viewer for each membership that may look now, in the order in which they were claimed.</summary>
    private static List<FamilyViewer> MayLook(List<SessionRow> rows, DateOnly today)
    {
        List<FamilyViewer> standing = [];
        foreach (var membership in rows.Where(r => r is { Member: not null, Person: not null, Family: not null }).GroupBy(r => r.Member!.Key).OrderBy(g => g.First().Member!.ClaimedAt))
        {
            var row = membership.First();
            List<Restriction> restrictions = [.. membership.Select(r => r.Restriction).OfType<Restriction>()];
            if (Standing.Of(row.Person!, row.Member, restrictions, today).MayLook) standing.Add(new(new(row.Family!, restrictions), row.Person!, row.Member!) { Preferences = PersonPreferences.Of(row.Preferences), Seen = row.Seen });
        }
        return standing;
    }

    /// <summary>Of a person in several families, what they chose in one holds for the session: it is the same phone.</summary>
    private static bool EndsSoon(IReadOnlyList<SessionRow> rows) => rows[0].Session.EndsSoon || rows.Any(r => r.Preferences is { EndsSoon: true });

    private async Task SeenAsync(string id, DateTimeOffset now, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        await store.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancel);
    }

    /// <summary>By the heading that everyone of the family sees: a person in two families has the same name in both.</summary>
    private async Task<IReadOnlyList<FamilyChoice>> ChoicesAsync(List<FamilyViewer> standing, CancellationToken cancel)
    {
        List<FamilyChoice> choices = [];
        foreach (var viewer in standing)
            if (viewer.State.Family is var family && await _plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel) is { } plan)
                choices.Add(new(viewer.MembershipKey, plan.Family.Name));
        return choices;
    }

    /// <summary>Picks one of the memberships of a person in several families, for this session.</summary>
    public async Task ChooseAsync(SignedIn signedIn, Guid membershipKey, CancellationToken cancel = default)
    {
        if (signedIn.Choices.All(c => c.MembershipKey != membershipKey)) return;
        await using var store = _stores.Create();
        await store.Sessions.Where(s => s.Id == signedIn.SessionKey)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.MembershipKey, membershipKey).SetProperty(s => s.ConversationId, (Guid?)null), cancel);
    }

    /// <summary>Remembers the helper's conversation of this session.</summary>
    public async Task RememberConversationAsync(SignedIn signedIn, Guid conversationId, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await store.Sessions.Where(s => s.Id == signedIn.SessionKey).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConversationId, conversationId), cancel);
    }

    /// <summary>
    /// "Leave this page" and sign-out: ends every Portal session of the same Identity session. Identity asks
    /// <see cref="SignIn.SignInDirectory.PortalUseAsync"/> before it signs anybody in again without a code.
    /// </summary>
    public async Task EndAsync(string secret, CancellationToken cancel = default)
    {
        var id = IdOf(secret);
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var ended = await store.Sessions.Where(s => s.EndedAt == null && store.Sessions.Any(x => x.Id == id && x.Sid == s.Sid))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
        await store.Conversations.Where(c => c.EndedAt == null && store.Sessions.Any(x => x.Id == c.SessionId && x.EndedAt != null))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now), cancel);
        if (ended > 0) await AssistedSessions.WriteEndAsync(store, id, now, cancel);
    }

    /// <summary>
    /// Opened before it, or by a sign-in from before it. Identity tells the moment of a sign-in in whole seconds, so a second is
    /// compared with a second: the sign-in that follows it at once must stand.
    /// </summary>
    private static bool IsVoid(PortalSession session, DateTimeOffset before) =>
        session.CreatedAt <= before || session.SignedInAt.ToUnixTimeSeconds() < before.ToUnixTimeSeconds();

    internal static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the table has of a cookie's secret.</summary>
    internal static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
