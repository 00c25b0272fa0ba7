using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Record;

/// <summary>
/// Gives committed entries their global <see cref="RecordEntry.Position"/>. After commit, because a number taken inside the
/// answer's transaction can become visible after a higher one, and a reader that pages by it would then skip an answer.
/// Any number of copies may run it at once; calling it again changes nothing.
/// </summary>
internal sealed class FeedSequencer(StoreFactory stores)
{
    // A family's entries commit in the order of their numbers, so a running maximum of the time keeps that order even where
    // the copies' clocks differ. Both databases take this statement as it is.
    private const string GivePositions = """
        UPDATE "RecordEntries" SET "Position" = (SELECT "Last" FROM "FeedSequences" WHERE "Id" = 1) + todo."Place"
        FROM (
            SELECT "FamilyId" AS "F", "Number" AS "N", ROW_NUMBER() OVER (ORDER BY "Reached", "FamilyId", "Number") AS "Place"
            FROM (
                SELECT "FamilyId", "Number", MAX("At") OVER (PARTITION BY "FamilyId" ORDER BY "Number") AS "Reached"
                FROM "RecordEntries" WHERE "Position" IS NULL
            ) AS waiting
        ) AS todo
        WHERE "RecordEntries"."FamilyId" = todo."F" AND "RecordEntries"."Number" = todo."N"
        """;

    /// <summary>Returns the highest position given so far. Without anything to do it costs one small read.</summary>
    public async Task<long> RunAsync(CancellationToken cancel = default)
    {
        await using var store = stores.Create();
        if (!await store.RecordEntries.AnyAsync(e => e.Position == null, cancel)) return await LastAsync(store, cancel);

        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // The row lock, before anything is read: the next sequencer starts where this one has committed.
        await store.FeedSequences.Where(s => s.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => s.Last), cancel);
        var given = await store.Database.ExecuteSqlRawAsync(GivePositions, cancel);
        if (given > 0)
            await store.FeedSequences.Where(s => s.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => s.Last + given), cancel);
        var last = await LastAsync(store, cancel);
        await transaction.CommitAsync(cancel);
        return last;
    }

    private static Task<long> LastAsync(Store store, CancellationToken cancel) =>
        store.FeedSequences.Where(s => s.Id == 1).Select(s => s.Last).SingleAsync(cancel);
}
