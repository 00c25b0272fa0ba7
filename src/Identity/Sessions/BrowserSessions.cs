using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Sessions;

/// <summary>Who is signed in at Identity in this browser. Asked anew every time: the row, the Portal, and whether they still belong.</summary>
internal sealed class BrowserSessions(IdentityStoreFactory stores, IdentityCookies cookies, SignInDirectory directory, TimeProvider clock)
{
    /// <summary>The session of this browser that stands now, or null. Counts as use of it.</summary>
    public async Task<SignInSession?> CurrentAsync(HttpContext http)
    {
        if (cookies.Read(http, IdentityCookies.Session) is not { } secret) return null;
        var cancel = http.RequestAborted;
        var id = Secrets.Hash(secret);
        await using var store = stores.Create();
        var session = await store.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
        if (session is null || !await StandsAsync(session, cancel)) return null;
        var now = clock.GetUtcNow();
        if (await store.Sessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancel) == 0) return null;
        session.SeenAt = now;
        return session;
    }

    /// <summary>The session of this browser that stands now, and how long it lives on if it is not used from now on. No use of it.</summary>
    public async Task<(SignInSession Session, TimeSpan Left)?> LookAsync(HttpContext http)
    {
        if (await StoredAsync(http, http.RequestAborted) is not { } session || !await StandsAsync(session, http.RequestAborted)) return null;
        var seen = (await directory.PortalUseAsync(session.Sid, http.RequestAborted)).SeenAt is { } there && there > session.SeenAt ? there : session.SeenAt;
        return (session, SessionLife.Left(session.AuthTime, seen, session.EndsSoon || session.EndsSoonEverywhere, clock.GetUtcNow()));
    }

    /// <summary>The `sid` of this browser's session if it was not ended, even if it ran out: there is something to sign out.</summary>
    public async Task<string?> CurrentSidAsync(HttpContext http) =>
        await StoredAsync(http, http.RequestAborted) is { EndedAt: null } session ? session.Sid : null;

    /// <summary>The `sid` of this browser's session in whatever state it is; null where it has none.</summary>
    public async Task<string?> SidAsync(HttpContext http, CancellationToken cancel) => (await StoredAsync(http, cancel))?.Sid;

    /// <summary>The session with this `sid`, if it stands now.</summary>
    public async Task<SignInSession?> FindLiveAsync(string sid, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var session = await store.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Sid == sid, cancel);
        return session is not null && await StandsAsync(session, cancel) ? session : null;
    }

    /// <summary>Signs somebody in: always a new session with a new `sid`, so that nobody can have set it beforehand.</summary>
    /// <param name="methods">How they proved themselves (RFC 8176).</param>
    /// <param name="opens">Of a family member: the memberships that the first factor proved. What the session before it opened here, of the same person, stays open.</param>
    /// <param name="at">Taken before the person was looked up: what signs them out before then ends this session too.</param>
    public async Task<SignInSession> StartAsync(HttpContext http, string subject, SubjectKind kind, IEnumerable<string> methods, DateTimeOffset at, bool endsSoon = false, bool bySheet = false, IReadOnlyCollection<Guid>? opens = null)
    {
        var cancel = http.RequestAborted;
        var last = await StoredAsync(http, cancel) is { } stored && stored.SubjectId == subject && await StandsAsync(stored, cancel) ? stored : null;
        var before = last is null ? [] : await directory.OpenedAsync(last.Sid, cancel);
        await ReplaceAsync(http, cancel);
        var secret = Secrets.New();
        var session = new SignInSession
        {
            Id = Secrets.Hash(secret),
            Sid = Secrets.New(),
            SubjectId = subject,
            Kind = kind,
            Methods = string.Join(' ', methods),
            Device = DeviceKind.Of(http),
            EndsSoon = endsSoon,
            // The device is still the one on which paper was needed.
            BySheet = bySheet || last is { BySheet: true },
            AuthTime = at,
            SeenAt = at,
        };
        if (kind == SubjectKind.Family) await directory.OpenAsync(session.Sid, [.. opens ?? [], .. before], cancel);
        await using var store = stores.Create();
        store.Sessions.Add(session);
        await store.SaveChangesAsync(cancel);
        cookies.Write(http, IdentityCookies.Session, secret);
        return session;
    }

    /// <summary>Ends this browser's session here and at the Portal, whatever state it is in.</summary>
    public async Task EndCurrentAsync(HttpContext http, CancellationToken cancel)
    {
        cookies.Delete(http, IdentityCookies.Session);
        if (await StoredAsync(http, cancel) is { } session) await EndAsync(session.Sid, cancel);
    }

    /// <summary>Ends the session with this `sid` here and at the Portal.</summary>
    public async Task EndAsync(string sid, CancellationToken cancel)
    {
        await EndRowAsync(sid, cancel);
        await directory.EndPortalSessionsAsync(sid, cancel);
    }

    /// <summary>The sessions of this person that stand now, newest first, each with when it was last used anywhere.</summary>
    public async Task<IReadOnlyList<SignInSession>> ListAsync(string subject, CancellationToken cancel)
    {
        List<SignInSession> standing = [];
        await using var store = stores.Create();
        foreach (var session in await store.Sessions.AsNoTracking().Where(s => s.SubjectId == subject && s.EndedAt == null).OrderByDescending(s => s.AuthTime).ToListAsync(cancel))
        {
            if (!await StandsAsync(session, cancel)) continue;
            if ((await directory.PortalUseAsync(session.Sid, cancel)).SeenAt is { } seen && seen > session.SeenAt) session.SeenAt = seen;
            standing.Add(session);
        }
        return standing;
    }

    /// <summary>The person asks, or no longer asks, to be signed out sooner: this session here and at the Portal.</summary>
    public async Task EndSoonAsync(SignInSession session, bool soon, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Sessions.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsSoon, soon), cancel);
        await directory.EndSoonAsync(session.Sid, soon, cancel);
    }

    private async Task<bool> StandsAsync(SignInSession session, CancellationToken cancel)
    {
        var standing = session.Kind == SubjectKind.Staff ? await directory.StandingAsync(session.SubjectId, cancel) : await directory.StandingAsync(session.SubjectId, session.Sid, cancel);
        if (session.EndedAt is not null || !standing.StandsSince(session.AuthTime)) return false;
        var portal = await directory.PortalUseAsync(session.Sid, cancel);
        session.EndsSoonEverywhere = portal.EndsSoon;
        if (!portal.WasLeft) return session.IsLive(clock.GetUtcNow(), portal.SeenAt);
        // Left at the Portal: ended here too, for good.
        await EndRowAsync(session.Sid, cancel);
        return false;
    }

    /// <summary>A new sign-in in the same browser ends the session before it, at the Portal too: nothing else lists or ends that one any more.</summary>
    private async Task ReplaceAsync(HttpContext http, CancellationToken cancel)
    {
        if (await StoredAsync(http, cancel) is { } before) await EndAsync(before.Sid, cancel);
    }

    private async Task<SignInSession?> StoredAsync(HttpContext http, CancellationToken cancel)
    {
        if (cookies.Read(http, IdentityCookies.Session) is not { } secret) return null;
        var id = Secrets.Hash(secret);
        await using var store = stores.Create();
        return await store.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
    }

    private async Task EndRowAsync(string sid, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await store.Sessions.Where(s => s.Sid == sid && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
    }
}
