using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace FamilyPortal.Shared.Texting;

/// <summary>Registers what runs by itself besides the Bot: sending texts, planning nudges, telling the duty teams, handing on what nobody read.</summary>
public static class TextWorkersSetup
{
    /// <summary>After <see cref="SharedSetup.AddFamilyPortal"/>, in one part only. As many copies of it as wanted may run.</summary>
    public static IServiceCollection AddTextWorkers(this IServiceCollection services)
    {
        services.AddSingleton(sp => new DutyChannels(
            sp.GetRequiredService<IConfiguration>(), sp.GetRequiredService<AuthorityPacks>(), sp.GetRequiredService<IHostEnvironment>().IsProduction()));
        // One pipeline per receiver: a receiver that is down must not open the breaker for the others.
        services.AddHttpClient(DutyNotifier.Client)
            .RemoveAllLoggers() // they would write the address, which may hold a token
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddStandardResilienceHandler().SelectPipelineByAuthority();
        Host<DutyNotifier>(services);
        Host<NudgePlanner>(services);
        Host<TextPump>(services);
        Host<UnreadWatch>(services);
        return services;
    }

    private static void Host<TWorker>(IServiceCollection services) where TWorker : class, IHostedService
    {
        services.AddSingleton<TWorker>();
        services.AddHostedService(sp => sp.GetRequiredService<TWorker>());
    }
}
