using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// What only the person knows, after the first factor: the worker's word and then a PIN of their own the first time, the PIN
/// after. Each step asks anew whom the first factor opens; for nobody it does the same work and says the same.
/// </summary>
internal sealed class SecretSteps(
    Flows flows, Brakes brakes, IdentityCookies cookies, BrowserSessions sessions, KnownDevices devices, NewSignIns news, AccountDirectory accounts,
    FirstFactors factors, SignInDirectory directory, MembershipClaims claims, TimeProvider clock)
{
    /// <summary>Which of these pages this browser may have now; null: none.</summary>
    public async Task<SignInStep?> CurrentAsync(HttpContext http) => await flows.ProvenAsync(http) switch
    {
        null => null,
        { Flow: { HasWord: true } flow } => After(flow.Holder),
        _ => SignInStep.AskWord,
    };

    /// <summary>
    /// Whether this attempt ends with the question whose phone it is. After a code of a sheet it does not: a sheet is for people
    /// without a phone of their own, and always goes with a PIN.
    /// </summary>
    public bool AsksWhosePhone(HttpContext http) => flows.Read(http) is { } state && AsksWhosePhone(state);

    private static bool AsksWhosePhone(FlowState state) => state.Sheet is null;

    private static PhoneUse UseOf(FlowState state, PhoneUse told) => AsksWhosePhone(state) ? told : PhoneUse.Shared;

    public async Task<SignInStep> TellWordAsync(HttpContext http, string word)
    {
        if (await flows.ProvenAsync(http) is not { State: { } state, Flow: { } flow }) return SignInStep.Gone;
        // Told already, by a button pressed twice.
        if (flow.HasWord) return After(flow.Holder);
        if (!await brakes.MayTryAsync(http)) return SignInStep.Busy;
        var cancel = http.RequestAborted;
        var candidates = await factors.CandidatesAsync(state, cancel);
        var told = await directory.TryWordAsync(candidates, word, cancel);
        if (told.Outcome != WordOutcome.Right)
        {
            await flows.ChangeAsync(flow.Id, _ => true, set => set.SetProperty(f => f.WordTries, f => f.WordTries + 1), cancel);
            // Said by this attempt's own count where there is nobody to lock.
            var tries = (await flows.FindAsync(state, cancel))?.WordTries ?? SignInDirectory.WordTries;
            return told.Outcome == WordOutcome.Locked ? SignInStep.Locked : Math.Min(told.TriesLeft, SignInDirectory.WordTries - tries) switch
            {
                > 1 => SignInStep.Wrong,
                1 => SignInStep.WrongOneLeft,
                _ => SignInStep.Locked,
            };
        }
        // Nobody is linked to what they have elsewhere by a number alone: that takes their PIN. A sheet says nothing of a number.
        var known = candidates.Single(c => c.MembershipKey == told.MembershipKey).Subject;
        var holder = known is not null || state.Sheet is not null ? known : await claims.HolderAsync(told.MembershipKey, cancel) ?? flow.SignedInAs;
        if (!await accounts.HasPinAsync(holder, await directory.StandingAsync(holder ?? "", cancel), cancel))
        {
            // Theirs to choose anew in their own account only. Elsewhere that family's word comes first.
            if (holder != known) return SignInStep.OtherWordFirst;
            holder = null;
        }
        var kept = await flows.ChangeAsync(flow.Id, f => f.WordProof == null,
            set => set.SetProperty(f => f.MembershipKey, told.MembershipKey).SetProperty(f => f.WordProof, told.Proof).SetProperty(f => f.Holder, holder), cancel);
        return kept ? After(holder) : await CurrentAsync(http) ?? SignInStep.Gone;
    }

    /// <summary>The PIN of whom the first factor opens; after a right word, of whom the number stands for elsewhere.</summary>
    public async Task<SignInStep> GivePinAsync(HttpContext http, string pin, PhoneUse use)
    {
        if (await flows.ProvenAsync(http) is not { State: { } state, Flow: { } flow } || flow is { HasWord: true, Holder: null }) return SignInStep.Gone;
        if (!await brakes.MayTryAsync(http)) return SignInStep.Busy;
        var cancel = http.RequestAborted;
        var now = clock.GetUtcNow();
        var candidates = await factors.CandidatesAsync(state, cancel);
        if (flow.HasWord && candidates.All(c => c.MembershipKey != flow.MembershipKey)) return SignInStep.Gone;
        var subject = flow.HasWord ? flow.Holder : candidates.FirstOrDefault(c => c.Subject is not null)?.Subject;
        var outcome = await accounts.TryPinAsync(subject, await directory.StandingAsync(subject ?? "", cancel), pin, cancel);
        if (outcome != PinOutcome.Right || subject is null)
        {
            await flows.ChangeAsync(flow.Id, _ => true, set => set.SetProperty(f => f.PinTries, f => f.PinTries + 1), cancel);
            return outcome == PinOutcome.Closed || await flows.FindAsync(state, cancel) is not { PinTries: < AccountDirectory.PinTries } ? SignInStep.Locked : SignInStep.Wrong;
        }
        if (!await flows.EndAsync(flow.Id, cancel)) return SignInStep.Gone;
        // From here on to the end, even if the phone loses its signal.
        if (flow.HasWord && !await claims.ClaimAsync(flow.MembershipKey!.Value, flow.WordProof!, subject, state.Sheet is null, CancellationToken.None)) return SignInStep.Gone;
        if (state.Address is { } contact) await claims.ProveAsync(subject, contact, CancellationToken.None);
        return await FinishAsync(http, subject, ["otp", "pin", "mfa"], UseOf(state, use), now);
    }

    /// <summary>What is wrong with this PIN for the person who tells it; for one that follows the rules, whether it stands in their own number.</summary>
    public async Task<PinFault> CheckPinAsync(HttpContext http, string pin)
    {
        if (PinRules.Check(pin) is not PinFault.None and var fault) return fault;
        return await flows.ProvenAsync(http) is { Flow.MembershipKey: { } key } && await directory.IsInContactAsync(key, pin, http.RequestAborted) ? PinFault.Common : PinFault.None;
    }

    /// <summary>
    /// The PIN that they chose after a right word: only now is the membership theirs. Who left before tells the word again.
    /// </summary>
    public async Task<SignInStep> ChoosePinAsync(HttpContext http, string pin, PhoneUse use)
    {
        if (await flows.ProvenAsync(http) is not { State: { } state, Flow: { HasWord: true, Holder: null } flow } || await CheckPinAsync(http, pin) != PinFault.None) return SignInStep.Gone;
        var cancel = http.RequestAborted;
        var now = clock.GetUtcNow();
        if ((await factors.CandidatesAsync(state, cancel)).FirstOrDefault(c => c.MembershipKey == flow.MembershipKey) is not { } candidate) return SignInStep.Gone;
        if (!await flows.EndAsync(flow.Id, cancel)) return SignInStep.Gone;
        var subject = await ClaimAsync(candidate, flow.WordProof!, state.Sheet is null, pin, now);
        if (subject is null) return SignInStep.Gone;
        return await FinishAsync(http, subject, ["otp", "kba", "mfa"], UseOf(state, use), now, choseIt: true);
    }

    /// <summary>A right code on a device that the person is known on.</summary>
    public async Task<SignInStep> SignInKnownAsync(HttpContext http, FlowState state, string subject, DateTimeOffset at)
    {
        if (!await flows.EndAsync(state.RowId, http.RequestAborted)) return SignInStep.Gone;
        await devices.UsedAsync(http);
        var session = await sessions.StartAsync(http, subject, SubjectKind.Family, ["otp"], at);
        cookies.Delete(http, IdentityCookies.Flow);
        return await news.HasNewsAsync(http, session) ? SignInStep.SignedInWithNews : SignInStep.SignedIn;
    }

    /// <summary>
    /// To its end, even if the phone loses its signal. Null where somebody else was first, or the worker has given a new word: a
    /// PIN of an account that stands is therefore set only after the claim.
    /// </summary>
    private async Task<string?> ClaimAsync(SignInCandidate candidate, string proof, bool provedContact, string pin, DateTimeOffset now)
    {
        var cancel = CancellationToken.None;
        if (candidate.Subject is { } known)
        {
            if (!await claims.ClaimAsync(candidate.MembershipKey, proof, known, provedContact, cancel)) return null;
            await accounts.SetPinAsync(known, pin, now, cancel);
            return known;
        }
        var made = Guid.NewGuid().ToString();
        await accounts.EnsureAsync(made, SubjectKind.Family);
        await accounts.SetPinAsync(made, pin, now, cancel);
        if (await claims.ClaimAsync(candidate.MembershipKey, proof, made, provedContact, cancel)) return made;
        await accounts.RemoveAsync(made, cancel);
        return null;
    }

    private static SignInStep After(string? holder) => holder is null ? SignInStep.ChoosePin : SignInStep.AskPin;

    private async Task<SignInStep> FinishAsync(HttpContext http, string subject, string[] methods, PhoneUse use, DateTimeOffset at, bool choseIt = false)
    {
        var session = await sessions.StartAsync(http, subject, SubjectKind.Family, methods, at, use == PhoneUse.SharedEndsSoon);
        cookies.Delete(http, IdentityCookies.Flow);
        string? device = null;
        if (use == PhoneUse.Own) device = await devices.RememberAsync(http, subject, at);
        else await devices.ForgetAsync(http);
        var hasNews = await news.HasNewsAsync(http, session);
        // Whoever knows the PIN that was chosen here is who chose it: to ask them later whether it was them would frighten.
        await news.RecordAsync(session, device, isKnown: choseIt, CancellationToken.None);
        if (hasNews) return SignInStep.SignedInWithNews;
        return use == PhoneUse.Own && await accounts.OfferPasskeyAsync(subject, at) ? SignInStep.SignedInOfferPasskey : SignInStep.SignedIn;
    }
}
