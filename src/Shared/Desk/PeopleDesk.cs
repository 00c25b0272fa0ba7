using System.Linq.Expressions;
using System.Security.Cryptography;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>Who set a restriction, and so who alone lifts it.</summary>
public enum RestrictionOrigin
{
    /// <summary>The record's plan document: a later document lifts it.</summary>
    Plan,

    /// <summary>The record's safety call.</summary>
    SafetyCall,

    /// <summary>Staff, here.</summary>
    Portal,

    /// <summary>The person themselves, by texting STOP.</summary>
    Person,
}

/// <summary>Something that keeps a person out or apart.</summary>
/// <param name="By">The member of staff who set it, for <see cref="RestrictionOrigin.Portal"/>.</param>
/// <param name="At">When it was set; null where the plan says it.</param>
/// <param name="Other">From whom they are kept apart.</param>
public sealed record DeskRestriction(RestrictionKind Kind, RestrictionOrigin Origin, string? By, DateTimeOffset? At, DeskName? Other);

/// <summary>A person of the plan by name.</summary>
/// <param name="Handle">For the forms.</param>
public sealed record DeskName(string Handle, string Name);

/// <summary>A person of the plan as the worker manages them.</summary>
/// <param name="Handle">For the forms.</param>
/// <param name="MayLook">All restrictions taken together.</param>
/// <param name="EndedHere">A worker ended the access in the portal: a worker may give it back.</param>
/// <param name="KeptApartHere">Names of those whom a worker keeps apart from this person in the portal.</param>
/// <param name="AccessUntil">The plan lets them look until this day.</param>
/// <param name="Restrictions">Everything in force, whoever set it.</param>
public sealed record DeskPerson(string Handle, string Name, PersonRole Role, string Relationship, bool IsInvited, bool HasSignedIn, bool MayLook, bool MayBeReached,
    bool EndedHere, bool NotSafeHere, bool NumberWithdrawnHere, bool HasContact, IReadOnlyList<string> KeptApartHere,
    DateOnly? AccessUntil, IReadOnlyList<DeskRestriction> Restrictions);

/// <summary>What came of inviting somebody.</summary>
/// <param name="Word">To be told in person, never sent. Shown once: only its hash is kept.</param>
public sealed record Invitation(string Name, string Word);

/// <summary>How workers let people in and keep them out. What is set here, only staff lift here.</summary>
public sealed class PeopleDesk
{
    /// <summary>An invitation that nobody takes up ends by itself.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly TimeProvider _clock;

    internal PeopleDesk(StoreFactory stores, FamilyPlans plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

    /// <summary>Everyone in the newest plan who is not staff.</summary>
    public async Task<IReadOnlyList<DeskPerson>> PeopleAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await (
            from p in store.People
            join m in store.Memberships on new { p.FamilyId, p.PersonId } equals new { m.FamilyId, m.PersonId } into members
            from m in members.DefaultIfEmpty()
            where p.FamilyId == viewer.FamilyId && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager
            orderby p.Name
            select new { p, m }).AsNoTracking().ToListAsync(cancel);
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var names = rows.ToDictionary(r => r.p.PersonId, r => r.p.Name);
        var staff = await store.Staff.Where(s => s.AuthorityId == viewer.AuthorityId).ToDictionaryAsync(s => $"staff:{s.Id}", s => s.Name, cancel);
        var today = UkTime.Today(_clock);
        // Roles are stored by name: parents come first by what they are, not by the alphabet.
        return [.. rows.OrderBy(r => r.p.Role).Select(r =>
        {
            var standing = Standing.Of(r.p, r.m, viewer.State.Restrictions, today);
            var here = viewer.State.Restrictions.Where(x => x.Source == RestrictionSource.Portal).ToList();
            var own = here.Where(x => x.PersonId == r.p.PersonId).Select(x => x.Kind).ToHashSet();
            return new DeskPerson(
                viewer.OfPerson(r.p.PersonId), r.p.Name, r.p.Role, r.p.Relationship, r.m is not null, r.m?.Subject is not null,
                standing.MayLook, standing.MayReach(r.p.Phone) || standing.MayReach(r.p.Email),
                own.Contains(RestrictionKind.AccessEnded), own.Contains(RestrictionKind.NotSafe), own.Contains(RestrictionKind.ContactWithdrawn),
                r.p.Phone is not null || r.p.Email is not null,
                [.. here.Where(x => x.Kind == RestrictionKind.KeptApart && (x.PersonId == r.p.PersonId || x.OtherPersonId == r.p.PersonId))
                    .Select(x => names.GetValueOrDefault(x.PersonId == r.p.PersonId ? x.OtherPersonId! : x.PersonId, ""))],
                r.p.AccessUntil, [.. PersonRestrictions.Of(viewer, document, r.p, today, staff)]);
        })];
    }

    /// <summary>
    /// Invites a person, or gives a new word to one already invited (which also opens a way in that wrong words closed). They
    /// sign in with a code to their number or address and this word.
    /// </summary>
    public async Task<Invitation?> InviteAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await FindAsync(store, viewer, personHandle, cancel) is not { } person) return null;
        var word = Words.New();
        await InvitationWriter.WriteAsync(store, person, viewer.Actor, word, _clock.GetUtcNow(), cancel);
        return new(person.Name, word);
    }

    /// <summary>Ends access, marks as not safe, or withdraws their number or address: in force on the very next request.</summary>
    public async Task RestrictAsync(StaffViewer viewer, string personHandle, RestrictionKind kind, CancellationToken cancel = default)
    {
        if (kind == RestrictionKind.KeptApart) throw new ArgumentException("Two people are kept apart with KeepApartAsync.", nameof(kind));
        await using var store = _stores.Create();
        if (await FindAsync(store, viewer, personHandle, cancel) is not { } person) return;
        string?[] contacts = kind == RestrictionKind.ContactWithdrawn ? [person.Phone, person.Email] : [null];
        foreach (var contact in contacts)
            if (kind != RestrictionKind.ContactWithdrawn || contact is not null)
                await SetAsync(store, viewer, new() { Kind = kind, PersonId = person.PersonId, Contact = contact, SetBy = viewer.Actor }, cancel);
    }

    /// <summary>Keeps two people apart: from now on neither learns of the other through the plan.</summary>
    public async Task KeepApartAsync(StaffViewer viewer, string personHandle, string otherHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await FindAsync(store, viewer, personHandle, cancel) is not { } person || await FindAsync(store, viewer, otherHandle, cancel) is not { } other || person.PersonId == other.PersonId) return;
        await SetAsync(store, viewer, new() { Kind = RestrictionKind.KeptApart, PersonId = person.PersonId, OtherPersonId = other.PersonId, SetBy = viewer.Actor }, cancel);
    }

    /// <summary>Lifts what staff set in the portal. What the record set stays.</summary>
    public async Task LiftAsync(StaffViewer viewer, string personHandle, RestrictionKind kind, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await FindAsync(store, viewer, personHandle, cancel) is not { } person) return;
        await LiftAsync(store, viewer, person, kind, r => r.PersonId == person.PersonId || r.OtherPersonId == person.PersonId, cancel);
    }

    /// <summary>Lifts the keeping apart of these two that staff set in the portal, and no other.</summary>
    public async Task LiftApartAsync(StaffViewer viewer, string personHandle, string otherHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await FindAsync(store, viewer, personHandle, cancel) is not { } person || await FindAsync(store, viewer, otherHandle, cancel) is not { } other) return;
        await LiftAsync(store, viewer, person, RestrictionKind.KeptApart,
            r => (r.PersonId == person.PersonId && r.OtherPersonId == other.PersonId) || (r.PersonId == other.PersonId && r.OtherPersonId == person.PersonId), cancel);
    }

    private async Task LiftAsync(Store store, StaffViewer viewer, Person person, RestrictionKind kind, Expression<Func<Restriction, bool>> which, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var lifted = await store.Restrictions
            .Where(r => r.FamilyId == viewer.FamilyId && r.Kind == kind && r.Source == RestrictionSource.Portal && r.LiftedAt == null).Where(which)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LiftedAt, now).SetProperty(r => r.LiftedBy, viewer.Actor), cancel);
        if (lifted == 0) return;
        DeskAudit.Add(store, viewer, _clock, AuditActions.RestrictionLifted, $"{kind}:{person.PersonId}");
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task SetAsync(Store store, StaffViewer viewer, Restriction restriction, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        restriction.FamilyId = viewer.FamilyId;
        restriction.Id = Guid.CreateVersion7(now);
        restriction.Source = RestrictionSource.Portal;
        restriction.SetAt = now;
        store.Restrictions.Add(restriction);
        DeskAudit.Add(store, viewer, _clock, AuditActions.Restricted, $"{restriction.Kind}:{restriction.PersonId}");
        await store.SaveChangesAsync(cancel);
    }

    private static async Task<Person?> FindAsync(Store store, StaffViewer viewer, string handle, CancellationToken cancel)
    {
        var people = await store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager).ToListAsync(cancel);
        return people.FirstOrDefault(p => viewer.OfPerson(p.PersonId) == handle);
    }

    /// <summary>Words that are easy to say and to spell: two of them and a number, 92 160 in all, with three tries.</summary>
    private static class Words
    {
        private static readonly string[] First = ["amber", "brown", "coral", "dusty", "early", "frosty", "gentle", "happy", "icy", "jolly", "kind", "lemon", "misty", "noble", "olive", "purple", "quiet", "rosy", "sandy", "tidy", "upper", "velvet", "windy", "yellow", "bright", "clever", "double", "eager", "fluffy", "golden", "hidden", "silver"];
        private static readonly string[] Second = ["apple", "badger", "candle", "dolphin", "engine", "feather", "garden", "hammer", "island", "jacket", "kettle", "ladder", "magnet", "needle", "orange", "pepper", "quilt", "rabbit", "saddle", "teapot", "umbrella", "village", "window", "zebra", "anchor", "button", "cherry", "dragon", "falcon", "guitar", "hedgehog", "lantern"];

        public static string New() => $"{Pick(First)} {Pick(Second)} {RandomNumberGenerator.GetInt32(10, 100)}";

        private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
    }
}

/// <summary>Writes an invitation and its audit entry.</summary>
internal static class InvitationWriter
{
    public static async Task WriteAsync(Store store, Person person, string actor, string word, DateTimeOffset now, CancellationToken cancel)
    {
        var membership = await store.Memberships.SingleOrDefaultAsync(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId, cancel);
        if (membership is null)
            store.Memberships.Add(membership = new() { FamilyId = person.FamilyId, PersonId = person.PersonId, Key = Guid.NewGuid(), HandleKey = RandomNumberGenerator.GetBytes(32), InvitedBy = actor, InvitedAt = now });
        membership.WordHash = SignInDirectory.HashWord(word);
        membership.WordTries = 0;
        membership.WordExpiresAt = now + PeopleDesk.InvitationLife;
        // For somebody who has signed in before: what they had is void, and they choose a PIN anew.
        if (membership.Subject is not null) membership.SignedOutBefore = membership.PinResetAt = now;
        store.AuditEntries.Add(new() { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = AuditActions.Invited, Target = person.PersonId });
        await store.SaveChangesAsync(cancel);
    }
}
