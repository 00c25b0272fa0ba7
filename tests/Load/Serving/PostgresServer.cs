using System.Diagnostics;

namespace FamilyPortal.Load.Serving;

/// <summary>The PostgreSQL server named by FAMILYPORTAL_TEST_POSTGRES, or a throw-away one that lives as long as this.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string? _script;
    private readonly string? _folder;

    private PostgresServer(string connection, string? script, string? folder) => (Connection, _script, _folder) = (connection, script, folder);

    /// <summary>Of a user who may create databases.</summary>
    public string Connection { get; }

    /// <summary>Null, with the reason written, where there is none.</summary>
    public static async Task<PostgresServer?> FindAsync(TextWriter output)
    {
        if (Environment.GetEnvironmentVariable("FAMILYPORTAL_TEST_POSTGRES") is { Length: > 0 } named) return new(named, null, null);
        if (Script() is not { } script || !Directory.Exists("/usr/lib/postgresql"))
        {
            await output.WriteLineAsync("No PostgreSQL here: SQLite alone is measured.");
            return null;
        }
        var folder = Path.Combine(Path.GetTempPath(), $"fp-load-{Guid.NewGuid():n}");
        var connection = (await RunAsync(script, "start", folder)).Trim();
        if (connection.Length > 0) return new(connection, script, folder);
        await output.WriteLineAsync("PostgreSQL did not start: SQLite alone is measured.");
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_script is not null && _folder is not null) await RunAsync(_script, "stop", _folder);
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "eng", "postgres")))
                return Path.Combine(folder.FullName, "eng", "postgres");
        return null;
    }

    private static async Task<string> RunAsync(string script, string verb, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(script, [verb, folder]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : "";
    }
}
