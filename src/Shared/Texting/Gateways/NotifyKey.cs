using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Buffers.Text;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>A GOV.UK Notify API key: `name-SERVICE_ID-SECRET`, both parts UUIDs. Makes the short-lived token of each request.</summary>
internal sealed class NotifyKey
{
    private const int Uuid = 36;
    private static readonly string Header = Encode("""{"typ":"JWT","alg":"HS256"}"""u8);
    private readonly string _service;
    private readonly byte[] _secret;

    /// <exception cref="InvalidOperationException">It is not of that form. The message never holds the key.</exception>
    public NotifyKey(string? written)
    {
        var key = written ?? "";
        if (key.Length <= 2 * Uuid + 1 || !Guid.TryParse(key[^Uuid..], out _) || !Guid.TryParse(key[^(2 * Uuid + 1)..^(Uuid + 1)], out _))
            throw new InvalidOperationException("Texts:Notify:ApiKey must be an API key as GOV.UK Notify shows it: a name, the service's id and a secret, with hyphens between.");
        (_service, _secret) = (key[^(2 * Uuid + 1)..^(Uuid + 1)], Encoding.ASCII.GetBytes(key[^Uuid..]));
    }

    /// <summary>HS256; Notify takes it for 30 seconds around <paramref name="now"/>.</summary>
    public string Token(DateTimeOffset now)
    {
        var head = $"{Header}.{Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = _service, iat = now.ToUnixTimeSeconds() }))}";
        return $"{head}.{Encode(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(head)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
