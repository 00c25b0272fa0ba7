using System.Diagnostics;
using System.Threading.Channels;

namespace FamilyPortal.Load.Serving;

/// <summary>A program started for a measurement: tells when it is ready in a line of its own, and stops when its input ends.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private Child(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _lines.Writer.TryWrite(text);
            else _lines.Writer.TryComplete();
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the processor spent on it so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="program">A built program beside this one.</param>
    /// <param name="cpu">The one core it may use; null: any.</param>
    public static Child Start(string program, IEnumerable<string> args, int? cpu = null)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        List<string> line = [dotnet, Path.Combine(AppContext.BaseDirectory, program), .. args];
        // Set from outside, so that the runtime sees one core from its first moment.
        if (cpu is { } core && File.Exists("/usr/bin/taskset")) line.InsertRange(0, ["/usr/bin/taskset", "-c", core.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return new(Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>What follows <paramref name="start"/> in the next line that begins with it.</summary>
    public async Task<string> LineAsync(string start)
    {
        using var patience = new CancellationTokenSource(Patience);
        List<string> before = [];
        await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.StartsWith(start, StringComparison.Ordinal)) return line[start.Length..];
            before.Add(line);
        }
        throw new InvalidOperationException($"A measured program ended by itself:\n{string.Join('\n', before.TakeLast(30))}");
    }

    /// <summary>What it has logged that nobody has read, for a failure's message.</summary>
    public string Unread()
    {
        List<string> lines = [];
        while (_lines.Reader.TryRead(out var line)) lines.Add(line);
        return string.Join('\n', lines.Take(40));
    }

    public Task SayAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Asks it to stop as Ctrl-C's sibling SIGTERM does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await EndAsync();
        }
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}
