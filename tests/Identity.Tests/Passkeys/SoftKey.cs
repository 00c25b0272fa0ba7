using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Identity.Tests.Passkeys;

/// <summary>A phone's authenticator in software (WebAuthn level 2: ES256, attestation `none`), which also does what a real one never would.</summary>
internal sealed class SoftKey
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] _userHandle = [];
    private uint _count;

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Answers a page's creation options.</summary>
    /// <param name="verified">Whether it claims to have checked its owner.</param>
    public string Make(string options, string origin, bool verified = true)
    {
        var asked = JsonNode.Parse(options)!;
        _userHandle = WebEncoders.Base64UrlDecode(asked["user"]!["id"]!.GetValue<string>());
        var client = ClientData("webauthn.create", asked["challenge"]!.GetValue<string>(), origin);
        var data = AuthData(asked["rp"]!["id"]!.GetValue<string>(), verified, [.. new byte[16], .. Length(Id.Length), .. Id, .. CoseKey()]);
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), .. Bytes(data)];
        return Credential(new() { ["clientDataJSON"] = B64(client), ["attestationObject"] = B64(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>Answers a page's request options.</summary>
    /// <param name="userHandle">Another than the one it was made for.</param>
    public string Sign(string options, string origin, bool verified = true, byte[]? userHandle = null, string? rpId = null, string type = "webauthn.get")
    {
        var asked = JsonNode.Parse(options)!;
        var client = ClientData(type, asked["challenge"]!.GetValue<string>(), origin);
        var data = AuthData(rpId ?? asked["rpId"]!.GetValue<string>(), verified, null);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new() { ["clientDataJSON"] = B64(client), ["authenticatorData"] = B64(data), ["signature"] = B64(signature), ["userHandle"] = B64(userHandle ?? _userHandle) });
    }

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = B64(Id),
        ["rawId"] = B64(Id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private byte[] AuthData(string rpId, bool verified, byte[]? made)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_count);
        // Present; verified; with a new key.
        var flags = (byte)(1 | (verified ? 4 : 0) | (made is null ? 0 : 0x40));
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), flags, .. count, .. made ?? []];
    }

    private byte[] CoseKey()
    {
        var point = _key.ExportParameters(false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
    }

    private static byte[] ClientData(string type, string challenge, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge, origin, crossOrigin = false });

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => bytes.Length < 256 ? [0x58, (byte)bytes.Length, .. bytes] : [0x59, .. Length(bytes.Length), .. bytes];

    private static byte[] Length(int length) => [(byte)(length >> 8), (byte)length];

    private static string B64(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
