using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>A membership that a number or address may sign in to now.</summary>
/// <param name="MembershipKey">Opaque.</param>
/// <param name="Subject">The Identity subject that claimed it; null before the first sign-in.</param>
public sealed record SignInCandidate(Guid MembershipKey, string? Subject);

/// <summary>What came of telling the worker's word.</summary>
public enum WordOutcome
{
    Right,
    Wrong,

    /// <summary>Three wrong tries, expired, or ended: only the worker opens it again.</summary>
    Locked,
}

/// <summary>A member of staff who may sign in.</summary>
public sealed record StaffAccount(Guid Id, string Name, StaffRole Role, string AuthorityId, string? Subject);

/// <summary>
/// All that Identity may ask: who a number belongs to, whether it is safe, whether the person still belongs. Asked at every
/// code request and sign-in; Identity keeps no copy.
/// </summary>
public sealed class SignInDirectory
{
    /// <summary>Wrong words before only the worker can open the way in again.</summary>
    public const int WordTries = 3;

    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object NoUser = new();
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SignInDirectory(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// The memberships a code to this contact may open now, oldest invitation first. Empty for a contact nobody has, one that
    /// is not safe or withdrawn, a revoked, left-out or never invited person: the caller must not show a difference.
    /// </summary>
    public async Task<IReadOnlyList<SignInCandidate>> FindAsync(ContactAddress contact, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var value = contact.Value;
        var isEmail = contact.IsEmail;
        var rows = await (
            from p in store.People
            join m in store.Memberships on new { p.FamilyId, p.PersonId } equals new { m.FamilyId, m.PersonId }
            where (isEmail ? p.Email : p.Phone) == value && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager
            orderby m.InvitedAt
            select new { p, m, Restrictions = store.Restrictions.Where(r => r.FamilyId == p.FamilyId && r.LiftedAt == null).ToList() })
            .AsNoTracking().ToListAsync(cancel);
        var today = UkTime.Today(_clock);
        return [.. rows.Where(x => Standing.Of(x.p, x.m, x.Restrictions, today).MayReach(value)).Select(x => new SignInCandidate(x.m.Key, x.m.Subject))];
    }

    /// <summary>
    /// Checks the word that the worker told. The first right word claims the membership for <paramref name="subject"/>; later
    /// it proves the person on a new device. Three wrong tries lock it until the worker gives a new word.
    /// </summary>
    public async Task<WordOutcome> TryWordAsync(Guid membershipKey, string word, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        // Counted before it is checked, in one statement: guesses in parallel cannot share a try.
        var now = _clock.GetUtcNow();
        var counted = await store.Memberships
            .Where(m => m.Key == membershipKey && m.WordHash != null && m.WordTries < WordTries
                && (m.Subject == null || m.Subject == subject) && (m.ClaimedAt != null || m.WordExpiresAt == null || m.WordExpiresAt > now))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries + 1), cancel);
        if (counted == 0)
        {
            Verify(null, word);
            return WordOutcome.Locked;
        }
        var membership = await store.Memberships.SingleAsync(m => m.Key == membershipKey, cancel);
        if (!Verify(membership.WordHash, word)) return membership.WordTries >= WordTries ? WordOutcome.Locked : WordOutcome.Wrong;

        // Of two right words at once, with a subject each, one claims.
        var claimed = await store.Memberships.Where(m => m.Key == membershipKey && m.Subject == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Subject, subject).SetProperty(m => m.ClaimedAt, now), cancel);
        if (claimed == 1)
        {
            store.AuditEntries.Add(new() { FamilyId = membership.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{membership.PersonId}", Action = AuditActions.Claimed, Target = membership.PersonId });
            await store.SaveChangesAsync(cancel);
        }
        var right = await store.Memberships.Where(m => m.Key == membershipKey && m.Subject == subject)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, 0), cancel);
        return right == 1 ? WordOutcome.Right : WordOutcome.Wrong;
    }

    /// <summary>
    /// Checks the word for a number or address that several memberships share: the one whose word it is counts, and a right
    /// word costs the others no try. Never links them: an unclaimed one is claimed for <paramref name="newSubject"/>.
    /// </summary>
    /// <returns>The outcome, and if right the subject that the word proved.</returns>
    public async Task<(WordOutcome Outcome, string? Subject)> TryWordAsync(
        IReadOnlyList<SignInCandidate> candidates, string word, string newSubject, CancellationToken cancel = default)
    {
        // As much work for a number that nobody has.
        if (candidates.Count == 0) Verify(null, word);
        var wrong = new List<Guid>();
        foreach (var candidate in candidates)
        {
            var subject = candidate.Subject ?? newSubject;
            var outcome = await TryWordAsync(candidate.MembershipKey, word, subject, cancel);
            if (outcome == WordOutcome.Right)
            {
                await GiveBackAsync(wrong, cancel);
                return (WordOutcome.Right, subject);
            }
            if (outcome == WordOutcome.Wrong) wrong.Add(candidate.MembershipKey);
        }
        return (candidates.Count == 0 || wrong.Count > 0 ? WordOutcome.Wrong : WordOutcome.Locked, null);
    }

    /// <summary>Whether this subject may look at anything at all now: a membership that stands, or a staff account.</summary>
    public async Task<bool> BelongsAsync(string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.Staff.AnyAsync(s => s.Subject == subject, cancel)) return true;
        var rows = await (
            from m in store.Memberships
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            where m.Subject == subject
            select new { p, m, Restrictions = store.Restrictions.Where(r => r.FamilyId == p.FamilyId && r.LiftedAt == null).ToList() })
            .AsNoTracking().ToListAsync(cancel);
        var today = UkTime.Today(_clock);
        return rows.Any(x => Standing.Of(x.p, x.m, x.Restrictions, today).MayLook);
    }

    /// <summary>Whether the person left ("Leave this page", sign-out) the Portal session that Identity's session `sid` opened.</summary>
    public async Task<bool> WasLeftAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Sessions.AnyAsync(s => s.Sid == sid && s.EndedAt != null, cancel);
    }

    /// <summary>Ends the Portal's sessions that Identity's session opened: the other way round of <see cref="WasLeftAsync"/>.</summary>
    public async Task EndPortalSessionsAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        await store.Sessions.Where(s => s.Sid == sid && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancel);
    }

    /// <summary>Every staff account, for the development page that signs in as one of them.</summary>
    public async Task<IReadOnlyList<StaffAccount>> StaffAsync(CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var staff = await store.Staff.AsNoTracking().OrderBy(s => s.AuthorityId).ThenBy(s => s.Name).ToListAsync(cancel);
        return [.. staff.Select(s => new StaffAccount(s.Id, s.Name, s.Role, s.AuthorityId, s.Subject))];
    }

    /// <summary>Ties a staff account to the Identity subject that signs in as it. False where another subject already has it.</summary>
    public async Task<bool> ClaimStaffAsync(Guid staffId, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Staff.Where(s => s.Id == staffId && (s.Subject == null || s.Subject == subject))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Subject, subject), cancel) == 1;
    }

    private async Task GiveBackAsync(List<Guid> keys, CancellationToken cancel)
    {
        if (keys.Count == 0) return;
        await using var store = _stores.Create();
        await store.Memberships.Where(m => keys.Contains(m.Key) && m.WordTries > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.WordTries, m => m.WordTries - 1), cancel);
    }

    internal static string HashWord(string word) => Hasher.HashPassword(NoUser, Normalise(word));

    private static string Normalise(string word) => string.Join(' ', word.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static readonly string NobodysHash = HashWord(Guid.NewGuid().ToString());

    /// <summary>Takes the same time for a word that nobody has.</summary>
    private static bool Verify(string? hash, string word) =>
        Hasher.VerifyHashedPassword(NoUser, hash ?? NobodysHash, Normalise(word)) != PasswordVerificationResult.Failed && hash is not null;
}
