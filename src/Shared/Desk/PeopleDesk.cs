using System.Linq.Expressions;
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
/// <param name="ForManager">The family's manager set it here, and the viewer is not such a one: only they lift it.</param>
public sealed record DeskRestriction(RestrictionKind Kind, RestrictionOrigin Origin, string? By, DateTimeOffset? At, DeskName? Other, bool ForManager = false);

/// <summary>A person of the plan by name.</summary>
/// <param name="Handle">For the forms.</param>
public sealed record DeskName(string Handle, string Name);

/// <summary>A person of the plan as the worker manages them.</summary>
/// <param name="Handle">For the forms.</param>
/// <param name="MayLook">All restrictions taken together.</param>
/// <param name="MayTakePart">The same, whether they were invited or not: on a worker's device.</param>
/// <param name="EndedHere">A worker ended the access in the portal: a worker may give it back.</param>
/// <param name="KeptApartHere">Names of those whom a worker keeps apart from this person in the portal.</param>
/// <param name="AccessUntil">The plan lets them look until this day.</param>
/// <param name="Restrictions">Everything in force, whoever set it.</param>
public sealed record DeskPerson(string Handle, string Name, PersonRole Role, string Relationship, bool IsInvited, bool HasSignedIn, bool MayLook, bool MayTakePart, bool MayBeReached,
    bool EndedHere, bool NotSafeHere, bool NumberWithdrawnHere, DeskContact Contact, IReadOnlyList<string> KeptApartHere,
    DateOnly? AccessUntil, IReadOnlyList<DeskRestriction> Restrictions, DeskInvitation Invitation)
{
    /// <summary>What they chose for their pages, and when texts may come.</summary>
    public Preferences Preferences { get; init; } = Preferences.None;

    /// <summary>What a worker says when they ring, so that the person knows that it is they; null where they set none.</summary>
    public string? CodeWord { get; init; }

    /// <summary>When the word that they had before stopped counting, where they chose none since.</summary>
    public DateTimeOffset? CodeWordVoidAt { get; init; }

    /// <summary>What of this kind staff set here is lifted by the family's manager alone, who set it, and not by the viewer.</summary>
    public bool IsForManager(RestrictionKind kind) => Restrictions.Any(r => r.Kind == kind && r.ForManager);

    public bool HasContact => Contact.Phone is not null || Contact.Email is not null;
}

/// <summary>The number and address that count now.</summary>
/// <param name="SetHere">When one of them was last set in the portal; null where both are the record's.</param>
/// <param name="SetBy">By whom.</param>
public sealed record DeskContact(string? Phone, string? Email, DateTimeOffset? SetHere, string? SetBy);

/// <summary>An item of the plan that reaches two people who are kept apart.</summary>
/// <param name="At">Of a meeting: when both would be there.</param>
public sealed record ShownToBoth(string Other, string Text, DateTimeOffset? At);

/// <summary>How workers let people in and keep them out. What is set here, only staff lift here.</summary>
public sealed class PeopleDesk
{
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
        var chosen = await store.Preferences.AsNoTracking().Where(q => q.FamilyId == viewer.FamilyId).ToDictionaryAsync(q => q.PersonId, cancel);
        var words = await CodeWords.OfFamilyAsync(store, viewer.FamilyId, cancel);
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var names = rows.ToDictionary(r => r.p.PersonId, r => r.p.Name);
        var staff = await store.Staff.Where(s => s.AuthorityId == viewer.AuthorityId).ToDictionaryAsync(s => $"staff:{s.Id}", s => s.Name, cancel);
        var today = UkTime.Today(_clock);
        var invitation = await DeskInvitation.OfFamilyAsync(store, viewer.FamilyId, _clock.GetUtcNow(), cancel);
        // Roles are stored by name: parents come first by what they are, not by the alphabet.
        return [.. rows.OrderBy(r => r.p.Role).Select(r =>
        {
            var standing = Standing.Of(r.p, r.m, viewer.State.Restrictions, today);
            var here = viewer.State.Restrictions.Where(x => x.Source == RestrictionSource.Portal).ToList();
            var own = here.Where(x => x.PersonId == r.p.PersonId && (x.Kind != RestrictionKind.ContactWithdrawn || PersonContact.Has(r.p, x.Contact))).Select(x => x.Kind).ToHashSet();
            return new DeskPerson(
                viewer.OfPerson(r.p.PersonId), r.p.Name, r.p.Role, r.p.Relationship, r.m is not null, r.m is { HasSignedIn: true },
                standing.MayLook, r.m is null ? Standing.Of(r.p, Standing.AsIfInvited(r.p), viewer.State.Restrictions, today).MayLook : standing.MayLook, standing.MayReach(r.p.Phone) || standing.MayReach(r.p.Email),
                own.Contains(RestrictionKind.AccessEnded), own.Contains(RestrictionKind.NotSafe), own.Contains(RestrictionKind.ContactWithdrawn),
                Contact(r.p, staff),
                [.. here.Where(x => x.Kind == RestrictionKind.KeptApart && (x.PersonId == r.p.PersonId || x.OtherPersonId == r.p.PersonId))
                    .Select(x => names.GetValueOrDefault(x.PersonId == r.p.PersonId ? x.OtherPersonId! : x.PersonId, ""))],
                r.p.AccessUntil, [.. PersonRestrictions.Of(viewer, document, r.p, today, staff)], invitation(r.m, r.p.PersonId))
            {
                Preferences = PersonPreferences.Of(chosen.GetValueOrDefault(r.p.PersonId)),
                CodeWord = words.GetValueOrDefault(r.p.PersonId),
                CodeWordVoidAt = chosen.GetValueOrDefault(r.p.PersonId)?.CodeWordVoidAt,
            };
        })];
    }

    private static DeskContact Contact(Person person, IReadOnlyDictionary<string, string> staff)
    {
        var setHere = person.Phone != person.DocumentPhone || person.Email != person.DocumentEmail;
        return new(person.Phone, person.Email, setHere ? person.ContactSetAt : null, setHere ? staff.GetValueOrDefault(person.ContactSetBy ?? "") : null);
    }

    /// <summary>Ends access, marks as not safe, or withdraws their number or address: in force on the very next request.</summary>
    public async Task RestrictAsync(StaffViewer viewer, string personHandle, RestrictionKind kind, CancellationToken cancel = default)
    {
        if (kind == RestrictionKind.KeptApart) throw new ArgumentException("Two people are kept apart with KeepApartAsync.", nameof(kind));
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return;
        string?[] contacts = kind == RestrictionKind.ContactWithdrawn ? [person.Phone, person.Email] : [null];
        foreach (var contact in contacts)
            if (kind != RestrictionKind.ContactWithdrawn || contact is not null)
                await SetAsync(store, viewer, new() { Kind = kind, PersonId = person.PersonId, Contact = contact, SetBy = viewer.Actor }, cancel);
    }

    /// <summary>
    /// What the newest plan shows to this person and to somebody kept apart from them: it names both by id, so whoever wrote it meant both
    /// to see it, perhaps before they were kept apart. Only the record can change that (plans/README.md, <c>keepApartFrom</c>).
    /// </summary>
    public async Task<IReadOnlyList<ShownToBoth>> ShownToBothAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        if (document.People.FirstOrDefault(p => viewer.OfPerson(p.Id) == personHandle) is not { } person) return [];
        var audiences = FamilyPlans.Audiences(viewer.State, document);
        return
        [
            .. from other in document.People
               where !other.Role.SeesEverything() && audiences.AreApart(person.Id, other.Id)
               from item in document.Items()
               where audiences.Reaches(item.Item, person.Id) && audiences.Reaches(item.Item, other.Id)
               select new ShownToBoth(other.Name, item.Item.Text, (item.Item as Meeting)?.At),
        ];
    }

    /// <summary>Keeps two people apart: from now on neither learns of the other through the plan, but for <see cref="ShownToBothAsync"/>.</summary>
    public async Task KeepApartAsync(StaffViewer viewer, string personHandle, string otherHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || await store.PersonAsync(viewer, otherHandle, cancel) is not { } other || person.PersonId == other.PersonId) return;
        await SetAsync(store, viewer, new() { Kind = RestrictionKind.KeptApart, PersonId = person.PersonId, OtherPersonId = other.PersonId, SetBy = viewer.Actor }, cancel);
    }

    /// <summary>Lifts what staff set in the portal; what the family's manager set, such a one alone. What the record set stays. False where that is nothing, or the viewer may let nobody in.</summary>
    public async Task<bool> LiftAsync(StaffViewer viewer, string personHandle, RestrictionKind kind, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return false;
        string[] back = kind == RestrictionKind.ContactWithdrawn ? [.. new[] { person.Phone, person.Email }.OfType<string>()] : [];
        if (back.Length > 0 && await ByHand.WhyNotGiveAsync(store, viewer, person.PersonId, back, UkTime.Today(_clock), cancel) is not null) return false;
        // A number given up for another stays withdrawn: what is given back is the one that counts.
        return await LiftAsync(store, viewer, person, kind, r => (r.PersonId == person.PersonId || r.OtherPersonId == person.PersonId)
            && (r.Contact == null || r.Contact == person.Phone || r.Contact == person.Email), cancel);
    }

    /// <summary>Lifts the keeping apart of these two that staff set in the portal, and no other. False as for lifting another restriction.</summary>
    public async Task<bool> LiftApartAsync(StaffViewer viewer, string personHandle, string otherHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || await store.PersonAsync(viewer, otherHandle, cancel) is not { } other) return false;
        return await LiftAsync(store, viewer, person, RestrictionKind.KeptApart,
            r => (r.PersonId == person.PersonId && r.OtherPersonId == other.PersonId) || (r.PersonId == other.PersonId && r.OtherPersonId == person.PersonId), cancel);
    }

    private async Task<bool> LiftAsync(Store store, StaffViewer viewer, Person person, RestrictionKind kind, Expression<Func<Restriction, bool>> which, CancellationToken cancel)
    {
        if (!viewer.MayLetIn) return false;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        var here = store.Restrictions.Where(r => r.FamilyId == viewer.FamilyId && r.Kind == kind && r.Source == RestrictionSource.Portal && r.LiftedAt == null).Where(which);
        if (await here.AnyAsync(r => r.ByManager, cancel) && !await ByHand.MayLoosenAsync(store, viewer, cancel)) return false;
        var lifted = await here.ExecuteUpdateAsync(set => set.SetProperty(r => r.LiftedAt, now).SetProperty(r => r.LiftedBy, viewer.Actor), cancel);
        if (lifted == 0) return false;
        DeskAudit.Add(store, viewer, _clock, AuditActions.RestrictionLifted, $"{kind}:{person.PersonId}");
        await store.SaveChangesAsync(cancel);
        if (kind == RestrictionKind.KeptApart) await RefreshSlicesAsync(store, viewer, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task SetAsync(Store store, StaffViewer viewer, Restriction restriction, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        restriction.FamilyId = viewer.FamilyId;
        restriction.Id = Guid.CreateVersion7(now);
        restriction.Source = RestrictionSource.Portal;
        restriction.SetAt = now;
        restriction.ByManager = await ByHand.MayLoosenAsync(store, viewer, cancel);
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        store.Restrictions.Add(restriction);
        await AccountTies.RestrictedAsync(store, restriction, now, cancel);
        DeskAudit.Add(store, viewer, _clock, AuditActions.Restricted, $"{restriction.Kind}:{restriction.PersonId}");
        await store.SaveChangesAsync(cancel);
        if (restriction.Kind == RestrictionKind.KeptApart) await RefreshSlicesAsync(store, viewer, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The plan's newest version as it is under the lock, not as the viewer found it.</summary>
    private static async Task RefreshSlicesAsync(Store store, StaffViewer viewer, CancellationToken cancel) =>
        await PlanPeople.RefreshSlicesAsync(store, await store.Families.AsNoTracking().SingleAsync(f => f.Id == viewer.FamilyId, cancel), cancel);
}
