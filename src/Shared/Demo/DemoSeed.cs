using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Demo;

/// <summary>Somebody who can sign in to the demo.</summary>
/// <param name="Contact">The number or address that gets the code; null: not safe, or none.</param>
public sealed record DemoPerson(string Authority, string Family, string Name, string Role, string? Contact, string Word);

/// <summary>
/// Loads invented families and staff into an empty store, through the same import that a record system uses. Development
/// only: whoever calls it has checked that the demo is on. Run twice, it changes nothing.
/// </summary>
public sealed class DemoSeed
{
    private readonly StoreFactory _stores;
    private readonly PlanImport _import;
    private readonly TimeProvider _clock;

    internal DemoSeed(StoreFactory stores, PlanImport import, TimeProvider clock) => (_stores, _import, _clock) = (stores, import, clock);

    /// <summary>Stores a plan, makes its workers and managers staff, and invites everyone else with a word of the demo's.</summary>
    public async Task<IReadOnlyList<DemoPerson>> LoadAsync(ReadOnlyMemory<byte> plan, CancellationToken cancel = default)
    {
        var reading = PlanReader.Read(plan);
        if (reading.Document is not { } document) throw new InvalidDataException($"A demo plan is refused: {reading.Refusal!.CodeName}.");
        var authority = document.Authority;
        var outcome = await _import.PutAsync(new RecordClient("demo", [authority]), authority, document.Family.RecordRef, plan, cancel);
        // A demo that has moved on holds a later version than the sample: leave it as it is.
        if (!outcome.IsAccepted && outcome.Code != "version-conflict") throw new InvalidDataException($"A demo plan is refused: {outcome.Code} {string.Join(", ", outcome.Faults.Select(f => f.Pointer))}.");

        await using var store = _stores.Create();
        foreach (var person in document.People.Where(p => p.Role.SeesEverything() && p.Email is not null))
            await EnsureStaffAsync(store, authority, person.Name, person.Email!, person.Role == PersonRole.Manager ? StaffRole.Manager : StaffRole.Worker, cancel);
        await EnsureStaffAsync(store, authority, "Duty team", $"duty@{authority}.example.org", StaffRole.Duty, cancel);
        await EnsureStaffAsync(store, authority, "Access team", $"access@{authority}.example.org", StaffRole.Administrator, cancel);

        var now = _clock.GetUtcNow();
        var family = await store.Families.SingleAsync(f => f.AuthorityId == authority && f.RecordRef == document.Family.RecordRef, cancel);
        var invited = await store.Memberships.Where(m => m.FamilyId == family.Id).Select(m => m.PersonId).ToListAsync(cancel);
        var restrictions = await store.Restrictions.Where(r => r.FamilyId == family.Id && r.LiftedAt == null).ToListAsync(cancel);
        List<DemoPerson> people = [];
        foreach (var person in await store.People.Where(p => p.FamilyId == family.Id && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager).ToListAsync(cancel))
        {
            var word = Word(person.Name);
            if (!invited.Contains(person.PersonId)) await InvitationWriter.InviteAsync(store, person, "system", word, now, cancel, withMessage: false);
            var contact = person.Phone ?? person.Email;
            var standing = Standing.Of(person, new() { PersonId = person.PersonId, HandleKey = [], InvitedBy = "" }, restrictions, UkTime.Day(now));
            if (!standing.MayLook) continue;
            people.Add(new(authority, document.Family.Name, person.Name, Spoken(person.Role), standing.MayReach(contact) ? contact : null, word));
        }
        return people;
    }

    /// <summary>Each first name gets a word of its own that is easy to type: the same at every start.</summary>
    private static string Word(string name) => $"{Words[name.Aggregate(7, (sum, letter) => (sum * 31 + letter) & 0xffff) % Words.Length]} {name.Length}{name[0] % 10}";

    private static readonly string[] Words = ["otter", "teapot", "harbour", "pebble", "lantern", "bramble", "kettle", "puffin", "marble", "thistle", "wagon", "acorn", "bonfire", "clover", "dolphin", "feather"];

    private static string Spoken(PersonRole role) => role switch
    {
        PersonRole.Parent => "parent",
        PersonRole.YoungPerson => "young person",
        PersonRole.Network => "network",
        _ => "professional",
    };

    private static async Task EnsureStaffAsync(Store store, string authority, string name, string email, StaffRole role, CancellationToken cancel)
    {
        email = email.ToLowerInvariant();
        if (await store.Staff.AnyAsync(s => s.AuthorityId == authority && s.Email == email, cancel)) return;
        var added = store.Staff.Add(new() { Id = Guid.NewGuid(), AuthorityId = authority, Name = name, Email = email, Role = role });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Another plan of the same staff was loaded at the same time.
            added.State = EntityState.Detached;
            if (!await store.Staff.AnyAsync(s => s.AuthorityId == authority && s.Email == email, cancel)) throw;
        }
    }
}
