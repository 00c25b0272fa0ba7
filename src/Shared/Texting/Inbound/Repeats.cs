using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>Ids that follow from a gateway's event, so that the same event handled twice, or by two copies at once, writes one row.</summary>
internal static class EventIds
{
    public static Guid Of(string eventId, string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{eventId}")).AsSpan(0, 16));
}

/// <summary>Saves rows whose keys follow from an event.</summary>
internal static class Repeats
{
    /// <summary>Saves; where the key was there already, by another copy's hand, nothing is lost.</summary>
    public static async Task<bool> SaveAsync(Store store, StoreFactory stores, Func<Store, Task<bool>> isThere, CancellationToken cancel)
    {
        try
        {
            await store.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            await using var again = stores.Create();
            if (await isThere(again)) return false;
            throw;
        }
    }
}
