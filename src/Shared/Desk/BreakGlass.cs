using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What a manager is told of who opens a family.</summary>
public enum GlassEvent
{
    Opened,

    /// <summary>Somebody tried who is barred from it: it stayed shut.</summary>
    Refused,

    /// <summary>Somebody keeps themselves out: the family may be without its worker.</summary>
    KeptOut,
}

/// <summary>Somebody opened a family that is not theirs, or tried to, or keeps themselves out of it, as its manager is told.</summary>
/// <param name="RecordRef">The family's reference in the record.</param>
/// <param name="MayOpen">Whether the reader reaches the family too.</param>
public sealed record BreakGlassLine(Guid Family, string RecordRef, string Who, DateTimeOffset At, string Reason, GlassEvent What, bool MayOpen);

/// <summary>
/// Opening a family in an emergency without being its worker: with a reason, for a day, audited, and told to the family's
/// manager. A bar is not broken; that somebody tried is told too.
/// </summary>
public sealed class BreakGlass
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>How long a manager sees the line.</summary>
    public static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);

    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 500;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal BreakGlass(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Opens a family of the staff member's own authority by its reference in the record. Null where there is none, where they
    /// are barred from it, and for administrators: the answer is the same.
    /// </summary>
    /// <exception cref="ArgumentException">The reason has no words or is too long.</exception>
    public async Task<Guid?> OpenAsync(StaffUser user, string recordRef, string reason, CancellationToken cancel = default)
    {
        Reasons.Demand(reason, ReasonLength);
        var staff = user.Staff;
        if (staff.Role == StaffRole.Administrator) return null;
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        // Typed at night, in whatever letters. Where two families differ in nothing else, only as it stands in the record.
        var typed = recordRef.Trim();
        var upper = typed.ToUpperInvariant();
        var rows = await store.Families.AsNoTracking()
            .Where(f => f.AuthorityId == staff.AuthorityId && (f.RecordRef == typed || f.RecordRef.ToUpper() == upper) && f.CurrentVersion > 0)
            .Select(f => new { f.Id, f.RecordRef, Barred = store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == staff.Id && r.Kind == StaffReachKind.Bar) })
            .ToListAsync(cancel);
        if ((rows.Find(r => r.RecordRef == typed) ?? (rows.Count == 1 ? rows[0] : null)) is not { } row) return null;
        if (!row.Barred)
        {
            // Whoever reaches it anyway needs no glass broken; a second reason within the day is written down too.
            var ownReach = await store.FamiliesOf(staff, now).AnyAsync(f => f.Id == row.Id
                && !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == staff.Id && r.Kind == StaffReachKind.BreakGlass && r.EndsAt > now), cancel);
            if (ownReach) return row.Id;
            await store.SetReachAsync(new() { FamilyId = row.Id, StaffId = staff.Id, Kind = StaffReachKind.BreakGlass, At = now, By = Actor(staff.Id), Reason = reason.Trim(), EndsAt = now + Life }, cancel);
        }
        store.AuditEntries.Add(new()
        {
            FamilyId = row.Id,
            Id = Guid.CreateVersion7(now),
            At = now,
            Actor = Actor(staff.Id),
            Action = row.Barred ? AuditActions.BreakGlassRefused : AuditActions.BreakGlass,
            Reason = reason.Trim(),
        });
        await store.SaveChangesAsync(cancel);
        return row.Barred ? null : row.Id;
    }

    /// <summary>
    /// What this manager is told: of the families whose plan names them as manager, and of those whose plan names none who has
    /// an account here. The named manager is told barred or not: a bar must not silence this. Newest first; empty for everybody else.
    /// </summary>
    public async Task<IReadOnlyList<BreakGlassLine>> ToldAsync(StaffUser user, CancellationToken cancel = default)
    {
        var staff = user.Staff;
        var now = _clock.GetUtcNow();
        var since = now - ToldFor;
        await using var store = _stores.Create();
        var told = Told(store);
        var families = await (
            from f in store.Families
            where f.AuthorityId == staff.AuthorityId
                && store.AuditEntries.Any(a => a.FamilyId == f.Id && a.At > since
                    && (a.Action == AuditActions.BreakGlass || a.Action == AuditActions.BreakGlassRefused || a.Action == AuditActions.Barred)
                    && (a.Action != AuditActions.Barred || a.Actor == "staff:" + a.Target))
                && told.Any(x => x.FamilyId == f.Id && x.Staff.Id == staff.Id)
            select new { f.Id, f.RecordRef }).ToDictionaryAsync(f => f.Id, f => f.RecordRef, cancel);
        if (families.Count == 0) return [];

        var ids = families.Keys.ToList();
        var reached = await store.FamiliesOf(staff, now).Where(f => ids.Contains(f.Id)).Select(f => f.Id).ToListAsync(cancel);
        var names = await store.Staff.Where(s => s.AuthorityId == staff.AuthorityId).ToDictionaryAsync(s => Actor(s.Id), s => s.Name, cancel);
        var own = Actor(staff.Id);
        var entries = await store.AuditEntries.AsNoTracking()
            .Where(a => ids.Contains(a.FamilyId) && a.At > since && a.Actor != own
                && (a.Action == AuditActions.BreakGlass || a.Action == AuditActions.BreakGlassRefused || a.Action == AuditActions.Barred)
                && (a.Action != AuditActions.Barred || a.Actor == "staff:" + a.Target))
            .OrderByDescending(a => a.At).ToListAsync(cancel);
        return [.. Once(entries).Select(a => new BreakGlassLine(a.FamilyId, families[a.FamilyId], names.GetValueOrDefault(a.Actor, ""), a.At, a.Reason ?? "", What(a.Action), reached.Contains(a.FamilyId)))];
    }

    /// <summary>Whether anybody is told what this member of staff does to the family.</summary>
    public async Task<bool> IsToldAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await Told(store).AnyAsync(x => x.FamilyId == viewer.FamilyId && x.Staff.Id != viewer.Staff.Id, cancel);
    }

    /// <summary>THE rule who is told of which family: see <see cref="ToldAsync"/>.</summary>
    private static IQueryable<StaffInFamily> Told(Store store)
    {
        var able = store.AbleStaffOf();
        return
            from f in store.Families
            join s in able on f.AuthorityId equals s.AuthorityId
            where store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Role == PersonRole.Manager && p.Email == s.Email)
                || (s.Role == StaffRole.Manager && !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == s.Id && r.Kind == StaffReachKind.Bar)
                    && !store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Role == PersonRole.Manager && able.Any(m => m.AuthorityId == f.AuthorityId && m.Email == p.Email)))
            select new StaffInFamily { FamilyId = f.Id, Staff = s };
    }

    /// <summary>The same by the same person for the same reason, while one glass is broken, is one thing to a manager. All of it stays in the audit.</summary>
    private static IEnumerable<AuditEntry> Once(IReadOnlyList<AuditEntry> newestFirst)
    {
        Dictionary<(Guid, string, string, string?), DateTimeOffset> shown = [];
        foreach (var entry in newestFirst)
        {
            var what = (entry.FamilyId, entry.Actor, entry.Action, entry.Reason);
            if (shown.TryGetValue(what, out var at) && entry.At > at - Life) continue;
            shown[what] = entry.At;
            yield return entry;
        }
    }

    private static GlassEvent What(string action) => action switch
    {
        AuditActions.BreakGlass => GlassEvent.Opened,
        AuditActions.BreakGlassRefused => GlassEvent.Refused,
        _ => GlassEvent.KeptOut,
    };

    private static string Actor(Guid staff) => $"staff:{staff}";
}
