using System.Buffers.Text;
using System.Text;

namespace FamilyPortal.Load.Throughput;

/// <summary>An HTTP/1.1 answer as it comes in: knows when it is whole, by its length or by its last chunk.</summary>
internal sealed class AnswerBuffer
{
    private static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();
    private byte[] _buffer = new byte[256 * 1024];
    private int _length;
    private int _body = -1;
    private long? _contentLength;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public Memory<byte> Free => _buffer.AsMemory(_length);

    public string StatusLine => Encoding.ASCII.GetString(Bytes[..Math.Max(0, Bytes.IndexOf("\r\n"u8))]);

    public string Headers => Encoding.ASCII.GetString(Bytes[..Math.Max(0, _body)]);

    /// <summary>The body as it was sent: still in chunks where it came so.</summary>
    public ReadOnlySpan<byte> Body => Bytes[Math.Max(0, _body)..];

    public bool IsWhole => _body >= 0 && (_contentLength is { } length ? _length - _body >= length : Bytes.EndsWith(LastChunk));

    public void Clear() => (_length, _body, _contentLength) = (0, -1, null);

    public void Took(int count)
    {
        _length += count;
        if (_body < 0) ReadHead();
        if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private void ReadHead()
    {
        var end = Bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return;
        _body = end + 4;
        var name = "\r\nContent-Length: "u8;
        var at = Bytes[..end].IndexOf(name);
        if (at >= 0 && Utf8Parser.TryParse(Bytes[(at + name.Length)..], out long length, out _)) _contentLength = length;
    }
}
