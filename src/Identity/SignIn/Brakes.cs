using System.Net;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// Counts, before anything is looked at, what could be guessing. In the database, so that restarts and further copies change
/// nothing; under keyed hashes, so that the table names nobody. One statement each: what runs in parallel cannot share a count.
/// </summary>
internal sealed class Brakes(IdentityStoreFactory stores, KeyRing keys, IOptions<SignInOptions> options, TimeProvider clock)
{
    private const int Hour = 3600;

    /// <summary>Whether this network address, and all together, may ask for one more code.</summary>
    public async Task<bool> MayAskAsync(HttpContext http)
    {
        // What an address's own brake stops counts for nobody else: one address must not use up everybody's.
        return await CountAsync("ask:" + AddressMark(http), http.RequestAborted) <= options.Value.CodesPerAddress
            && await CountAsync("ask", http.RequestAborted) <= options.Value.Codes;
    }

    /// <summary>Whether this network address, and all together, may try one more code or word.</summary>
    public async Task<bool> MayTryAsync(HttpContext http)
    {
        return await CountAsync("try:" + AddressMark(http), http.RequestAborted) <= options.Value.TriesPerAddress
            && await CountAsync("try", http.RequestAborted) <= options.Value.Tries;
    }

    /// <summary>Takes one of the codes that this number or address gets in any hour; false when it has had them.</summary>
    public Task<bool> TakeCodeAsync(ContactAddress contact, CancellationToken cancel) => TakeAsync(keys.Mark("contact", contact.Value), cancel);

    /// <summary>
    /// The same of what one browser asks for with that number, by the same rule: where nobody else asks, it runs out together with the
    /// number's own, and may be told. What others asked for with the same number must not show.
    /// </summary>
    public Task<bool> TakeOwnCodeAsync(string asker, ContactAddress contact, CancellationToken cancel) => TakeAsync(keys.Mark("asker", $"{asker} {contact.Value}"), cancel);

    private async Task<bool> TakeAsync(string mark, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var free = now - Hour;
        await using var store = stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Five, a rule of the product and so no setting. Makes the slots of a contact not seen before, and locks them all: two requests at once take one each.
        await store.Database.ExecuteSqlAsync($"""
            INSERT INTO "CodeSlots" AS s ("Mark", "Slot", "TakenAt") VALUES ({mark}, 1, 0), ({mark}, 2, 0), ({mark}, 3, 0), ({mark}, 4, 0), ({mark}, 5, 0)
            ON CONFLICT ("Mark", "Slot") DO UPDATE SET "TakenAt" = s."TakenAt"
            """, cancel);
        var taken = await store.Database.ExecuteSqlAsync($"""
            UPDATE "CodeSlots" SET "TakenAt" = {now} WHERE "Mark" = {mark} AND "Slot" =
              (SELECT "Slot" FROM "CodeSlots" WHERE "Mark" = {mark} AND "TakenAt" <= {free} ORDER BY "TakenAt", "Slot" LIMIT 1)
            """, cancel);
        await transaction.CommitAsync(cancel);
        return taken == 1;
    }

    /// <summary>Counts one, and says how many there are in the hour that began with the first.</summary>
    private async Task<int> CountAsync(string mark, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var over = now - Hour;
        await using var store = stores.Create();
        var counts = await store.Database.SqlQuery<int>($"""
            INSERT INTO "BrakeCounts" AS b ("Mark", "Since", "Count") VALUES ({mark}, {now}, 1)
            ON CONFLICT ("Mark") DO UPDATE SET
              "Count" = CASE WHEN b."Since" <= {over} THEN 1 ELSE b."Count" + 1 END,
              "Since" = CASE WHEN b."Since" <= {over} THEN {now} ELSE b."Since" END
            RETURNING "Count"
            """).ToListAsync(cancel);
        return counts[0];
    }

    private string AddressMark(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        // A household has a whole /64 of IPv6.
        return keys.Mark("address", Convert.ToHexString(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes));
    }
}
