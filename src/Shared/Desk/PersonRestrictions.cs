using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Desk;

/// <summary>What restricts one person, told apart by who set it. Decides nothing: <see cref="Standing"/> does.</summary>
internal static class PersonRestrictions
{
    /// <param name="staff">Names by actor.</param>
    public static IEnumerable<DeskRestriction> Of(StaffViewer viewer, PlanDocument document, Person person, DateOnly today, IReadOnlyDictionary<string, string> staff)
    {
        if (person.Revoked || person.AccessUntil < today) yield return new(RestrictionKind.AccessEnded, RestrictionOrigin.Plan, null, null, null);
        if (person.NotSafe) yield return new(RestrictionKind.NotSafe, RestrictionOrigin.Plan, null, null, null);
        foreach (var other in KeptApart.In(document).From(person.PersonId).Select(document.Person).OfType<PlanPerson>())
            yield return new(RestrictionKind.KeptApart, RestrictionOrigin.Plan, null, null, new(viewer.OfPerson(other.Id), other.Name));

        // Set twice is in force once: the first time tells since when.
        var set = viewer.State.Restrictions
            .Where(r => r.PersonId == person.PersonId || r.OtherPersonId == person.PersonId)
            // A number that they had before keeps nobody out.
            .Where(r => r.Kind != RestrictionKind.ContactWithdrawn || PersonContact.Has(person, r.Contact))
            .OrderBy(r => r.SetAt)
            .GroupBy(r => (r.Kind, r.Source, OtherOf(r, person)));
        var mayLoosen = ByHand.MayLoosen(viewer, document);
        foreach (var times in set)
        {
            var restriction = times.First();
            var other = OtherOf(restriction, person) is { } id ? document.Person(id) : null;
            if (restriction.Kind == RestrictionKind.KeptApart && other is null) continue;
            yield return new(
                restriction.Kind, Enum.Parse<RestrictionOrigin>(restriction.Source.ToString()), staff.GetValueOrDefault(restriction.SetBy), restriction.SetAt,
                other is null ? null : new(viewer.OfPerson(other.Id), other.Name), !mayLoosen && times.Any(r => r.ByManager));
        }
    }

    private static string? OtherOf(Restriction restriction, Person person) =>
        restriction.Kind != RestrictionKind.KeptApart ? null : restriction.PersonId == person.PersonId ? restriction.OtherPersonId : restriction.PersonId;
}
