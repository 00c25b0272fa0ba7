using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>A family with its worker, its manager and strangers, for tests of who reaches it.</summary>
internal static class ReachedFamily
{
    public const string RecordRef = "MOS-0051907";
    public const string Worker = "beth.anstey@example.org";
    public const string Manager = "graham.yelland@example.org";
    public const string Stranger = "stranger@example.org";

    public static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        return test;
    }

    public static Task<Guid> FamilyAsync(TestFamily test) => test.Store.ReadAsync(s => s.Families.Where(f => f.RecordRef == RecordRef).Select(f => f.Id).SingleAsync());

    public static async Task<StaffUser> UserAsync(TestFamily test, string authority, string email, StaffRole role = StaffRole.Worker)
    {
        StaffMember? staff = null;
        await test.Store.SaveAsync(store =>
        {
            staff = store.Staff.SingleOrDefault(s => s.AuthorityId == authority && s.Email == email);
            if (staff is null) store.Staff.Add(staff = new() { Id = Guid.NewGuid(), AuthorityId = authority, Email = email, Name = email, Role = role });
        });
        return new StaffUser(staff!);
    }

    public static async Task SayDangerAsync(TestFamily test)
    {
        var person = await test.Store.ReadAsync(s => s.People.Where(p => p.Role == PersonRole.Parent).Select(p => p.PersonId).FirstAsync());
        var outcome = await test.Answers.AskWorkerAsync((await test.ViewerAsync(RecordRef, person))!, new() { FormKey = "k", Words = "he is hitting me right now please help" });
        outcome.Danger.IsDanger.ShouldBeTrue();
    }
}
