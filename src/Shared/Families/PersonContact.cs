using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// THE rule whose number or address counts: the one given in the portal, unless a later document brings another than the one it
/// replaced. Kept in <see cref="Person.Phone"/> and <see cref="Person.Email"/>, so that nobody who reads them has to know.
/// </summary>
internal static class PersonContact
{
    /// <summary>Takes what a document says; true where a number or address that counted until now no longer does.</summary>
    public static bool TakeFromDocument(Person person, string? phone, string? email)
    {
        var (oldPhone, oldEmail) = (person.Phone, person.Email);
        person.Phone = Counts(phone, person.DocumentPhone, person.Phone);
        person.Email = Counts(email, person.DocumentEmail, person.Email);
        (person.DocumentPhone, person.DocumentEmail) = (phone, email);
        return Lost(oldPhone, person.Phone) || Lost(oldEmail, person.Email);
    }

    /// <summary>A document that merely drops the number which the portal replaced brings no other.</summary>
    private static string? Counts(string? brought, string? before, string? counted) =>
        brought == before || (brought is null && counted != before) ? counted : brought;

    /// <summary>
    /// Two people never share one number: where a new document gives somebody the number that the portal gave another, the
    /// document has it. Returns those who lost theirs.
    /// </summary>
    public static IReadOnlyList<Person> Yield(IReadOnlyCollection<Person> inPlan)
    {
        List<Person> lost = [];
        foreach (var person in inPlan)
        {
            var others = inPlan.Where(p => p != person).ToList();
            var phone = person.Phone is { } n && n != person.DocumentPhone && others.Any(p => p.DocumentPhone == n && p.Phone == n);
            var email = person.Email is { } e && e != person.DocumentEmail && others.Any(p => p.DocumentEmail == e && p.Email == e);
            if (phone) person.Phone = others.Any(p => p.Phone == person.DocumentPhone) ? null : person.DocumentPhone;
            if (email) person.Email = others.Any(p => p.Email == person.DocumentEmail) ? null : person.DocumentEmail;
            if (phone || email) lost.Add(person);
        }
        return lost;
    }

    /// <summary>Sets the number or address in the portal; returns the one that it replaces, if another was there.</summary>
    public static string? SetHere(Person person, ContactAddress contact, string actor, DateTimeOffset now)
    {
        var old = contact.IsEmail ? person.Email : person.Phone;
        if (contact.IsEmail) person.Email = contact.Value;
        else person.Phone = contact.Value;
        (person.ContactSetAt, person.ContactSetBy) = (now, actor);
        return Lost(old, contact.Value) ? old : null;
    }

    /// <summary>
    /// Of somebody who was given a number, their address, and the other way round: ends it where they do not keep it, or it was
    /// withdrawn before. Returns it where it ended.
    /// </summary>
    public static string? EndOther(Person person, ContactAddress given, bool keeps, IReadOnlyCollection<string?> withdrawn)
    {
        var other = given.IsEmail ? person.Phone : person.Email;
        if (other is null || (keeps && !withdrawn.Contains(other))) return null;
        if (given.IsEmail) person.Phone = null;
        else person.Email = null;
        return other;
    }

    /// <summary>Whether this number or address is one of the person's now.</summary>
    public static bool Has(Person person, string? contact) => contact is not null && (contact == person.Phone || contact == person.Email);

    /// <summary>
    /// Keeps what counted and does no more, of everybody whose number or address changed. Call it under the family's lock, before
    /// they are saved: no document and no restriction need have it.
    /// </summary>
    public static async Task RememberAsync(Store store, Guid family, CancellationToken cancel)
    {
        List<FormerContact> lost =
        [
            .. from entry in store.ChangeTracker.Entries<Person>()
               where entry.State == EntityState.Modified && entry.Entity.FamilyId == family
               from name in new[] { nameof(Person.Phone), nameof(Person.Email) }
               let old = entry.Property<string?>(name)
               where Lost(old.OriginalValue, old.CurrentValue)
               select new FormerContact { FamilyId = family, PersonId = entry.Entity.PersonId, Contact = old.OriginalValue! },
        ];
        if (lost.Count == 0) return;
        var people = lost.Select(l => l.PersonId).ToHashSet();
        var known = await store.FormerContacts.AsNoTracking().Where(f => f.FamilyId == family && people.Contains(f.PersonId)).ToListAsync(cancel);
        store.FormerContacts.AddRange(lost.Where(l => !known.Any(k => k.PersonId == l.PersonId && k.Contact == l.Contact)));
    }

    private static bool Lost(string? old, string? current) => old is not null && old != current;
}
