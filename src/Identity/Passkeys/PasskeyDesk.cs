using System.Text.Json;
using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Identity.Passkeys;

/// <summary>A passkey of a person.</summary>
/// <param name="Handle">For the form that removes it.</param>
/// <param name="Device">Coarsely, on what it was made: see <see cref="DeviceKind"/>.</param>
internal sealed record OwnPasskey(string Handle, string Device, DateTimeOffset MadeAt);

/// <summary>A passkey that answered.</summary>
/// <param name="Handle">What it opens is written down under this: <see cref="SignInDirectory.OpenedByPasskeyAsync"/>.</param>
internal sealed record UsedPasskey(Account Account, DateTimeOffset MadeAt, string Handle);

/// <summary>
/// Passkeys, on ASP.NET Core Identity's handler: one tap in place of code and PIN, on a phone that nobody else can unlock. The
/// phone must check its owner each time (user verification). Whether their person still belongs is asked as for every sign-in.
/// </summary>
internal sealed class PasskeyDesk(IServiceScopeFactory scopes, PasskeyChallenges challenges, SignInDirectory directory, TimeProvider clock)
{
    private const string SignIn = "sign-in";

    /// <summary>Longer than any authenticator's answer.</summary>
    private const int AnswerLength = 32 * 1024;

    /// <summary>What the phone must answer to sign in; nobody is named, the phone knows whose passkeys it holds.</summary>
    public async Task<string> AskAsync(HttpContext http)
    {
        await using var scope = scopes.CreateAsyncScope();
        var options = await Handler(scope).MakeRequestOptionsAsync(null, http);
        challenges.Keep(http, SignIn, options.AssertionState ?? "");
        return options.RequestOptionsJson;
    }

    /// <summary>The account whose passkey answered and whose person stands, of the wanted kind; null otherwise, whatever the reason.</summary>
    public async Task<UsedPasskey?> AnswerAsync(HttpContext http, string? answer, SubjectKind kind)
    {
        if (answer is not { Length: > 0 and <= AnswerLength } || await challenges.TakeAsync(http, SignIn) is not { Length: > 0 } state) return null;
        await using var scope = scopes.CreateAsyncScope();
        var result = await TryAsync(() => Handler(scope).PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state }));
        if (result is not { Succeeded: true, User: { } account, Passkey: { IsUserVerified: true } passkey } || account.Kind != kind) return null;
        var standing = await directory.StandingAsync(account.Id, http.RequestAborted);
        if (!standing.StandsSince(passkey.CreatedAt)) return null;
        return (await Manager(scope).AddOrUpdatePasskeyAsync(account, passkey)).Succeeded ? new(account, passkey.CreatedAt, HandleOf(passkey)) : null;
    }

    /// <summary>What the phone must make a new passkey from.</summary>
    public async Task<string> OfferAsync(HttpContext http, string subject)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Phones show this name when they ask which passkey to use: it must say nothing.
        var name = Words.Get("ServiceName");
        var options = await Handler(scope).MakeCreationOptionsAsync(new() { Id = subject, Name = name, DisplayName = name }, http);
        challenges.Keep(http, subject, options.AttestationState ?? "");
        return options.CreationOptionsJson;
    }

    /// <summary>Keeps the passkey that the phone made for this signed-in person; false where it is none.</summary>
    /// <param name="sid">Of the session that makes it: it opens what that does, and no more.</param>
    public async Task<bool> KeepAsync(HttpContext http, string subject, string sid, string? made)
    {
        if (await CheckAsync(http, subject, made) is not { } passkey) return false;
        await directory.OpenPasskeyAsync(HandleOf(passkey), sid, http.RequestAborted);
        return await StoreAsync(subject, passkey);
    }

    /// <summary>The passkey that the phone made for this subject, not kept yet; null where it is none. An offer is answered once.</summary>
    public async Task<UserPasskeyInfo?> CheckAsync(HttpContext http, string subject, string? made)
    {
        if (made is not { Length: > 0 and <= AnswerLength } || await challenges.TakeAsync(http, subject) is not { Length: > 0 } state) return null;
        await using var scope = scopes.CreateAsyncScope();
        var result = await TryAsync(() => Handler(scope).PerformAttestationAsync(new() { HttpContext = http, CredentialJson = made, AttestationState = state }));
        if (result is not { Succeeded: true, Passkey: { IsUserVerified: true } passkey, UserEntity: { } owner } || owner.Id != subject) return null;
        // By our clock, which the stamps that void it go by too.
        return new UserPasskeyInfo(passkey.CredentialId, passkey.PublicKey, clock.GetUtcNow(), passkey.SignCount, passkey.Transports,
            passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp, passkey.AttestationObject, passkey.ClientDataJson)
        { Name = DeviceKind.Of(http) };
    }

    /// <summary>Keeps what <see cref="CheckAsync"/> gave; false where the account is gone, or somebody else kept the same one at the same moment.</summary>
    public async Task<bool> StoreAsync(string subject, UserPasskeyInfo passkey)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Manager(scope).FindByIdAsync(subject) is not { } account || !(await Manager(scope).AddOrUpdatePasskeyAsync(account, passkey)).Succeeded) return false;
        // The framework finds it by its id alone: one that has become somebody else's since the check counts as kept there.
        return await Manager(scope).GetPasskeyAsync(account, passkey.CredentialId) is not null;
    }

    /// <summary>Those of this person that stand, newest first; for a sign-in that opens a part of the account, those that open something of it.</summary>
    public async Task<IReadOnlyList<OwnPasskey>> ListAsync(SignInSession session, SubjectStanding standing, bool opensAll, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Manager(scope).FindByIdAsync(session.SubjectId) is not { } account) return [];
        var opens = opensAll ? [] : await directory.OpenedAsync(session.Sid, cancel);
        List<OwnPasskey> own = [];
        foreach (var passkey in (await Manager(scope).GetPasskeysAsync(account)).Where(p => standing.StandsSince(p.CreatedAt)).OrderByDescending(p => p.CreatedAt))
            if (opensAll || (await directory.OpenedByPasskeyAsync(HandleOf(passkey), session.SubjectId, passkey.CreatedAt, cancel)).Intersect(opens).Any())
                own.Add(new(HandleOf(passkey), passkey.Name ?? DeviceKind.Unknown, passkey.CreatedAt));
        return own;
    }

    /// <summary>Removes one of this person's own: from then on it opens nothing.</summary>
    public async Task RemoveAsync(string subject, string handle)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Manager(scope).FindByIdAsync(subject) is not { } account) return;
        foreach (var passkey in await Manager(scope).GetPasskeysAsync(account))
            if (HandleOf(passkey) == handle) await Manager(scope).RemovePasskeyAsync(account, passkey.CredentialId);
    }

    private static string HandleOf(UserPasskeyInfo passkey) => Secrets.Hash(WebEncoders.Base64UrlEncode(passkey.CredentialId));

    private static IPasskeyHandler<Account> Handler(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IPasskeyHandler<Account>>();

    private static UserManager<Account> Manager(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

    /// <summary>What came in is anybody's: what cannot be read is no passkey.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> perform) where T : class
    {
        try
        {
            return await perform();
        }
        catch (Exception e) when (e is PasskeyException or JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
