using System.Text;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>Keeps the people of the newest plan as rows, for sign-in, texts and access, and when each one's slice last changed.</summary>
internal static class PlanPeople
{
    /// <summary>
    /// Everyone in the document as it names them; whoever is left out loses access at once, and whose number or address changes,
    /// or whose phone is not safe any more, is signed out everywhere.
    /// </summary>
    public static async Task ReplaceAsync(Store store, Family family, PlanDocument document, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        HashSet<Person> lost = [];
        List<Person> unsafeNow = [];
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
            if (PersonContact.TakeFromDocument(row, person.Phone, person.Email?.ToLowerInvariant())) lost.Add(row);
            row.InPlan = true;
            row.AccessUntil = person.Access?.Until;
            row.Revoked = person.Access?.Revoked ?? false;
            row.TextsAllowed = person.TextMessages?.Allowed ?? false;
            if (person.TextMessages is { NotSafe: true } && !row.NotSafe) unsafeNow.Add(row);
            row.NotSafe = person.TextMessages?.NotSafe ?? false;
            row.QuietFrom = person.TextMessages?.QuietFrom;
            row.QuietUntil = person.TextMessages?.QuietUntil;
        }
        lost.UnionWith(PersonContact.Yield([.. rows.Values.Where(r => r.InPlan)]));
        await PersonContact.RememberAsync(store, family.Id, cancel);
        await WithdrawWhatCameAsync(store, family, rows, now, cancel);
        await AccountTies.LockAsync(store, family.Id, [.. lost.Concat(unsafeNow).Select(p => p.PersonId).Distinct()], cancel);
        foreach (var person in lost) await MembershipClaims.UnproveOthersAsync(store, person, cancel);
        foreach (var person in lost) await AccountTies.SignOutAsync(store, person, actor, AuditActions.ContactChanged, now, cancel);
        foreach (var person in unsafeNow.Except(lost)) await AccountTies.SignOutAsync(store, family.Id, person.PersonId, now, cancel);
    }

    /// <summary>A safety call withdrew the number of somebody who was not there yet: it is the number that they come with.</summary>
    private static async Task WithdrawWhatCameAsync(Store store, Family family, Dictionary<string, Person> rows, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var waiting in await store.Restrictions.Where(r => r.FamilyId == family.Id && r.Kind == RestrictionKind.ContactWithdrawn && r.Contact == null && r.LiftedAt == null).ToListAsync(cancel))
        {
            if (!rows.TryGetValue(waiting.PersonId, out var person)) continue;
            string[] came = [.. new[] { person.Phone, person.Email }.OfType<string>()];
            waiting.Contact = came.FirstOrDefault();
            foreach (var contact in came.Skip(1))
                store.Restrictions.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), Kind = waiting.Kind, Source = waiting.Source, PersonId = waiting.PersonId, Contact = contact, SetAt = waiting.SetAt, SetBy = waiting.SetBy });
        }
    }

    /// <summary>
    /// Dates each reader's "agreed on": the day of the version since which their slice is what it is, under the restrictions in
    /// force. Called after whatever changes a slice. A version with nothing for them, or one that changed only what a restriction
    /// hides, would otherwise show that something was agreed which they may not see.
    /// </summary>
    public static async Task RefreshSlicesAsync(Store store, Family family, CancellationToken cancel)
    {
        if (await VersionAsync(store, family, family.CurrentVersion, cancel) is not { } current) return;
        var restrictions = await store.Restrictions.AsNoTracking().Where(r => r.FamilyId == family.Id && r.LiftedAt == null).ToListAsync(cancel);
        var audiences = FamilyPlans.Audiences(new(family, restrictions), current);
        List<Person> moved = [];
        foreach (var row in await store.People.Where(p => p.FamilyId == family.Id && p.InPlan).ToListAsync(cancel))
        {
            var hash = HashFor(row, current, audiences);
            if (hash == row.SliceHash) continue;
            (row.SliceHash, row.SliceAgreedOn) = (hash, current.Plan.AgreedOn);
            moved.Add(row);
        }
        for (var version = current; moved.Count > 0;)
        {
            var before = version.Plan.Version - 1;
            if (await VersionAsync(store, family, before, cancel) is not { } older) break;
            var then = FamilyPlans.Audiences(new(family, restrictions), older);
            moved.RemoveAll(row => older.Person(row.PersonId) is null || HashFor(row, older, then) != row.SliceHash);
            foreach (var row in moved) row.SliceAgreedOn = older.Plan.AgreedOn;
            version = older;
        }
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>The newest version up to this number: numbers may be left out.</summary>
    private static async Task<PlanDocument?> VersionAsync(Store store, Family family, int upTo, CancellationToken cancel)
    {
        var json = await store.PlanVersions.AsNoTracking().Where(v => v.FamilyId == family.Id && v.Version <= upTo).OrderByDescending(v => v.Version).Select(v => v.Document).FirstOrDefaultAsync(cancel);
        return json is null ? null : PlanReader.ReadStored(Encoding.UTF8.GetBytes(json));
    }

    private static string HashFor(Person row, PlanDocument document, Audiences audiences) => ReadWords.HashOf(
        new PlanViewBuilder(document, [.. audiences.SliceFor(row.PersonId).Select(i => i.Item)], row.PersonId, row.Language, id => id).Build(DateOnly.MinValue));
}
