using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;

namespace FamilyPortal.Shared.Desk;

/// <summary>
/// Which families a member of staff reaches, as a query: the same decision as <see cref="ViewerDirectory.StaffAsync"/>, which
/// makes it for one family and says why. Default is deny; a bar beats every other reach and has no end but being lifted.
/// </summary>
internal static class StaffReaching
{
    public static IQueryable<Family> FamiliesOf(this Store store, StaffMember staff, DateTimeOffset now)
    {
        var (id, email, authority, isDuty) = (staff.Id, staff.Email, staff.AuthorityId, staff.Role == StaffRole.Duty);
        return store.Families.Where(f => f.AuthorityId == authority && f.CurrentVersion > 0
            && !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == id && r.Kind == StaffReachKind.Bar)
            && (isDuty
                || store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Email == email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager))
                || store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == id && r.Kind != StaffReachKind.Bar && (r.EndsAt == null || r.EndsAt > now))));
    }

    /// <summary>Grants or bars; a grant of the same kind is replaced.</summary>
    public static async Task SetReachAsync(this Store store, StaffReach reach, CancellationToken cancel)
    {
        var row = await store.StaffReaches.FindAsync([reach.FamilyId, reach.StaffId, reach.Kind], cancel);
        if (row is null)
        {
            store.StaffReaches.Add(reach);
            return;
        }
        row.At = reach.At;
        row.By = reach.By;
        row.ByManager = reach.ByManager;
        row.Reason = reach.Reason;
        row.EndsAt = reach.EndsAt;
    }
}
