using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>What a young person says about a worker: nobody whom it may be about reads it away, closes it, or gets it closed later.</summary>
public sealed class ComplaintTests
{
    private const string Ref = "EH-2026-03319";
    private const string Worker = "dean.ashcroft@example.org";
    private const string Manager = "sal.whitby@example.org";

    private int _version = 100;

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task WithAManager_NoOtherReplyOrReadingCounts_WhateverThePlanSaysLater(string provider)
    {
        await using var test = await StartAsync(provider);
        var (worker, manager, duty, cover) = (await StaffAsync(test, Worker), await StaffAsync(test, Manager, StaffRole.Manager), await StaffAsync(test, "duty@example.org", StaffRole.Duty), await CoverAsync(test, "cover@example.org", StaffRole.Manager));
        await WishAsync(test, AnswerKind.TalkAlone, null);
        await WishAsync(test, AnswerKind.AnotherWorker, null);
        await WishAsync(test, AnswerKind.SomethingWrong, "The door is broken", FamilyAnswers.AboutOther);
        await WishAsync(test, AnswerKind.SomethingWrong, "I do not want to say");
        await WishAsync(test, AnswerKind.SomethingWrong, "He is hitting me right now", "about-worker");
        var open = await OpenAsync(test, worker);
        open.Select(w => (w.Kind, w.Settler, w.IsMine)).ShouldBe([
            (AnswerKind.TalkAlone, Settler.Anybody, true), (AnswerKind.AnotherWorker, Settler.Manager, false), (AnswerKind.SomethingWrong, Settler.Anybody, true),
            (AnswerKind.SomethingWrong, Settler.Manager, false), (AnswerKind.SomethingWrong, Settler.Manager, false)]);
        (await ListAsync(test, manager)).ShouldAllBe(w => w.IsMine);
        (await ListAsync(test, manager)).Select(w => w.Answer).ShouldBe(open.Select(w => w.Answer), "the manager's list has them all");
        (await ListAsync(test, duty)).ShouldBeEmpty("the plan names a manager");

        // The worker takes the alert, says that they read all, and answers all; so do cover and the duty team.
        await test.Alerts.AcknowledgeAsync(worker, (await test.Alerts.OfFamilyAsync(worker)).Single().Id);
        foreach (var staff in new[] { worker, cover, duty })
            foreach (var wish in open)
            {
                await test.Desk.MarkReadAsync(staff, wish.Answer);
                await ReplyAsync(test, staff, wish, "All fine");
            }
        List<Guid> complaints = [open[1].Answer, open[3].Answer, open[4].Answer];
        (await OpenAsync(test, worker)).Select(w => w.Answer).ShouldBe(complaints);
        var owed = (await OwedAsync(test)).Values.Where(o => o.Settler == Settler.Manager).ToList();
        owed.Count.ShouldBe(3);
        owed.ShouldAllBe(o => o.AnsweredAt == null && !o.IsRead && o.WroteBack == "Worker");

        // So it is handed on, and presses until the manager reads it.
        test.Clock.Now += TimeSpan.FromDays(2);
        await Watch(test).RunOnceAsync();
        (await OwedAsync(test)).Values.Count(o => o.HandedOnAt is not null).ShouldBe(3);
        (await PressingAsync(test, duty)).ShouldAllBe(l => l.IsUnread && l.Settler == Settler.Manager);
        (await PressingAsync(test, duty)).Select(l => l.Answer).ShouldBe(complaints, ignoreOrder: true);
        (await PressingAsync(test, worker)).ShouldBeEmpty();
        await test.Desk.MarkReadAsync(manager, complaints[0]);
        (await PressingAsync(test, duty)).Select(l => l.Answer).ShouldBe(complaints[1..], ignoreOrder: true);
        (await OpenAsync(test, manager)).Select(w => w.Answer).ShouldBe(complaints);

        // Read, and its day is over: somebody besides the worker sees that too.
        test.Clock.Now += TimeSpan.FromDays(1);
        (await PressingAsync(test, duty)).Select(l => l.Answer).ShouldBe(complaints, ignoreOrder: true);

        // The plan names another worker, the old one's address changes, and then their account goes.
        await ChangeAsync(test, plan => Person(plan, "dean")["email"] = "new.worker@example.org");
        (await OpenAsync(test, manager)).Select(w => w.Answer).ShouldBe(complaints);
        await test.Store.SaveAsync(s => s.Staff.Single(x => x.Email == Worker).Email = "dean.old@example.org");
        (await OpenAsync(test, manager)).Select(w => w.Answer).ShouldBe(complaints);
        await test.Store.SaveAsync(s => s.Staff.Remove(s.Staff.Single(x => x.Email == "dean.old@example.org")));
        (await OpenAsync(test, manager)).Select(w => w.Answer).ShouldBe(complaints);
        (await OwedAsync(test)).Values.Count(o => o.AnsweredAt is null).ShouldBe(3);

        // The manager goes: what waits is the duty team's at once, and what they had answered before that counts no more than it did.
        await ChangeAsync(test, plan => Person(plan, "sal")["email"] = "no.account@example.org");
        var taken = await ListAsync(test, duty);
        taken.Select(w => (w.Answer, w.Settler, w.IsMine)).ShouldBe(complaints.Select(c => (c, Settler.Duty, true)));
        (await PressingAsync(test, duty)).ShouldBeEmpty("it is in one list");
        await ReplyAsync(test, duty, taken[0], "We come today");
        // And comes back.
        await ChangeAsync(test, _ => { });
        (await ListAsync(test, duty)).ShouldBeEmpty();
        await ReplyAsync(test, duty, taken[1], "We come today");
        (await OpenAsync(test, manager)).Select(w => w.Answer).ShouldBe(complaints[1..]);
        foreach (var wish in taken) await ReplyAsync(test, manager, wish, "I will come");
        (await OpenAsync(test, manager)).ShouldBeEmpty();
        await ChangeAsync(test, plan => Person(plan, "sal")["email"] = "no.account@example.org");
        (await OpenAsync(test, duty)).ShouldBeEmpty("what was settled stays so");
        (await OwedAsync(test)).Values.ShouldAllBe(o => o.AnsweredAt != null);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WithoutAManager_ItIsTheDutyTeamsAtOnce_AndNoOneElsesToEnd(string provider)
    {
        await using var test = await StartAsync(provider, plan => plan["people"]!.AsArray().Remove(Person(plan, "sal")));
        var (worker, duty) = (await StaffAsync(test, Worker), await StaffAsync(test, "duty@example.org", StaffRole.Duty));
        await WishAsync(test, AnswerKind.TalkAlone, null);
        await WishAsync(test, AnswerKind.SomethingWrong, "He shouts at me", "about-worker");
        (await ListAsync(test, duty)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Kind.ShouldBe(AnswerKind.SomethingWrong), w => w.IsMine.ShouldBeTrue());
        var wish = (await OpenAsync(test, worker)).Single(w => w.Kind == AnswerKind.SomethingWrong);
        wish.ShouldSatisfyAllConditions(w => w.Settler.ShouldBe(Settler.Duty), w => w.IsMine.ShouldBeFalse());

        // Nor somebody of the duty team who covers for the worker, nor another manager who does, nor who breaks the glass.
        foreach (var staff in new[] { worker, await CoverAsync(test, "second@example.org", StaffRole.Duty), await CoverAsync(test, "third@example.org", StaffRole.Manager), await CoverAsync(test, "fourth@example.org", StaffRole.Manager, StaffReachKind.BreakGlass) })
        {
            await test.Desk.MarkReadAsync(staff, wish.Answer);
            await ReplyAsync(test, staff, wish, "All fine");
        }
        (await OwedAsync(test)).Values.Single(o => o.Settler == Settler.Duty).ShouldSatisfyAllConditions(o => o.AnsweredAt.ShouldBeNull(), o => o.IsRead.ShouldBeFalse());
        await test.Desk.MarkReadAsync(duty, wish.Answer);
        (await OwedAsync(test)).Values.Single(o => o.Settler == Settler.Duty).IsRead.ShouldBeTrue();
        await ReplyAsync(test, duty, wish, "We come today");
        (await ListAsync(test, duty)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AManagerWhoCannotLook_IsNone()
    {
        await using var test = await StartAsync("Sqlite");
        var manager = await StaffAsync(test, Manager, StaffRole.Manager);
        async Task<Settler> SettlerAsync() => await test.Get<OwedAnswers>().SettlerAsync(await ViewerAsync(test));
        (await SettlerAsync()).ShouldBe(Settler.Manager);
        foreach (var (gone, back) in new (Action<Shared.Storage.Store>, Action<Shared.Storage.Store>)[]
        {
            (s => s.Staff.Single(x => x.Email == Manager).EndedAt = test.Clock.Now, s => s.Staff.Single(x => x.Email == Manager).EndedAt = null),
            (s => s.StaffReaches.Add(Reach(manager, StaffReachKind.Bar, test)), s => s.StaffReaches.RemoveRange(s.StaffReaches)),
            (s => s.People.Single(p => p.PersonId == "dean").Email = Manager, s => s.People.Single(p => p.PersonId == "dean").Email = Worker),
            (s => s.People.Single(p => p.PersonId == "sal").InPlan = false, s => s.People.Single(p => p.PersonId == "sal").InPlan = true),
            (s => s.People.Single(p => p.PersonId == "sal").Role = PersonRole.Worker, s => s.People.Single(p => p.PersonId == "sal").Role = PersonRole.Manager),
        })
        {
            await test.Store.SaveAsync(gone);
            (await SettlerAsync()).ShouldBe(Settler.Duty);
            await test.Store.SaveAsync(back);
            (await SettlerAsync()).ShouldBe(Settler.Manager);
        }
    }

    private async Task<TestFamily> StartAsync(string provider, Action<JsonNode>? change = null)
    {
        var test = await TestFamily.CreateAsync(provider);
        await ChangeAsync(test, change ?? (_ => { }));
        return test;
    }

    /// <summary>The sample as a higher version: changed, for this one time.</summary>
    private async Task ChangeAsync(TestFamily test, Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        plan["plan"]!["version"] = ++_version;
        change(plan);
        (await test.PutAsync(plan)).Faults.ShouldBeEmpty();
    }

    private static JsonNode Person(JsonNode plan, string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!;

    private static async Task<FamilyViewer> ViewerAsync(TestFamily test) => (await test.ViewerAsync(Ref, "amber"))!;

    private static async Task WishAsync(TestFamily test, AnswerKind kind, string? words, string? choice = null) =>
        (await test.Answers.WishAsync(await ViewerAsync(test), kind, new() { FormKey = Guid.NewGuid().ToString("N"), Words = words, Choice = choice })).Stored.ShouldBeTrue();

    /// <summary>As a page opened now finds them.</summary>
    private static async Task ReplyAsync(TestFamily test, StaffViewer staff, OpenWish wish, string words) =>
        (await test.Desk.ReplyAsync((await test.Get<ViewerDirectory>().StaffAsync(new StaffUser(staff.Staff), wish.Family))!, wish.Answer, new() { FormKey = Guid.NewGuid().ToString("N"), Words = words })).Stored.ShouldBeTrue();

    private static async Task<StaffViewer> StaffAsync(TestFamily test, string email, StaffRole role = StaffRole.Worker) => (await test.StaffAsync(Ref, email, role))!;

    private static async Task<StaffViewer> CoverAsync(TestFamily test, string email, StaffRole role, StaffReachKind kind = StaffReachKind.Cover)
    {
        await test.StaffAsync(Ref, email, role);
        await test.Store.SaveAsync(s =>
        {
            var (staff, family) = (s.Staff.Single(x => x.Email == email), s.Families.Single());
            s.StaffReaches.Add(new() { FamilyId = family.Id, StaffId = staff.Id, Kind = kind, At = test.Clock.Now, By = "test", EndsAt = test.Clock.Now.AddDays(9) });
        });
        return await StaffAsync(test, email, role);
    }

    private static StaffReach Reach(StaffViewer staff, StaffReachKind kind, TestFamily test) => new() { FamilyId = staff.FamilyId, StaffId = staff.Staff.Id, Kind = kind, At = test.Clock.Now, By = "test" };

    /// <summary>The list across families.</summary>
    private static Task<IReadOnlyList<OpenWish>> ListAsync(TestFamily test, StaffViewer staff) => test.Get<WishDesk>().OpenAsync(new StaffUser(staff.Staff));

    /// <summary>On the family's own page.</summary>
    private static Task<IReadOnlyList<OpenWish>> OpenAsync(TestFamily test, StaffViewer staff) => test.Get<WishDesk>().OpenAsync(staff);

    private static Task<IReadOnlyList<OwedLine>> PressingAsync(TestFamily test, StaffViewer staff) => test.Get<OwedDesk>().PressingAsync(new StaffUser(staff.Staff));

    private static async Task<IReadOnlyDictionary<string, OwedView>> OwedAsync(TestFamily test) => await test.Get<OwedAnswers>().ReadAsync(await ViewerAsync(test));

    private static UnreadWatch Watch(TestFamily test) => new(test.Get<Shared.Storage.StoreFactory>(), test.Get<AnswerWriter>(), test.Clock, NullLogger<UnreadWatch>.Instance);
}
