using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Storage;

/// <summary>
/// Every hour, removes what nobody can use any more: conversations that have ended, words that were kept and never fetched, old
/// sessions, ways in that are over, choices of people who may not look any more, ids of texts received, counts. Answers, alerts and the audit log stay. Harmless in several copies at once.
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
        var opensBefore = now - SignInDirectory.OpenedKept;
        await store.SignInOpens.Where(o => o.At < opensBefore && !o.Sid.StartsWith(SignInOpen.Passkey)).ExecuteDeleteAsync(cancel);
        await store.InboundTexts.Where(t => t.ReceivedAt < textsBefore).ExecuteDeleteAsync(cancel);
        await store.BrakeCounts.Where(c => c.Since < countsBefore).ExecuteDeleteAsync(cancel);
        await PruneWaysInAsync(store, now - Retention.WaysIn, cancel);
        await PruneChoicesAsync(store, now, cancel);
    }

    /// <summary>However access ended: by the plan, the record's safety call, a worker, or because its time was up.</summary>
    private static async Task PruneChoicesAsync(Store store, DateTimeOffset now, CancellationToken cancel)
    {
        var (today, before) = (UkTime.Day(now), now - Retention.Choices);
        // As in Standing, which decides; a test holds the two together.
        var ended = store.People.Where(p => !p.InPlan || p.Revoked || p.AccessUntil < today
            || store.Restrictions.Any(r => r.FamilyId == p.FamilyId && r.PersonId == p.PersonId && r.Kind == RestrictionKind.AccessEnded && r.LiftedAt == null));
        await store.People.Where(p => p.OutSince != null && !ended.Any(o => o.FamilyId == p.FamilyId && o.PersonId == p.PersonId)).ExecuteUpdateAsync(set => set.SetProperty(p => p.OutSince, (DateTimeOffset?)null), cancel);
        await ended.Where(p => p.OutSince == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.OutSince, now), cancel);
        var gone = store.People.Where(p => p.OutSince < before);
        await store.Preferences.Where(q => gone.Any(p => p.FamilyId == q.FamilyId && p.PersonId == q.PersonId)).ExecuteDeleteAsync(cancel);
        await store.PlanSeen.Where(s => gone.Any(p => p.FamilyId == s.FamilyId && p.PersonId == s.PersonId)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Their audit entries stay. A membership says by itself that it was claimed, and by whom.</summary>
    private static async Task PruneWaysInAsync(Store store, DateTimeOffset before, CancellationToken cancel)
    {
        var over = store.Invitations.Where(i => i.ExpiresAt < before || i.WithdrawnAt < before);
        await store.InvitationLinks.Where(l => over.Any(i => i.FamilyId == l.FamilyId && i.Id == l.InvitationId)).ExecuteDeleteAsync(cancel);
        // The latest of somebody who has not come yet stays: their worker is told what became of its message.
        await over.Where(i => store.Invitations.Any(n => n.FamilyId == i.FamilyId && n.PersonId == i.PersonId && n.At > i.At)
            || !store.Memberships.Any(m => m.FamilyId == i.FamilyId && m.PersonId == i.PersonId && m.ClaimedAt == null)).ExecuteDeleteAsync(cancel);
        // Where it ran out for somebody who had come in before, the administrator reads that it did.
        await store.StaffInvitations.Where(i => i.EndedAt < before || (i.ExpiresAt < before && store.Staff.Any(s => s.Id == i.StaffId && s.Subject == null))).ExecuteDeleteAsync(cancel);
        await store.CodeSheets.Where(s => s.EndedAt < before).ExecuteDeleteAsync(cancel);
        await store.SheetCodes.Where(c => c.UsedAt < before).ExecuteDeleteAsync(cancel);
        // Late words from one are told until then (LateForms).
        var startedBefore = before - AssistedSessions.Life;
        await store.AssistedSessions.Where(a => a.StartedAt < startedBefore).ExecuteDeleteAsync(cancel);
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
