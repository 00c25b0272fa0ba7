using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Record;

/// <summary>Adds an entry to the feed inside the transaction of what it tells of.</summary>
internal static class RecordOutbox
{
    /// <summary>
    /// The family's next number, taken last: the row stays locked until commit, so numbers follow the order of commit without
    /// a gap, and the lock is short.
    /// </summary>
    public static async Task AppendAsync<TData>(Store store, Family family, Guid id, string type, DateTimeOffset at, TData data, CancellationToken cancel)
    {
        await store.Families.Where(f => f.Id == family.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.NextEntryNumber, f => f.NextEntryNumber + 1), cancel);
        var number = await store.Families.Where(f => f.Id == family.Id).Select(f => f.NextEntryNumber).SingleAsync(cancel) - 1;
        store.RecordEntries.Add(new()
        {
            FamilyId = family.Id,
            Number = number,
            EventId = id,
            AuthorityId = family.AuthorityId,
            Type = type,
            At = at,
            Data = JsonSerializer.Serialize(data, AnswerRecord.Json),
        });
        await store.SaveChangesAsync(cancel);
    }
}
