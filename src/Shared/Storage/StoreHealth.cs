using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyPortal.Shared.Storage;

/// <summary>Readiness: whether the domain's database answers.</summary>
public static class StoreHealth
{
    public static IHealthChecksBuilder AddStoreCheck(this IHealthChecksBuilder checks) => checks.AddCheck<StoreCheck>("store");

    private sealed class StoreCheck(StoreFactory stores) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var store = stores.Create();
            return await store.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
    }
}
