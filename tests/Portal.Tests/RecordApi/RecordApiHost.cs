using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FamilyPortal.Portal.RecordApi;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Portal.Tests.RecordApi;

/// <summary>The record API alone on a real server, with a store and an identity service of its own.</summary>
internal sealed class RecordApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _file;

    private RecordApiHost(WebApplication app, IdentityStub identity, string file) => (_app, Identity, _file) = (app, identity, file);

    public IdentityStub Identity { get; }
    public Uri Address => new(_app.Urls.Single());

    public static async Task<RecordApiHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var identity = await IdentityStub.StartAsync();
        var file = Path.Combine(Path.GetTempPath(), $"fp-api-{Guid.NewGuid():N}.db");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([
            new("Storage:Provider", "Sqlite"),
            new("Storage:Connection", $"Data Source={file}"),
            new("Identity:Issuer", identity.Issuer),
            new("RecordApi:Clients:care-system:Authorities:0", "cornwall"),
            new("RecordApi:Clients:care-system:Authorities:1", "knowsley"),
            .. settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddFamilyPortal(builder.Configuration);
        builder.Services.AddRecordApi(builder.Configuration);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRecordApi();
        await app.Services.MigrateStoreAsync();
        await app.StartAsync();
        return new(app, identity, file);
    }

    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Client() => Client(Identity.Token());

    /// <summary>
    /// Sends the request target exactly as written, which no HTTP client does. Returns status line, headers and body, up to
    /// <paramref name="until"/> or the end of the connection.
    /// </summary>
    public async Task<string> SendAsWrittenAsync(string method, string target, string headers = "Connection: close\r\n", byte[]? body = null, string? until = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {Address.Authority}\r\nAuthorization: Bearer {Identity.Token()}\r\n{headers}\r\n"));
        if (body is not null) await stream.WriteAsync(body);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var read)
        {
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (until is not null && answer.ToString().Contains(until)) break;
        }
        return answer.ToString();
    }

    /// <summary>A family, and answers numbered from 1 in its part of the feed.</summary>
    public async Task FamilyAsync(string authority, string recordRef, int answers)
    {
        await using var connection = new SqliteConnection($"Data Source={_file}");
        await connection.OpenAsync();
        var family = Guid.NewGuid().ToString().ToUpperInvariant();
        await RunAsync(connection, """
            INSERT INTO "Families" ("Id", "AuthorityId", "RecordRef", "CurrentVersion", "ErasureStamp", "NextEntryNumber", "CreatedAt")
            VALUES ($1, $2, $3, 0, 0, $4, 0)
            """, family, authority, recordRef, answers + 1);
        for (var number = 1; number <= answers; number++)
            await RunAsync(connection, """
                INSERT INTO "RecordEntries" ("FamilyId", "Number", "EventId", "AuthorityId", "Type", "At", "Data")
                VALUES ($1, $2, $3, $4, 'uk.familyportal.answer.score.v1', $5, '{"score":6}')
                """, family, number, Guid.NewGuid().ToString().ToUpperInvariant(), authority, DateTime.UnixEpoch.Ticks + number);
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Identity.DisposeAsync();
        SqliteConnection.ClearPool(new($"Data Source={_file}"));
        SqliteConnection.ClearPool(new(StorageSetup.SqliteConnectionString($"Data Source={_file}")));
        foreach (var left in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_file) + "*")) File.Delete(left);
    }
}
