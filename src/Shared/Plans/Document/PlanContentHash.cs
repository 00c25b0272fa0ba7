using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>
/// The hash by which the same content is known again: SHA-256, in lower-case hex, over the JSON with members in order of
/// their names, no white space, and numbers and escapes written one way.
/// </summary>
internal static class PlanContentHash
{
    public static string Of(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, root);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                // Every number of the format is a small whole one, so 1.0 and 1e0 both come out as 1; -0 as 0.
                writer.WriteNumberValue((long)value.GetDouble());
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
