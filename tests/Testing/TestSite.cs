using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Local;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace FamilyPortal.Testing;

/// <summary>
/// The whole product, running: the three parts on free ports of this machine, with a folder and databases of their own that are
/// gone afterwards. What a test knows of it, it knows over HTTP.
/// </summary>
public sealed class TestSite : IAsyncDisposable
{
    private static readonly string? PostgresAdmin = Environment.GetEnvironmentVariable("FAMILYPORTAL_TEST_POSTGRES") is { Length: > 0 } s ? s : null;
    private readonly string _folder;
    private readonly List<string> _databases;

    private TestSite(LocalHost host, TestClock clock, string folder, List<string> databases)
    {
        (Host, Clock, _folder, _databases) = (host, clock, folder, databases);
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
    }

    /// <summary>`Sqlite`, and `Postgres` where FAMILYPORTAL_TEST_POSTGRES names a server.</summary>
    public static IReadOnlyList<string> Providers => PostgresAdmin is null ? ["Sqlite"] : ["Sqlite", "Postgres"];

    public LocalHost Host { get; }

    /// <summary>The clock of all three parts; a test moves it.</summary>
    public TestClock Clock { get; }

    /// <summary>Follows no redirects, keeps no cookies.</summary>
    public HttpClient Http { get; }

    public static async Task<TestSite> StartAsync(string provider = "Sqlite", IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, bool loadDemo = false, bool demo = true)
    {
        var folder = Directory.CreateTempSubdirectory("familyportal-").FullName;
        var clock = new TestClock();
        List<string> databases = [];
        Dictionary<string, string?> all = new(settings ?? new Dictionary<string, string?>());
        if (provider == "Postgres")
        {
            foreach (var section in new[] { "Storage", "IdentityStorage" })
            {
                databases.Add("fp_site_" + Guid.NewGuid().ToString("n"));
                await AdminAsync($"CREATE DATABASE {databases[^1]}");
                all[$"{section}:Provider"] = "Postgres";
                all[$"{section}:Connection"] = new NpgsqlConnectionStringBuilder(PostgresAdmin) { Database = databases[^1], MaxPoolSize = 20 }.ToString();
            }
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var host = await LocalHost.StartAsync(new()
                {
                    PortBase = FreePorts(),
                    DataFolder = folder,
                    Demo = demo,
                    LoadFamilies = loadDemo,
                    Settings = all,
                    Configure = builder =>
                    {
                        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                        // As in the tests of Identity, where the product's own slow hash has a test.
                        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 100);
                        configure?.Invoke(builder);
                    },
                });
                return new(host, clock, folder, databases);
            }
            catch (IOException e) when (attempt < 10 && e.InnerException is AddressInUseException)
            {
                // Somebody took one of the ports since we looked.
            }
        }
    }

    /// <summary>Stores a plan, makes its workers staff, and invites everyone else; returns who can sign in with which word.</summary>
    public Task<IReadOnlyList<DemoPerson>> LoadAsync(JsonNode plan) =>
        Host.Services.GetRequiredService<DemoSeed>().LoadAsync(System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString()));

    /// <summary>A sample plan dated so that it is agreed shortly before the site's today.</summary>
    public JsonNode Sample(string name) => JsonNode.Parse(SamplePlans.DatedFrom(SamplePlans.LoadText(name), DateOnly.FromDateTime(Clock.GetUtcNow().DateTime)))!;

    /// <summary>A token of the demo's record system.</summary>
    public async Task<string> TokenAsync(string scope = "record.write record.read")
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "record-demo"), new("client_secret", "demo-only-secret"), new("scope", scope)]);
        using var answer = await Http.PostAsync(new Uri(Host.Identity, "connect/token"), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>A call of the record API: `PUT families/X/plan` below `/api/record/v1/{authority}/`.</summary>
    public async Task<HttpResponseMessage> RecordAsync(HttpMethod method, string authority, string path, byte[]? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.Portal, $"api/record/v1/{authority}/{path}"));
        request.Headers.Authorization = new("Bearer", token ?? await TokenAsync());
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return await Http.SendAsync(request);
    }

    /// <summary>What a demo phone (or mailbox) got, newest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string to)
    {
        var texts = await Http.GetFromJsonAsync<JsonElement>(new Uri(Host.Bot, $"dev/texts?to={Uri.EscapeDataString(to)}"));
        return [.. texts.EnumerateArray().Select(t => t.GetProperty("body").GetString()!)];
    }

    /// <summary>Waits for a text beyond the first <paramref name="before"/>; null when none comes.</summary>
    public Task<string?> NextTextAsync(string to, int before, TimeSpan? patience = null) => NextAsync(to, before, _ => true, patience);

    /// <summary>Waits for the six digits of a code in a text beyond the first <paramref name="before"/>: other texts come meanwhile. Null when none comes.</summary>
    public async Task<string?> NextCodeAsync(string to, int before, TimeSpan? patience = null) =>
        await NextAsync(to, before, text => SigningIn.CodeIn(text).Length > 0, patience) is { } text ? SigningIn.CodeIn(text) : null;

    private async Task<string?> NextAsync(string to, int before, Func<string, bool> wanted, TimeSpan? patience)
    {
        var until = Environment.TickCount64 + (long)(patience ?? TimeSpan.FromSeconds(15)).TotalMilliseconds;
        while (Environment.TickCount64 < until)
        {
            var texts = await TextsAsync(to);
            // Newest first.
            if (texts.Take(texts.Count - before).FirstOrDefault(wanted) is { } text) return text;
            await Task.Delay(50);
        }
        return null;
    }

    /// <summary>A text from this phone to the product.</summary>
    public Task ReplyByTextAsync(string from, string body) => Host.BotServices.GetRequiredService<Shared.Texting.DemoPhone>().ReplyAsync(from, body);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        // Those of this site alone: other sites are running.
        foreach (var file in new[] { "familyportal.db", "identity.db" })
            SqliteConnection.ClearPool(new(StorageSetup.SqliteConnectionString($"Data Source={Path.Combine(_folder, file)}")));
        foreach (var database in _databases) await AdminAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Three ports in a row that are free now, below the range that systems hand out.</summary>
    public static int FreePorts()
    {
        while (true)
        {
            var port = Random.Shared.Next(11_000, 31_000);
            if (Enumerable.Range(port, 3).All(IsFree)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task AdminAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresAdmin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The real clock, moved by a test. It never stands still, so that waiting works.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    /// <summary>Waits of a minute or so (a worker's rest between rounds) are shortened, so that a test need not sit through them.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Short(dueTime), Short(period));

    private static TimeSpan Short(TimeSpan wait) => wait > TimeSpan.FromSeconds(45) && wait < TimeSpan.FromMinutes(3) ? wait / 20 : wait;

    public void Move(TimeSpan by) => _offset += by;

    /// <summary>The next moment at which the United Kingdom's clocks show this time.</summary>
    public void MoveToUkTime(TimeOnly time)
    {
        var now = Shared.UkTime.At(GetUtcNow());
        var day = DateOnly.FromDateTime(now.DateTime);
        var then = Shared.UkTime.Instant(day, time);
        Move((then > now ? then : Shared.UkTime.Instant(day.AddDays(1), time)) - now);
    }
}
