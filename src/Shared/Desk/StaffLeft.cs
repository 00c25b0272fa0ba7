using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>
/// THE rule who must be left when a member of staff is kept out of a family, or their account ends: somebody to whom its alerts come at
/// any hour, who is duty or the manager whom the plan names, and of a bar somebody who could undo it. A cover runs out and a glass is for
/// a day: neither counts for the alerts. What no rule here can refuse (an account that the organisation ends, a plan that names
/// others): <see cref="UnreachedOf"/>.
/// </summary>
internal static class StaffLeft
{
    /// <summary>Why this member of staff must not be kept out of the viewer's family; null where they may. Asked under the family's lock.</summary>
    public static async Task<BarOutcome?> WhyNotAsync(Store store, StaffViewer viewer, Guid staff, DateTimeOffset now, CancellationToken cancel)
    {
        var family = viewer.FamilyId;
        var isLastManager = staff == viewer.Staff.Id && ReachDesk.MayBar(viewer) && !await store.AbleStaffIn().Where(x => x.FamilyId == family).Select(x => x.Staff).AnyAsync(s => s.Id != staff
            && (store.People.Any(p => p.FamilyId == family && p.InPlan && p.Role == PersonRole.Manager && p.Email == s.Email)
                || (s.Role == StaffRole.Manager
                    && (store.People.Any(p => p.FamilyId == family && p.InPlan && p.Role == PersonRole.Worker && p.Email == s.Email)
                        || store.StaffReaches.Any(r => r.FamilyId == family && r.StaffId == s.Id && r.Kind == StaffReachKind.Cover && (r.EndsAt == null || r.EndsAt > now))))), cancel);
        if (isLastManager) return BarOutcome.LastManager;
        // Who has no part in the family takes nothing from it.
        var hasPart = await store.Staff.AnyAsync(s => s.Id == staff
            && (s.Role == StaffRole.Duty
                || store.People.Any(p => p.FamilyId == family && p.InPlan && p.Email == s.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager))
                || store.StaffReaches.Any(r => r.FamilyId == family && r.StaffId == s.Id && r.Kind == StaffReachKind.Cover && (r.EndsAt == null || r.EndsAt > now))), cancel);
        return !hasPart || await store.Hearing().AnyAsync(x => x.FamilyId == family && x.Staff.Id != staff, cancel) ? null : BarOutcome.NobodyLeft;
    }

    /// <summary>Why this account must not be ended by an administrator; null where it may. Asked under the lock of the authority's staff.</summary>
    public static async Task<EndOutcome?> WhyNotEndAsync(Store store, StaffMember staff, CancellationToken cancel)
    {
        var (id, authority) = (staff.Id, staff.AuthorityId);
        if (!await store.AbleStaffOf().AnyAsync(s => s.Id == id, cancel)) return null;
        if (staff.Role == StaffRole.Duty && !await store.AbleStaffOf().AnyAsync(s => s.AuthorityId == authority && s.Id != id && s.Role == StaffRole.Duty, cancel)) return EndOutcome.LastDuty;
        var hearing = store.Hearing();
        var isLast = await store.Families.AnyAsync(f => f.AuthorityId == authority && f.CurrentVersion > 0
            && hearing.Any(x => x.FamilyId == f.Id && x.Staff.Id == id) && !hearing.Any(x => x.FamilyId == f.Id && x.Staff.Id != id), cancel);
        return isLast ? EndOutcome.NobodyLeft : null;
    }

    /// <summary>To whom the alerts of each family come at any hour.</summary>
    private static IQueryable<StaffInFamily> Hearing(this Store store) => store.AbleStaffIn().Where(x =>
        x.Staff.Role == StaffRole.Duty || store.People.Any(p => p.FamilyId == x.FamilyId && p.InPlan && p.Role == PersonRole.Manager && p.Email == x.Staff.Email));

    /// <summary>
    /// Families with an alert, open or in hand, that no member of staff reaches, for those to whom the alert alone is shown then: the duty team,
    /// or, where none of it can sign in, managers who are not barred. Nobody for everybody else.
    /// </summary>
    public static IQueryable<Family> UnreachedOf(this Store store, StaffMember staff, DateTimeOffset now)
    {
        var (id, authority, role) = (staff.Id, staff.AuthorityId, staff.Role);
        var (able, ableIn) = (store.AbleStaffOf().Where(s => s.AuthorityId == authority), store.AbleStaffIn());
        var since = now - InHand.Most;
        return store.Families.Where(f => f.AuthorityId == authority && f.CurrentVersion > 0
            && able.Any(s => s.Id == id)
            && (role == StaffRole.Duty || (role == StaffRole.Manager && !able.Any(s => s.Role == StaffRole.Duty) && ableIn.Any(x => x.FamilyId == f.Id && x.Staff.Id == id)))
            && store.Alerts.Any(a => a.FamilyId == f.Id && (a.AcknowledgedAt == null || a.AcknowledgedAt > since))
            && !ableIn.Any(x => x.FamilyId == f.Id
                && (x.Staff.Role == StaffRole.Duty
                    || store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Email == x.Staff.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager))
                    || store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == x.Staff.Id && (r.EndsAt == null || r.EndsAt > now)))));
    }
}
