using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Texting.Codes;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// The steps from a number to a session. Does the same work for a number that nobody has: who has it is first asked when a
/// right code was given, and whether a code goes out at all is decided elsewhere, later.
/// </summary>
internal sealed class SignInCoordinator(
    IdentityStoreFactory stores, KeyRing keys, Brakes brakes, IdentityCookies cookies, BrowserSessions sessions, KnownDevices devices,
    SignInDirectory directory, CodeSender sender, TimeProvider clock)
{
    /// <summary>Begins an attempt: every time a new one, so that an old code or cookie opens nothing of it.</summary>
    public async Task<AskOutcome> BeginAsync(HttpContext http, ContactAddress contact)
    {
        if (!await brakes.MayAskAsync(http)) return AskOutcome.Busy;
        var now = clock.GetUtcNow();
        var state = new FlowState(Secrets.New(), contact.Value, 1, now);
        var code = NewCode();
        await using var store = stores.Create();
        store.Flows.Add(new() { Id = state.RowId, CodeHash = HashOf(state, code), CodeExpiresAt = now + SignInFlow.CodeLifetime, StartedAt = now });
        await store.SaveChangesAsync(http.RequestAborted);
        await SendAsync(contact, code, http.RequestAborted);
        state.Write(http, cookies);
        return AskOutcome.Asked;
    }

    /// <summary>Another code for the same attempt; the one before is no longer good.</summary>
    public async Task<AskOutcome> AskAgainAsync(HttpContext http)
    {
        if (Flow(http) is not { } state) return AskOutcome.Gone;
        // This browser's own count: what others asked for with the same number must not show.
        if (state.Codes >= SignInOptions.CodesPerContact) return AskOutcome.EnoughAsked;
        if (!await brakes.MayAskAsync(http)) return AskOutcome.Busy;
        var now = clock.GetUtcNow();
        var began = now - SignInFlow.Lifetime;
        var code = NewCode();
        var (id, hash, expires) = (state.RowId, HashOf(state, code), now + SignInFlow.CodeLifetime);
        await using var store = stores.Create();
        var renewed = await store.Flows.Where(f => f.Id == id && f.EndedAt == null && f.CodeRightAt == null && f.StartedAt > began)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.CodeHash, hash).SetProperty(f => f.CodeExpiresAt, expires).SetProperty(f => f.Tries, 0), http.RequestAborted);
        if (renewed == 0) return AskOutcome.Gone;
        await SendAsync(state.Address, code, http.RequestAborted);
        (state with { Codes = state.Codes + 1 }).Write(http, cookies);
        return AskOutcome.Asked;
    }

    /// <summary>The number or address of the attempt under way, to show it to the one who typed it; null without one.</summary>
    public string? ContactOf(HttpContext http) => Flow(http)?.Contact;

    public async Task<CodeOutcome> GiveCodeAsync(HttpContext http, string typed)
    {
        if (Flow(http) is not { } state) return CodeOutcome.Gone;
        if (!await brakes.MayTryAsync(http)) return CodeOutcome.Busy;
        var now = clock.GetUtcNow();
        var id = state.RowId;
        await using var store = stores.Create();
        // Counted before it is checked, in one statement: guesses in parallel cannot share a try.
        var counted = await store.Flows
            .Where(f => f.Id == id && f.EndedAt == null && f.CodeRightAt == null && f.Tries < SignInFlow.CodeTries && f.CodeExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Tries, f => f.Tries + 1), http.RequestAborted);
        var flow = await store.Flows.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, http.RequestAborted);
        if (flow is null || flow.EndedAt is not null || flow.CodeRightAt is not null || flow.StartedAt + SignInFlow.Lifetime <= now) return CodeOutcome.Gone;
        if (counted == 0) return flow.CodeExpiresAt <= now ? CodeOutcome.Expired : CodeOutcome.UsedUp;
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(state, typed)), Encoding.ASCII.GetBytes(flow.CodeHash));
        if (!right) return flow.Tries >= SignInFlow.CodeTries ? CodeOutcome.UsedUp : CodeOutcome.Wrong;
        // Of two right ones at once, one opens.
        var hash = flow.CodeHash;
        var opened = await store.Flows.Where(f => f.Id == id && f.CodeRightAt == null && f.CodeHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.CodeRightAt, now), http.RequestAborted);
        return opened == 0 ? CodeOutcome.Gone : await AfterCodeAsync(http, state);
    }

    /// <summary>Whether the word may be told now in this browser.</summary>
    public async Task<bool> MayTellWordAsync(HttpContext http) =>
        Flow(http) is { } state && await AtWordAsync(state, http.RequestAborted) is not null;

    /// <param name="ownDevice">They say that only they use this device.</param>
    public async Task<WordStep> TellWordAsync(HttpContext http, string word, bool ownDevice)
    {
        if (Flow(http) is not { } state || await AtWordAsync(state, http.RequestAborted) is not { } flow) return WordStep.Gone;
        if (!await brakes.MayTryAsync(http)) return WordStep.Busy;
        var candidates = await directory.FindAsync(state.Address, http.RequestAborted);
        var told = await directory.TryWordAsync(candidates, word, Guid.NewGuid().ToString(), http.RequestAborted);
        if (told.Outcome != WordOutcome.Right || told.Subject is not { } subject) return await CountWrongAsync(flow.Id, told.Outcome, http.RequestAborted);

        if (!await EndAsync(flow.Id, http.RequestAborted)) return WordStep.Gone;
        await sessions.EnsureSubjectAsync(subject, SubjectKind.Family, http.RequestAborted);
        await SignInAsync(http, subject, ["otp", "kba", "mfa"]);
        if (ownDevice) await devices.RememberAsync(http, subject);
        else await devices.ForgetAsync(http);
        return WordStep.SignedIn;
    }

    private async Task<CodeOutcome> AfterCodeAsync(HttpContext http, FlowState state)
    {
        var known = await devices.SubjectOfAsync(http);
        var candidates = await directory.FindAsync(state.Address, http.RequestAborted);
        if (known is null || !candidates.Any(c => c.Subject == known)) return CodeOutcome.AskWord;
        if (!await EndAsync(state.RowId, http.RequestAborted)) return CodeOutcome.Gone;
        await devices.UsedAsync(http);
        await SignInAsync(http, known, ["otp"]);
        return CodeOutcome.SignedIn;
    }

    private async Task SignInAsync(HttpContext http, string subject, string[] methods)
    {
        await sessions.StartAsync(http, subject, SubjectKind.Family, methods);
        cookies.Delete(http, IdentityCookies.Flow);
    }

    /// <summary>
    /// What is said after a wrong word follows this attempt's own count where the directory has nobody to lock, so that it
    /// reads the same for a number that nobody has.
    /// </summary>
    private async Task<WordStep> CountWrongAsync(string id, WordOutcome outcome, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.Flows.Where(f => f.Id == id).ExecuteUpdateAsync(set => set.SetProperty(f => f.WordTries, f => f.WordTries + 1), cancel);
        var tries = await store.Flows.Where(f => f.Id == id).Select(f => f.WordTries).SingleAsync(cancel);
        return outcome == WordOutcome.Locked || tries >= SignInDirectory.WordTries ? WordStep.Locked : WordStep.Wrong;
    }

    private async Task<SignInFlow?> AtWordAsync(FlowState state, CancellationToken cancel)
    {
        var id = state.RowId;
        await using var store = stores.Create();
        var flow = await store.Flows.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel);
        return flow is { EndedAt: null, CodeRightAt: { } at } && clock.GetUtcNow() < at + SignInFlow.WordTime ? flow : null;
    }

    private async Task<bool> EndAsync(string id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        return await store.Flows.Where(f => f.Id == id && f.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(f => f.EndedAt, now), cancel) == 1;
    }

    /// <summary>Without a code left for this contact nothing is sent and nothing is said: saying so would tell who else asks.</summary>
    private async Task SendAsync(ContactAddress contact, string code, CancellationToken cancel)
    {
        if (await brakes.TakeCodeAsync(contact, cancel)) sender.Queue(contact, code);
    }

    private FlowState? Flow(HttpContext http) => FlowState.Read(http, cookies, clock.GetUtcNow());

    private string HashOf(FlowState state, string code) => keys.Mark("code", $"{state.RowId} {code}");

    private static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
}
