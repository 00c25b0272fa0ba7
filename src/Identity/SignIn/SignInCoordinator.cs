using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Texting.Codes;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// The first factor: a code, or what a link or sheet proved. Does the same work for a number that nobody has: who has it is
/// first asked when a right code was given, and whether a code goes out at all is decided elsewhere, later.
/// What follows is <see cref="SecretSteps"/>.
/// </summary>
internal sealed class SignInCoordinator(
    Flows flows, KeyRing keys, Brakes brakes, KnownDevices devices, AccountDirectory accounts, SecretSteps secrets,
    FirstFactors factors, SignInDirectory directory, CodeSender sender, TimeProvider clock)
{
    /// <summary>
    /// Begins an attempt: every time a new one, so that an old code or cookie opens nothing of it. Not where this browser had all its
    /// codes for that number, whatever it asked for in between: no other comes, and the newest one is still good.
    /// </summary>
    /// <param name="hasWord">They have a word of a worker's to tell, whoever they are and whatever they proved before.</param>
    public async Task<AskOutcome> BeginAsync(HttpContext http, ContactAddress contact, bool hasWord = false)
    {
        var now = clock.GetUtcNow();
        var asker = flows.AskerOf(http);
        if (!await brakes.MayAskAsync(http)) return AskOutcome.Busy;
        if (!await brakes.TakeOwnCodeAsync(asker, contact, http.RequestAborted)) return flows.ReturnTo(http, contact.Value, hasWord) ? AskOutcome.EnoughAsked : AskOutcome.EnoughElsewhere;
        var state = new FlowState(Secrets.New(), contact.Value, null, now.ToUnixTimeMilliseconds(), HasWord: hasWord, Asker: asker);
        var code = NewCode();
        await flows.BeginAsync(http, state, new() { Id = state.RowId, CodeHash = HashOf(state, code), CodeExpiresAt = now + SignInFlow.CodeLifetime, StartedAt = now });
        Send(contact, code);
        return AskOutcome.Asked;
    }

    /// <summary>Begins an attempt with the link of an invitation, which opens this membership. Returns what comes next.</summary>
    /// <param name="signedInAs">The subject signed in here who says that they are this person: they confirm with their PIN.</param>
    public Task<SignInStep> BeginWithLinkAsync(HttpContext http, Guid membershipKey, string link, string? signedInAs) =>
        BeginProvenAsync(http, new FlowState(Secrets.New(), null, membershipKey, clock.GetUtcNow().ToUnixTimeMilliseconds(), Link: link), FirstFactor.Link, signedInAs);

    /// <summary>Begins an attempt with a code from a sheet, which was used up for it. Returns what comes next.</summary>
    public Task<SignInStep> BeginWithSheetAsync(HttpContext http, Guid membershipKey, Guid sheet) =>
        BeginProvenAsync(http, new FlowState(Secrets.New(), null, membershipKey, clock.GetUtcNow().ToUnixTimeMilliseconds(), Sheet: sheet), FirstFactor.Sheet, null);

    private async Task<SignInStep> BeginProvenAsync(HttpContext http, FlowState state, FirstFactor factor, string? signedInAs)
    {
        var now = clock.GetUtcNow();
        await flows.BeginAsync(http, state, new() { Id = state.RowId, Factor = factor, CodeHash = "", CodeExpiresAt = now, ProvenAt = now, StartedAt = now, SignedInAs = signedInAs });
        return await NextAsync(state, await factors.CandidatesAsync(state, http.RequestAborted), http.RequestAborted);
    }

    /// <summary>Another code for the same attempt; the one before is no longer good.</summary>
    public async Task<AskOutcome> AskAgainAsync(HttpContext http)
    {
        if (flows.Read(http) is not { Address: { } contact } state) return AskOutcome.Gone;
        if (!await brakes.MayAskAsync(http)) return AskOutcome.Busy;
        if (!await brakes.TakeOwnCodeAsync(flows.AskerOf(http), contact, http.RequestAborted)) return AskOutcome.EnoughAsked;
        var code = NewCode();
        var (hash, expires) = (HashOf(state, code), clock.GetUtcNow() + SignInFlow.CodeLifetime);
        var renewed = await flows.ChangeAsync(state.RowId, f => f.ProvenAt == null,
            set => set.SetProperty(f => f.CodeHash, hash).SetProperty(f => f.CodeExpiresAt, expires).SetProperty(f => f.Tries, 0), http.RequestAborted);
        if (!renewed) return AskOutcome.Gone;
        Send(contact, code);
        return AskOutcome.Asked;
    }

    /// <summary>The number or address of the attempt under way, to show it to the one who typed it; null without one.</summary>
    public string? ContactOf(HttpContext http) => flows.Read(http)?.Contact;

    public async Task<SignInStep> GiveCodeAsync(HttpContext http, string typed)
    {
        if (flows.Read(http) is not { } state) return SignInStep.Gone;
        if (!await brakes.MayTryAsync(http)) return SignInStep.Busy;
        var now = clock.GetUtcNow();
        // Counted before it is checked, in one statement: guesses in parallel cannot share a try.
        var counted = await flows.ChangeAsync(state.RowId, f => f.ProvenAt == null && f.Tries < SignInFlow.CodeTries && f.CodeExpiresAt > now,
            set => set.SetProperty(f => f.Tries, f => f.Tries + 1), http.RequestAborted);
        if (await flows.FindAsync(state, http.RequestAborted) is not { ProvenAt: null } flow || !flow.IsOpen(now)) return SignInStep.Gone;
        if (!counted) return flow.CodeExpiresAt <= now ? SignInStep.Expired : SignInStep.UsedUp;
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(state, typed)), Encoding.ASCII.GetBytes(flow.CodeHash));
        if (!right) return flow.Tries >= SignInFlow.CodeTries ? SignInStep.UsedUp : SignInStep.Wrong;
        // Of two right ones at once, one opens.
        var hash = flow.CodeHash;
        var opened = await flows.ChangeAsync(state.RowId, f => f.ProvenAt == null && f.CodeHash == hash, set => set.SetProperty(f => f.ProvenAt, now), http.RequestAborted);
        return opened ? await AfterCodeAsync(http, state, now) : SignInStep.Gone;
    }

    /// <summary>A code is enough on a device known for the person whose number it is, as long as their PIN would be too.</summary>
    private async Task<SignInStep> AfterCodeAsync(HttpContext http, FlowState state, DateTimeOffset now)
    {
        if (state.HasWord) return SignInStep.AskWord;
        var device = await devices.CurrentAsync(http);
        var candidates = await factors.CandidatesAsync(state, http.RequestAborted);
        if (device is null || !candidates.Any(c => c.Subject == device.SubjectId)) return await NextAsync(state, candidates, http.RequestAborted);
        var standing = await directory.StandingAsync(device.SubjectId, http.RequestAborted);
        if (!standing.StandsSince(device.CreatedAt) || !await accounts.HasPinAsync(device.SubjectId, http.RequestAborted))
            return await NextAsync(state, candidates, http.RequestAborted);
        return await secrets.SignInKnownAsync(http, state, candidates, device.SubjectId, now);
    }

    /// <summary>
    /// The PIN where there is one; otherwise the word, for a number that nobody has too. Somebody whose access ended meanwhile
    /// is asked for the same as before.
    /// </summary>
    private async Task<SignInStep> NextAsync(FlowState state, IReadOnlyList<SignInCandidate> candidates, CancellationToken cancel)
    {
        var wasClaimed = state.Address is { } contact && await directory.WasClaimedAsync(contact, cancel);
        if (candidates.Count == 0) return wasClaimed ? SignInStep.AskPin : SignInStep.AskWord;
        // Where the number stands for nobody yet, whoever has a word tells it: the PIN of somebody with a sheet is not theirs to try.
        if (candidates.Any(c => c.Subject is null) && !candidates.Any(c => c is { Subject: not null, IsProved: true })) return SignInStep.AskWord;
        var subject = candidates.FirstOrDefault(c => c.Subject is not null)?.Subject;
        return await accounts.HasPinAsync(subject, cancel) ? SignInStep.AskPin : SignInStep.AskWord;
    }

    /// <summary>Without a code left for this contact nothing is sent and nothing is said: saying so would tell who else asks.</summary>
    private void Send(ContactAddress contact, string code) => sender.Queue(contact, code, cancel => brakes.TakeCodeAsync(contact, cancel));

    private string HashOf(FlowState state, string code) => keys.Mark("code", $"{state.RowId} {code}");

    private static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
}
