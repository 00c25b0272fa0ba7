using System.Diagnostics;
using FamilyPortal.Load.Serving;

namespace FamilyPortal.Load.Throughput;

/// <summary>
/// The plan page beside the least that could send its bytes. All variants run at the same time, each in a process on the same
/// one core; they are asked in turn, round after round, by this process on another core, so that whatever else the machine
/// does falls on all of them.
/// </summary>
internal static class ThroughputReport
{
    public const int ServerCore = 0;
    private const int ClientCore = 1;
    private const int WarmUps = 15;

    public static async Task WriteAsync(LoadOptions options, string? postgres, TextWriter output)
    {
        var pinned = Pin();
        int? core = pinned ? ServerCore : null;
        await using var sqlite = await ServedSite.StartAsync(null, core);
        await using var other = postgres is null ? null : await ServedSite.StartAsync(postgres, core);
        var page = await sqlite.PageAsync();
        var bareFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(bareFile, page);
            var barePort = Ports.Free(1);
            await using var bare = Child.Start("FamilyPortal.Load.dll", [BareProcess.Argument, $"{barePort}", bareFile], core);
            await bare.LineAsync(ServedSite.Ready);

            var limit = new Variant("bare page, same bytes", barePort, Variant.Get(barePort, BareProcess.Path, null), bare);
            List<Variant> variants = [limit, Of("plan, SQLite", sqlite, "/plan", sqlite.Cookie), Of("plan, SQLite, compressed", sqlite, "/plan", sqlite.Cookie, "br, gzip")];
            if (other is not null) variants.Add(Of("plan, PostgreSQL", other, "/plan", other.Cookie));
            variants.Add(Of("page without database (help, signed out)", sqlite, "/help", null));

            await MeasureAsync(variants, options);
            await WriteAsync(variants, limit, page.Length, pinned, options, output);
            await WriteCommandsAsync(sqlite, output);
        }
        finally
        {
            File.Delete(bareFile);
        }
    }

    private static Variant Of(string name, ServedSite site, string path, string? cookie, string? encoding = null) =>
        new(name, site.Portal.Port, Variant.Get(site.Portal.Port, path, cookie, encoding), site.Process);

    /// <summary>Bursts with rests between them: under unbroken load the runtime puts off compiling what is hot.</summary>
    private static async Task MeasureAsync(List<Variant> variants, LoadOptions options)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var variant in variants) await LoadGenerator.RunAsync(variant, options.Connections, TimeSpan.FromMilliseconds(700));
            await Task.Delay(300);
        }
        for (var i = 0; i < options.Rounds; i++)
            foreach (var variant in variants)
                variant.Rounds.Add(await LoadGenerator.RunAsync(variant, options.Connections, options.RoundLength));
    }

    private static async Task WriteAsync(List<Variant> variants, Variant limit, int size, bool pinned, LoadOptions options, TextWriter output)
    {
        await output.WriteLineAsync($"""

            Requests per second of the plan page ({size:N0} bytes before compression; {options.Connections} connections, {options.Rounds} interleaved rounds of {options.RoundLength.TotalSeconds} s; median [range])
            {(pinned ? "servers share one core, the client has another, PostgreSQL either" : "servers and client share all cores")}

            | page | requests/s | of the bare page | server CPU per page, microseconds | of the bare page | p99, ms |
            |---|---|---|---|---|---|
            """);
        foreach (var variant in variants)
        {
            // Round by round: both were measured within seconds of each other.
            var ratio = new Figures(variant.Rounds.Zip(limit.Rounds, (v, l) => v.PerSecond / l.PerSecond));
            var cpu = new Figures(variant.Rounds.Zip(limit.Rounds, (v, l) => l.ServerMicroseconds / v.ServerMicroseconds));
            await output.WriteLineAsync($"| {variant.Name} | {Show(variant, r => r.PerSecond, "N0")} | {ratio.Show("0.000")} | {Show(variant, r => r.ServerMicroseconds, "N0")} | {cpu.Show("0.000")} | {Show(variant, r => r.Latency99, "N0")} |");
        }
    }

    private static string Show(Variant variant, Func<Round, double> what, string format) => new Figures(variant.Rounds.Select(what)).Show(format);

    private static async Task WriteCommandsAsync(ServedSite site, TextWriter output)
    {
        var commands = await site.CommandsAsync(site.PageAsync);
        await output.WriteLineAsync($"\nDatabase commands of one plan page: {commands.Length}");
        foreach (var command in commands) await output.WriteLineAsync($"  {(command.Length > 160 ? command[..160] + " ..." : command)}");
    }

    /// <summary>This process to its own core, where the machine has two.</summary>
    public static bool Pin()
    {
        if (Environment.ProcessorCount < 2 || !OperatingSystem.IsLinux()) return false;
        Process.GetCurrentProcess().ProcessorAffinity = 1 << ClientCore;
        return true;
    }
}
