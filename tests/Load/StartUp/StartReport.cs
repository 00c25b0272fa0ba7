using System.Diagnostics;
using FamilyPortal.Load.Serving;

namespace FamilyPortal.Load.StartUp;

/// <summary>The local host as `./run` starts it: from the start of its process until it says that it is ready.</summary>
internal static class StartReport
{
    private const string Ready = "FamilyPortal is ready";
    private const int Pages = 200;

    public static async Task WriteAsync(LoadOptions options, TextWriter output)
    {
        var first = new List<Start>();
        var later = new List<Start>();
        for (var i = 0; i < options.Starts; i++)
        {
            var folder = Directory.CreateTempSubdirectory("fp-load-").FullName;
            try
            {
                first.Add(await StartAsync(folder));
                later.Add(await StartAsync(folder));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        await output.WriteLineAsync($"""

            The local host, all three parts with the eight demo families on SQLite ({options.Starts} times; median [range])

            | start | seconds until ready | CPU seconds | memory when ready, MB | after {Pages} pages, MB |
            |---|---|---|---|---|
            """);
        foreach (var (name, starts) in new[] { ("first, empty folder", first), ("later", later) })
            await output.WriteLineAsync($"| {name} | {Show(starts, s => s.Seconds, "0.0")} | {Show(starts, s => s.Cpu, "0.0")} | {Show(starts, s => s.Idle, "N0")} | {Show(starts, s => s.Used, "N0")} |");
    }

    private static string Show(List<Start> starts, Func<Start, double> what, string format) => new Figures(starts.Select(what)).Show(format);

    private static async Task<Start> StartAsync(string folder)
    {
        var port = Ports.Free(3);
        var began = Stopwatch.GetTimestamp();
        await using var host = Child.Start("FamilyPortal.Local.dll", ["--port-base", $"{port}", "--data", folder]);
        await host.LineAsync(Ready);
        var took = Stopwatch.GetElapsedTime(began);
        var cpu = host.ProcessorTime;
        var idle = host.Memory;

        using var http = new HttpClient();
        for (var i = 0; i < Pages; i++) await http.GetStringAsync(new Uri($"http://localhost:{port}/help"));
        var used = host.Memory;
        await host.TerminateAsync();
        return new(took.TotalSeconds, cpu.TotalSeconds, idle / 1e6, used / 1e6);
    }

    private sealed record Start(double Seconds, double Cpu, double Idle, double Used);
}
