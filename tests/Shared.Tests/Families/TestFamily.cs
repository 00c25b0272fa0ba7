using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>A store with the domain's services, and short ways to import a plan and to become somebody in it.</summary>
internal sealed class TestFamily : IAsyncDisposable
{
    private TestFamily(TestStore store, TestClock clock)
    {
        Store = store;
        Clock = clock;
        Host = TestHost.Build(store, clock: clock);
    }

    public TestStore Store { get; }
    public TestClock Clock { get; }
    public IHost Host { get; }
    public PlanImport Import => Get<PlanImport>();
    public SafetyCall Safety => Get<SafetyCall>();
    public FamilyPlans Plans => Get<FamilyPlans>();
    public FamilyAnswers Answers => Get<FamilyAnswers>();
    public StaffDesk Desk => Get<StaffDesk>();
    public PeopleDesk People => Get<PeopleDesk>();
    public Alerts Alerts => Get<Alerts>();
    public ConversationStore Conversations => Get<ConversationStore>();

    public static async Task<TestFamily> CreateAsync(string provider = "Sqlite") => new(await TestStore.CreateAsync(provider), new TestClock());

    public T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    public Task<ImportOutcome> PutAsync(JsonNode plan) => PutAsync(Encoding.UTF8.GetBytes(plan.ToJsonString()));

    public async Task<ImportOutcome> PutAsync(byte[] plan)
    {
        var (authority, recordRef) = AddressOf(plan);
        return await Import.PutAsync(Client(authority), authority, recordRef, plan);
    }

    public async Task<ImportOutcome> SafetyAsync(string authority, string recordRef, string body) =>
        await Safety.ApplyAsync(Client(authority), authority, recordRef, Encoding.UTF8.GetBytes(body));

    public static RecordClient Client(string authority) => new("test", [authority]);

    /// <summary>The person as they would be after an invitation and a first sign-in; null once they may not look.</summary>
    public async Task<FamilyViewer?> ViewerAsync(string recordRef, string personId)
    {
        Guid key = default;
        await Store.SaveAsync(store =>
        {
            var family = store.Families.Single(f => f.RecordRef == recordRef);
            var membership = store.Memberships.SingleOrDefault(m => m.FamilyId == family.Id && m.PersonId == personId);
            if (membership is null)
                store.Memberships.Add(membership = new() { FamilyId = family.Id, PersonId = personId, Key = Guid.NewGuid(), HandleKey = Guid.NewGuid().ToByteArray(), InvitedBy = "test", InvitedAt = Clock.Now, Subject = $"{recordRef}:{personId}", ClaimedAt = Clock.Now });
            key = membership.Key;
        });
        return await Get<ViewerDirectory>().ByMembershipAsync(key);
    }

    /// <summary>Staff with this address, as a viewer of the family.</summary>
    public async Task<StaffViewer?> StaffAsync(string recordRef, string email, StaffRole role = StaffRole.Worker)
    {
        Family? family = null;
        StaffMember? staff = null;
        await Store.SaveAsync(store =>
        {
            family = store.Families.Single(f => f.RecordRef == recordRef);
            staff = store.Staff.SingleOrDefault(s => s.AuthorityId == family.AuthorityId && s.Email == email);
            if (staff is null) store.Staff.Add(staff = new() { Id = Guid.NewGuid(), AuthorityId = family.AuthorityId, Email = email, Name = "Worker", Role = role });
        });
        return await Get<ViewerDirectory>().StaffAsync(new StaffUser(staff!), family!.Id);
    }

    public async ValueTask DisposeAsync()
    {
        Host.Dispose();
        await Store.DisposeAsync();
    }

    private static (string, string) AddressOf(byte[] plan)
    {
        try
        {
            var json = JsonNode.Parse(plan)!;
            return (json["authority"]!.GetValue<string>(), json["family"]!["recordRef"]!.GetValue<string>());
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException)
        {
            return ("cornwall", "MOS-0048213");
        }
    }
}
