using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>A logout token that was taken: it is taken once.</summary>
internal sealed class TakenLogoutToken
{
    /// <summary>SHA-256 (hex) of its `jti`, which is as long as its sender likes.</summary>
    public required string Id { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Ends the Portal's sessions of an Identity session that its provider says has ended (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class SessionLogouts
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SessionLogouts(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Ends every session of <paramref name="sid"/>, and the helper's conversations in them. False where this token was taken before.</summary>
    /// <param name="expires">When the token is refused for its age, so that it need not be remembered.</param>
    public async Task<bool> TakeAsync(string jti, string sid, DateTimeOffset expires, CancellationToken cancel = default)
    {
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        await store.Set<TakenLogoutToken>().Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(jti)));
        if (await store.Set<TakenLogoutToken>().AnyAsync(t => t.Id == id, cancel)) return false;
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        store.Add(new TakenLogoutToken { Id = id, ExpiresAt = expires });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(cancel);
            await using var again = _stores.Create();
            // The same token at the same time, at another copy perhaps.
            if (await again.Set<TakenLogoutToken>().AnyAsync(t => t.Id == id, cancel)) return false;
            throw;
        }
        await store.Sessions.Where(s => s.Sid == sid && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
        await store.Conversations.Where(c => c.EndedAt == null && store.Sessions.Any(s => s.Id == c.SessionId && s.Sid == sid))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
