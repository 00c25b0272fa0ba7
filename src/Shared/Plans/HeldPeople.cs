using System.Text;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// Whom of a family something keeps away or safe, whoever set it: the plan in force, an earlier one that still named them, the safety
/// call or a worker here. All of it hangs on a person's id; so this also knows by what they would be known again under another.
/// </summary>
internal sealed class HeldPeople
{
    private readonly FamilyState _state;
    private readonly DateOnly _today;
    private readonly KeptApart _everyone;
    private readonly List<(PlanPerson Person, HashSet<string> Contacts)> _held;

    private HeldPeople(FamilyState state, PlanDocument now, IReadOnlyList<(PlanPerson Person, PlanDocument Last)> gone, IEnumerable<Person> rows, DateOnly today)
    {
        (_state, _today) = (state, today);
        Gone = [.. gone.Select(g => g.Person)];
        List<(string, string)> went = [.. gone.SelectMany(g => KeptApart.In(g.Last).From(g.Person.Id), (g, other) => (g.Person.Id, other))];
        Written = KeptApart.In(now, went);
        _everyone = KeptApart.In(now, went.Concat(state.KeptApartPairs));
        var byId = rows.ToDictionary(r => r.PersonId);
        _held = [.. now.People.Concat(Gone).Where(p => !p.Role.SeesEverything() && IsHeld(p)).Select(p => (p, ContactsOf(p, byId.GetValueOrDefault(p.Id))))];
    }

    /// <summary>Who is in an earlier plan and not in this one, as the last that named them did.</summary>
    public IReadOnlyList<PlanPerson> Gone { get; }

    /// <summary>The pairs that plans keep apart; those of the safety call and of the portal hold whatever a plan says.</summary>
    public KeptApart Written { get; }

    public static async Task<HeldPeople> ReadAsync(Store store, FamilyState state, PlanDocument now, DateOnly today, CancellationToken cancel)
    {
        var id = state.Family.Id;
        var rows = await store.People.AsNoTracking().Where(p => p.FamilyId == id).ToListAsync(cancel);
        var missing = rows.Where(r => now.Person(r.PersonId) is null).Select(r => r.PersonId).ToHashSet(StringComparer.Ordinal);
        List<(PlanPerson, PlanDocument)> gone = [];
        for (var before = now.Plan.Version; missing.Count > 0;)
        {
            if (await store.PlanVersions.AsNoTracking().Where(v => v.FamilyId == id && v.Version < before).OrderByDescending(v => v.Version).Select(v => v.Document).FirstOrDefaultAsync(cancel) is not { } json) break;
            var older = PlanReader.ReadStored(Encoding.UTF8.GetBytes(json));
            gone.AddRange(older.People.Where(p => missing.Remove(p.Id)).Select(p => (p, older)));
            before = older.Plan.Version;
        }
        return new(state, now, gone, rows, today);
    }

    public bool IsHeld(PlanPerson person) =>
        _everyone.From(person.Id).Count > 0 || IsShut(person) || IsUnsafe(person)
        || _state.Restrictions.Any(r => r.PersonId == person.Id && r.Kind is RestrictionKind.AccessEnded or RestrictionKind.NotSafe);

    public bool IsShut(PlanPerson person) => person.Access?.EndedOn(_today) == true;

    public static bool IsUnsafe(PlanPerson person) => person.TextMessages is { NotSafe: true };

    /// <summary>Held people of other ids whose name, number or address this one gets by the next plan and did not have.</summary>
    /// <param name="had">The same person as they stand now; null for a new one.</param>
    public IEnumerable<PlanPerson> KnownAgainIn(PlanPerson person, PlanPerson? had)
    {
        var (name, before) = (Plain(person.Name), had is null ? null : Plain(had.Name));
        string[] contacts = [.. new[] { person.Phone, person.Email }.OfType<string>().Where(c => !Same(c, had?.Phone) && !Same(c, had?.Email))];
        return _held.Where(h => h.Person.Id != person.Id && ((name != before && Plain(h.Person.Name) == name) || contacts.Any(h.Contacts.Contains))).Select(h => h.Person);
    }

    /// <summary>Besides the plan's, those given here or withdrawn.</summary>
    private HashSet<string> ContactsOf(PlanPerson person, Person? row) => new(
        new[] { person.Phone, person.Email, row?.Phone, row?.Email, row?.DocumentPhone, row?.DocumentEmail }
            .Concat(_state.Restrictions.Where(r => r.PersonId == person.Id).Select(r => r.Contact)).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    private static string Plain(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
