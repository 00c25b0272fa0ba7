using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Record;

/// <summary>
/// Signs what we post by the Standard Webhooks rules (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`. Receivers
/// check the signature, refuse old timestamps and drop repeats by id.
/// </summary>
internal sealed class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string SecretPrefix = "whsec_";
    private readonly byte[][] _keys;

    /// <param name="secret">
    /// `whsec_` and the base64 of 24 to 64 random bytes. Two secrets with a space between them sign twice, so that a receiver
    /// can change over without a gap.
    /// </param>
    /// <exception cref="FormatException">The secret is not of that form. The message never holds the secret.</exception>
    public StandardWebhook(string secret)
    {
        _keys = [.. secret.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Key)];
        if (_keys.Length == 0) throw new FormatException(Wrong);
    }

    /// <summary>Adds the three headers. The time is part of what is signed, so each attempt is signed anew.</summary>
    public void Sign(HttpRequestMessage request, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        Set(request, IdHeader, id);
        Set(request, TimestampHeader, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set(request, SignatureHeader, Signature(id, at, body));
    }

    /// <summary>`v1,` and the base64 of the signature; one for each secret, with spaces between.</summary>
    public string Signature(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', _keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    private const string Wrong = "A webhook secret must be `whsec_` followed by the base64 of 24 to 64 random bytes.";

    private static byte[] Key(string secret)
    {
        var key = new byte[secret.Length];
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) || length is < 24 or > 64)
            throw new FormatException(Wrong);
        return key[..length];
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
