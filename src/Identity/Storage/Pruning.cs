using FamilyPortal.Identity.Passkeys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace FamilyPortal.Identity.Storage;

/// <summary>Every hour, removes what can no longer open or count anything. Harmless in several copies at once.</summary>
internal sealed partial class Pruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Pruning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Ended sessions stay this long, for a token of theirs that still lives.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    private async Task PruneAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IdentityStore>();
        var (flowsBefore, sessionsBefore, countsBefore) = (now - SignInFlow.Lifetime, now - SessionLife.Longest - Kept, (now - TimeSpan.FromHours(1)).ToUnixTimeSeconds());
        await store.Flows.Where(f => f.StartedAt < flowsBefore).ExecuteDeleteAsync(cancel);
        await store.Sessions.Where(s => s.AuthTime < sessionsBefore).ExecuteDeleteAsync(cancel);
        await store.Devices.Where(d => d.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        var (newsBefore, challengesBefore) = (now - SignInDirectory.OpenedKept, now - SpentChallenge.Lifetime);
        await store.NewSignIns.Where(n => n.At < newsBefore).ExecuteDeleteAsync(cancel);
        await store.SpentChallenges.Where(c => c.At < challengesBefore).ExecuteDeleteAsync(cancel);
        await store.BrakeCounts.Where(c => c.Since <= countsBefore).ExecuteDeleteAsync(cancel);
        // All of a contact's slots or none: a missing one would be made anew, and free.
        await store.CodeSlots.Where(s => !store.CodeSlots.Any(o => o.Mark == s.Mark && o.TakenAt > countsBefore)).ExecuteDeleteAsync(cancel);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(now - Kept, cancel);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(now - Kept, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pruning failed and runs again in an hour: {Error}.")]
    private partial void LogFailed(string error);
}
