using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>Makes viewers for chat turns and staff pages. Reads the database every time; a viewer that no longer stands is null.</summary>
public sealed class ViewerDirectory
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal ViewerDirectory(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>The person of a membership, if they may look now.</summary>
    public async Task<FamilyViewer?> ByMembershipAsync(Guid membershipKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var row = await (
            from m in store.Memberships
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            join f in store.Families on m.FamilyId equals f.Id
            where m.Key == membershipKey && m.Subject != null
            select new { m, p, f, Restrictions = store.Restrictions.Where(r => r.FamilyId == f.Id && r.LiftedAt == null).ToList(), Preferences = store.Preferences.FirstOrDefault(q => q.FamilyId == p.FamilyId && q.PersonId == p.PersonId) })
            .AsNoTracking().SingleOrDefaultAsync(cancel);
        return row is not null && Standing.Of(row.p, row.m, row.Restrictions, UkTime.Today(_clock)).MayLook
            ? new FamilyViewer(new(row.f, row.Restrictions), row.p, row.m) { Preferences = PersonPreferences.Of(row.Preferences) }
            : null;
    }

    /// <summary>
    /// The member of staff as a viewer of this family: as named worker or manager in its plan, cover, duty of its authority or
    /// break-glass. A bar beats all. Null where they do not reach it; the same for a family that is not there.
    /// </summary>
    public async Task<StaffViewer?> StaffAsync(StaffUser user, Guid family, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var staff = user.Staff;
        var now = _clock.GetUtcNow();
        var row = await (
            from f in store.Families
            where f.Id == family && f.AuthorityId == staff.AuthorityId && f.CurrentVersion > 0 && store.Staff.Any(s => s.Id == staff.Id && s.EndedAt == null)
            select new
            {
                Family = f,
                Restrictions = store.Restrictions.Where(r => r.FamilyId == f.Id && r.LiftedAt == null).ToList(),
                Reaches = store.StaffReaches.Where(r => r.FamilyId == f.Id && r.StaffId == staff.Id && (r.Kind == StaffReachKind.Bar || r.EndsAt == null || r.EndsAt > now)).ToList(),
                Named = store.People.Where(p => p.FamilyId == f.Id && p.InPlan && p.Email == staff.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager)).Select(p => p.Role).ToList(),
            }).AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(cancel);
        if (row is null) return null;
        return Reason(row.Reaches, row.Named, staff) is { } reason ? new StaffViewer(new(row.Family, row.Restrictions), staff, reason) : null;
    }

    /// <param name="reaches">Those in force; bars always are.</param>
    /// <param name="named">The roles in which the plan names them.</param>
    internal static StaffReason? Reason(List<StaffReach> reaches, List<PersonRole> named, StaffMember staff)
    {
        if (reaches.Any(r => r.Kind == StaffReachKind.Bar)) return null;
        if (named.Contains(PersonRole.Worker)) return StaffReason.NamedInPlan;
        if (named.Contains(PersonRole.Manager)) return StaffReason.Manager;
        if (reaches.Any(r => r.Kind == StaffReachKind.Cover)) return StaffReason.Cover;
        if (staff.Role == StaffRole.Duty) return StaffReason.Duty;
        if (reaches.Any(r => r.Kind == StaffReachKind.BreakGlass)) return StaffReason.BreakGlass;
        return null;
    }
}
