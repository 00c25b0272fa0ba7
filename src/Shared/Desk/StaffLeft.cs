using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>
/// THE rule who must be left when a member of staff is kept out of a family: somebody to whom its alerts come at any hour, who is
/// duty or the manager whom the plan names, and somebody who could undo it. A cover runs out and a glass is for a day: neither counts
/// for the alerts. What no rule here can refuse (an account that ends, a plan that names others): <see cref="UnreachedOf"/>.
/// </summary>
internal static class StaffLeft
{
    /// <summary>Why this member of staff must not be kept out of the viewer's family; null where they may. Asked under the family's lock.</summary>
    public static async Task<BarOutcome?> WhyNotAsync(Store store, StaffViewer viewer, Guid staff, DateTimeOffset now, CancellationToken cancel)
    {
        var family = viewer.FamilyId;
        var isLastManager = staff == viewer.Staff.Id && ReachDesk.MayBar(viewer) && !await store.Able(viewer.AuthorityId).AnyAsync(s => s.Id != staff
            && !store.StaffReaches.Any(r => r.FamilyId == family && r.StaffId == s.Id && r.Kind == StaffReachKind.Bar)
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
        var isHeard = !hasPart || await store.Able(viewer.AuthorityId).AnyAsync(s => s.Id != staff
            && !store.StaffReaches.Any(r => r.FamilyId == family && r.StaffId == s.Id && r.Kind == StaffReachKind.Bar)
            && (s.Role == StaffRole.Duty || store.People.Any(p => p.FamilyId == family && p.InPlan && p.Role == PersonRole.Manager && p.Email == s.Email)), cancel);
        return isHeard ? null : BarOutcome.NobodyLeft;
    }

    /// <summary>
    /// Families with an alert, open or in hand, that no member of staff reaches, for those to whom the alert alone is shown then: the duty team,
    /// or, where none of it can sign in, managers who are not barred. Nobody for everybody else.
    /// </summary>
    public static IQueryable<Family> UnreachedOf(this Store store, StaffMember staff, DateTimeOffset now)
    {
        var (id, authority, role) = (staff.Id, staff.AuthorityId, staff.Role);
        var able = store.Able(authority);
        var since = now - InHand.Most;
        return store.Families.Where(f => f.AuthorityId == authority && f.CurrentVersion > 0
            && able.Any(s => s.Id == id)
            && (role == StaffRole.Duty
                || (role == StaffRole.Manager && !able.Any(s => s.Role == StaffRole.Duty)
                    && !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == id && r.Kind == StaffReachKind.Bar)))
            && store.Alerts.Any(a => a.FamilyId == f.Id && (a.AcknowledgedAt == null || a.AcknowledgedAt > since))
            && !able.Any(s => !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == s.Id && r.Kind == StaffReachKind.Bar)
                && (s.Role == StaffRole.Duty
                    || store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Email == s.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager))
                    || store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == s.Id && (r.EndsAt == null || r.EndsAt > now)))));
    }

    /// <summary>Staff who can sign in: whose access stands, and of partners those who took up their invitation.</summary>
    private static IQueryable<StaffMember> Able(this Store store, string authority) =>
        store.Staff.Where(s => s.AuthorityId == authority && s.EndedAt == null && (!s.IsPartner || s.Subject != null));
}
