using System.Buffers.Binary;
using System.Buffers.Text;

namespace FamilyPortal.Shared.Record;

/// <summary>
/// The cursor of the pull API: "after this entry". It names the entry and not the global position, so that nobody can count
/// other authorities' answers from it.
/// </summary>
internal readonly record struct FeedPlace(Guid FamilyId, long Number)
{
    /// <summary>The place before the first entry.</summary>
    public const string Start = "0";

    private const int Bytes = 24;

    public string Write()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        FamilyId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Number);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; null is the start. False for anything that <see cref="Write"/> never gave.</summary>
    public static bool TryRead(string? cursor, out FeedPlace? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor) || cursor == Start) return true;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (cursor.Length != Base64Url.GetEncodedLength(Bytes)) return false;
        if (Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Bytes) return false;
        place = new(new Guid(bytes[..16]), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]));
        return place.Value.Number > 0;
    }
}
