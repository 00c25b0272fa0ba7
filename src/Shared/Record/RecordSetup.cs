using FamilyPortal.Shared.Record.Connectors;
using FamilyPortal.Shared.Record.Delivery;
using FamilyPortal.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Record;

/// <summary>Registers the record feed.</summary>
public static class RecordSetup
{
    /// <summary>The outbox's reading side; in every part.</summary>
    internal static IServiceCollection AddRecordFeed(this IServiceCollection services)
    {
        services.AddSingleton<FeedSignal>();
        services.AddSingleton(sp => new FeedSequencer(sp.GetRequiredService<StoreFactory>()));
        services.AddSingleton(sp => new RecordFeed(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<FeedSequencer>()));
        services.AddSingleton(sp => new FeedDesk(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<FeedSignal>(), sp.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// The delivering side, for the part that hosts it: <see cref="FeedPump"/> with every connector of `Record:Connectors`.
    /// </summary>
    /// <exception cref="InvalidOperationException">A connector's settings are wrong; the message says which.</exception>
    public static IServiceCollection AddRecordDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        var connectors = ConnectorOptions.Read(configuration);
        foreach (var webhook in connectors.Where(c => c.Kind == ConnectorKind.Webhook)) WebhookClients.Add(services, webhook);
        services.AddSingleton(sp => new FeedWork(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new FeedPump(
            sp.GetRequiredService<FeedSequencer>(),
            sp.GetRequiredService<FeedSignal>(),
            [.. connectors.Select(c => Delivery(sp, c))],
            sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<FeedPump>>()));
        return services;
    }

    private static FeedDelivery Delivery(IServiceProvider services, ConnectorOptions options)
    {
        IFeedConnector connector = options.Kind == ConnectorKind.Webhook
            ? new WebhookConnector(options, services.GetRequiredService<IHttpClientFactory>())
            : new FileConnector(options);
        return new(connector, options.Authorities is null or [] ? null : options.Authorities, services.GetRequiredService<FeedWork>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<FeedDelivery>>());
    }
}
