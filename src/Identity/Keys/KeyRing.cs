using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace FamilyPortal.Identity.Keys;

/// <summary>
/// The provider's keys as this copy last read them. OpenIddict is given all of them, to verify with and to publish; which one
/// signs is decided by the clock at each token. When the table changes, OpenIddict's options are made anew, without a restart.
/// </summary>
internal sealed class KeyRing(KeyRows rows, TimeProvider clock) : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    private volatile IReadOnlyList<Opened> _keys = [];
    private volatile byte[] _mark = [];
    private CancellationTokenSource _changed = new();

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Reads the keys, making those that are missing or due. Before the first request and then again and again; safe in several copies at once.</summary>
    public async Task LoadAsync(CancellationToken cancel = default)
    {
        var (known, read) = (_keys, await rows.ReadAsync(cancel));
        if (read.Select(r => r.Kid).SequenceEqual(known.Select(k => k.Row.Kid))) return;
        _keys = [.. read.Select(r => known.FirstOrDefault(k => k.Row.Kid == r.Kid) ?? Opened.From(r, rows.Open(r)))];
        _mark = _keys.First(k => k.Row.Use == KeyUse.Mark).Bytes;
        await Interlocked.Exchange(ref _changed, new()).CancelAsync();
    }

    public void Configure(OpenIddictServerOptions options)
    {
        options.SigningCredentials.AddRange(_keys.Select(k => k.Signing).OfType<SigningCredentials>());
        options.EncryptionCredentials.AddRange(_keys.Select(k => k.Sealing).OfType<EncryptingCredentials>());
    }

    /// <summary>The key that signs now.</summary>
    public SigningCredentials Signing(KeyUse use) => InUse(use).Signing!;

    /// <summary>The key that seals now.</summary>
    public EncryptingCredentials Sealing() => InUse(KeyUse.Seal).Sealing!;

    /// <summary>A keyed hash (hex) of what must not be stored in clear. <paramref name="purpose"/> keeps equal values of different kinds apart.</summary>
    public string Mark(string purpose, string value)
    {
        if (_mark.Length == 0) throw new InvalidOperationException("The keys are not loaded. Call IdentityApp.InitialiseAsync before the first request.");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_mark, Encoding.UTF8.GetBytes($"{purpose}\n{value}")));
    }

    private Opened InUse(KeyUse use)
    {
        var now = clock.GetUtcNow();
        var keys = _keys.Where(k => k.Row.Use == use);
        // Newest first. The oldest signs where this copy's clock is behind the one that made the first key.
        return keys.FirstOrDefault(k => k.Row.UsedFrom <= now) ?? keys.Last();
    }

    private sealed record Opened(StoredKey Row, byte[] Bytes, SigningCredentials? Signing, EncryptingCredentials? Sealing)
    {
        public static Opened From(StoredKey row, byte[] bytes) => row.Use switch
        {
            KeyUse.Sign => new(row, [], new(new RsaSecurityKey(Rsa(bytes)) { KeyId = row.Kid }, SecurityAlgorithms.RsaSha256), null),
            KeyUse.Access => new(row, [], new(new ECDsaSecurityKey(Ec(bytes)) { KeyId = row.Kid }, SecurityAlgorithms.EcdsaSha256), null),
            KeyUse.Inner => new(row, [], new(new SymmetricSecurityKey(bytes) { KeyId = row.Kid }, SecurityAlgorithms.HmacSha256), null),
            KeyUse.Seal => new(row, [], null, new(new SymmetricSecurityKey(bytes) { KeyId = row.Kid }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)),
            _ => new(row, bytes, null, null),
        };

        private static RSA Rsa(byte[] bytes)
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(bytes, out _);
            return rsa;
        }

        private static ECDsa Ec(byte[] bytes)
        {
            var ec = ECDsa.Create();
            ec.ImportPkcs8PrivateKey(bytes, out _);
            return ec;
        }
    }
}
