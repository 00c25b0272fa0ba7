using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.Passkeys;

/// <summary>Signs a family member, or a partner's staff, in with a passkey: no code, no PIN; every check of belonging stands.</summary>
internal sealed class PasskeySignIn(PasskeyDesk passkeys, Brakes brakes, BrowserSessions sessions, NewSignIns news, SignInDirectory directory, TimeProvider clock)
{
    /// <summary>RFC 8176: a key was proved, and the phone checked its owner.</summary>
    public static readonly string[] Methods = ["pop", "user", "mfa"];

    /// <returns>Where to go on, <see cref="SignInStep.Wrong"/> whatever the reason, or <see cref="SignInStep.Busy"/>.</returns>
    /// <param name="kind">Whose page it is: the passkey of the other kind opens nothing.</param>
    public async Task<SignInStep> UseAsync(HttpContext http, string? answer, SubjectKind kind)
    {
        if (!await brakes.MayTryAsync(http)) return SignInStep.Busy;
        var now = clock.GetUtcNow();
        if (await passkeys.AnswerAsync(http, answer, kind) is not { } used) return SignInStep.Wrong;
        // What was joined later, or claimed anew, takes a code once and a new passkey.
        var opens = await directory.OpenedByPasskeyAsync(used.Handle, used.Account.Id, used.MadeAt, http.RequestAborted);
        if (kind == SubjectKind.Family && opens.Count == 0) return SignInStep.Wrong;
        var session = await sessions.StartAsync(http, used.Account.Id, kind, Methods, now, opens: opens);
        return kind == SubjectKind.Family && await news.HasNewsAsync(http, session) ? SignInStep.SignedInWithNews : SignInStep.SignedIn;
    }
}
