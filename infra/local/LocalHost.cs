using FamilyPortal.Bot;
using FamilyPortal.Identity;
using FamilyPortal.Portal;
using FamilyPortal.Shared.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Local;

/// <summary>The three parts in one process, each with its own container and port, on SQLite in one folder (or on what the settings say).</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly List<WebApplication> _parts = [];

    private LocalHost(LocalOptions options)
    {
        Portal = Address(options.PortBase);
        Identity = Address(options.PortBase + 1);
        Bot = Address(options.PortBase + 2);
    }

    public Uri Portal { get; }

    public Uri Identity { get; }

    public Uri Bot { get; }

    /// <summary>Who can sign in to the demo; empty without it.</summary>
    public IReadOnlyList<DemoPerson> DemoPeople { get; private set; } = [];

    /// <summary>The Portal's services, for a test that sets up a family as a worker would.</summary>
    public IServiceProvider Services => _parts[1].Services;

    /// <summary>The Bot's services, for a test that runs its background jobs at a moment of its own.</summary>
    public IServiceProvider BotServices => _parts[2].Services;

    public static async Task<LocalHost> StartAsync(LocalOptions options, CancellationToken cancel = default)
    {
        var folder = PrivateFolder.Open(options.DataFolder);
        var host = new LocalHost(options);
        try
        {
            var settings = new LocalSettings(options, folder, host);
            host._parts.Add(IdentityApp.Build(settings.Part("Identity", host.Identity), settings.Apply("Identity", host.Identity)));
            host._parts.Add(PortalApp.Build(settings.Part("Portal", host.Portal), settings.Apply("Portal", host.Portal)));
            host._parts.Add(BotApp.Build(settings.Part("Bot", host.Bot), settings.Apply("Bot", host.Bot)));

            // One after the other: the first migrates the domain's store, the others find it done.
            await PortalApp.InitialiseAsync(host._parts[1], cancel);
            await IdentityApp.InitialiseAsync(host._parts[0], cancel);
            await BotApp.InitialiseAsync(host._parts[2], cancel);
            if (options is { Demo: true, LoadFamilies: true }) host.DemoPeople = await DemoFamilies.LoadAsync(host.Services.GetRequiredService<DemoSeed>(), cancel);
            foreach (var part in host._parts) await part.StartAsync(cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until told to stop, or until a part stops by itself.</summary>
    public async Task WaitAsync(CancellationToken stop) =>
        await Task.WhenAny(_parts.Select(p => p.WaitForShutdownAsync(stop)));

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await part.StopAsync(patience.Token);
            await part.DisposeAsync();
        }
        _parts.Clear();
    }

    private static Uri Address(int port) => new($"http://localhost:{port}/");
}
