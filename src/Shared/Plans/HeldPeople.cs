using System.Text;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// Whom of a family something keeps away or safe, whoever set it: the plan in force, an earlier one that still named them, the safety
/// call or a worker here; and the staff who are barred from it. All of it hangs on a person's id, or an account's; so this also knows
/// by what they would be known again under another, and what is withdrawn from anybody.
/// </summary>
internal sealed class HeldPeople
{
    private readonly FamilyState _state;
    private readonly DateOnly _today;
    private readonly KeptApart _everyone;
    private readonly ILookup<string, PlanPerson> _ever;
    private readonly Dictionary<string, Person> _rows;
    private readonly ILookup<string, string> _former;
    private readonly List<Known> _known;

    /// <param name="versions">The plan in force first, then the earlier ones, the newest first.</param>
    private HeldPeople(FamilyState state, IReadOnlyList<PlanDocument> versions, IEnumerable<Person> rows, IEnumerable<FormerContact> former, IEnumerable<(string Name, string Email)> barred, DateOnly today)
    {
        (_state, _today) = (state, today);
        var now = versions[0];
        Gone = [.. versions.SelectMany(d => d.People).Where(p => now.Person(p.Id) is null).DistinctBy(p => p.Id)];
        List<(string, string)> apart = [.. LastApart(versions)];
        Written = KeptApart.In(now, apart);
        _everyone = KeptApart.In(now, apart.Concat(state.KeptApartPairs));
        _ever = versions.SelectMany(d => d.People).ToLookup(p => p.Id);
        _rows = rows.ToDictionary(r => r.PersonId);
        _former = former.ToLookup(f => f.PersonId, f => f.Contact);
        var family = now.People.Concat(Gone).Where(p => !p.Role.SeesEverything()).ToList();
        _known =
        [
            .. family.Where(IsHeld).Select(p => new Known(p.Id, p.Name, NamesOf(p.Id), ContactsOf(p.Id))),
            .. barred.Select(Barred),
            .. family.Where(p => !IsHeld(p) && p.Access?.Until is not null).Select(p => new Known(p.Id, p.Name, NamesOf(p.Id), ContactsOf(p.Id)) { Until = p.Access!.Until }),
            .. state.Restrictions.Where(r => r is { Kind: RestrictionKind.ContactWithdrawn, Contact: not null }).GroupBy(r => r.PersonId)
                .Select(g => new Known(g.Key, NameOf(g.Key), [], [.. g.Select(r => Normal(r.Contact!))]) { IsWithdrawn = true }),
        ];
    }

    /// <summary>Who is in an earlier plan and not in this one, as the last that named them did.</summary>
    public IReadOnlyList<PlanPerson> Gone { get; }

    /// <summary>The pairs that plans keep apart; those of the safety call and of the portal hold whatever a plan says.</summary>
    public KeptApart Written { get; }

    /// <summary>Every earlier plan is read: who changes number and name in one file must not be a stranger in the next.</summary>
    public static async Task<HeldPeople> ReadAsync(Store store, FamilyState state, PlanDocument now, DateOnly today, CancellationToken cancel)
    {
        var id = state.Family.Id;
        var rows = await store.People.AsNoTracking().Where(p => p.FamilyId == id).ToListAsync(cancel);
        var former = await store.FormerContacts.AsNoTracking().Where(f => f.FamilyId == id).ToListAsync(cancel);
        List<PlanDocument> versions = [now];
        await foreach (var json in store.PlanVersions.AsNoTracking().Where(v => v.FamilyId == id && v.Version < now.Plan.Version).OrderByDescending(v => v.Version).Select(v => v.Document).AsAsyncEnumerable().WithCancellation(cancel))
            versions.Add(PlanReader.ReadStored(Encoding.UTF8.GetBytes(json)));
        var barred = await store.StaffReaches.Where(r => r.FamilyId == id && r.Kind == StaffReachKind.Bar)
            .Join(store.Staff, r => r.StaffId, s => s.Id, (_, s) => new { s.Name, s.Email }).ToListAsync(cancel);
        return new(state, versions, rows, former, barred.Select(b => (b.Name, b.Email)), today);
    }

    public bool IsHeld(PlanPerson person) =>
        _everyone.From(person.Id).Count > 0 || IsShut(person) || IsUnsafe(person)
        || _state.Restrictions.Any(r => r.PersonId == person.Id && r.Kind is RestrictionKind.AccessEnded or RestrictionKind.NotSafe);

    public bool IsShut(PlanPerson person) => person.Access?.EndedOn(_today) == true;

    public static bool IsUnsafe(PlanPerson person) => person.TextMessages is { NotSafe: true };

    /// <summary>What somebody gets by the next plan, and did not have, of whom they are not: name, number or address of somebody held, barred or shut out from a day on, or what is withdrawn.</summary>
    /// <param name="had">The same person as they stand now; null for a new one.</param>
    public IEnumerable<GuardedChange> KnownAgainIn(PlanPerson person, PlanPerson? had)
    {
        var (name, before) = (Plain(person.Name), had is null ? null : Plain(had.Name));
        // What they were given here stands for them already.
        var row = had is null ? null : _rows.GetValueOrDefault(person.Id);
        var mine = Normal(had?.Phone, had?.Email, row?.Phone, row?.Email);
        var contacts = Normal(person.Phone, person.Email).Except(mine).ToList();
        foreach (var known in _known.Where(k => k.Id != person.Id && ((name != before && k.Names.Contains(name)) || contacts.Any(k.Contacts.Contains))))
        {
            if (known.IsWithdrawn && _known.Any(k => k.Id == known.Id && !k.IsWithdrawn && k.Until is null)) continue;
            if (known.Until is { } until && (IsShut(person) || person.Access?.Until <= until)) continue;
            yield return new(known.IsWithdrawn ? GuardedKind.WithdrawnGiven : known.Until is null ? GuardedKind.ContactOfHeld : GuardedKind.EndOfAnother, person.Name, known.Name);
        }
    }

    /// <summary>Name of whom, other than this person, one of these numbers and addresses tells, and whether it is merely withdrawn from them.</summary>
    public (string Name, bool IsWithdrawn)? Behind(IEnumerable<string> contacts, string personId)
    {
        var given = Normal([.. contacts]);
        return _known.FirstOrDefault(k => k.Id != personId && given.Overlaps(k.Contacts)) is { } known ? (known.Name, known.IsWithdrawn) : null;
    }

    /// <summary>The pairs that the newest version which names both keeps apart: two who went come back as they were, also one after the other.</summary>
    private static IEnumerable<(string, string)> LastApart(IReadOnlyList<PlanDocument> versions)
    {
        List<HashSet<string>> newer = [];
        foreach (var document in versions)
        {
            var apart = KeptApart.In(document);
            foreach (var (one, other) in document.People.SelectMany(p => apart.From(p.Id), (p, other) => (p.Id, other)))
                if (!newer.Any(ids => ids.Contains(one) && ids.Contains(other))) yield return (one, other);
            newer.Add([.. document.People.Select(p => p.Id)]);
        }
    }

    /// <summary>An account has no id in a plan: what plans had of whoever has its address or its name.</summary>
    private Known Barred((string Name, string Email) staff)
    {
        var (name, email) = (Plain(staff.Name), Normal(staff.Email));
        var theirs = _ever.SelectMany(p => p).Where(p => Plain(p.Name) == name || (p.Email is { } written && Normal(written) == email)).ToList();
        return new(
            null, staff.Name, NamesOf(theirs.Select(p => p.Name).Append(staff.Name)),
            [email, .. Normal([.. theirs.SelectMany(p => new[] { p.Phone, p.Email })]), .. theirs.Where(p => !p.Role.SeesEverything()).SelectMany(p => ContactsOf(p.Id))]);
    }

    /// <summary>Those of any plan, those that ever counted here, and those withdrawn.</summary>
    private HashSet<string> ContactsOf(string id)
    {
        var row = _rows.GetValueOrDefault(id);
        return Normal([.. _ever[id].SelectMany(e => new[] { e.Phone, e.Email }), row?.Phone, row?.Email, .. _former[id], .. _state.Restrictions.Where(r => r.PersonId == id).Select(r => r.Contact)]);
    }

    private HashSet<string> NamesOf(string id) => NamesOf(_ever[id].Select(e => e.Name));

    /// <summary>Without those that have no letter: they say nothing of anybody.</summary>
    private static HashSet<string> NamesOf(IEnumerable<string> names) => [.. names.Distinct().Select(Plain).Where(n => n.Length > 0)];

    private string NameOf(string id) => _ever[id].FirstOrDefault()?.Name ?? id;

    private static string Plain(string name) => DangerCheck.LettersOf(name);

    private static HashSet<string> Normal(params IEnumerable<string?> contacts) => [.. contacts.OfType<string>().Distinct().Select(Normal)];

    /// <summary>As it is sent to. What stands behind a plus sign before the @ goes to the same box.</summary>
    private static string Normal(string contact)
    {
        var value = ContactAddress.Parse(contact)?.Value ?? contact.ToLowerInvariant();
        var (plus, at) = (value.IndexOf('+', StringComparison.Ordinal), value.LastIndexOf('@'));
        return plus > 0 && plus < at ? value.Remove(plus, at - plus) : value;
    }

    /// <param name="Id">Null for barred staff, who have none in a plan.</param>
    private sealed record Known(string? Id, string Name, HashSet<string> Names, HashSet<string> Contacts)
    {
        /// <summary>Of somebody who is not held, and may look until then.</summary>
        public DateOnly? Until { get; init; }

        /// <summary>These contacts are theirs no more, and nothing else is known.</summary>
        public bool IsWithdrawn { get; init; }
    }
}
