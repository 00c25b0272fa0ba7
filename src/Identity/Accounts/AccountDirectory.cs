using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Accounts;

/// <summary>What came of giving a PIN.</summary>
internal enum PinOutcome
{
    Right,
    Wrong,

    /// <summary>Five wrong in a row: only a worker's new word, and a new PIN after it, opens it again.</summary>
    Closed,
}

/// <summary>Accounts and their PINs. Whether their person still belongs is the domain's to say.</summary>
internal sealed class AccountDirectory(IServiceScopeFactory scopes, IdentityStoreFactory stores, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>Wrong PINs in a row before the PIN is closed.</summary>
    public const int PinTries = 5;

    private static readonly Account Nobody = new() { Id = Guid.NewGuid().ToString() };
    private readonly Lazy<string> _nobodysPin = new(() => hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>The subject's account, made at their first sign-in.</summary>
    public async Task EnsureAsync(string subject, SubjectKind kind)
    {
        // False where another request made it at the same moment.
        if (!await AddAsync(subject, kind) && await FindAsync(subject, CancellationToken.None) is null) throw new InvalidOperationException("An account could not be made.");
    }

    /// <summary>Makes the subject's account; false where it is there already: of two at once, one makes it.</summary>
    public async Task<bool> AddAsync(string subject, SubjectKind kind)
    {
        await using var scope = scopes.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await manager.FindByIdAsync(subject) is not null) return false;
        try
        {
            return (await manager.CreateAsync(new() { Id = subject, UserName = subject, Kind = kind, CreatedAt = clock.GetUtcNow() })).Succeeded;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    public async Task<Account?> FindAsync(string subject, CancellationToken cancel)
    {
        await using var store = stores.Create();
        return await store.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == subject, cancel);
    }

    /// <summary>Whether a passkey is to be offered after this sign-in: true once.</summary>
    public async Task<bool> OfferPasskeyAsync(string subject, DateTimeOffset at)
    {
        await using var store = stores.Create();
        return await store.Users.Where(a => a.Id == subject && a.PasskeyOfferedAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.PasskeyOfferedAt, at)) == 1;
    }

    /// <summary>Their choice whether a text tells them of a sign-in on a device not known.</summary>
    public async Task SetTextsAsync(string subject, bool texts, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Users.Where(a => a.Id == subject).ExecuteUpdateAsync(set => set.SetProperty(a => a.TextsOnNewSignIn, texts), cancel);
    }

    /// <summary>An account whose first sign-in came to nothing.</summary>
    public async Task RemoveAsync(string subject, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Users.Where(a => a.Id == subject).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Whether this subject has a PIN that is asked for.</summary>
    public async Task<bool> HasPinAsync(string? subject, CancellationToken cancel) => await FindAsync(subject ?? "", cancel) is { PasswordHash: not null };

    /// <summary>Whether this subject has a PIN that still opens: not one that wrong tries have closed.</summary>
    public async Task<bool> HasOpenPinAsync(string subject, CancellationToken cancel) =>
        await FindAsync(subject, cancel) is { PasswordHash: not null, AccessFailedCount: < PinTries };

    /// <param name="subject">Null: nobody, with the same work.</param>
    public async Task<PinOutcome> TryPinAsync(string? subject, string pin, CancellationToken cancel)
    {
        var id = subject ?? "";
        await using var store = stores.Create();
        // Counted before it is checked, in one statement: the fifth and the sixth at once cannot share a try, in any copy.
        var counted = await store.Users.Where(a => a.Id == id && a.PasswordHash != null && a.AccessFailedCount < PinTries)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), cancel);
        var account = await store.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel);
        var hash = counted == 1 ? account?.PasswordHash : null;
        var right = hasher.VerifyHashedPassword(account ?? Nobody, hash ?? _nobodysPin.Value, pin) != PasswordVerificationResult.Failed && hash is not null;
        if (!right) return account is { AccessFailedCount: >= PinTries, PasswordHash: not null } ? PinOutcome.Closed : PinOutcome.Wrong;
        // Not if it was changed meanwhile.
        return await store.Users.Where(a => a.Id == id && a.PasswordHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, 0), cancel) == 1 ? PinOutcome.Right : PinOutcome.Wrong;
    }

    /// <summary>Whether this is their PIN now: for whoever is signed in and chooses another. Counts as no try.</summary>
    public async Task<bool> IsPinAsync(string subject, string pin, CancellationToken cancel) =>
        await FindAsync(subject, cancel) is { PasswordHash: { } hash } account && hasher.VerifyHashedPassword(account, hash, pin) != PasswordVerificationResult.Failed;

    /// <summary>Sets a PIN that <see cref="PinRules"/> let through, and forgets wrong ones.</summary>
    /// <param name="at">When they chose it.</param>
    public async Task SetPinAsync(string subject, string pin, DateTimeOffset at, CancellationToken cancel)
    {
        if (PinRules.Check(pin) != PinFault.None) throw new ArgumentException("This PIN may not be chosen.", nameof(pin));
        var hash = hasher.HashPassword(new() { Id = subject }, pin);
        var stamp = Guid.NewGuid().ToString();
        await using var store = stores.Create();
        await store.Users.Where(a => a.Id == subject).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.PasswordHash, hash).SetProperty(a => a.PinSetAt, at).SetProperty(a => a.AccessFailedCount, 0).SetProperty(a => a.SecurityStamp, stamp), cancel);
    }
}
