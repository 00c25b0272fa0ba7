using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Desk.ReachedFamily;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>What a manager is told once, and whether there is one to be told.</summary>
public sealed class ToldTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task OneGlassBrokenTwiceForOneReason_IsToldOnce_AndKeptTwice(string provider)
    {
        await using var test = await StartAsync(provider);
        var glass = test.Get<BreakGlass>();
        var (stranger, other, manager) = (await UserAsync(test, "cornwall", "stranger", StaffRole.Worker), await UserAsync(test, "cornwall", "other", StaffRole.Worker), await UserAsync(test, "cornwall", Manager, StaffRole.Manager));

        await glass.OpenAsync(stranger, RecordRef, "A neighbour rang.");
        test.Clock.Now += TimeSpan.FromHours(3);
        await glass.OpenAsync(stranger, RecordRef, "A neighbour rang.");
        (await glass.ToldAsync(manager)).ShouldHaveSingleItem().At.ShouldBe(test.Clock.Now, "the last time");
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.BreakGlass))).ShouldBe(2);

        await glass.OpenAsync(stranger, RecordRef, "The neighbour rang again.");
        await glass.OpenAsync(other, RecordRef, "A neighbour rang.");
        (await glass.ToldAsync(manager)).Count.ShouldBe(3, "another reason, and another person");
        test.Clock.Now += BreakGlass.Life;
        await glass.OpenAsync(stranger, RecordRef, "A neighbour rang.");
        (await glass.ToldAsync(manager)).Count.ShouldBe(4, "another day's glass");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task IsTold_IsTrueOnlyWhereSomebodyElseIsShownIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, reach) = (test.Get<BreakGlass>(), test.Get<ReachDesk>());
        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        await UserAsync(test, "cornwall", "duty", StaffRole.Duty);
        (await glass.IsToldAsync(worker)).ShouldBeFalse();
        await UserAsync(test, "knowsley", "elsewhere", StaffRole.Manager);
        (await glass.IsToldAsync(worker)).ShouldBeFalse();

        var another = await UserAsync(test, "cornwall", "another", StaffRole.Manager);
        await AssertAsync(another);
        var named = await UserAsync(test, "cornwall", Manager, StaffRole.Manager);
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
}
