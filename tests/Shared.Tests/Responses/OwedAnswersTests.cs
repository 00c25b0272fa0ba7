using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>What is owed an answer: by when, handed on once when nobody read it, and to whom it then shows.</summary>
public sealed class OwedAnswersTests
{
    private const string Family = "MOS-0051907";
    private const string Worker = "beth.anstey@example.org";
    private const string Manager = "graham.yelland@example.org";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task WhatNobodyReadInTime_IsHandedOnOnce_HoweverManyCopiesLook(string provider)
    {
        await using var test = await StartAsync(provider);
        var asker = await AskerAsync(test);
        foreach (var n in Enumerable.Range(0, 5)) (await test.Answers.AskWorkerAsync(asker, new() { FormKey = $"k{n}", Words = $"Question {n}" })).Stored.ShouldBeTrue();
        var worker = (await test.StaffAsync(Family, Worker))!;
        var asked = (await test.Desk.AnswersAsync(worker)).OrderBy(a => a.Words).ToList();
        // One was only on a screen, one was read, one answered.
        await test.Get<AnswerOpenings>().RecordAsync(worker, [asked[0].Id, asked[1].Id]);
        await test.Desk.MarkReadAsync(worker, asked[1].Id);
        await test.Desk.ReplyAsync(worker, asked[2].Id, new() { FormKey = "r", Words = "On Tuesday." });

        // Monday 10:00 and eight opening hours (08:45 to 17:15): Tuesday 09:30.
        test.Clock.Now = new(2026, 5, 19, 8, 29, 0, TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Watch(test).RunOnceAsync())));
        (await HandedOnAsync(test)).ShouldBeEmpty();
        test.Clock.Now = new(2026, 5, 19, 8, 30, 0, TimeSpan.Zero);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Watch(test).RunOnceAsync())));

        (await HandedOnAsync(test)).Order().ShouldBe(new[] { asked[0].Id, asked[3].Id, asked[4].Id }.Select(id => id.ToString()).Order());
        var entries = await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).ToListAsync());
        entries.Select(e => e.Number).ShouldBe(Enumerable.Range(1, entries.Count).Select(n => (long)n));
        var handed = entries.Where(e => e.Type == "uk.familyportal.answer.handed-on.v1").ToList();
        handed.Count.ShouldBe(3);
        handed.ShouldAllBe(e => !e.Data.Contains("Question") && e.Data.Contains("\"replyBy\":\"2026-05-21\""));
        var owed = await test.Get<OwedAnswers>().ReadAsync(asker);
        owed.Values.Count(o => o.HandedOnAt == test.Clock.Now).ShouldBe(3);
        owed.Values.ShouldAllBe(o => o.ReplyBy == new DateOnly(2026, 5, 21));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhatPresses_ShowsToManagerCoverAndDuty_AndABarBeatsAll(string provider)
    {
        await using var test = await StartAsync(provider);
        var asker = await AskerAsync(test);
        await test.Answers.AskWorkerAsync(asker, new() { FormKey = "k", Words = "When does it come?" });
        var family = await test.Store.ReadAsync(s => s.Families.Where(f => f.RecordRef == Family).Select(f => f.Id).SingleAsync());
        (string Email, string Authority, StaffRole Role, StaffReachKind[] Reaches, bool Unread, bool Late)[] cases =
        [
            (Worker, "cornwall", StaffRole.Worker, [], true, true),
            (Manager, "cornwall", StaffRole.Manager, [], true, true),
            ("cover@example.org", "cornwall", StaffRole.Worker, [StaffReachKind.Cover], true, true),
            ("duty@example.org", "cornwall", StaffRole.Duty, [], true, false),
            ("aunt@example.org", "cornwall", StaffRole.Duty, [StaffReachKind.Bar], false, false),
            ("ex@example.org", "cornwall", StaffRole.Worker, [StaffReachKind.Cover, StaffReachKind.Bar], false, false),
            ("stranger@example.org", "cornwall", StaffRole.Manager, [], false, false),
            (Manager, "knowsley", StaffRole.Duty, [], false, false),
        ];
        var users = new List<StaffUser>();
        foreach (var (email, authority, role, reaches, _, _) in cases)
        {
            StaffMember staff = new() { Id = Guid.NewGuid(), AuthorityId = authority, Email = email, Name = email, Role = role };
            await test.Store.SaveAsync(store =>
            {
                store.Staff.Add(staff);
                store.StaffReaches.AddRange(reaches.Select(r => new StaffReach { FamilyId = family, StaffId = staff.Id, Kind = r, At = test.Clock.Now, By = "test" }));
            });
            users.Add(new(staff));
        }
        async Task<bool[]> SeenAsync() => [.. await Task.WhenAll(users.Select(async u => (await test.Get<OwedDesk>().PressingAsync(u)).Count == 1))];
        (await SeenAsync()).ShouldAllBe(seen => !seen, "it is not due yet");

        test.Clock.Now = new(2026, 5, 19, 9, 0, 0, TimeSpan.Zero);
        await Watch(test).RunOnceAsync();
        (await SeenAsync()).ShouldBe(cases.Select(c => c.Unread));

        // Read, and still no answer when its day is over: that is for whoever owes it, and no more for the duty team.
        var worker = (await test.Get<ViewerDirectory>().StaffAsync(users[0], family))!;
        await test.Desk.MarkReadAsync(worker, (await test.Desk.AnswersAsync(worker)).Single().Id);
        (await SeenAsync()).ShouldAllBe(seen => !seen);
        test.Clock.Now = new(2026, 5, 21, 23, 1, 0, TimeSpan.Zero); // Friday by the UK's clock
        (await SeenAsync()).ShouldBe(cases.Select(c => c.Late));
        (await test.Get<OwedAnswers>().ReadAsync(asker)).Values.Single().IsLate(UkTime.Day(test.Clock.Now)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task ARequest_IsOwedWithinAMonth_UntilAReplySaysWhatCameOfIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var asker = await AskerAsync(test);
        test.Clock.Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        var said = await test.Answers.AskWorkerAsync(asker, new() { FormKey = "q", Words = "I was cross." });
        var form = new AnswerForm { FormKey = "k", Words = "I did not mean it." };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.Answers.AskToRemoveAsync(asker, said.Handle!, form))));
        outcomes.Count(o => o.Stored).ShouldBe(1, "a double tap is one request");
        outcomes.ShouldAllBe(o => o.IsOk);
        foreach (var second in new[] { form with { FormKey = "k2" }, form with { Words = "I thought again." } })
            (await test.Answers.AskToRemoveAsync(asker, said.Handle!, second)).Fault.ShouldBe(AnswerFault.AskedAlready);
        (await test.Answers.AskToRemoveAsync(asker, said.Handle!, form with { FormKey = "k3", Words = "He is hitting me right now." })).ShouldSatisfyAllConditions(o => o.Fault.ShouldBe(AnswerFault.AskedAlready), o => o.Danger.IsDanger.ShouldBeTrue());
        (await test.Store.ReadAsync(s => s.Answers.CountAsync(a => a.Kind == AnswerKind.Unfinished))).ShouldBe(1, "danger in what is not taken is heard");
        (await test.Answers.AskToRemoveAsync(asker, outcomes[0].Handle!, form with { FormKey = "k4" })).Fault.ShouldBe(AnswerFault.NotThere, "a request is no words of theirs to take out");
        (await test.Store.ReadAsync(s => s.Answers.CountAsync(a => a.Kind == AnswerKind.RemovalRequest))).ShouldBe(1);
        (await test.Answers.AskToRemoveNumberAsync(asker, new() { FormKey = "n" })).Stored.ShouldBeTrue("why is nobody's business");
        (await test.Answers.AskToCorrectAsync(asker, "abcdefghijkl", form)).Fault.ShouldBe(AnswerFault.NotThere);
        (await test.Answers.AskToRemoveAsync(asker, "abcdefghijkl", form)).Fault.ShouldBe(AnswerFault.NotThere);

        var worker = (await test.StaffAsync(Family, Worker))!;
        var request = (await test.Desk.AnswersAsync(worker)).Single(a => a.Kind == AnswerKind.RemovalRequest);
        request.InReplyTo.ShouldBe((await test.Desk.AnswersAsync(worker)).Single(a => a.Kind == AnswerKind.Question).Id);
        var handle = outcomes[0].Handle!;
        async Task<OwedView> OwedAsync() => (await test.Get<OwedAnswers>().ReadAsync(asker))[handle];
        (await OwedAsync()).ReplyBy.ShouldBe(new DateOnly(2026, 2, 28), "a month by the calendar");
        (await test.Desk.ReplyAsync(worker, request.Id, new() { FormKey = "r1", Words = "Done." })).Fault.ShouldBe(AnswerFault.ChoiceMissing);
        (await test.Desk.ReplyAsync(worker, request.Id, new() { FormKey = "r2", Words = "I am asking.", Choice = Owing.StillLooking })).Stored.ShouldBeTrue();
        (await OwedAsync()).AnsweredAt.ShouldBeNull();
        (await test.Desk.ReplyAsync(worker, request.Id, new() { FormKey = "r3", Words = "It is out.", Choice = Owing.Changed })).Stored.ShouldBeTrue();
        (await OwedAsync()).ShouldSatisfyAllConditions(o => o.AnsweredAt.ShouldNotBeNull(), o => o.Outcome.ShouldBe(Owing.Changed));
        (await test.Get<OwedDesk>().OfFamilyAsync(worker)).Select(o => o.Kind).ShouldBe([AnswerKind.Question, AnswerKind.NumberRequest], ignoreOrder: true);
        var data = await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).Select(e => e.Data).ToListAsync());
        data.Single(d => d.Contains("\"kind\":\"removal-request\"")).ShouldSatisfyAllConditions(d => d.ShouldContain($"\"inReplyTo\":\"{request.InReplyTo}\""), d => d.ShouldContain("\"replyBy\":\"2026-02-28\""));
        data[^1].ShouldContain("\"choice\":\"changed\"");
        // A request says danger like anything else.
        (await test.Answers.AskToRemoveAsync(asker, said.Handle!, new() { FormKey = "d", Words = "He has got a knife and he is coming for me now." })).Danger.IsDanger.ShouldBeTrue();
        (await test.Alerts.OfFamilyAsync(worker)).Count.ShouldBe(2);
    }

    private static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<FamilyViewer> AskerAsync(TestFamily test) => (await test.ViewerAsync(Family, "ann"))!;

    /// <summary>A copy of the worker of its own.</summary>
    private static UnreadWatch Watch(TestFamily test) => new(test.Get<Shared.Storage.StoreFactory>(), test.Get<AnswerWriter>(), test.Clock, NullLogger<UnreadWatch>.Instance);

    private static Task<List<string>> HandedOnAsync(TestFamily test) =>
        test.Store.ReadAsync(s => s.AuditEntries.Where(a => a.Action == "handed-on").Select(a => a.Target!).ToListAsync());
}
