using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Storage;

/// <summary>Lets one copy at a time do a named job. A copy that dies loses its lease when the time is up.</summary>
internal sealed class Leases(StoreFactory stores, TimeProvider clock)
{
    private readonly string _owner = Guid.NewGuid().ToString("n");

    /// <summary>Takes the job, or keeps it, for <paramref name="length"/> from now. False while another copy has it.</summary>
    public async Task<bool> TakeAsync(string name, TimeSpan length, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var now = clock.GetUtcNow();
        var until = now + length;
        var taken = await store.Leases.Where(l => l.Name == name && (l.Owner == _owner || l.Until <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Owner, _owner).SetProperty(l => l.Until, until), cancel);
        if (taken == 1) return true;
        if (await store.Leases.AnyAsync(l => l.Name == name, cancel)) return false;
        return await store.AddIfAbsentAsync(new Lease { Name = name, Owner = _owner, Until = until }, cancel);
    }
}
