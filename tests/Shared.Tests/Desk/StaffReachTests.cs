using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Desk.ReachedFamily;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>Which staff reach which family: as a list, one by one, across alerts, and after break-glass, cover and bars.</summary>
public sealed class StaffReachTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task ListDirectoryAndAlerts_AgreeForEveryWayOfReaching(string provider)
    {
        await using var test = await StartAsync(provider);
        await SayDangerAsync(test);
        var past = test.Clock.Now.AddMinutes(-1);
        var later = test.Clock.Now.AddDays(1);
        (string Email, StaffRole Role, (StaffReachKind, DateTimeOffset?)[] Reaches, StaffReason? Expected)[] cases =
        [
            (Worker, StaffRole.Worker, [], StaffReason.NamedInPlan),
            (Manager, StaffRole.Manager, [], StaffReason.Manager),
            (Stranger, StaffRole.Worker, [], null),
            ("other.manager@example.org", StaffRole.Manager, [], null),
            ("admin@example.org", StaffRole.Administrator, [], null),
            ("duty@example.org", StaffRole.Duty, [], StaffReason.Duty),
            ("cover@example.org", StaffRole.Worker, [(StaffReachKind.Cover, later)], StaffReason.Cover),
            ("late@example.org", StaffRole.Worker, [(StaffReachKind.Cover, past), (StaffReachKind.BreakGlass, past)], null),
            ("glass@example.org", StaffRole.Worker, [(StaffReachKind.BreakGlass, later)], StaffReason.BreakGlass),
            ("aunt@example.org", StaffRole.Duty, [(StaffReachKind.Cover, later), (StaffReachKind.Bar, null)], null),
            ("ex@example.org", StaffRole.Duty, [(StaffReachKind.Bar, past)], null),
        ];
        foreach (var (email, role, reaches, expected) in cases)
        {
            var user = await UserAsync(test, "cornwall", email, role);
            var family = await FamilyAsync(test);
            await test.Store.SaveAsync(store => store.StaffReaches.AddRange(reaches.Select(r => new StaffReach { FamilyId = family, StaffId = user.Staff.Id, Kind = r.Item1, At = past, By = "test", EndsAt = r.Item2 })));

            (await test.Get<ViewerDirectory>().StaffAsync(user, family))?.Reason.ShouldBe(expected!.Value, email);
            (await test.Get<ViewerDirectory>().StaffAsync(user, family) is not null).ShouldBe(expected is not null, email);
            (await test.Desk.FamiliesAsync(user)).Any(l => l.Family == family).ShouldBe(expected is not null, email);
            (await test.Get<AlertDesk>().OpenAsync(user)).Any(a => a.Family == family).ShouldBe(expected is not null, email);
        }
        foreach (var elsewhere in new[] { StaffRole.Duty, StaffRole.Manager })
        {
            var user = await UserAsync(test, "knowsley", Worker, elsewhere);
            (await test.Desk.FamiliesAsync(user)).ShouldBeEmpty();
            (await test.Get<AlertDesk>().OpenAsync(user)).ShouldBeEmpty();
            (await test.Get<ViewerDirectory>().StaffAsync(user, await FamilyAsync(test))).ShouldBeNull();
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task CoverAndBar_AreSetByThoseWhoMay_AndBeatWhatTheyMust(string provider)
    {
        await using var test = await StartAsync(provider);
        var desk = test.Get<ReachDesk>();
        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        var manager = (await test.StaffAsync(RecordRef, Manager, StaffRole.Manager))!;
        var colleague = await UserAsync(test, "cornwall", Stranger);
        var today = UkTime.Today(test.Clock);

        (await desk.CoverAsync(worker, colleague.Staff.Id, today.AddDays(ReachDesk.LongestCover + 1))).ShouldBeFalse();
        (await desk.CoverAsync(worker, (await UserAsync(test, "knowsley", "k@example.org")).Staff.Id, today)).ShouldBeFalse();
        (await desk.CoverAsync(worker, colleague.Staff.Id, today)).ShouldBeTrue();
        var cover = (await test.StaffAsync(RecordRef, Stranger))!;
        cover.Reason.ShouldBe(StaffReason.Cover);
        (await desk.StaffAsync(worker))[0].Reason.ShouldNotBeNull();

        (await desk.CoverAsync(cover, cover.Staff.Id, today.AddDays(30))).ShouldBeFalse("who covers does not prolong it");
        (await desk.BarAsync(worker, manager.Staff.Id, "We disagree.")).ShouldBe(BarOutcome.NotAllowed, "a worker does not bar the manager");
        (await desk.BarAsync(manager, worker.Staff.Id, "Turns out to be the father's sister.")).ShouldBe(BarOutcome.Done);
        (await test.StaffAsync(RecordRef, Worker)).ShouldBeNull();
        (await desk.LiftBarAsync(cover, worker.Staff.Id)).ShouldBeFalse();
        (await desk.LiftBarAsync(manager, worker.Staff.Id)).ShouldBeTrue();
        (await test.StaffAsync(RecordRef, Worker)).ShouldNotBeNull();

        (await test.Get<BreakGlass>().ToldAsync(new StaffUser(manager.Staff))).ShouldBeEmpty("a manager's own doing");
        (await desk.BarAsync(cover, cover.Staff.Id, "I know this family.")).ShouldBe(BarOutcome.Done);
        var told = (await test.Get<BreakGlass>().ToldAsync(new StaffUser(manager.Staff))).ShouldHaveSingleItem();
        (told.Who, told.What, told.Reason).ShouldBe((Stranger, GlassEvent.KeptOut, "I know this family."));
        (await test.StaffAsync(RecordRef, Stranger)).ShouldBeNull();
        test.Clock.Now += TimeSpan.FromDays(400);
        (await test.StaffAsync(RecordRef, Stranger)).ShouldBeNull("a bar does not run out");
        (await test.Store.ReadAsync(s => s.AuditEntries.Select(a => a.Action).ToListAsync()))
            .ShouldBeSubsetOf([AuditActions.PlanStored, AuditActions.CoverSet, AuditActions.Barred, AuditActions.BarLifted]);
    }

    /// <summary>A child's alert must come to somebody, and a bar must have somebody who can undo it.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Bar_LeavesSomebodyWhoSeesAlerts_AndAManagerWhoCanUndoIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var desk = test.Get<ReachDesk>();
        var manager = (await test.StaffAsync(RecordRef, Manager, StaffRole.Manager))!;
        var duty = (await test.StaffAsync(RecordRef, "duty@example.org", StaffRole.Duty))!;
        var gone = await UserAsync(test, "cornwall", "gone@example.org", StaffRole.Duty);
        await UserAsync(test, "knowsley", "duty@example.org", StaffRole.Duty);
        await test.Store.SaveAsync(s => s.Staff.Single(x => x.Id == gone.Staff.Id).EndedAt = test.Clock.Now);

        (await desk.BarAsync(manager, manager.Staff.Id, "My cousin.")).ShouldBe(BarOutcome.LastManager, "duty would see alerts, but nobody could undo it");
        (await desk.BarAsync(manager, (await test.StaffAsync(RecordRef, Worker))!.Staff.Id, "The father's sister.")).ShouldBe(BarOutcome.Done);
        (await desk.BarAsync(manager, duty.Staff.Id, "We share it.")).ShouldBe(BarOutcome.Done);
        (await desk.BarAsync(manager, manager.Staff.Id, "My cousin.")).ShouldBe(BarOutcome.LastManager);

        // Another manager for a while could undo it. But a cover runs out: who sees alerts then?
        var deputy = await UserAsync(test, "cornwall", "deputy@example.org", StaffRole.Manager);
        (await desk.CoverAsync(manager, deputy.Staff.Id, UkTime.Today(test.Clock))).ShouldBeTrue();
        (await desk.BarAsync(manager, manager.Staff.Id, "My cousin.")).ShouldBe(BarOutcome.NobodyLeft);
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.Barred))).ShouldBe(2);
        (await test.Get<ViewerDirectory>().StaffAsync(new StaffUser(manager.Staff), manager.FamilyId)).ShouldNotBeNull();

        // Of the two that are left each may go, but not both, at once or one after the other.
        (await desk.LiftBarAsync(manager, duty.Staff.Id)).ShouldBeTrue();
        var covering = (await test.StaffAsync(RecordRef, "deputy@example.org"))!;
        var both = await Task.WhenAll(desk.BarAsync(manager, manager.Staff.Id, "My cousin."), desk.BarAsync(covering, duty.Staff.Id, "We share it."));
        both.ShouldBe([BarOutcome.Done, BarOutcome.NobodyLeft], ignoreOrder: true);
    }

    /// <summary>Accounts end, plans name others: whatever came about, an alert comes to somebody.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Alert_ThatNobodyReaches_ShowsToDutyAlone_AndNothingElseOfTheFamily(string provider)
    {
        await using var test = await StartAsync(provider);
        await SayDangerAsync(test);
        var desk = test.Get<AlertDesk>();
        var family = await FamilyAsync(test);
        var worker = await UserAsync(test, "cornwall", Worker);
        var manager = await UserAsync(test, "cornwall", Manager, StaffRole.Manager);
        var other = await UserAsync(test, "cornwall", "other@example.org", StaffRole.Manager);
        var duty = await UserAsync(test, "cornwall", "duty@example.org", StaffRole.Duty);
        var elsewhere = await UserAsync(test, "knowsley", "duty@example.org", StaffRole.Duty);
        Task BarAsync(params StaffUser[] staff) => test.Store.SaveAsync(s => s.StaffReaches.AddRange(staff.Select(x => new StaffReach { FamilyId = family, StaffId = x.Staff.Id, Kind = StaffReachKind.Bar, At = test.Clock.Now, By = "test" })));
        async Task<DeskAlert[]> SeenAsync(StaffUser user) => [.. await desk.OpenAsync(user)];
        await BarAsync(manager, duty);
        (await SeenAsync(duty)).ShouldBeEmpty("the worker reaches it: the bar holds");
        (await SeenAsync(worker)).ShouldHaveSingleItem().IsShut.ShouldBeFalse();

        await BarAsync(worker);
        var shut = (await SeenAsync(duty)).ShouldHaveSingleItem();
        (shut.Family, shut.IsShut, shut.Alert.Words).ShouldBe((family, true, "he is hitting me right now please help"));
        (shut.Alert.Phone is not null || shut.Alert.Others.Count > 0).ShouldBeTrue("somebody to ring");
        shut.Alert.Who.ShouldNotBeEmpty();
        (await test.Get<ViewerDirectory>().StaffAsync(duty, family)).ShouldBeNull();
        (await test.Desk.FamiliesAsync(duty)).ShouldBeEmpty();
        foreach (var nobody in new[] { worker, manager, other, elsewhere })
        {
            (await SeenAsync(nobody)).ShouldBeEmpty(nobody.Staff.Email);
            (await desk.AcknowledgeShutAsync(nobody, family, shut.Alert.Id)).ShouldBeFalse(nobody.Staff.Email);
        }

        // No duty account: a manager of the council who is not kept out.
        await test.Store.SaveAsync(s => s.Staff.Single(x => x.Id == duty.Staff.Id).EndedAt = test.Clock.Now);
        (await SeenAsync(other)).ShouldHaveSingleItem().IsShut.ShouldBeTrue();
        (await SeenAsync(manager)).ShouldBeEmpty();
        await test.Store.SaveAsync(s => s.Staff.Single(x => x.Id == duty.Staff.Id).EndedAt = null);

        (await desk.AcknowledgeShutAsync(duty, family, shut.Alert.Id)).ShouldBeTrue();
        (await SeenAsync(duty)).ShouldBeEmpty();
        (await test.Store.ReadAsync(s => s.Alerts.Select(a => a.AcknowledgedBy).SingleAsync())).ShouldBe(duty.Name);
        (await desk.InHandAsync(duty)).ShouldHaveSingleItem().IsShut.ShouldBeTrue("the numbers stay in sight");
        (await desk.InHandAsync(manager)).ShouldBeEmpty();
        (await desk.ReopenShutAsync(manager, family, shut.Alert.Id)).ShouldBeFalse();
        (await desk.ReopenShutAsync(duty, family, shut.Alert.Id)).ShouldBeTrue();
        (await SeenAsync(duty)).ShouldHaveSingleItem();
    }
}
