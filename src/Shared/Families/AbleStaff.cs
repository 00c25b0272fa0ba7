using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>A member of staff who could open a family of their authority, if they reach it.</summary>
internal sealed class StaffInFamily
{
    public required Guid FamilyId { get; init; }
    public required StaffMember Staff { get; init; }
}

/// <summary>THE rule who of the staff counts where somebody must be there for a family.</summary>
internal static class AbleStaff
{
    /// <summary>Staff who can sign in: whose access stands, and of partners those who took up their invitation.</summary>
    public static IQueryable<StaffMember> AbleStaffOf(this Store store) => store.Staff.Where(s => s.EndedAt == null && (!s.IsPartner || s.Subject != null));

    /// <summary>Each family with all of these of its authority who are not kept out of it.</summary>
    public static IQueryable<StaffInFamily> AbleStaffIn(this Store store) =>
        from f in store.Families
        join s in store.AbleStaffOf() on f.AuthorityId equals s.AuthorityId
        where !store.StaffReaches.Any(r => r.FamilyId == f.Id && r.StaffId == s.Id && r.Kind == StaffReachKind.Bar)
        select new StaffInFamily { FamilyId = f.Id, Staff = s };

    /// <summary>
    /// One row that all lock who take somebody of an authority's staff away, from a family or altogether, until their transaction ends: of
    /// the last two, two at once must not both go. Before the lock of a family, where both are taken.
    /// </summary>
    public static Task LockStaffAsync(this Store store, string authority, CancellationToken cancel) =>
        store.Staff.Where(s => s.Id == store.Staff.Where(a => a.AuthorityId == authority).OrderBy(a => a.Id).Select(a => a.Id).First())
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.AuthorityId, s => s.AuthorityId), cancel);
}
