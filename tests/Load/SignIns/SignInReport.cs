using FamilyPortal.Load.Serving;
using FamilyPortal.Load.Throughput;

namespace FamilyPortal.Load.SignIns;

/// <summary>
/// Complete sign-ins (code flow with a session at Identity: authorization request and code exchange) and client-credentials
/// tokens, beside a minimal API that sends as many bytes as a token answer has. All alive together, asked in turn.
/// </summary>
internal static class SignInReport
{
    private const int WarmUps = 12;
    private const int BareBytes = 1_500;

    public static async Task WriteAsync(LoadOptions options, string? postgres, TextWriter output)
    {
        var pinned = ThroughputReport.Pin();
        int? core = pinned ? ThroughputReport.ServerCore : null;
        await using var sqlite = await ServedSite.StartAsync(null, core);
        await using var other = postgres is null ? null : await ServedSite.StartAsync(postgres, core);
        var (second, secondPort) = other is null ? (null, 0) : await other.JoinAsync(core);
        var bareFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(bareFile, new byte[BareBytes]);
            var barePort = Ports.Free(1);
            await using var bare = Child.Start("FamilyPortal.Load.dll", [BareProcess.Argument, $"{barePort}", bareFile], core);
            await bare.LineAsync(ServedSite.Ready);
            var limit = new Variant("bare request", barePort, Variant.Get(barePort, BareProcess.Path, null), bare);

            List<TokenLoad> loads = [.. Both("SQLite", [sqlite.Identity.Port], sqlite, [sqlite.Process])];
            if (other is not null)
            {
                loads.AddRange(Both("PostgreSQL", [other.Identity.Port], other, [other.Process]));
                loads.AddRange(Both("PostgreSQL, two copies", [other.Identity.Port, secondPort], other, [other.Process, second!]));
            }
            await MeasureAsync(limit, loads, options);
            await WriteAsync(limit, loads, pinned, options, output);
        }
        finally
        {
            File.Delete(bareFile);
            if (second is not null) await second.DisposeAsync();
        }
    }

    private static IEnumerable<TokenLoad> Both(string where, int[] ports, ServedSite site, Child[] servers) =>
    [
        new($"sign-in, {where}", 2, ports, site.IdentityCookies, servers),
        new($"client credentials, {where}", 1, ports, [], servers),
    ];

    private static async Task MeasureAsync(Variant limit, List<TokenLoad> loads, LoadOptions options)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            await LoadGenerator.RunAsync(limit, options.Connections, TimeSpan.FromMilliseconds(500));
            foreach (var load in loads) await load.RunAsync(options.Connections, TimeSpan.FromMilliseconds(700));
            await Task.Delay(300);
        }
        for (var i = 0; i < options.Rounds; i++)
        {
            limit.Rounds.Add(await LoadGenerator.RunAsync(limit, options.Connections, options.RoundLength));
            foreach (var load in loads) load.Rounds.Add(await load.RunAsync(options.Connections, options.RoundLength));
        }
    }

    private static async Task WriteAsync(Variant limit, List<TokenLoad> loads, bool pinned, LoadOptions options, TextWriter output)
    {
        await output.WriteLineAsync($"""

            Sign-ins and tokens ({options.Connections} connections, {options.Rounds} interleaved rounds of {options.RoundLength.TotalSeconds} s; median [range])
            {(pinned ? "servers share one core, the client has another, PostgreSQL either" : "servers and client share all cores")}

            | what | per second | HTTP requests of a bare endpoint in the same time | server CPU each, microseconds | CPU of bare requests, as many | p99, ms |
            |---|---|---|---|---|---|
            """);
        await output.WriteLineAsync($"| {limit.Name} ({BareBytes} bytes) | {Show(limit.Rounds, r => r.PerSecond, "N0")} | 1 | {Show(limit.Rounds, r => r.ServerMicroseconds, "N0")} | 1 | {Show(limit.Rounds, r => r.Latency99, "N0")} |");
        foreach (var load in loads)
        {
            // Request by request, and round by round: both were measured within seconds of each other.
            var ratio = new Figures(load.Rounds.Zip(limit.Rounds, (l, b) => l.PerSecond * load.Requests / b.PerSecond));
            var cpu = new Figures(load.Rounds.Zip(limit.Rounds, (l, b) => b.ServerMicroseconds * load.Requests / l.ServerMicroseconds));
            await output.WriteLineAsync($"| {load.Name} | {Show(load.Rounds, r => r.PerSecond, "N0")} | {ratio.Show("0.000")} | {Show(load.Rounds, r => r.ServerMicroseconds, "N0")} | {cpu.Show("0.000")} | {Show(load.Rounds, r => r.Latency99, "N0")} |");
        }
    }

    private static string Show(List<Round> rounds, Func<Round, double> what, string format) => new Figures(rounds.Select(what)).Show(format);
}
