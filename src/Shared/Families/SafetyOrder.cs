using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// The body of a safety call: `{"revoke": ["kev"], "notSafe": ["hannah"], "withdrawNumber": ["jean"], "keepApart": [["hannah",
/// "craig"]], "takeBack": ["w-4"], "lift": {the same members but takeBack}}`. People and items by their ids in the plan, matched
/// exactly; an id that the family does not have yet is kept for when it comes. A withdrawn number is the person's at that moment
/// (the one they come with, if they are not there yet), or one written out: `{"person": "jean", "number": "+44..."}`.
/// </summary>
internal sealed record SafetyOrder
{
    public IReadOnlyList<string> Revoke { get; init; } = [];
    public IReadOnlyList<string> NotSafe { get; init; } = [];
    public IReadOnlyList<Withdrawal> WithdrawNumber { get; init; } = [];
    public IReadOnlyList<(string One, string Other)> KeepApart { get; init; } = [];
    public IReadOnlyList<string> TakeBack { get; init; } = [];
    public SafetyOrder? Lift { get; init; }

    /// <param name="Number">E.164 or an address; null: whatever is theirs at that moment.</param>
    public sealed record Withdrawal(string Person, string? Number);

    public static bool TryRead(ReadOnlyMemory<byte> body, out SafetyOrder order, out ImportOutcome problem)
    {
        order = new();
        problem = new("not-json", 400, "This is not JSON. Send UTF-8 JSON without repeated members.", []);
        if (SafetyOrderReader.Read(body) is not { } read) return false;
        order = read.Order;
        problem = new("not-safety-call", 422, "This does not read as a safety call. Check the members at the pointers below.", read.Faults);
        return read.Faults.Count == 0;
    }

    /// <summary>The restrictions this call asks for.</summary>
    /// <param name="contacts">A person's number and address now; null for somebody the family does not have yet.</param>
    public IEnumerable<Restriction> Restrict(Func<string, IEnumerable<string?>?> contacts)
    {
        foreach (var id in Revoke) yield return New(RestrictionKind.AccessEnded, id);
        foreach (var id in NotSafe) yield return New(RestrictionKind.NotSafe, id);
        foreach (var (person, number) in WithdrawNumber)
        {
            if (number is not null) yield return New(RestrictionKind.ContactWithdrawn, person, contact: number);
            else if (contacts(person) is not { } now) yield return New(RestrictionKind.ContactWithdrawn, person);
            else
                foreach (var contact in now)
                    if (contact is not null)
                        yield return New(RestrictionKind.ContactWithdrawn, person, contact: contact);
        }
        foreach (var (one, other) in KeepApart) yield return New(RestrictionKind.KeptApart, one, other);
    }

    /// <summary>Whether this call lifts that restriction. Only ones the safety call set are asked about.</summary>
    public bool Lifts(Restriction r) => Lift is not null && r.Kind switch
    {
        RestrictionKind.AccessEnded => Lift.Revoke.Contains(r.PersonId),
        RestrictionKind.NotSafe => Lift.NotSafe.Contains(r.PersonId),
        RestrictionKind.ContactWithdrawn => Lift.WithdrawNumber.Any(w => w.Person == r.PersonId && (w.Number is null || w.Number == r.Contact)),
        RestrictionKind.KeptApart => Lift.KeepApart.Any(p => (p.One == r.PersonId && p.Other == r.OtherPersonId) || (p.Other == r.PersonId && p.One == r.OtherPersonId)),
        _ => false,
    };

    /// <summary>Pointers to the ids that no plan of the family ever named: in force, and perhaps a slip of the pen.</summary>
    public IEnumerable<string> Unknown(IReadOnlySet<string> people, IReadOnlySet<string> items, string at = "")
    {
        var lists = new (string Name, IEnumerable<(string Pointer, string Id)> Ids, IReadOnlySet<string> Known)[]
        {
            ("revoke", Revoke.Select((id, i) => ($"{i}", id)), people),
            ("notSafe", NotSafe.Select((id, i) => ($"{i}", id)), people),
            ("withdrawNumber", WithdrawNumber.Select((w, i) => ($"{i}", w.Person)), people),
            ("keepApart", KeepApart.SelectMany((p, i) => new[] { ($"{i}/0", p.One), ($"{i}/1", p.Other) }), people),
            ("takeBack", TakeBack.Select((id, i) => ($"{i}", id)), items),
        };
        var here = lists.SelectMany(l => l.Ids.Where(x => !l.Known.Contains(x.Id)).Select(x => $"{at}/{l.Name}/{x.Pointer}"));
        return here.Concat(Lift?.Unknown(people, items, "/lift") ?? []);
    }

    public static bool Same(Restriction a, Restriction b) =>
        a.Kind == b.Kind && a.Contact == b.Contact
        && ((a.PersonId == b.PersonId && a.OtherPersonId == b.OtherPersonId) || (a.PersonId == b.OtherPersonId && a.OtherPersonId == b.PersonId));

    private static Restriction New(RestrictionKind kind, string person, string? other = null, string? contact = null) =>
        new() { Kind = kind, Source = RestrictionSource.SafetyCall, PersonId = person, OtherPersonId = other, Contact = contact, SetBy = "" };
}
