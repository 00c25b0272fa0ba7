using Npgsql;

namespace FamilyPortal.Load.Serving;

/// <summary>The product in a process of its own, with a parent signed in; its folder and databases are gone afterwards.</summary>
internal sealed class ServedSite : IAsyncDisposable
{
    public const string Ready = "ready ";
    public const string Counted = "commands ";
    public const string Count = "count";
    public const string Stop = "stop";

    /// <summary>Between the commands of one answer: no SQL holds it.</summary>
    public const char Separator = '\u001e';

    private readonly string _folder;
    private readonly string? _admin;
    private readonly string[] _databases;

    private ServedSite(Child process, Uri portal, string folder, string? admin, string[] databases) =>
        (Process, Portal, _folder, _admin, _databases) = (process, portal, folder, admin, databases);

    public Child Process { get; }

    public Uri Portal { get; }

    public Uri Identity => new UriBuilder(Portal) { Port = Portal.Port + 1 }.Uri;

    /// <summary>The parent's, as a request's header has it.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>Of some parents who are signed in at Identity.</summary>
    public string[] IdentityCookies { get; private set; } = [];

    /// <param name="postgres">A server to make databases on; null: SQLite.</param>
    public static async Task<ServedSite> StartAsync(string? postgres = null, int? cpu = null)
    {
        var folder = Directory.CreateTempSubdirectory("fp-load-").FullName;
        string[] databases = postgres is null ? [] : [.. Enumerable.Range(0, 2).Select(_ => $"fp_load_{Guid.NewGuid():n}")];
        foreach (var database in databases) await AdminAsync(postgres!, $"CREATE DATABASE {database}");
        var port = Ports.Free(3);
        var process = Child.Start("FamilyPortal.Load.dll",
            [SiteProcess.Argument, port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder, .. databases.Select(d => Connection(postgres!, d))], cpu);
        var site = new ServedSite(process, new($"http://localhost:{port}/"), folder, postgres, databases);
        try
        {
            string[] cookies = (await process.LineAsync(Ready)).Split(Separator);
            (site.Cookie, site.IdentityCookies) = (cookies[0], cookies[1..]);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more copy of this site's parts, on the same databases.</summary>
    /// <returns>Its process, and the port of its Identity.</returns>
    public async Task<(Child Process, int IdentityPort)> JoinAsync(int? cpu)
    {
        var port = Ports.Free(3);
        var process = Child.Start("FamilyPortal.Load.dll",
            [SiteProcess.JoinArgument, port.ToString(System.Globalization.CultureInfo.InvariantCulture), _folder, Identity.ToString(), .. _databases.Select(d => Connection(_admin!, d))], cpu);
        await process.LineAsync(Ready);
        return (process, port + 1);
    }

    /// <summary>The database commands that ran while <paramref name="work"/> did.</summary>
    public async Task<string[]> CommandsAsync(Func<Task> work)
    {
        await AskAsync(Count);
        await work();
        return await AskAsync(Stop);
    }

    /// <summary>The plan page, uncompressed.</summary>
    /// <exception cref="InvalidOperationException">It was not shown.</exception>
    public async Task<byte[]> PageAsync()
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Add("Cookie", Cookie);
        using var answer = await http.GetAsync(new Uri(Portal, "plan"));
        if (answer.StatusCode != System.Net.HttpStatusCode.OK) throw new InvalidOperationException($"The plan page answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        foreach (var database in _databases) await AdminAsync(_admin!, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string[]> AskAsync(string question)
    {
        await Process.SayAsync(question);
        return (await Process.LineAsync(Counted)).Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Connection(string admin, string database) => new NpgsqlConnectionStringBuilder(admin) { Database = database, MaxPoolSize = 40 }.ToString();

    private static async Task AdminAsync(string admin, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
