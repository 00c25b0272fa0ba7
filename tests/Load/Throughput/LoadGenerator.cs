using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FamilyPortal.Load.Throughput;

/// <summary>
/// Sends one request on each of some connections, waits for the whole answer, sends the next: plain sockets on loopback,
/// because a full HTTP client would be busier than the server it measures.
/// </summary>
internal static class LoadGenerator
{
    private static readonly byte[] OkStatus = "HTTP/1.1 200"u8.ToArray();

    /// <exception cref="InvalidOperationException">An answer was not 200, or the server closed a connection.</exception>
    public static async Task<Round> RunAsync(Variant variant, int connections, TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        var latencies = new ConcurrentBag<List<long>>();
        var spentBefore = variant.Server.ProcessorTime;
        var began = Stopwatch.GetTimestamp();
        stop.CancelAfter(length);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () => latencies.Add(await AskAsync(variant, stop.Token)))));
        var took = Stopwatch.GetElapsedTime(began);
        var spent = variant.Server.ProcessorTime - spentBefore;

        var all = latencies.SelectMany(l => l).Order().ToArray();
        if (all.Length == 0) throw new InvalidOperationException($"{variant.Name} gave no answer in a whole round.");
        return new(all.Length / took.TotalSeconds, spent.TotalMicroseconds / all.Length, Stopwatch.GetElapsedTime(0, all[(int)((all.Length - 1) * 0.99)]).TotalMilliseconds);
    }

    private static async Task<List<long>> AskAsync(Variant variant, CancellationToken stop)
    {
        List<long> latencies = [];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, variant.Port);
        var answer = new AnswerBuffer();
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await socket.SendAsync(variant.Request);
            answer.Clear();
            while (!answer.IsWhole)
            {
                var read = await socket.ReceiveAsync(answer.Free);
                if (read == 0) throw new InvalidOperationException($"{variant.Name}: the server closed the connection.");
                answer.Took(read);
            }
            if (!answer.Bytes.StartsWith(OkStatus)) throw new InvalidOperationException($"{variant.Name}: {answer.StatusLine}\n{variant.Server.Unread()}");
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }
        return latencies;
    }
}
