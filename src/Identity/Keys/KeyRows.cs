using System.Security.Cryptography;
using FamilyPortal.Identity.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Keys;

/// <summary>The table of keys, sealed with Data Protection: makes what is missing or due, and takes away what can verify nothing any more.</summary>
internal sealed class KeyRows(IdentityStoreFactory stores, IDataProtectionProvider protection, KeyOptions options, TimeProvider clock)
{
    private readonly IDataProtector _seal = protection.CreateProtector("FamilyPortal.Identity.Keys");

    /// <summary>Brings the table up to date and reads it, newest first. Safe in several copies at once.</summary>
    public async Task<IReadOnlyList<StoredKey>> ReadAsync(CancellationToken cancel)
    {
        var rows = await AllAsync(cancel);
        var (due, spent) = (Due(rows).ToList(), Spent(rows).ToList());
        if (due.Count == 0 && spent.Count == 0) return rows;
        foreach (var (use, sequence, from) in due) await AddAsync(use, sequence, from, cancel);
        foreach (var row in spent) await RemoveAsync(row, cancel);
        return await AllAsync(cancel);
    }

    public byte[] Open(StoredKey row) => _seal.Unprotect(Convert.FromBase64String(row.Sealed));

    private async Task<IReadOnlyList<StoredKey>> AllAsync(CancellationToken cancel)
    {
        await using var store = stores.Create();
        return await store.Keys.AsNoTracking().OrderByDescending(k => k.Sequence).ThenBy(k => k.Use).ToListAsync(cancel);
    }

    private IEnumerable<(KeyUse Use, int Sequence, DateTimeOffset From)> Due(IReadOnlyList<StoredKey> rows)
    {
        var now = clock.GetUtcNow();
        foreach (var use in Enum.GetValues<KeyUse>())
        {
            var newest = rows.FirstOrDefault(r => r.Use == use);
            if (newest is null) yield return (use, 1, now);
            else if (use != KeyUse.Mark && newest.UsedFrom + options.RotateEvery - options.AnnounceFor <= now)
            {
                // Announced in full even where nobody was there to announce it in time: the old key signs a little longer.
                var from = newest.UsedFrom + options.RotateEvery;
                yield return (use, newest.Sequence + 1, from < now + options.AnnounceFor ? now + options.AnnounceFor : from);
            }
        }
    }

    private IEnumerable<StoredKey> Spent(IReadOnlyList<StoredKey> rows)
    {
        var now = clock.GetUtcNow();
        return rows.Where(r => rows.Any(next => next.Use == r.Use && next.Sequence == r.Sequence + 1 && next.UsedFrom + options.KeptFor <= now));
    }

    private async Task AddAsync(KeyUse use, int sequence, DateTimeOffset from, CancellationToken cancel)
    {
        await using var store = stores.Create();
        store.Keys.Add(new()
        {
            Use = use,
            Sequence = sequence,
            Kid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Sealed = Convert.ToBase64String(_seal.Protect(NewKey(use))),
            CreatedAt = clock.GetUtcNow(),
            UsedFrom = from,
        });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another copy may have made it first: then ours is not needed. Anything else shows itself here.
            await using var again = stores.Create();
            if (!await again.Keys.AnyAsync(k => k.Use == use && k.Sequence >= sequence, cancel)) throw;
        }
    }

    private async Task RemoveAsync(StoredKey row, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Keys.Where(k => k.Use == row.Use && k.Sequence == row.Sequence).ExecuteDeleteAsync(cancel);
    }

    private static byte[] NewKey(KeyUse use)
    {
        switch (use)
        {
            case KeyUse.Sign:
                using (var rsa = RSA.Create(2048)) return rsa.ExportPkcs8PrivateKey();
            case KeyUse.Access:
                using (var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256)) return ec.ExportPkcs8PrivateKey();
            default:
                return RandomNumberGenerator.GetBytes(32);
        }
    }
}
