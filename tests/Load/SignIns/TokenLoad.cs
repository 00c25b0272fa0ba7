using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FamilyPortal.Load.Serving;
using FamilyPortal.Load.Throughput;

namespace FamilyPortal.Load.SignIns;

/// <summary>Something done again and again at one or more copies of Identity, and what came of it.</summary>
/// <param name="Requests">HTTP requests that one takes.</param>
/// <param name="Ports">Of the copies: what begins at one goes on at the next.</param>
/// <param name="Cookies">Of the people who sign in, one after the other; none: a machine asks.</param>
internal sealed record TokenLoad(string Name, int Requests, int[] Ports, string[] Cookies, Child[] Servers)
{
    public List<Round> Rounds { get; } = [];

    private TimeSpan Spent => Servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + server.ProcessorTime);

    /// <exception cref="InvalidOperationException">A sign-in or token was refused.</exception>
    public async Task<Round> RunAsync(int connections, TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        var latencies = new ConcurrentBag<List<long>>();
        var (spent, began) = (Spent, Stopwatch.GetTimestamp());
        stop.CancelAfter(length);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () => latencies.Add(await RunOneAsync(i, stop.Token)))));
        var took = Stopwatch.GetElapsedTime(began);
        var all = latencies.SelectMany(l => l).Order().ToArray();
        if (all.Length == 0) throw new InvalidOperationException($"{Name}: none was done in a whole round.");
        return new(all.Length / took.TotalSeconds, (Spent - spent).TotalMicroseconds / all.Length, Stopwatch.GetElapsedTime(0, all[(int)((all.Length - 1) * 0.99)]).TotalMilliseconds);
    }

    private async Task<List<long>> RunOneAsync(int worker, CancellationToken stop)
    {
        List<long> latencies = [];
        var (here, there) = (Ports[worker % Ports.Length], Ports[(worker + 1) % Ports.Length]);
        using var browser = await ConnectAsync(here);
        using var client = await ConnectAsync(there);
        var answer = new AnswerBuffer();
        var authorize = Cookies.Length == 0 ? null : LoadClient.Authorize(here, Cookies[worker % Cookies.Length]);
        var machine = LoadClient.Machine(there);
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var exchange = machine;
            if (authorize is not null)
            {
                await AskAsync(browser, authorize, answer);
                exchange = LoadClient.Exchange(there, answer.Headers) ?? throw new InvalidOperationException($"{Name}: no code. {answer.StatusLine}");
            }
            await AskAsync(client, exchange, answer);
            if (!answer.StatusLine.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new InvalidOperationException($"{Name}: no token. {answer.StatusLine}");
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }
        return latencies;
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task AskAsync(Socket socket, byte[] request, AnswerBuffer answer)
    {
        await socket.SendAsync(request);
        answer.Clear();
        while (!answer.IsWhole)
        {
            var read = await socket.ReceiveAsync(answer.Free);
            if (read == 0) throw new InvalidOperationException($"{Name}: the server closed the connection.");
            answer.Took(read);
        }
    }
}
