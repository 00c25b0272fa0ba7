using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Responses.Late;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Storage;

/// <summary>
/// Every hour, removes what nobody can use any more: conversations that have ended, words that were kept and never fetched, old
/// sessions, ids of texts received, counts. Answers, alerts and the audit log stay. Harmless in several copies at once.
/// </summary>
internal sealed class StorePruning(StoreFactory stores, ConversationRetention retention, TimeProvider clock, ILogger<StorePruning> log)
    : PeriodicWorker(TimeSpan.FromHours(1), clock, log)
{
    public override async Task RunOnceAsync(CancellationToken cancel = default)
    {
        await using var store = stores.Create();
        var now = Clock.GetUtcNow();
        var (conversationsBefore, countsBefore) = (now - retention.Kept, (now - BrakeCounts.Kept).ToUnixTimeSeconds());
        // By the last word, not by the first: a channel without sessions may go on with a conversation for long.
        await store.Conversations
            .Where(c => c.CreatedAt < conversationsBefore && !store.ConversationActivities.Any(a => a.FamilyId == c.FamilyId && a.ConversationId == c.Id && a.At >= conversationsBefore))
            .ExecuteDeleteAsync(cancel);
        await store.KeptForms.Where(k => k.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        var (sessionsBefore, textsBefore) = (now - Retention.Sessions, now - Retention.InboundTexts);
        await store.Sessions.Where(s => s.CreatedAt < sessionsBefore).ExecuteDeleteAsync(cancel);
        await store.InboundTexts.Where(t => t.ReceivedAt < textsBefore).ExecuteDeleteAsync(cancel);
        await store.BrakeCounts.Where(c => c.Since < countsBefore).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>Registers the pruning.</summary>
public static class StorePruningSetup
{
    /// <summary>After <see cref="SharedSetup.AddFamilyPortal"/>, in one part only. As many copies of it as wanted may run.</summary>
    public static IServiceCollection AddStorePruning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ConversationRetention.Read(configuration));
        services.AddSingleton<StorePruning>();
        services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<StorePruning>());
        return services;
    }
}
