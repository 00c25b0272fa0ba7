using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// All that Identity may ask: who a number belongs to, whether it is safe, whether the person still belongs. Asked at every
/// code request and sign-in; Identity keeps no copy. Claiming a membership is <see cref="MembershipClaims"/>.
/// </summary>
public sealed class SignInDirectory
{
    /// <summary>Wrong words before only the worker can open the way in again.</summary>
    public const int WordTries = 3;

    /// <summary>
    /// How long it is known what a sign-in opened: as long as its person may yet be told of it, which is longer than any session
    /// lives. Long enough for somebody who looks in once a month.
    /// </summary>
    public static readonly TimeSpan OpenedKept = TimeSpan.FromDays(90);

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SignInDirectory(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// The memberships a code to this contact may open now, oldest invitation first. Empty for a contact nobody has, one that
    /// is not safe or withdrawn, a revoked, left-out or never invited person: the caller must not show a difference. Two
    /// people do not get in with one number: only the one who showed that it is theirs is among them. Where nobody has, all are: a
    /// number that was changed, or people who came in with a sheet; their PINs tell them apart.
    /// </summary>
    public async Task<IReadOnlyList<SignInCandidate>> FindAsync(ContactAddress contact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var value = contact.Value;
        var people = contact.IsEmail ? store.People.Where(p => p.Email == value) : store.People.Where(p => p.Phone == value);
        var rows = await RowsAsync(store, people, store.Memberships, cancel);
        var today = UkTime.Today(_clock);
        var standing = rows.Where(x => x.Standing(today).MayReach(value)).Select(x => x.Member).ToList();
        var holder = standing.Where(m => m.Subject is not null && MembershipClaims.Proves(m, value)).MinBy(m => (m.ClaimedAt, m.Key))?.Subject;
        return [.. standing.Where(m => holder is null || m.Subject is null || m.Subject == holder).Select(m => new SignInCandidate(m.Key, m.Subject, value, holder is not null))];
    }

    /// <summary>The membership of this key, if its person may look now: for a link or a sheet, which prove one membership. One or none.</summary>
    public async Task<IReadOnlyList<SignInCandidate>> FindAsync(Guid membershipKey, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await RowsAsync(store, store.People, store.Memberships.Where(m => m.Key == membershipKey), cancel);
        var today = UkTime.Today(_clock);
        return [.. rows.Where(x => x.Standing(today).MayLook).Select(x => new SignInCandidate(x.Member.Key, x.Member.Subject))];
    }

    /// <summary>
    /// Whether anybody ever claimed with this contact, standing or not: for them the page after the code stays the same when
    /// their access ends.
    /// </summary>
    public async Task<bool> WasClaimedAsync(ContactAddress contact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var value = contact.Value;
        return await store.People.Where(p => (p.Phone == value || p.Email == value) && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager)
            .AnyAsync(p => store.Memberships.Any(m => m.FamilyId == p.FamilyId && m.PersonId == p.PersonId && m.Subject != null), cancel);
    }

    /// <summary>
    /// Checks the worker's word for what a first factor opened: the one whose word it is counts, and a right word costs the
    /// others no try. Claims nothing: a person who leaves before they have chosen a PIN tells the same word again.
    /// </summary>
    public async Task<ToldWord> TryWordAsync(IReadOnlyList<SignInCandidate> candidates, string word, CancellationToken cancel = default)
    {
        // As much work for a number that nobody has.
        if (candidates.Count == 0) Verify(null, word);
        var wrong = new List<Guid>();
        var (isLocked, left) = (false, 0);
        foreach (var candidate in candidates)
        {
            var told = await TryWordAsync(candidate.MembershipKey, word, cancel);
            if (told.Outcome == WordOutcome.Right)
            {
                await GiveBackAsync(wrong, cancel);
                return told;
            }
            if (told.Outcome == WordOutcome.Wrong) wrong.Add(candidate.MembershipKey);
            else isLocked = true;
            left = Math.Max(left, told.TriesLeft);
        }
        if (candidates.Count == 0) left = WordTries;
        return new(isLocked && wrong.Count == 0 ? WordOutcome.Locked : WordOutcome.Wrong, TriesLeft: left);
    }

    /// <summary>What the domain says of this subject now: whether they belong, and since when what they proved is good.</summary>
    public async Task<SubjectStanding> StandingAsync(string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Subject == subject, cancel) is { } staff) return new(staff.EndedAt is null, staff.SignedOutBefore);
        var rows = await RowsAsync(store, null, store.Memberships.Where(m => m.Subject == subject), cancel);
        var today = UkTime.Today(_clock);
        // Of memberships that ended too: what was void once must not come back with them gone.
        return new(rows.Any(x => x.Standing(today).MayLook), rows.Max(x => x.Member.SignedOutBefore));
    }

    /// <summary>The same of a family member's sign-in: they belong as long as something stands that it opened.</summary>
    public async Task<SubjectStanding> StandingAsync(string subject, string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await RowsAsync(store, null, store.Memberships.Where(m => m.Subject == subject), cancel);
        var opens = await store.SignInOpens.Where(o => o.Sid == sid).Select(o => o.MembershipKey).ToListAsync(cancel);
        var today = UkTime.Today(_clock);
        return new(rows.Any(x => opens.Contains(x.Member.Key) && x.Standing(today).MayLook), rows.Max(x => x.Member.SignedOutBefore));
    }

    /// <summary>Writes down what a sign-in opens, which is what its first factor proved: nothing else is opened by it, whatever the account has besides.</summary>
    public async Task OpenAsync(string sid, IEnumerable<Guid> memberships, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        store.SignInOpens.AddRange(memberships.Distinct().Select(key => new SignInOpen { Sid = sid, MembershipKey = key, At = _clock.GetUtcNow() }));
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>Whether this sign-in opens all that stands of its subject's.</summary>
    public async Task<bool> OpensAllAsync(string subject, string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await RowsAsync(store, null, store.Memberships.Where(m => m.Subject == subject), cancel);
        var opens = await store.SignInOpens.Where(o => o.Sid == sid).Select(o => o.MembershipKey).ToListAsync(cancel);
        var today = UkTime.Today(_clock);
        return rows.Where(r => r.Standing(today).MayLook).All(r => opens.Contains(r.Member.Key));
    }

    /// <summary>Writes down that a passkey opens what the session did that made it.</summary>
    public async Task OpenPasskeyAsync(string passkey, string sid, CancellationToken cancel = default) =>
        await OpenAsync(SignInOpen.Passkey + passkey, await OpenedAsync(sid, cancel), cancel);

    /// <summary>What a passkey of that moment opens: not what was joined later, or claimed anew.</summary>
    public async Task<IReadOnlyList<Guid>> OpenedByPasskeyAsync(string passkey, string subject, DateTimeOffset made, CancellationToken cancel = default) =>
        [.. (await OpenedAsync(SignInOpen.Passkey + passkey, cancel)).Intersect(await ClaimedAsync(subject, made, cancel))];

    /// <summary>What a sign-in opened.</summary>
    public async Task<IReadOnlyList<Guid>> OpenedAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.SignInOpens.Where(o => o.Sid == sid).Select(o => o.MembershipKey).ToListAsync(cancel);
    }

    /// <summary>The memberships that this subject has; those that they had by then already: a passkey opens none that was claimed after it.</summary>
    public async Task<IReadOnlyList<Guid>> ClaimedAsync(string subject, DateTimeOffset? then = null, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Memberships.Where(m => m.Subject == subject && (then == null || m.ClaimedAt <= then)).Select(m => m.Key).ToListAsync(cancel);
    }

    /// <summary>Whether these digits stand in the person's own number or address: no PIN to choose.</summary>
    public Task<bool> IsInContactAsync(Guid membershipKey, string digits, CancellationToken cancel = default) =>
        IsInContactAsync(store => store.Memberships.Where(m => m.Key == membershipKey), digits, cancel);

    /// <summary>The same for somebody who has signed in before, in whatever families.</summary>
    public Task<bool> IsInContactAsync(string subject, string digits, CancellationToken cancel = default) =>
        IsInContactAsync(store => store.Memberships.Where(m => m.Subject == subject), digits, cancel);

    /// <summary>How the person of this sign-in has their pages, the language as they read it; null where it opened nothing that is theirs now.</summary>
    public async Task<Preferences?> PagesAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var found = await (
            from o in store.SignInOpens
            join m in store.Memberships on o.MembershipKey equals m.Key
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            join q in store.Preferences on new { p.FamilyId, p.PersonId } equals new { q.FamilyId, q.PersonId } into chosenBy
            from q in chosenBy.DefaultIfEmpty()
            where o.Sid == sid && m.Subject != null
            orderby m.ClaimedAt, m.Key
            select new { p.Language, Row = q }).AsNoTracking().FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var chosen = PersonPreferences.Of(found.Row);
        return chosen with { Language = chosen.Language ?? found.Language };
    }

    /// <summary>What the person of a sign-in chose, in each family that it opened.</summary>
    private static IQueryable<PersonPreferences> PreferencesOf(Store store, string sid) =>
        from o in store.SignInOpens
        join m in store.Memberships on o.MembershipKey equals m.Key
        join q in store.Preferences on new { m.FamilyId, m.PersonId } equals new { q.FamilyId, q.PersonId }
        where o.Sid == sid
        select q;

    /// <summary>What the Portal knows of Identity's session `sid`.</summary>
    public async Task<PortalUse> PortalUseAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var sessions = await store.Sessions.Where(s => s.Sid == sid).Select(s => new { s.SeenAt, s.EndedAt }).ToListAsync(cancel);
        var endsSoon = await PreferencesOf(store, sid).AnyAsync(q => q.EndsSoon, cancel);
        return new(sessions.Any(s => s.EndedAt is not null), sessions.Count == 0 ? null : sessions.Max(s => s.SeenAt), endsSoon);
    }

    /// <summary>Ends the Portal's sessions that Identity's session opened: the other way round of <see cref="PortalUseAsync"/>.</summary>
    public async Task EndPortalSessionsAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        await store.Sessions.Where(s => s.Sid == sid && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
    }

    /// <summary>The person asked, or no longer asks, that the Portal's sessions of Identity's session end sooner when idle.</summary>
    public async Task EndSoonAsync(string sid, bool soon, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await store.Sessions.Where(s => s.Sid == sid).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsSoon, soon), cancel);
    }

    /// <summary>Every staff account but the partners', for the development page that signs in as one of them.</summary>
    public async Task<IReadOnlyList<StaffAccount>> StaffAsync(CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var staff = await store.Staff.AsNoTracking().Where(s => s.EndedAt == null && !s.IsPartner).OrderBy(s => s.AuthorityId).ThenBy(s => s.Name).ToListAsync(cancel);
        return [.. staff.Select(s => new StaffAccount(s.Id, s.Name, s.Role, s.AuthorityId, s.Subject))];
    }

    /// <summary>Ties a staff account to the Identity subject that signs in as it. False where another subject already has it.</summary>
    public async Task<bool> ClaimStaffAsync(Guid staffId, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Staff.Where(s => s.Id == staffId && s.EndedAt == null && !s.IsPartner && (s.Subject == null || s.Subject == subject))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Subject, subject), cancel) == 1;
    }

    internal static string HashWord(string word) => SlowHash.Of(WorkerWords.Read(word));

    private async Task<ToldWord> TryWordAsync(Guid membershipKey, string word, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var theirs = store.Memberships.Where(m => m.Key == membershipKey);
        return await WordCheck.TryAsync(
            async () => await theirs.Where(m => m.WordHash != null && m.WordTries < WordTries && (m.WordExpiresAt == null || m.WordExpiresAt > now))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries + 1), cancel) == 1,
            async () =>
            {
                var read = await theirs.AsNoTracking().SingleAsync(cancel);
                return (read.WordHash, read.WordTries);
            },
            hash => theirs.Where(m => m.WordHash == hash).ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, 0), cancel),
            word, membershipKey);
    }

    private async Task<bool> IsInContactAsync(Func<Store, IQueryable<Membership>> whose, string digits, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var contacts = await (
            from m in whose(store)
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            select new { p.Phone, p.Email }).ToListAsync(cancel);
        // As people here say it too: 07700 900123.
        return contacts.SelectMany(c => (string?[])[c.Phone, c.Phone?.Replace("+44", "0", StringComparison.Ordinal), c.Email]).Any(c => c?.Contains(digits) ?? false);
    }

    private async Task GiveBackAsync(List<Guid> keys, CancellationToken cancel)
    {
        if (keys.Count == 0) return;
        await using var store = _stores.Create();
        await store.Memberships.Where(m => keys.Contains(m.Key) && m.WordTries > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries - 1), cancel);
    }

    /// <summary>People of plans, never their staff, with what restricts them.</summary>
    internal static async Task<List<MemberRow>> RowsAsync(Store store, IQueryable<Person>? people, IQueryable<Membership> memberships, CancellationToken cancel) => await (
        from p in people ?? store.People
        join m in memberships on new { p.FamilyId, p.PersonId } equals new { m.FamilyId, m.PersonId }
        where p.Role != PersonRole.Worker && p.Role != PersonRole.Manager
        orderby m.InvitedAt
        select new MemberRow(p, m, store.Restrictions.Where(r => r.FamilyId == p.FamilyId && r.LiftedAt == null).ToList()))
        .AsNoTracking().ToListAsync(cancel);

    /// <summary>Takes the same time for a word that nobody has.</summary>
    internal static bool Verify(string? hash, string word) =>
        SlowHash.Matches(hash, WorkerWords.Read(word));
}

/// <summary>A person, what the portal knows of them, and what restricts them.</summary>
internal sealed record MemberRow(Person Person, Membership Member, List<Restriction> Restrictions)
{
    public Standing Standing(DateOnly ukToday) => Families.Standing.Of(Person, Member, Restrictions, ukToday);
}
