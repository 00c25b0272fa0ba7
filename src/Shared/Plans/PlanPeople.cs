using System.Security.Cryptography;
using System.Text.Json;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>Keeps the people of the newest plan as rows, for sign-in, texts and access, and when each one's slice last changed.</summary>
internal static class PlanPeople
{
    /// <summary>
    /// Everyone in the document as it names them; whoever is left out loses access at once, and whose number or address changes
    /// is signed out everywhere.
    /// </summary>
    public static async Task ReplaceAsync(Store store, Family family, PlanDocument document, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        HashSet<Person> changed = [];
        var rows = await store.People.Where(p => p.FamilyId == family.Id).ToDictionaryAsync(p => p.PersonId, cancel);
        foreach (var gone in rows.Values.Where(r => document.Person(r.PersonId) is null)) gone.InPlan = false;
        foreach (var person in document.People)
        {
            if (!rows.TryGetValue(person.Id, out var row))
                store.People.Add(rows[person.Id] = row = new() { FamilyId = family.Id, PersonId = person.Id, Name = "", Relationship = "", Language = "" });
            row.Name = person.Name;
            row.Role = person.Role;
            row.Relationship = person.Relationship;
            row.Language = person.Language;
            if (PersonContact.TakeFromDocument(row, person.Phone, person.Email?.ToLowerInvariant())) changed.Add(row);
            row.InPlan = true;
            row.AccessUntil = person.Access?.Until;
            row.Revoked = person.Access?.Revoked ?? false;
            row.TextsAllowed = person.TextMessages?.Allowed ?? false;
            row.NotSafe = person.TextMessages?.NotSafe ?? false;
            row.QuietFrom = person.TextMessages?.QuietFrom;
            row.QuietUntil = person.TextMessages?.QuietUntil;
        }
        changed.UnionWith(PersonContact.Yield([.. rows.Values.Where(r => r.InPlan)]));
        foreach (var person in changed) await SignedOut.EverywhereAsync(store, person, actor, AuditActions.ContactChanged, now, cancel);
    }

    /// <summary>
    /// Moves a reader's "agreed on" only where something of theirs changed. Otherwise a new version with nothing for them would
    /// show that something was agreed which they may not see.
    /// </summary>
    public static async Task RefreshSlicesAsync(Store store, Family family, PlanDocument document, CancellationToken cancel)
    {
        var restrictions = await store.Restrictions.AsNoTracking().Where(r => r.FamilyId == family.Id && r.LiftedAt == null).ToListAsync(cancel);
        var audiences = FamilyPlans.Audiences(new(family, restrictions), document);
        foreach (var row in await store.People.Where(p => p.FamilyId == family.Id && p.InPlan).ToListAsync(cancel))
        {
            var hash = Hash(new PlanViewBuilder(document, [.. audiences.SliceFor(row.PersonId).Select(i => i.Item)], row.PersonId, row.Language, id => id)
                .Build(DateOnly.MinValue) with
            { ReviewOn = DateOnly.MinValue });
            if (hash == row.SliceHash) continue;
            row.SliceHash = hash;
            row.SliceAgreedOn = document.Plan.AgreedOn;
        }
        await store.SaveChangesAsync(cancel);
    }

    private static string Hash(PlanView view) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(view)));
}
