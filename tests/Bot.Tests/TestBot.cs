using FamilyPortal.Bot;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Bot.Tests;

/// <summary>The Bot on a free port, with a store of its own and sample families in it, at noon on a Wednesday.</summary>
internal sealed class TestBot : IAsyncDisposable
{
    public const string InboundKey = "key-for-tests-0123456789abcdef";
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private TestBot(WebApplication app, DirectoryInfo folder, LogLines log)
    {
        (_app, _folder, Log) = (app, folder, log);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Everything that was logged, at every level that the Bot's own filters let through.</summary>
    public LogLines Log { get; }

    /// <param name="families">Names of sample plans: everybody in them is invited.</param>
    /// <param name="settings">Added last.</param>
    public static async Task<TestBot> StartAsync(string[]? families = null, params (string Key, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("fp-bot-");
        try
        {
            var log = new LogLines();
            return new(await StartAsync(folder, log, families ?? [], settings), folder, log);
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    private static async Task<WebApplication> StartAsync(DirectoryInfo folder, LogLines log, string[] families, (string Key, string? Value)[] settings)
    {
        var app = BotApp.Build(new WebApplicationOptions { EnvironmentName = "Development" }, builder =>
        {
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
            builder.Configuration.AddInMemoryCollection(
            [
                new("urls", "http://127.0.0.1:0"),
                new("Storage:Provider", "Sqlite"),
                new("Storage:Connection", $"Data Source={Path.Combine(folder.FullName, "test.db")}"),
                new("Portal:PublicUrl", "http://localhost:5100"),
                new("Texts:InboundKey", InboundKey),
                new("Demo:Enabled", "true"),
            ]);
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
            builder.Services.AddSingleton<TimeProvider>(new Noon());
        });
        await BotApp.InitialiseAsync(app);
        foreach (var name in families) await app.Services.GetRequiredService<DemoSeed>().LoadAsync(SamplePlans.Load(name));
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Delete(_folder);
    }

    private static void Delete(DirectoryInfo folder)
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    }
}
