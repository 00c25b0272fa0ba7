using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId.BackChannel;

/// <summary>
/// The outbox. Every session that ended is turned into a notice for each client that took part in it, whoever ended it; each
/// notice is tried by one copy at a time, until it is taken or two hours are over.
/// </summary>
internal sealed class LogoutOutbox(IdentityStoreFactory stores, Clients clients, TimeProvider clock)
{
    /// <summary>By then a client has been down so long that its own sessions are over.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private const int AtOnce = 20;
    private static readonly string?[] Statuses = [OpenIddict.Abstractions.OpenIddictConstants.Statuses.Valid, OpenIddict.Abstractions.OpenIddictConstants.Statuses.Revoked];

    /// <summary>Makes notices of the sessions that ended.</summary>
    public async Task CollectAsync(CancellationToken cancel)
    {
        await using var store = stores.Create();
        var ended = await store.Sessions.AsNoTracking().Where(s => s.EndedAt != null && !s.ClientsTold).OrderBy(s => s.EndedAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var session in ended)
        {
            var now = clock.GetUtcNow();
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            // Whichever copy marks the session makes its notices.
            if (await store.Sessions.Where(s => s.Id == session.Id && !s.ClientsTold).ExecuteUpdateAsync(set => set.SetProperty(s => s.ClientsTold, true), cancel) == 1)
            {
                foreach (var client in clients.WithBackChannel)
                    if (await TookPartAsync(store, client, session, cancel))
                        store.Add(new LogoutNotice { Id = Guid.CreateVersion7(now), ClientId = client, Sid = session.Sid, SubjectId = session.SubjectId, CreatedAt = now, DueAt = now });
                await store.SaveChangesAsync(cancel);
            }
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>The notices that this copy is to try now.</summary>
    public async Task<IReadOnlyList<LogoutNotice>> ClaimAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        var due = await store.Set<LogoutNotice>().AsNoTracking().Where(n => n.DueAt <= now).OrderBy(n => n.DueAt).Take(AtOnce).ToListAsync(cancel);
        List<LogoutNotice> ours = [];
        foreach (var notice in due)
        {
            var next = now + Pause(notice.Attempts);
            if (await store.Set<LogoutNotice>().Where(n => n.Id == notice.Id && n.Attempts == notice.Attempts)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.Attempts, n => n.Attempts + 1).SetProperty(n => n.DueAt, next), cancel) == 1) ours.Add(notice);
        }
        return ours;
    }

    public async Task RemoveAsync(LogoutNotice notice, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Set<LogoutNotice>().Where(n => n.Id == notice.Id).ExecuteDeleteAsync(cancel);
    }

    public bool IsTooOld(LogoutNotice notice) => clock.GetUtcNow() - notice.CreatedAt >= GiveUpAfter;

    private static TimeSpan Pause(int attempts) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempts, 10)));

    /// <summary>Whether the client has had a code for this person since the session began: others are told nothing of it.</summary>
    private static Task<bool> TookPartAsync(IdentityStore store, string client, SignInSession session, CancellationToken cancel)
    {
        var since = session.AuthTime.UtcDateTime;
        return store.Set<OpenIddictEntityFrameworkCoreAuthorization>().AnyAsync(
            a => a.Application!.ClientId == client && Statuses.Contains(a.Status) && a.Subject == session.SubjectId && a.CreationDate >= since, cancel);
    }
}
