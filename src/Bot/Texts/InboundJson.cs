using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared;

namespace FamilyPortal.Bot.Texts;

/// <summary>
/// Reads what gateways bring. They pass on what networks and phones made of it: bytes that are no UTF-8, half of a surrogate pair,
/// NUL. Each is replaced where it stands, and nothing else is lost for it.
/// </summary>
internal static class InboundJson
{
    private const int LongestShort = 400;
    private const int EscapeLength = 6;

    /// <summary>Null for what is no JSON.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        try
        {
            return JsonDocument.Parse(Mended(Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF')), new() { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A name, number or code; null where it is none.</summary>
    public static string? Short(JsonElement element, string name) => Text(Property(element, name)) is { Length: > 0 and <= LongestShort } text ? text : null;

    /// <summary>What somebody wrote, however long; empty where nothing was.</summary>
    public static string Words(JsonElement element, string name) => Text(Property(element, name)) ?? "";

    /// <summary>The gateway's own id; of an event without one, or with a strange one, what the whole of it makes.</summary>
    public static string Id(JsonElement element) => Short(element, "id") is { Length: <= 100 } id && !id.Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal)
        ? id
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(element.GetRawText())));

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => StorableText.Of(value.GetString()!),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>With U+FFFD for each escaped half of a pair: reading one would throw, and all that came with it would be lost.</summary>
    private static string Mended(string json)
    {
        var mended = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length;)
        {
            var first = Escaped(json, at);
            var isPair = first is { } high && char.IsHighSurrogate(high) && Escaped(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low);
            var length = Math.Min(json.Length - at, isPair ? 2 * EscapeLength : first is not null ? EscapeLength : json[at] == '\\' ? 2 : 1);
            if (!isPair && first is { } half && char.IsSurrogate(half)) mended.Append("\\uFFFD");
            else mended.Append(json, at, length);
            at += length;
        }
        return mended.ToString();
    }

    /// <summary>The character that an escape of the form `\u1234` stands for; null where there is none.</summary>
    private static char? Escaped(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
