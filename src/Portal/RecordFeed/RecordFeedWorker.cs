using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Record.Delivery;

namespace FamilyPortal.Portal.RecordFeed;

/// <summary>Runs the record feed beside the web app.</summary>
internal sealed class RecordFeedWorker(FeedPump pump) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pump.RunAsync(stoppingToken);
}

/// <summary>Registers the record feed's background work.</summary>
public static class RecordFeedSetup
{
    /// <summary>Delivers through every connector of `Record:Connectors`; without one it still keeps the pull API's positions.</summary>
    public static IServiceCollection AddRecordFeedWorkers(this IServiceCollection services, IConfiguration configuration) =>
        services.AddRecordDelivery(configuration).AddHostedService<RecordFeedWorker>();
}
