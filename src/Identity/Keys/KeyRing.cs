using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Identity.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace FamilyPortal.Identity.Keys;

/// <summary>
/// The provider's keys, from the database, sealed there with Data Protection. Every copy has the same; whichever starts first
/// makes them. A use may have several: the newest signs, older ones still verify.
/// </summary>
internal sealed class KeyRing(IdentityStoreFactory stores, IDataProtectionProvider protection, TimeProvider clock)
    : IConfigureOptions<OpenIddictServerOptions>
{
    private readonly IDataProtector _seal = protection.CreateProtector("FamilyPortal.Identity.Keys");
    private IReadOnlyList<StoredKey> _rows = [];
    private byte[] _mark = [];

    /// <summary>Reads the keys, making those that are missing. Before the first request; safe in several copies at once.</summary>
    public async Task LoadAsync(CancellationToken cancel = default)
    {
        foreach (var use in Enum.GetValues<KeyUse>()) await EnsureAsync(use, cancel);
        await using var store = stores.Create();
        _rows = await store.Keys.AsNoTracking().OrderByDescending(k => k.Sequence).ToListAsync(cancel);
        _mark = Open(Of(KeyUse.Mark).First());
    }

    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var row in Of(KeyUse.Sign))
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(Open(row), out _);
            options.SigningCredentials.Add(new(new RsaSecurityKey(rsa) { KeyId = row.Kid }, SecurityAlgorithms.RsaSha256));
        }
        foreach (var row in Of(KeyUse.Seal))
        {
            var key = new SymmetricSecurityKey(Open(row)) { KeyId = row.Kid };
            options.EncryptionCredentials.Add(new(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        }
    }

    /// <summary>A keyed hash (hex) of what must not be stored in clear. <paramref name="purpose"/> keeps equal values of different kinds apart.</summary>
    public string Mark(string purpose, string value)
    {
        if (_mark.Length == 0) throw new InvalidOperationException("The keys are not loaded. Call IdentityApp.InitialiseAsync before the first request.");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_mark, Encoding.UTF8.GetBytes($"{purpose}\n{value}")));
    }

    private IEnumerable<StoredKey> Of(KeyUse use) => _rows.Where(r => r.Use == use);

    private byte[] Open(StoredKey row) => _seal.Unprotect(Convert.FromBase64String(row.Sealed));

    private async Task EnsureAsync(KeyUse use, CancellationToken cancel)
    {
        await using var store = stores.Create();
        if (await store.Keys.AnyAsync(k => k.Use == use, cancel)) return;
        store.Keys.Add(new()
        {
            Use = use,
            Sequence = 1,
            Kid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Sealed = Convert.ToBase64String(_seal.Protect(NewKey(use))),
            CreatedAt = clock.GetUtcNow(),
        });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another copy may have made it first: then ours is not needed. Anything else shows itself here.
            await using var again = stores.Create();
            if (!await again.Keys.AnyAsync(k => k.Use == use, cancel)) throw;
        }
    }

    private static byte[] NewKey(KeyUse use)
    {
        if (use != KeyUse.Sign) return RandomNumberGenerator.GetBytes(32);
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKey();
    }
}
