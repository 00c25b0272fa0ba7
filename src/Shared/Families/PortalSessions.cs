using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>Who is behind a session cookie, now.</summary>
/// <param name="Viewer">Set for a family member with one membership, or one chosen.</param>
/// <param name="Staff">Set for staff.</param>
/// <param name="Choices">Memberships to choose from, where there is more than one; nothing of a family but its heading.</param>
/// <param name="Together">Set where a person takes part on a worker's device.</param>
public sealed record SignedIn(string SessionKey, FamilyViewer? Viewer, StaffUser? Staff, IReadOnlyList<FamilyChoice> Choices, Guid? ConversationId, TogetherWith? Together = null)
{
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
    private readonly PlanCache _plans;
    private readonly TimeProvider _clock;

    /// <summary>
    /// Asked at every request, so translated once (for each model: a process may hold both databases). One left join per table:
    /// SQLite has no lateral joins. A row for each membership of the subject, or one without.
    /// </summary>
    private readonly Func<Store, string, IAsyncEnumerable<Row>> _resolve = EF.CompileAsyncQuery((Store store, string id) =>
        from s in store.Sessions.AsNoTracking()
        where s.Id == id && s.EndedAt == null
        from staff in store.Staff.Where(x => x.Subject == s.Subject).DefaultIfEmpty()
        from m in store.Memberships.Where(x => x.Subject == s.Subject).DefaultIfEmpty()
        from p in store.People.Where(x => x.FamilyId == m.FamilyId && x.PersonId == m.PersonId).DefaultIfEmpty()
        from f in store.Families.Where(x => x.Id == m.FamilyId).DefaultIfEmpty()
        orderby m.ClaimedAt
        select new Row(s, staff, m, p, f, store.Restrictions.Where(r => r.FamilyId == m.FamilyId && r.LiftedAt == null).ToList()));

    internal PortalSessions(StoreFactory stores, PlanCache plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

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
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var rows = await _resolve(store, id).ToListAsync(cancel);
        var row = rows.FirstOrDefault();
        if (row is null || SessionLife.IsOver(row.Session.CreatedAt, row.Session.SeenAt, row.Session.EndsSoon, now)) return null;
        if (rows.Any(x => x.Member?.SignedOutBefore is { } before && IsVoid(row.Session, before))) return null;

        var isSeen = isUse && now - row.Session.SeenAt > SeenStep;
        var (idle, seen) = (SessionLife.IdleOf(row.Session.EndsSoon), isSeen ? now : row.Session.SeenAt);
        var left = TimeSpan.FromTicks(Math.Min((seen + idle - now).Ticks, (row.Session.CreatedAt + SessionLife.Longest - now).Ticks));
        if (isSeen)
            await store.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancel);

        if (row.Staff is null && row.Member is null && await AssistedSessions.ResolveAsync(store, row.Session, now, cancel) is { } together)
            return together with { Idle = idle, Left = TimeSpan.FromTicks(Math.Min(left.Ticks, (together.Together!.EndsAt - now).Ticks)) };
        if (row.Staff?.SignedOutBefore is { } signedOut && IsVoid(row.Session, signedOut)) return null;
        if (row.Session.IsStaff)
            return row.Staff is null or { EndedAt: not null } ? null : new(id, null, new StaffUser(row.Staff), [], null) { Idle = idle, Left = left };

        var today = UkTime.Day(now);
        var standing = rows.Where(x => x.Person is not null && Standing.Of(x.Person, x.Member, x.Restrictions, today).MayLook).ToList();
        var chosen = standing.Count == 1 ? standing[0] : standing.FirstOrDefault(x => x.Member!.Key == row.Session.MembershipKey);
        if (standing.Count == 0) return null;
        return new(
            id,
            chosen is null ? null : new FamilyViewer(new(chosen.Family, chosen.Restrictions), chosen.Person, chosen.Member!),
            null,
            standing.Count == 1 ? [] : await ChoicesAsync(standing.Select(x => (x.Member!, x.Family)), cancel),
            row.Session.ConversationId)
        {
            Idle = idle,
            Left = left,
        };
    }

    /// <summary>By the heading that everyone of the family sees: a person in two families has the same name in both.</summary>
    private async Task<IReadOnlyList<FamilyChoice>> ChoicesAsync(IEnumerable<(Membership Member, Family Family)> standing, CancellationToken cancel)
    {
        List<FamilyChoice> choices = [];
        foreach (var (member, family) in standing)
            if (await _plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel) is { } plan) choices.Add(new(member.Key, plan.Family.Name));
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

    private sealed record Row(PortalSession Session, StaffMember? Staff, Membership? Member, Person Person, Family Family, List<Restriction> Restrictions);
}
