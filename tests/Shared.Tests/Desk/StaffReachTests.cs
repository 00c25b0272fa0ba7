using System.Text.Json.Nodes;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>Which staff reach which family: as a list, one by one, across alerts, and after break-glass, cover and bars.</summary>
public sealed class StaffReachTests
{
    private const string Family = "MOS-0051907";
    private const string Worker = "beth.anstey@example.org";
    private const string Manager = "graham.yelland@example.org";
    private const string Stranger = "stranger@example.org";

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
    public async Task BreakGlass_OpensForADay_IsAudited_AndToldToTheManagerOnly(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, directory) = (test.Get<BreakGlass>(), test.Get<ViewerDirectory>());
        var stranger = await UserAsync(test, "cornwall", Stranger);
        var family = await FamilyAsync(test);

        (await glass.OpenAsync(stranger, $" {Family.ToLowerInvariant()} ", "A neighbour rang: the children are in the street.")).ShouldBe(family, "typed in a hurry");

        (await directory.StaffAsync(stranger, family))!.Reason.ShouldBe(StaffReason.BreakGlass);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        told.RecordRef.ShouldBe(Family);
        told.Who.ShouldBe(Stranger);
        told.Reason.ShouldStartWith("A neighbour");
        (told.What, told.MayOpen).ShouldBe((GlassEvent.Opened, true));
        foreach (var other in new[] { ("cornwall", Worker, StaffRole.Worker), ("cornwall", "other@example.org", StaffRole.Manager), ("knowsley", Manager, StaffRole.Manager), ("cornwall", Stranger, StaffRole.Worker) })
            (await glass.ToldAsync(await UserAsync(test, other.Item1, other.Item2, other.Item3))).ShouldBeEmpty();

        test.Clock.Now += BreakGlass.Life;
        (await directory.StaffAsync(stranger, family)).ShouldBeNull();
    }

    /// <summary>SQLite knows capitals of plain letters alone; and no family is opened by chance.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task BreakGlass_TakesAReferenceInAnyLetters_UnlessTwoDifferInNothingElse(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, stranger) = (test.Get<BreakGlass>(), await UserAsync(test, "cornwall", Stranger));
        var first = await FamilyAsync(test);
        Guid second = default;
        await test.Store.SaveAsync(store =>
        {
            store.Families.Single().RecordRef = "École-7";
            second = Texting.Somebody.Add(store).Person.FamilyId;
            (store.Families.Local.Single(f => f.Id == second).RecordRef, store.Families.Local.Single(f => f.Id == second).CurrentVersion) = ("abc-1", 1);
        });
        (await glass.OpenAsync(stranger, "École-7", "A call.")).ShouldBe(first);
        (await glass.OpenAsync(stranger, "ABC-1", "A call.")).ShouldBe(second);
        await test.Store.SaveAsync(store => store.Families.Single(f => f.Id == first).RecordRef = "Abc-1");
        (await glass.OpenAsync(stranger, "ABC-1", "A call.")).ShouldBeNull();
        (await glass.OpenAsync(stranger, "Abc-1", "A call.")).ShouldBe(first);
        (await glass.OpenAsync(stranger, "abc-1", "A call.")).ShouldBe(second);
    }

    [Fact]
    public async Task BreakGlass_OfABarredElsewhereOrUnknownFamily_IsTheSameNothing()
    {
        await using var test = await StartAsync("Sqlite");
        var glass = test.Get<BreakGlass>();
        var manager = (await test.StaffAsync(Family, Manager, StaffRole.Manager))!;
        var barred = await UserAsync(test, "cornwall", Stranger);
        (await test.Get<ReachDesk>().BarAsync(manager, barred.Staff.Id, "The mother's cousin.")).ShouldBe(BarOutcome.Done);

        (await glass.OpenAsync(barred, Family, "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(barred, "NOBODY", "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(await UserAsync(test, "knowsley", "k@example.org"), Family, "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(await UserAsync(test, "cornwall", "a@example.org", StaffRole.Administrator), Family, "I want to see.")).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => glass.OpenAsync(barred, Family, " "));

        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.BreakGlassRefused))).ShouldBe(1);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        (told.Who, told.What, told.Reason).ShouldBe((Stranger, GlassEvent.Refused, "I want to see."));
        (await test.Store.ReadAsync(s => s.StaffReaches.CountAsync(r => r.Kind == StaffReachKind.BreakGlass))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task CoverAndBar_AreSetByThoseWhoMay_AndBeatWhatTheyMust(string provider)
    {
        await using var test = await StartAsync(provider);
        var desk = test.Get<ReachDesk>();
        var worker = (await test.StaffAsync(Family, Worker))!;
        var manager = (await test.StaffAsync(Family, Manager, StaffRole.Manager))!;
        var colleague = await UserAsync(test, "cornwall", Stranger);
        var today = UkTime.Today(test.Clock);

        (await desk.CoverAsync(worker, colleague.Staff.Id, today.AddDays(ReachDesk.LongestCover + 1))).ShouldBeFalse();
        (await desk.CoverAsync(worker, (await UserAsync(test, "knowsley", "k@example.org")).Staff.Id, today)).ShouldBeFalse();
        (await desk.CoverAsync(worker, colleague.Staff.Id, today)).ShouldBeTrue();
        var cover = (await test.StaffAsync(Family, Stranger))!;
        cover.Reason.ShouldBe(StaffReason.Cover);
        (await desk.StaffAsync(worker))[0].Reason.ShouldNotBeNull();

        (await desk.CoverAsync(cover, cover.Staff.Id, today.AddDays(30))).ShouldBeFalse("who covers does not prolong it");
        (await desk.BarAsync(worker, manager.Staff.Id, "We disagree.")).ShouldBe(BarOutcome.NotAllowed, "a worker does not bar the manager");
        (await desk.BarAsync(manager, worker.Staff.Id, "Turns out to be the father's sister.")).ShouldBe(BarOutcome.Done);
        (await test.StaffAsync(Family, Worker)).ShouldBeNull();
        (await desk.LiftBarAsync(cover, worker.Staff.Id)).ShouldBeFalse();
        (await desk.LiftBarAsync(manager, worker.Staff.Id)).ShouldBeTrue();
        (await test.StaffAsync(Family, Worker)).ShouldNotBeNull();

        (await test.Get<BreakGlass>().ToldAsync(new StaffUser(manager.Staff))).ShouldBeEmpty("a manager's own doing");
        (await desk.BarAsync(cover, cover.Staff.Id, "I know this family.")).ShouldBe(BarOutcome.Done);
        var told = (await test.Get<BreakGlass>().ToldAsync(new StaffUser(manager.Staff))).ShouldHaveSingleItem();
        (told.Who, told.What, told.Reason).ShouldBe((Stranger, GlassEvent.KeptOut, "I know this family."));
        (await test.StaffAsync(Family, Stranger)).ShouldBeNull();
        test.Clock.Now += TimeSpan.FromDays(400);
        (await test.StaffAsync(Family, Stranger)).ShouldBeNull("a bar does not run out");
        (await test.Store.ReadAsync(s => s.AuditEntries.Select(a => a.Action).ToListAsync()))
            .ShouldBeSubsetOf([AuditActions.PlanStored, AuditActions.CoverSet, AuditActions.Barred, AuditActions.BarLifted]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task BreakGlass_GivesNoSayOverWhoElseMayLook_AndTheManagerIsToldBarredOrNot(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, glass) = (test.Get<ReachDesk>(), test.Get<BreakGlass>());
        var manager = (await test.StaffAsync(Family, Manager, StaffRole.Manager))!;
        var other = await UserAsync(test, "cornwall", "other.manager@example.org", StaffRole.Manager);
        var family = (await glass.OpenAsync(other, Family, "I want to see."))!.Value;
        var intruder = (await test.Get<ViewerDirectory>().StaffAsync(other, family))!;

        foreach (var who in new[] { manager.Staff.Id, (await test.StaffAsync(Family, Worker))!.Staff.Id, other.Staff.Id })
            (await desk.BarAsync(intruder, who, "They must not see.")).ShouldBe(BarOutcome.NotAllowed);
        (await desk.StaffAsync(intruder)).ShouldAllBe(l => !l.MayBeBarred);
        (await desk.CoverAsync(intruder, other.Staff.Id, UkTime.Today(test.Clock).AddDays(9))).ShouldBeFalse();
        (await desk.BarAsync(manager, other.Staff.Id, "Not theirs.")).ShouldBe(BarOutcome.Done);
        (await desk.LiftBarAsync(intruder, other.Staff.Id)).ShouldBeFalse();

        // Another manager of the family by cover: not over its own manager either.
        var deputy = await UserAsync(test, "cornwall", "deputy@example.org", StaffRole.Manager);
        (await desk.CoverAsync(manager, deputy.Staff.Id, UkTime.Today(test.Clock))).ShouldBeTrue();
        var covering = (await test.Get<ViewerDirectory>().StaffAsync(deputy, family))!;
        (await desk.BarAsync(covering, manager.Staff.Id, "They must not see.")).ShouldBe(BarOutcome.NotAllowed);
        (await desk.StaffAsync(covering)).Single(l => l.Id == manager.Staff.Id).MayBeBarred.ShouldBeFalse();
        (await desk.LiftBarAsync(covering, other.Staff.Id)).ShouldBeTrue();

        await UserAsync(test, "cornwall", "duty@example.org", StaffRole.Duty);
        (await desk.BarAsync(manager, manager.Staff.Id, "Turns out to be my cousin.")).ShouldBe(BarOutcome.Done);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        told.MayOpen.ShouldBeFalse();
    }

    /// <summary>A child's alert must come to somebody, and a bar must have somebody who can undo it.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Bar_LeavesSomebodyWhoSeesAlerts_AndAManagerWhoCanUndoIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var desk = test.Get<ReachDesk>();
        var manager = (await test.StaffAsync(Family, Manager, StaffRole.Manager))!;
        var duty = (await test.StaffAsync(Family, "duty@example.org", StaffRole.Duty))!;
        var gone = await UserAsync(test, "cornwall", "gone@example.org", StaffRole.Duty);
        await UserAsync(test, "knowsley", "duty@example.org", StaffRole.Duty);
        await test.Store.SaveAsync(s => s.Staff.Single(x => x.Id == gone.Staff.Id).EndedAt = test.Clock.Now);

        (await desk.BarAsync(manager, manager.Staff.Id, "My cousin.")).ShouldBe(BarOutcome.LastManager, "duty would see alerts, but nobody could undo it");
        (await desk.BarAsync(manager, (await test.StaffAsync(Family, Worker))!.Staff.Id, "The father's sister.")).ShouldBe(BarOutcome.Done);
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
        var covering = (await test.StaffAsync(Family, "deputy@example.org"))!;
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

    [Theory, MemberData(nameof(Providers))]
    public async Task Upload_IsForTheFamilysOwnStaff_AndMakesNobodyTheirOwnWorker(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, directory, import) = (test.Get<BreakGlass>(), test.Get<ViewerDirectory>(), test.Get<PlanImport>());
        var stranger = await UserAsync(test, "cornwall", Stranger);
        var family = (await glass.OpenAsync(stranger, Family, "I want to see."))!.Value;
        foreach (var reach in new[] { await directory.StaffAsync(stranger, family), await directory.StaffAsync(await UserAsync(test, "cornwall", "duty@example.org", StaffRole.Duty), family) })
        {
            PlanImport.MayUpload(reach!).ShouldBeFalse();
            (await import.UploadAsync(reach!, Next(_ => { }), null)).Code.ShouldBe("not-your-family");
        }

        var worker = (await test.StaffAsync(Family, Worker))!;
        (await test.Get<ReachDesk>().CoverAsync(worker, stranger.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();
        var cover = (await directory.StaffAsync(stranger, family))!;
        foreach (var role in new[] { "worker", "manager" })
            (await import.UploadAsync(cover, Next(people => people.Add(Named(people, "me", role, "Stranger@example.org"))), null)).Code.ShouldBe("names-you");
        (await import.UploadAsync(worker, Next(people => people.Add(Named(people, "me", "manager", Worker))), null)).Code.ShouldBe("names-you", "a worker does not make themselves the manager");
        var next = Next(people => people.Add(Named(people, "new", "worker", "newcomer@example.org")));
        (await import.UploadAsync(worker, next, (await import.LookOverAsync(worker, next)).Comparison!.Mark)).Code.ShouldBeNull();
    }

    [Theory]
    [InlineData("\u00a0")]
    [InlineData("\u200b \u2060")]
    [InlineData("...")]
    [InlineData("7")]
    public async Task AReason_IsWords(string reason)
    {
        Reasons.IsGiven(reason).ShouldBeFalse();
        await using var test = await StartAsync("Sqlite");
        var manager = (await test.StaffAsync(Family, Manager, StaffRole.Manager))!;
        await Should.ThrowAsync<ArgumentException>(async () => await test.Get<BreakGlass>().OpenAsync(await UserAsync(test, "cornwall", Stranger), Family, reason));
        await Should.ThrowAsync<ArgumentException>(() => test.Get<ReachDesk>().BarAsync(manager, manager.Staff.Id, reason));
        Reasons.IsGiven("\u0627\u0644\u0623\u0645").ShouldBeTrue("words of any script");
    }

    private static byte[] Next(Action<JsonArray> change)
    {
        var plan = JsonNode.Parse(SamplePlans.Load("cornwall-gran-and-grampy"))!;
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        change(plan["people"]!.AsArray());
        return System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString());
    }

    private static JsonNode Named(JsonArray people, string id, string role, string email)
    {
        var person = people.First(p => p!["role"]!.GetValue<string>() == "worker")!.DeepClone();
        (person["id"], person["role"], person["email"]) = (id, role, email);
        person.AsObject().Remove("phone");
        return person;
    }

    private static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static Task<Guid> FamilyAsync(TestFamily test) => test.Store.ReadAsync(s => s.Families.Where(f => f.RecordRef == Family).Select(f => f.Id).SingleAsync());

    private static async Task<StaffUser> UserAsync(TestFamily test, string authority, string email, StaffRole role = StaffRole.Worker)
    {
        StaffMember? staff = null;
        await test.Store.SaveAsync(store =>
        {
            staff = store.Staff.SingleOrDefault(s => s.AuthorityId == authority && s.Email == email);
            if (staff is null) store.Staff.Add(staff = new() { Id = Guid.NewGuid(), AuthorityId = authority, Email = email, Name = email, Role = role });
        });
        return new StaffUser(staff!);
    }

    private static async Task SayDangerAsync(TestFamily test)
    {
        var person = await test.Store.ReadAsync(s => s.People.Where(p => p.Role == PersonRole.Parent).Select(p => p.PersonId).FirstAsync());
        var outcome = await test.Answers.AskWorkerAsync((await test.ViewerAsync(Family, person))!, new() { FormKey = "k", Words = "he is hitting me right now please help" });
        outcome.Danger.IsDanger.ShouldBeTrue();
    }
}
