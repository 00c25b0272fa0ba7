using System.Text.Json;
using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Passkeys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.Staff.Partners;

/// <summary>What comes next on a partner's way in, or what was wrong.</summary>
internal enum PartnerNext
{
    MakeKey,
    SignedIn,
    Wrong,
    WrongOneLeft,

    /// <summary>Only the administrator opens it again.</summary>
    Locked,

    /// <summary>The phone gave no passkey.</summary>
    NotMade,
    Busy,

    /// <summary>The invitation is over, or was none.</summary>
    Gone,
}

/// <summary>
/// Staff of a partner organisation take up an invitation: its link and its word open the page that makes a passkey, and nothing
/// else. Nobody is signed in before the passkey is there, and who does not get in leaves no account. Asked anew at each step.
/// </summary>
internal sealed class PartnerWay(
    StaffInvitations invitations, PasskeyDesk passkeys, AccountDirectory accounts, BrowserSessions sessions, Brakes brakes, IdentityCookies cookies, TimeProvider clock)
{
    /// <summary>From the word to the passkey.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(30);

    /// <param name="Subject">Made for this invitation: somebody invited again is nobody of before.</param>
    private sealed record Told(string Link, string Proof, string Subject, long At);

    public async Task<PartnerNext> OpenAsync(HttpContext http, string link) =>
        !await brakes.MayTryAsync(http) ? PartnerNext.Busy : await invitations.OpensAsync(link, http.RequestAborted) ? PartnerNext.MakeKey : PartnerNext.Gone;

    public async Task<PartnerNext> TellWordAsync(HttpContext http, string link, string word)
    {
        var told = await invitations.TryWordAsync(link, word, http.RequestAborted);
        if (told.Outcome == WordOutcome.Locked) return PartnerNext.Locked;
        if (told.Outcome == WordOutcome.Wrong) return told.TriesLeft == 1 ? PartnerNext.WrongOneLeft : PartnerNext.Wrong;
        cookies.Write(http, IdentityCookies.Partner, JsonSerializer.Serialize(new Told(link, told.Proof, Guid.NewGuid().ToString(), clock.GetUtcNow().ToUnixTimeMilliseconds())), Time);
        return PartnerNext.MakeKey;
    }

    /// <summary>What the phone must make the passkey from; null where link and word open nothing (any more).</summary>
    public async Task<string?> OfferAsync(HttpContext http) => await ToldAsync(http) is { } told ? await passkeys.OfferAsync(http, told.Subject) : null;

    /// <summary>The passkey is there: the invitation is used up, and they are signed in.</summary>
    public async Task<PartnerNext> KeepAsync(HttpContext http, string? made)
    {
        var now = clock.GetUtcNow();
        if (await ToldAsync(http) is not { } told) return PartnerNext.Gone;
        if (await passkeys.CheckAsync(http, told.Subject, made) is not { } passkey) return PartnerNext.NotMade;
        // From here on to the end, even if the phone loses its signal.
        cookies.Delete(http, IdentityCookies.Partner);
        // Of two requests with one cookie, one goes on: what the other would undo is not its own.
        if (!await accounts.AddAsync(told.Subject, SubjectKind.Staff)) return PartnerNext.Gone;
        var claim = new StaffClaim(false);
        try
        {
            // The passkey first: until the claim its subject is nobody, and it opens nothing.
            if (await passkeys.StoreAsync(told.Subject, passkey)) claim = await invitations.ClaimAsync(told.Link, told.Proof, told.Subject, CancellationToken.None);
        }
        finally
        {
            if (!claim.IsTheirs) await accounts.RemoveAsync(told.Subject, CancellationToken.None);
        }
        if (!claim.IsTheirs) return PartnerNext.Gone;
        if (claim.Before is { } before && before != told.Subject) await accounts.RemoveAsync(before, CancellationToken.None);
        await sessions.StartAsync(http, told.Subject, SubjectKind.Staff, PasskeySignIn.Methods, now);
        return PartnerNext.SignedIn;
    }

    private async Task<Told?> ToldAsync(HttpContext http) =>
        cookies.Read(http, IdentityCookies.Partner) is { } text && JsonSerializer.Deserialize<Told>(text) is { } told
        && clock.GetUtcNow() < DateTimeOffset.FromUnixTimeMilliseconds(told.At) + Time
        && await invitations.StandsAsync(told.Link, told.Proof, http.RequestAborted) ? told : null;
}
