using System.Security.Cryptography;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.Assisted;

/// <summary>That what happens in this session happens together with a worker.</summary>
/// <param name="WorkerName">As it is recorded: "with NAME".</param>
/// <param name="PersonName">Who takes part.</param>
/// <param name="EndsAt">Whatever happens, it is over then.</param>
/// <param name="HasBegun">The person was told who will read, and went on. Before, nothing of theirs opens.</param>
public sealed record TogetherWith(string WorkerName, string PersonName, DateTimeOffset EndsAt, bool HasBegun);

/// <summary>
/// Sessions in which a child, or somebody without a safe phone, takes part on a worker's device (domain.md, "Worker-assisted
/// session"). The worker's own session ends with the start: the device in the child's hands leads to no staff page. It is over
/// as soon as the worker signs out anywhere or no longer reaches the family, the person may no longer look, or the time is up.
/// </summary>
public sealed class AssistedSessions
{
    /// <summary>In all, from the start.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal AssistedSessions(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Ends the worker's session in this browser, here and through `SignInDirectory.PortalUseAsync` at Identity, and opens one for
    /// the person alone. Returns the secret for the cookie; null where the person is not there or may not look, and where the viewer may let nobody in.
    /// </summary>
    /// <param name="workerSecret">Of the worker's own session.</param>
    public async Task<string?> StartAsync(StaffViewer viewer, string personHandle, string workerSecret, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return null;
        var now = _clock.GetUtcNow();
        var own = PortalSessions.IdOf(workerSecret);
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return null;
        // Invited or not: the worker vouches for who sits beside them.
        if (!Standing.Of(person, Standing.AsIfInvited(person), viewer.State.Restrictions, UkTime.Day(now)).MayLook) return null;
        // Of two presses of the button one starts it.
        var ended = await store.Sessions.Where(s => s.Id == own && s.EndedAt == null && s.IsStaff && s.Subject == viewer.Staff.Subject)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
        if (ended == 0) return null;
        await store.Sessions.Where(s => s.EndedAt == null && store.Sessions.Any(x => x.Id == own && x.Sid == s.Sid))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);

        var secret = PortalSessions.NewSecret();
        var session = new AssistedSession
        {
            FamilyId = person.FamilyId,
            Id = Guid.NewGuid(),
            PersonId = person.PersonId,
            StaffId = viewer.Staff.Id,
            SessionId = PortalSessions.IdOf(secret),
            HandleKey = RandomNumberGenerator.GetBytes(32),
            StartedAt = now,
        };
        // Neither the worker's subject nor the person's: nothing that looks for either finds this session.
        store.Sessions.Add(new() { Id = session.SessionId, Subject = $"together:{session.Id}", Sid = $"together:{session.Id}", SignedInAt = now, CreatedAt = now, SeenAt = now });
        store.AssistedSessions.Add(session);
        DeskAudit.Add(store, viewer, _clock, AuditActions.TogetherStarted, person.PersonId);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return secret;
    }

    /// <summary>The person was told who will read, and goes on.</summary>
    public async Task BeginAsync(SignedIn signedIn, CancellationToken cancel = default)
    {
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        await store.AssistedSessions.Where(a => a.SessionId == signedIn.SessionKey && a.BegunAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.BegunAt, now), cancel);
    }

    /// <summary>Who takes part with whom in this Portal session now; null where it is over, or is no such session.</summary>
    internal static async Task<SignedIn?> ResolveAsync(Store store, PortalSession session, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await (
            from a in store.AssistedSessions
            join p in store.People on new { a.FamilyId, a.PersonId } equals new { p.FamilyId, p.PersonId }
            join f in store.Families on a.FamilyId equals f.Id
            join s in store.Staff on a.StaffId equals s.Id
            where a.SessionId == session.Id && s.AuthorityId == f.AuthorityId && s.EndedAt == null && (s.SignedOutBefore == null || s.SignedOutBefore < a.StartedAt)
            select new
            {
                Session = a,
                Person = p,
                Family = f,
                Staff = s,
                Preferences = store.Preferences.FirstOrDefault(q => q.FamilyId == a.FamilyId && q.PersonId == a.PersonId),
                Seen = store.PlanSeen.FirstOrDefault(x => x.FamilyId == f.Id && x.PersonId == p.PersonId),
                Restrictions = store.Restrictions.Where(r => r.FamilyId == f.Id && r.LiftedAt == null).ToList(),
                Reaches = store.StaffReaches.Where(r => r.FamilyId == f.Id && r.StaffId == s.Id && (r.Kind == StaffReachKind.Bar || r.EndsAt == null || r.EndsAt > now)).ToList(),
                Named = store.People.Where(x => x.FamilyId == f.Id && x.InPlan && x.Email == s.Email && (x.Role == PersonRole.Worker || x.Role == PersonRole.Manager)).Select(x => x.Role).ToList(),
                // Wherever the worker signs out, what they have lent to somebody ends too.
                SignedOut = store.Sessions.Any(x => x.IsStaff && x.Subject == s.Subject && x.EndedAt > a.StartedAt),
            }).AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(cancel);
        if (row is null || row.SignedOut || now - row.Session.StartedAt > Life || ViewerDirectory.Reason(row.Reaches, row.Named, row.Staff) is null or StaffReason.BreakGlass) return null;
        // With keys of this session's own, known to no other part: no membership is opened for it.
        var standIn = Standing.AsIfInvited(row.Person, row.Session.Id, row.Session.HandleKey);
        if (!Standing.Of(row.Person, standIn, row.Restrictions, UkTime.Day(now)).MayLook) return null;
        var together = new TogetherWith(row.Staff.Name, row.Person.Name, row.Session.StartedAt + Life, row.Session.BegunAt is not null);
        var chosen = PersonPreferences.Of(row.Preferences);
        var viewer = together.HasBegun ? new FamilyViewer(new(row.Family, row.Restrictions), row.Person, standIn) { With = new(row.Session.Id, row.Staff.Id, row.Staff.Name), Preferences = chosen, Seen = row.Seen } : null;
        return new(session.Id, viewer, null, [], null, together) { Language = chosen.Language ?? row.Person.Language, Preferences = chosen };
    }

    /// <summary>Writes that it ended, where the session was one of these.</summary>
    internal static async Task WriteEndAsync(Store store, string sessionId, DateTimeOffset now, CancellationToken cancel)
    {
        if (await store.AssistedSessions.AsNoTracking().SingleOrDefaultAsync(a => a.SessionId == sessionId, cancel) is not { } session) return;
        store.AuditEntries.Add(new() { FamilyId = session.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{session.PersonId}", With = $"staff:{session.StaffId}", Action = AuditActions.TogetherEnded, Target = session.PersonId });
        await store.SaveChangesAsync(cancel);
    }
}
