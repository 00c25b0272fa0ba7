using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>The people of a family by the handles of the staff pages.</summary>
internal static class DeskPeople
{
    /// <summary>Somebody of the newest plan who is not staff; null for a handle of nobody.</summary>
    public static async Task<Person?> PersonAsync(this Store store, StaffViewer viewer, string handle, CancellationToken cancel)
    {
        var people = await store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager).ToListAsync(cancel);
        return people.FirstOrDefault(p => viewer.OfPerson(p.PersonId) == handle);
    }

    public static Task<Membership?> MembershipAsync(this Store store, Person person, CancellationToken cancel) =>
        store.Memberships.SingleOrDefaultAsync(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId, cancel);

    /// <summary>Makes what is done to one family queue up until the transaction ends.</summary>
    public static Task LockFamilyAsync(this Store store, Guid family, CancellationToken cancel) =>
        store.Families.Where(f => f.Id == family).ExecuteUpdateAsync(set => set.SetProperty(f => f.ErasureStamp, f => f.ErasureStamp), cancel);
}
