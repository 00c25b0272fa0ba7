using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace FamilyPortal.Testing;

/// <summary>Pictures as phones and attackers send them.</summary>
public static class SamplePictures
{
    /// <summary>Blue, or clear, with a red corner at the top left.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, int width, int height, bool clear = false)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(clear ? SKColors.Transparent : SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 3f, height / 3f, red);
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    /// <summary>The JPEG as a phone writes it: place, maker, how it was held, an XMP packet, a comment, and something behind its end.</summary>
    public static byte[] WithGps(byte[] jpeg, int orientation = 1)
    {
        byte[] place = Encoding.ASCII.GetBytes("50.2632 N 5.0510 W GPS Pixel 7\0");
        // TIFF, big endian: one directory of two entries, orientation (0x0112) and maker (0x010F), and the text behind it.
        byte[] tiff =
        [
            .. "MM\0*\0\0\0\b"u8, 0, 2,
            0x01, 0x0F, 0, 2, 0, 0, 0, (byte)place.Length, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0, 0, 0, 0,
            .. place,
        ];
        return
        [
            .. jpeg[..2],
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. tiff]),
            .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?><x:xmpmeta GPSLatitude='50.2632 N'/>"u8),
            .. Segment(0xFE, "Tregenna Terrace, GPS 50.2632"u8),
            .. jpeg[2..],
            .. "hidden behind the end"u8,
        ];
    }

    /// <summary>A PNG of so many dots whose file is small: all of one colour, or only begun.</summary>
    public static byte[] Bomb(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[1_000_000]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 6);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", head), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> body)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(body.Length + 2));
        return [0xFF, marker, .. length, .. body];
    }

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc(byte[] bytes)
    {
        var sum = 0xFFFFFFFF;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }
        return ~sum;
    }
}
