using FamilyPortal.Load.Serving;

namespace FamilyPortal.Load.Throughput;

/// <summary>One thing asked for again and again, and what came of it.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Request">The bytes of one request.</param>
internal sealed record Variant(string Name, int Port, byte[] Request, Child Server)
{
    public List<Round> Rounds { get; } = [];

    public static byte[] Get(int port, string path, string? cookie, string? encoding = null) => System.Text.Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\n{Header("Cookie", cookie)}{Header("Accept-Encoding", encoding)}\r\n");

    private static string Header(string name, string? value) => value is null ? "" : $"{name}: {value}\r\n";
}

/// <summary>A few seconds of one variant.</summary>
/// <param name="PerSecond">Answers in full.</param>
/// <param name="ServerMicroseconds">Processor time of the server's process for one answer.</param>
/// <param name="Latency99">Milliseconds that 99 in 100 did not exceed.</param>
internal sealed record Round(double PerSecond, double ServerMicroseconds, double Latency99);
