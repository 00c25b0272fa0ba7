using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>
/// Parses I-JSON (RFC 7493): strict UTF-8 without a byte-order mark, no member twice in one object, and no surrogate
/// or noncharacter in any name or text.
/// </summary>
internal static class InternetJson
{
    /// <summary>How deep objects and lists may lie inside each other.</summary>
    public const int MaxDepth = 12;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>The parsed document, to be disposed of, or null where it is not I-JSON. Nothing about the text is told: an error message could repeat its words.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return null;
        try
        {
            return AllTextIsUnicode(utf8.Span) ? JsonDocument.Parse(utf8, Strict) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool AllTextIsUnicode(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                if (HasNoncharacter(reader.GetString()!))
                    return false;
            }
            catch (InvalidOperationException)
            {
                // An escaped surrogate without its other half: GetString cannot make a string of it.
                return false;
            }
        }

        return true;
    }

    private static bool HasNoncharacter(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0xFDD0 and <= 0xFDEF) || (rune.Value & 0xFFFE) == 0xFFFE)
                return true;
        }

        return false;
    }
}
