using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// "Signed out everywhere": a stamp on the membership, read at every use. Sessions, known devices and passkeys made before it
/// are void at the very next request of every part.
/// </summary>
internal static class SignedOut
{
    /// <summary>Stamps the person's membership, where they have one, and writes why. The caller saves.</summary>
    public static async Task EverywhereAsync(Store store, Person person, string actor, string action, DateTimeOffset now, CancellationToken cancel)
    {
        if (await store.Memberships.SingleOrDefaultAsync(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId, cancel) is { } membership)
            membership.SignedOutBefore = now;
        store.AuditEntries.Add(new() { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = action, Target = person.PersonId });
    }
}
