using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Storage;

/// <summary>How often something was done since <see cref="Since"/> (Unix seconds, for plain SQL on both databases).</summary>
internal sealed class BrakeCount
{
    /// <summary>What is counted, and for which membership: says nothing by itself.</summary>
    public required string Mark { get; set; }

    public long Since { get; set; }
    public int Count { get; set; }
}

/// <summary>
/// Counts in the database, so that restarts and further copies change nothing. One statement: what runs in parallel cannot share
/// a count.
/// </summary>
internal static class BrakeCounts
{
    /// <summary>Longer than any window: a count older than this counts nothing any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Counts one, and says how many there are in the window that began with the first.</summary>
    public static async Task<int> CountAsync(Store store, string mark, TimeSpan window, DateTimeOffset at, CancellationToken cancel)
    {
        var now = at.ToUnixTimeSeconds();
        var over = now - (long)window.TotalSeconds;
        var counts = await store.Database.SqlQuery<int>($"""
            INSERT INTO "BrakeCounts" AS b ("Mark", "Since", "Count") VALUES ({mark}, {now}, 1)
            ON CONFLICT ("Mark") DO UPDATE SET
              "Count" = CASE WHEN b."Since" <= {over} THEN 1 ELSE b."Count" + 1 END,
              "Since" = CASE WHEN b."Since" <= {over} THEN {now} ELSE b."Since" END
            RETURNING "Count"
            """).ToListAsync(cancel);
        return counts[0];
    }
}
