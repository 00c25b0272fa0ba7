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
    /// <summary>Of one number that stands for nobody; each costs a slow hash.</summary>
    private const int MostSubjects = 3;

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
        // Nobody is linked to what they have elsewhere by a number alone: that takes their PIN.
        var candidate = candidates.Single(c => c.MembershipKey == told.MembershipKey);
        var holder = await claims.HolderAsync(candidate, cancel)
            ?? (flow.SignedInAs is { } said && await claims.MayJoinAsync(candidate.MembershipKey, said, cancel) ? said : null);
        // One that wrong tries have closed is nobody's to give: the word and the number open this family alone.
        if (holder is not null && !await accounts.HasOpenPinAsync(holder, cancel)) holder = null;
        var kept = await flows.ChangeAsync(flow.Id, f => f.WordProof == null,
            set => set.SetProperty(f => f.MembershipKey, told.MembershipKey).SetProperty(f => f.WordProof, told.Proof).SetProperty(f => f.Holder, holder), cancel);
        return kept ? After(holder) : await CurrentAsync(http) ?? SignInStep.Gone;
    }

    /// <summary>Whether the PIN that is asked for after the word is theirs by their own saying, and not by what their number stands for.</summary>
    public async Task<bool> IsOwnSayingAsync(HttpContext http) => await flows.ProvenAsync(http) is { Flow: { Holder: { } holder, SignedInAs: { } said } } && holder == said;

    /// <summary>
    /// The PIN of whom the first factor opens; after a right word, of whom the number stands for elsewhere. Where it stands for
    /// nobody, of somebody whose number it is by what a worker typed: they have a PIN, and want no second.
    /// </summary>
    public async Task<SignInStep> GivePinAsync(HttpContext http, string pin, PhoneUse use)
    {
        if (await flows.ProvenAsync(http) is not { State: { } state, Flow: { } flow }) return SignInStep.Gone;
        if (!await brakes.MayTryAsync(http)) return SignInStep.Busy;
        var cancel = http.RequestAborted;
        var now = clock.GetUtcNow();
        var candidates = await factors.CandidatesAsync(state, cancel);
        if (flow.HasWord && candidates.All(c => c.MembershipKey != flow.MembershipKey)) return SignInStep.Gone;
        string?[] subjects = flow.Holder is { } holder ? [holder] : [.. candidates.Select(c => c.Subject).OfType<string>().Distinct().Take(MostSubjects).DefaultIfEmpty()];
        var (subject, outcome) = await TryPinAsync(subjects, pin, cancel);
        if (outcome != PinOutcome.Right || subject is null)
        {
            await flows.ChangeAsync(flow.Id, _ => true, set => set.SetProperty(f => f.PinTries, f => f.PinTries + 1), cancel);
            return outcome == PinOutcome.Closed || await flows.FindAsync(state, cancel) is not { PinTries: < AccountDirectory.PinTries } ? SignInStep.Locked : SignInStep.Wrong;
        }
        if (!await flows.EndAsync(flow.Id, cancel)) return SignInStep.Gone;
        // From here on to the end, even if the phone loses its signal.
        var claimed = candidates.FirstOrDefault(c => flow.HasWord && c.MembershipKey == flow.MembershipKey);
        if (claimed is not null)
        {
            var former = await claims.FormerAsync(claimed.MembershipKey, CancellationToken.None);
            if (await claims.ClaimAsync(claimed, flow.WordProof!, subject, ClaimWith.Pin, CancellationToken.None) is null) return SignInStep.Gone;
            if (former is not null) await news.HandOnAsync(former, subject, CancellationToken.None);
        }
        if (state.Address is { } contact) await claims.ProveAsync(subject, contact, CancellationToken.None);
        return await FinishAsync(http, state, subject, Opens(candidates, subject, claimed), ["otp", "pin", "mfa"], UseOf(state, use), now);
    }

    /// <summary>One, nearly always. Where a number stands for nobody yet, the PIN tells whose it is.</summary>
    private async Task<(string? Subject, PinOutcome Outcome)> TryPinAsync(string?[] subjects, string pin, CancellationToken cancel)
    {
        var tried = new List<(string? Subject, PinOutcome Outcome)>();
        foreach (var subject in subjects) tried.Add((subject, await accounts.TryPinAsync(subject, pin, cancel)));
        var right = tried.Where(t => t.Outcome == PinOutcome.Right).ToList();
        // The same PIN by chance tells nothing: a worker's word does.
        if (right.Count > 0) return right.Count == 1 ? right[0] : (null, PinOutcome.Wrong);
        return (null, tried.All(t => t.Outcome == PinOutcome.Closed) ? PinOutcome.Closed : PinOutcome.Wrong);
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
        if (await ClaimAsync(candidate, flow.WordProof!, pin, now) is not var (subject, at)) return SignInStep.Gone;
        return await FinishAsync(http, state, subject, [candidate.MembershipKey], ["otp", "kba", "mfa"], UseOf(state, use), at, choseIt: true);
    }

    /// <summary>A right code on a device that the person is known on.</summary>
    public async Task<SignInStep> SignInKnownAsync(HttpContext http, FlowState state, IReadOnlyList<SignInCandidate> candidates, string subject, DateTimeOffset at)
    {
        if (!await flows.EndAsync(state.RowId, http.RequestAborted)) return SignInStep.Gone;
        await devices.UsedAsync(http);
        var session = await sessions.StartAsync(http, subject, SubjectKind.Family, ["otp"], at, opens: Opens(candidates, subject));
        cookies.Delete(http, IdentityCookies.Flow);
        return await news.HasNewsAsync(http, session) ? SignInStep.SignedInWithNews : SignInStep.SignedIn;
    }

    /// <summary>
    /// To its end, even if the phone loses its signal. Null where somebody else was first, or the worker has given a new word: the
    /// PIN of an account that was there before is therefore set only after the claim.
    /// </summary>
    /// <returns>Who they are, and since when: after all that the claim made void.</returns>
    private async Task<(string Subject, DateTimeOffset At)?> ClaimAsync(SignInCandidate candidate, string proof, string pin, DateTimeOffset now)
    {
        var cancel = CancellationToken.None;
        var with = ClaimWith.NewPin;
        if (await claims.HolderAsync(candidate, cancel) is { } holder)
        {
            if (await accounts.HasOpenPinAsync(holder, cancel)) return null;
            with = ClaimWith.NewPinInPlaceOfClosed;
        }
        if (await claims.FormerAsync(candidate.MembershipKey, cancel) is { } former)
        {
            await accounts.EnsureAsync(former, SubjectKind.Family);
            if (await claims.ClaimAsync(candidate, proof, former, with, cancel) is not { } since) return null;
            await accounts.SetPinAsync(former, pin, now, cancel);
            return (former, since);
        }
        var made = Guid.NewGuid().ToString();
        await accounts.EnsureAsync(made, SubjectKind.Family);
        await accounts.SetPinAsync(made, pin, now, cancel);
        if (await claims.ClaimAsync(candidate, proof, made, with, cancel) is { } at) return (made, at);
        await accounts.RemoveAsync(made, cancel);
        return null;
    }

    /// <summary>What the first factor proved of the subject's, with what was claimed just now.</summary>
    private static List<Guid> Opens(IReadOnlyList<SignInCandidate> candidates, string subject, SignInCandidate? claimed = null) =>
        [.. candidates.Where(c => c.Subject == subject || c == claimed).Select(c => c.MembershipKey)];

    private static SignInStep After(string? holder) => holder is null ? SignInStep.ChoosePin : SignInStep.AskPin;

    private async Task<SignInStep> FinishAsync(HttpContext http, FlowState state, string subject, IReadOnlyList<Guid> opens, string[] methods, PhoneUse use, DateTimeOffset at, bool choseIt = false)
    {
        var session = await sessions.StartAsync(http, subject, SubjectKind.Family, methods, at, use == PhoneUse.SharedEndsSoon, state.Sheet is not null, opens);
        cookies.Delete(http, IdentityCookies.Flow);
        string? device = null;
        if (use is PhoneUse.Own or PhoneUse.OwnMakesPasskeys) device = await devices.RememberAsync(http, subject, at);
        else await devices.ForgetAsync(http);
        var hasNews = await news.HasNewsAsync(http, session);
        await news.RecordAsync(session, device, choseIt, CancellationToken.None);
        if (hasNews) return SignInStep.SignedInWithNews;
        return use == PhoneUse.OwnMakesPasskeys && await accounts.OfferPasskeyAsync(subject, at) ? SignInStep.SignedInOfferPasskey : SignInStep.SignedIn;
    }
}
