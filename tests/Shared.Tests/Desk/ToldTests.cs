using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>What a manager is told once, and whether there is one to be told.</summary>
public sealed class ToldTests
{
    private const string Family = "MOS-0051907", Worker = "beth.anstey@example.org", Manager = "graham.yelland@example.org";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task OneGlassBrokenTwiceForOneReason_IsToldOnce_AndKeptTwice(string provider)
    {
        await using var test = await StartAsync(provider);
        var glass = test.Get<BreakGlass>();
        var (stranger, other, manager) = (await UserAsync(test, "stranger", StaffRole.Worker), await UserAsync(test, "other", StaffRole.Worker), await UserAsync(test, Manager, StaffRole.Manager));

        await glass.OpenAsync(stranger, Family, "A neighbour rang.");
        test.Clock.Now += TimeSpan.FromHours(3);
        await glass.OpenAsync(stranger, Family, "A neighbour rang.");
        (await glass.ToldAsync(manager)).ShouldHaveSingleItem().At.ShouldBe(test.Clock.Now, "the last time");
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.BreakGlass))).ShouldBe(2);

        await glass.OpenAsync(stranger, Family, "The neighbour rang again.");
        await glass.OpenAsync(other, Family, "A neighbour rang.");
        (await glass.ToldAsync(manager)).Count.ShouldBe(3, "another reason, and another person");
        test.Clock.Now += BreakGlass.Life;
        await glass.OpenAsync(stranger, Family, "A neighbour rang.");
        (await glass.ToldAsync(manager)).Count.ShouldBe(4, "another day's glass");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task IsTold_IsTrueOnlyWhereSomebodyElseIsShownIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, reach) = (test.Get<BreakGlass>(), test.Get<ReachDesk>());
        var worker = (await test.StaffAsync(Family, Worker))!;
        await UserAsync(test, "duty", StaffRole.Duty);
        (await glass.IsToldAsync(worker)).ShouldBeFalse();
        await UserAsync(test, "elsewhere", StaffRole.Manager, "knowsley");
        (await glass.IsToldAsync(worker)).ShouldBeFalse();

        var another = await UserAsync(test, "another", StaffRole.Manager);
        await AssertAsync(another);
        var named = await UserAsync(test, Manager, StaffRole.Manager);
        await AssertAsync(named, another);
        (await glass.IsToldAsync((await test.Get<ViewerDirectory>().StaffAsync(named, worker.FamilyId))!)).ShouldBeFalse("nobody is told of what they do themselves");

        async Task AssertAsync(StaffUser told, StaffUser? not = null)
        {
            (await glass.IsToldAsync(worker)).ShouldBeTrue();
            (await reach.BarAsync(worker, worker.Staff.Id, "My cousin's family.")).ShouldBe(BarOutcome.Done);
            (await glass.ToldAsync(told)).ShouldHaveSingleItem().What.ShouldBe(GlassEvent.KeptOut);
            if (not is not null) (await glass.ToldAsync(not)).ShouldBeEmpty();
            await test.Store.SaveAsync(s => s.StaffReaches.RemoveRange(s.StaffReaches));
        }
    }

    private static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<StaffUser> UserAsync(TestFamily test, string email, StaffRole role, string authority = "cornwall")
    {
        StaffMember staff = new() { Id = Guid.NewGuid(), AuthorityId = authority, Email = email, Name = email, Role = role };
        await test.Store.SaveAsync(store => store.Staff.Add(staff));
        return new StaffUser(staff);
    }
}
