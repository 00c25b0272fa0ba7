using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;

namespace FamilyPortal.Shared.Tests.Texting;

/// <summary>Makes people whom a text might reach: invited, in the plan, agreed to texts. A test changes what matters to it.</summary>
internal static class Somebody
{
    public const string Phone = "+447700900123";

    /// <summary>Adds a family with one invited person in it.</summary>
    public static (Person Person, Membership Membership) Add(Store store, string? phone = Phone, string personId = "mum", Guid? family = null, string authority = "cornwall")
    {
        if (family is null)
        {
            family = Guid.NewGuid();
            store.Families.Add(new() { Id = family.Value, AuthorityId = authority, RecordRef = family.Value.ToString("n"), CreatedAt = new TestClock().Now });
        }
        var person = Person(phone, personId, family.Value);
        var membership = Membership(personId, family.Value);
        store.People.Add(person);
        store.Memberships.Add(membership);
        return (person, membership);
    }

    public static Person Person(string? phone = Phone, string personId = "mum", Guid family = default) => new()
    {
        FamilyId = family,
        PersonId = personId,
        Name = "Kerensa Penhale",
        Role = PersonRole.Parent,
        Relationship = "Mum",
        Language = "en-GB",
        Phone = phone,
        InPlan = true,
        TextsAllowed = true,
    };

    public static Membership Membership(string personId = "mum", Guid family = default) => new()
    {
        FamilyId = family,
        PersonId = personId,
        Key = Guid.NewGuid(),
        HandleKey = new byte[32],
        InvitedAt = new TestClock().Now,
        InvitedBy = "worker",
    };

    public static Restriction Restriction(RestrictionKind kind, string personId = "mum", Guid family = default, RestrictionSource source = RestrictionSource.Portal, string? contact = null) => new()
    {
        FamilyId = family,
        Id = Guid.NewGuid(),
        Kind = kind,
        Source = source,
        PersonId = personId,
        Contact = contact,
        SetAt = new TestClock().Now,
        SetBy = "test",
    };
}
