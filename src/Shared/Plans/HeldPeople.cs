using System.Text;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// Whom of a family something keeps away or safe, whoever set it: the plan in force, an earlier one that still named them, the safety
/// call or a worker here; and the staff who are barred from it. All of it hangs on a person's id, or an account's; so this also knows
/// by what they would be known again under another.
/// </summary>
internal sealed class HeldPeople
{
    private readonly FamilyState _state;
    private readonly DateOnly _today;
    private readonly KeptApart _everyone;
    private readonly List<Held> _held;

    private HeldPeople(FamilyState state, PlanDocument now, IReadOnlyList<PlanDocument> before, IEnumerable<Person> rows, IEnumerable<(string Name, string Email)> barred, DateOnly today)
    {
        (_state, _today) = (state, today);
        var gone = before.SelectMany(d => d.People, (d, p) => (Last: d, Person: p)).Where(g => now.Person(g.Person.Id) is null).DistinctBy(g => g.Person.Id).ToList();
        Gone = [.. gone.Select(g => g.Person)];
        List<(string, string)> went = [.. gone.SelectMany(g => KeptApart.In(g.Last).From(g.Person.Id), (g, other) => (g.Person.Id, other))];
        Written = KeptApart.In(now, went);
        _everyone = KeptApart.In(now, went.Concat(state.KeptApartPairs));
        var ever = before.Prepend(now).SelectMany(d => d.People).ToLookup(p => p.Id);
        var byId = rows.ToDictionary(r => r.PersonId);
        _held =
        [
            .. now.People.Concat(Gone).Where(p => !p.Role.SeesEverything() && IsHeld(p))
                .Select(p => new Held(p.Id, p.Name, NamesOf(ever[p.Id].Select(e => e.Name)), ContactsOf(p.Id, ever[p.Id], byId.GetValueOrDefault(p.Id)))),
            .. barred.Select(b => new Held(null, b.Name, NamesOf([b.Name]), new([b.Email], StringComparer.OrdinalIgnoreCase))),
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
        List<PlanDocument> before = [];
        await foreach (var json in store.PlanVersions.AsNoTracking().Where(v => v.FamilyId == id && v.Version < now.Plan.Version).OrderByDescending(v => v.Version).Select(v => v.Document).AsAsyncEnumerable().WithCancellation(cancel))
            before.Add(PlanReader.ReadStored(Encoding.UTF8.GetBytes(json)));
        var barred = await store.StaffReaches.Where(r => r.FamilyId == id && r.Kind == StaffReachKind.Bar)
            .Join(store.Staff, r => r.StaffId, s => s.Id, (_, s) => new { s.Name, s.Email }).ToListAsync(cancel);
        return new(state, now, before, rows, barred.Select(b => (b.Name, b.Email)), today);
    }

    public bool IsHeld(PlanPerson person) =>
        _everyone.From(person.Id).Count > 0 || IsShut(person) || IsUnsafe(person)
        || _state.Restrictions.Any(r => r.PersonId == person.Id && r.Kind is RestrictionKind.AccessEnded or RestrictionKind.NotSafe);

    public bool IsShut(PlanPerson person) => person.Access?.EndedOn(_today) == true;

    public static bool IsUnsafe(PlanPerson person) => person.TextMessages is { NotSafe: true };

    /// <summary>Names of held people of other ids, and of barred staff, whose name, number or address this one gets by the next plan and did not have.</summary>
    /// <param name="had">The same person as they stand now; null for a new one.</param>
    public IEnumerable<string> KnownAgainIn(PlanPerson person, PlanPerson? had)
    {
        var (name, before) = (Plain(person.Name), had is null ? null : Plain(had.Name));
        string[] contacts = [.. new[] { person.Phone, person.Email }.OfType<string>().Where(c => !Same(c, had?.Phone) && !Same(c, had?.Email))];
        return _held.Where(h => h.Id != person.Id && ((name != before && h.Names.Contains(name)) || contacts.Any(h.Contacts.Contains))).Select(h => h.Name);
    }

    /// <summary>Name of somebody held, other than this person, to whom one of these numbers and addresses belongs or belonged.</summary>
    public string? NameBehind(IEnumerable<string> contacts, string personId) => _held.FirstOrDefault(h => h.Id != personId && contacts.Any(h.Contacts.Contains))?.Name;

    /// <summary>Those of any plan, those given here, and those withdrawn.</summary>
    private HashSet<string> ContactsOf(string id, IEnumerable<PlanPerson> ever, Person? row) => new(
        ever.SelectMany(e => new[] { e.Phone, e.Email }).Concat([row?.Phone, row?.Email]).Concat(_state.Restrictions.Where(r => r.PersonId == id).Select(r => r.Contact)).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Without those that have no letter: they say nothing of anybody.</summary>
    private static HashSet<string> NamesOf(IEnumerable<string> names) => [.. names.Select(Plain).Where(n => n.Length > 0)];

    private static string Plain(string name) => DangerCheck.LettersOf(name);

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <param name="Id">Null for barred staff, who have none in a plan.</param>
    private sealed record Held(string? Id, string Name, HashSet<string> Names, HashSet<string> Contacts);
}
