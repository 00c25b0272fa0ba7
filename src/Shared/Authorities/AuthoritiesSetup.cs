using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Authorities;

/// <summary>Registers the authority packs. A wrong pack stops the start.</summary>
internal static partial class AuthoritiesSetup
{
    public static IServiceCollection AddAuthorities(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(AuthorityPacks.Load(configuration["Authorities:Folder"]));
        services.AddHostedService<InventedNumbersWarning>();
        return services;
    }

    /// <summary>In Production somebody would ring these numbers in an emergency, and reach nobody.</summary>
    private sealed partial class InventedNumbersWarning(AuthorityPacks packs, IHostEnvironment environment, ILogger<InventedNumbersWarning> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (packs.HaveInventedNumbers && environment.IsProduction()) LogInvented();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(Level = LogLevel.Error, Message = "The authority packs have invented telephone numbers, which reach nobody. Set Authorities:Folder to the authority's own packs before any family signs in.")]
        private partial void LogInvented();
    }
}
