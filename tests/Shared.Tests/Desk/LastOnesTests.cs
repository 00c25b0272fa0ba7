using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Desk.ReachedFamily;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>No administrator ends the account of the last who see that somebody is in danger.</summary>
public sealed class LastOnesTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task TheLastOfTheDutyTeam_StaysUntilAnotherCanSignIn(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, admin) = (test.Get<StaffAccessDesk>(), await UserAsync(test, "cornwall", "admin", StaffRole.Administrator));
        var (one, two) = (await UserAsync(test, "cornwall", "one", StaffRole.Duty), await UserAsync(test, "cornwall", "two", StaffRole.Duty));
        await UserAsync(test, "knowsley", "elsewhere", StaffRole.Duty);
        // Named by the plan: every family has somebody all the same.
        await UserAsync(test, "cornwall", Manager, StaffRole.Manager);

        (await desk.EndAsync(admin, one.Staff.Id)).ShouldBe(EndOutcome.Done);
        (await desk.EndAsync(admin, two.Staff.Id)).ShouldBe(EndOutcome.LastDuty);
        (await test.Store.ReadAsync(s => s.Staff.SingleAsync(x => x.Id == two.Staff.Id))).EndedAt.ShouldBeNull();
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.StaffEnded))).ShouldBe(1, "what was refused is no end");
        (await desk.EndAsync(two, two.Staff.Id)).ShouldBe(EndOutcome.NotAllowed);

        (await desk.RestoreAsync(admin, one.Staff.Id)).ShouldBeTrue();
        (await desk.EndAsync(admin, two.Staff.Id)).ShouldBe(EndOutcome.Done);
        (await desk.EndAsync(admin, two.Staff.Id)).ShouldBe(EndOutcome.NotAllowed, "it has ended already");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task OfTheLastTwo_TwoAdministratorsAtOnceEndOne(string provider)
    {
        await using var test = await StartAsync(provider);
        var desk = test.Get<StaffAccessDesk>();
        StaffUser[] admins = [await UserAsync(test, "cornwall", "a1", StaffRole.Administrator), await UserAsync(test, "cornwall", "a2", StaffRole.Administrator)];
        StaffUser[] duty = [await UserAsync(test, "cornwall", "one", StaffRole.Duty), await UserAsync(test, "cornwall", "two", StaffRole.Duty)];
        await UserAsync(test, "cornwall", Manager, StaffRole.Manager);

        for (var round = 0; round < 5; round++)
        {
            var outcomes = await Task.WhenAll(admins.Select((admin, i) => Task.Run(() => desk.EndAsync(admin, duty[i].Staff.Id))));

            outcomes.Order().ShouldBe([EndOutcome.Done, EndOutcome.LastDuty]);
            (await desk.RestoreAsync(admins[0], duty[Array.IndexOf(outcomes, EndOutcome.Done)].Staff.Id)).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhoeverAloneSeesAFamilysAlerts_StaysUntilSomebodyElseDoes(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, admin) = (test.Get<StaffAccessDesk>(), await UserAsync(test, "cornwall", "admin", StaffRole.Administrator));
        var manager = await UserAsync(test, "cornwall", Manager, StaffRole.Manager);
        (await desk.EndAsync(admin, manager.Staff.Id)).ShouldBe(EndOutcome.NobodyLeft);
        var worker = await UserAsync(test, "cornwall", Worker, StaffRole.Worker);
        (await desk.EndAsync(admin, worker.Staff.Id)).ShouldBe(EndOutcome.Done, "alerts do not come to a worker at any hour");

        var duty = await UserAsync(test, "cornwall", "duty", StaffRole.Duty);
        var family = await test.Store.ReadAsync(s => s.Families.Select(f => f.Id).SingleAsync());
        await test.Store.SaveAsync(s => s.StaffReaches.Add(new() { FamilyId = family, StaffId = duty.Staff.Id, Kind = StaffReachKind.Bar, At = test.Clock.Now, By = "test" }));
        (await desk.EndAsync(admin, manager.Staff.Id)).ShouldBe(EndOutcome.NobodyLeft, "duty is kept out of it");
        await test.Store.SaveAsync(s => s.StaffReaches.RemoveRange(s.StaffReaches));
        (await desk.EndAsync(admin, manager.Staff.Id)).ShouldBe(EndOutcome.Done);
    }

    /// <summary>Two different desks: the manager bars duty, while an administrator ends the manager.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task OfDutyAndManager_ABarAndAnEndAtOnceLeaveOne(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, reach) = (test.Get<StaffAccessDesk>(), test.Get<ReachDesk>());
        var admin = await UserAsync(test, "cornwall", "admin", StaffRole.Administrator);
        var duty = await UserAsync(test, "cornwall", "duty", StaffRole.Duty);
        var manager = await UserAsync(test, "cornwall", Manager, StaffRole.Manager);

        for (var round = 0; round < 8; round++)
        {
            var viewer = (await test.StaffAsync(RecordRef, Manager))!;
            var (barred, ended) = (Task.Run(() => reach.BarAsync(viewer, duty.Staff.Id, "They know each other.")), Task.Run(() => desk.EndAsync(admin, manager.Staff.Id)));
            await Task.WhenAll(barred, ended);

            (await barred == BarOutcome.Done && await ended == EndOutcome.Done).ShouldBeFalse("nobody would see the family's alerts");
            if (await ended == EndOutcome.Done) (await desk.RestoreAsync(admin, manager.Staff.Id)).ShouldBeTrue();
            await test.Store.SaveAsync(s => s.StaffReaches.RemoveRange(s.StaffReaches));
        }
    }
}
