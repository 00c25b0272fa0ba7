using System.Text.Json.Nodes;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Responses.TwoFamilies;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>Answers that say danger, and those that only sound like it.</summary>
public sealed class DangerInAnswersTests
{
    [Fact]
    public async Task DangerInAScoresReason_IsStoredWithAnOpenAlert()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;

        var outcome = await test.Answers.GiveScoreAsync(amber, await ScaleAsync(test, amber, "How loud"), new() { FormKey = "k", Score = 1, Words = "It was ok at school. I want to kill myself tonight. Sorry." });

        outcome.Stored.ShouldBeTrue();
        outcome.Danger.IsDanger.ShouldBeTrue();
        var alert = (await test.Alerts.OfFamilyAsync((await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!)).Single();
        alert.AcknowledgedAt.ShouldBeNull();
        alert.Words!.ShouldContain("tonight");
    }

    [Fact]
    public async Task DangerInAFormThatHasAnotherFault_IsKeptAndRaisesTheAlertAllTheSame()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;

        var outcome = await test.Answers.GiveScoreAsync(amber, await ScaleAsync(test, amber, "How loud"), new() { FormKey = "k", Words = "He has got a knife" });

        outcome.Fault.ShouldBe(AnswerFault.ScoreMissing);
        outcome.Danger.IsDanger.ShouldBeTrue();
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(1);
        (await test.Store.ReadAsync(s => s.Answers.SingleAsync())).Words.ShouldBe("He has got a knife");
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task DangerSaidAgain_JoinsTheAlertThatWaits_AndBothAnswersHaveTheNumbers(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).Code.ShouldBeNull();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        Task<AnswerOutcome> GiveAsync(int? score, string words) => test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = score, Words = words });

        await GiveAsync(null, "He has got a knife");
        test.Clock.Now += TimeSpan.FromMinutes(2);
        await GiveAsync(3, "He has got a knife");

        var worker = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var alert = (await test.Alerts.OfFamilyAsync(worker)).ShouldHaveSingleItem();
        (alert.Times, alert.LastSaidAt - alert.RaisedAt).ShouldBe((2, TimeSpan.FromMinutes(2)), "the worker sees that it was said again, and when");
        (await test.Desk.AnswersAsync(worker)).Single(a => a.Id == alert.AnswerId).Score.ShouldBe(3);
        (await test.Answers.HeardAsync(amber)).Select(h => h.Kind).ShouldBe([AnswerKind.Score, AnswerKind.Unfinished]);

        await GiveAsync(3, "He has got a knife and he is coming in");
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(2, "other words are another alert");
        (await test.Alerts.OfFamilyAsync(worker)).Select(a => (a.Times, IsOnce: a.LastSaidAt == a.RaisedAt)).ShouldBe([(2, false), (1, true)]);
        foreach (var open in await test.Alerts.OfFamilyAsync(worker)) await test.Alerts.AcknowledgeAsync(worker, open.Id);
        (await test.Desk.AnswersAsync(worker)).ShouldAllBe(a => a.ReadBy.Count == 1, "whoever has the alert has read all that it is about");
        await GiveAsync(3, "He has got a knife");
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(3, "said again after somebody had it");
        test.Clock.Now += TimeSpan.FromHours(1);
        await GiveAsync(4, "He has got a knife");
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(4, "long after");
    }

    [Theory]
    [InlineData("cannot", 0)]
    [InlineData("accept", 1)]
    public async Task GivingBackATask_IsNoCryForHelp(string choice, int alerts)
    {
        await using var test = await StartAsync();
        var helper = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!["plan"]!["network"]![0]!["person"]!.GetValue<string>();
        var viewer = (await test.ViewerAsync(Amber, helper))!;
        var task = (await test.Plans.ReadAsync(viewer)).Network.First(t => t.IsMine);

        var outcome = await test.Answers.ReplyToTaskAsync(viewer, task.Handle, new() { FormKey = "k", Choice = choice, Words = "Sorry, I can't do it any more" });

        (outcome.IsOk, outcome.Danger.IsDanger).ShouldBe((true, alerts > 0));
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(alerts);
    }

    [Fact]
    public async Task Heard_IsTheGiversOwnAndForSomeHours()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var handle = (await test.Answers.AskWorkerAsync(amber, new() { FormKey = "k", Words = "He has got a knife" })).Handle!;
        var again = (await test.Answers.AskWorkerAsync(amber, new() { FormKey = "k", Words = "He has got a knife" }));

        again.ShouldSatisfyAllConditions(() => again.Stored.ShouldBeFalse(), () => again.Handle.ShouldBe(handle));
        var heard = (await test.Answers.HeardAsync(amber)).ShouldHaveSingleItem();
        (heard.Handle, heard.Finding.Level, heard.Sharing).ShouldBe((handle, DangerLevel.Emergency, AnswerSharing.WorkersOnly));
        (await test.Answers.HeardAsync((await test.ViewerAsync(Amber, "kelly"))!)).ShouldBeEmpty();
        test.Clock.Now += DangerAdvice.ShownFor;
        (await test.Answers.HeardAsync(amber)).ShouldBeEmpty();
    }
}
