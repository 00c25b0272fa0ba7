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

namespace FamilyPortal.Shared.Tests.Responses;

public sealed class FamilyAnswersTests
{
    private const string Amber = "EH-2026-03319";
    private const string Maisie = "LL-771204";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task GiveScore_DoubleTapInParallel_IsStoredOnceWithItsEntryAndAudit(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var form = new AnswerForm { FormKey = "k1", Score = 4, Words = "It was a loud week." };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => test.Answers.GiveScoreAsync(amber, scale, form))));

        outcomes.ShouldAllBe(o => o.IsOk);
        outcomes.Count(o => o.Stored).ShouldBe(1);
        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(1);
        (await test.Store.ReadAsync(s => s.RecordEntries.CountAsync())).ShouldBe(1);
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == "answer-given"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Answers_OfOneFamilyAtOnce_GetNumbersWithoutGaps(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var kelly = (await test.ViewerAsync(Amber, "kelly"))!;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            test.Answers.AskWorkerAsync(i % 2 == 0 ? amber : kelly, new() { FormKey = $"k{i}", Words = $"Question {i}" }))));

        (await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).Select(e => e.Number).ToListAsync())).ShouldBe(Enumerable.Range(1, 20).Select(n => (long)n));
    }

    [Fact]
    public async Task GiveScore_SameKeyOtherContent_IsANewAnswerAndBothStay()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");

        await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 3 });
        test.Clock.Now += TimeSpan.FromSeconds(1);
        (await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 5 })).Stored.ShouldBeTrue();

        (await test.Answers.ReadAsync(amber)).Select(a => a.Score).ShouldBe([3, 5]);
    }

    /// <summary>The time tells nothing here, and neither may the id, which is random within one instant.</summary>
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Answers_OfOneInstant_AreInTheOrderOfTheRecord(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var said = Enumerable.Range(1, 12).Select(i => $"Question {i}").ToList();
        foreach (var words in said) await test.Answers.AskWorkerAsync(amber, new() { FormKey = words, Words = words });

        (await test.Answers.ReadAsync(amber)).Select(a => a.Words).ShouldBe(said);
        (await test.Desk.AnswersAsync((await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!)).Select(a => a.Words).Reverse().ShouldBe(said);
    }

    [Fact]
    public async Task YoungPersonsScore_IsNotSeenByTheParent_AndSeenByThoseChosen()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var choices = await test.Answers.SharingChoicesAsync(amber, scale);
        choices.Select(c => c.Name).ShouldBe(["Chloe Tan"]);

        await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 4, Words = "Loud.", ShareWith = [choices[0].Handle] });

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).Single().Words.ShouldBe("Loud.");
        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "kelly"))!)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GiveScore_ByDefault_GoesToWorkersOnly()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;

        await test.Answers.GiveScoreAsync(amber, await ScaleAsync(test, amber, "How loud"), new() { FormKey = "k", Score = 4 });

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).ShouldBeEmpty();
        (await test.Desk.AnswersAsync((await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!)).Single().Score.ShouldBe(4);
    }

    [Theory]
    [InlineData("kelly", "How loud", "a scale she cannot see")]
    [InlineData("chloe", "How loud", "a scale she sees and is not asked for")]
    public async Task GiveScore_OnAScaleNotTheirs_IsNotThere(string person, string scale, string why)
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var viewer = (await test.ViewerAsync(Amber, person))!;
        var stolen = await ScaleAsync(test, amber, scale);
        var own = (await test.Plans.ReadAsync(viewer)).Scales.FirstOrDefault(s => s.Text.Text.StartsWith(scale, StringComparison.Ordinal))?.Handle;

        foreach (var handle in new[] { stolen, own, "eh26" }.OfType<string>())
            (await test.Answers.GiveScoreAsync(viewer, handle, new() { FormKey = "k", Score = 4 })).Fault.ShouldBe(AnswerFault.NotThere, why);
        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(0);
    }

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
        (await test.Desk.AnswersAsync(worker)).Single(a => a.Id == alert.AnswerId).Score.ShouldBe(3);
        (await test.Answers.HeardAsync(amber)).Select(h => h.Kind).ShouldBe([AnswerKind.Score, AnswerKind.Unfinished]);

        await GiveAsync(3, "He has got a knife and he is coming in");
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(2, "other words are another alert");
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
    public async Task KeptApart_WordsWaitForAWorker()
    {
        await using var test = await StartAsync();
        var hannah = (await test.ViewerAsync(Maisie, "hannah"))!;
        var scale = await ScaleAsync(test, hannah, "How safe do you feel");
        var choice = (await test.Answers.SharingChoicesAsync(hannah, scale)).Single(c => c.Name == "Mrs Kaur");
        await test.Answers.GiveScoreAsync(hannah, scale, new() { FormKey = "k", Score = 6, Words = "The new locks help.", ShareWith = [choice.Handle] });

        var before = (await test.Answers.ReadAsync((await test.ViewerAsync(Maisie, "kaur"))!)).Single();
        (before.Score, before.Words).ShouldBe((6, null));

        var worker = (await test.StaffAsync(Maisie, "rachel.sim@example.org"))!;
        var waiting = (await test.Desk.AnswersAsync(worker)).Single();
        waiting.NeedsRelease.ShouldBeTrue();
        await test.Desk.ReleaseAsync(worker, waiting.Id, waiting.ReadersMark);

        (await test.Answers.ReadAsync((await test.ViewerAsync(Maisie, "kaur"))!)).Single().Words.ShouldBe("The new locks help.");
        (await test.Answers.ReadAsync((await test.ViewerAsync(Maisie, "craig"))!)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Danger_HoldsTheSharing_UntilAWorkerReleasesIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var chloe = (await test.Answers.SharingChoicesAsync(amber, scale)).Single().Handle;

        await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 1, Words = "Mark hit me last night and I am scared of him", ShareWith = [chloe] });

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).ShouldBeEmpty();
        var mine = (await test.Answers.ReadAsync(amber)).Single();
        (mine.Sharing, mine.SharedWith.Count).ShouldBe((AnswerSharing.Held, 0));
        (await test.Store.ReadAsync(s => s.RecordEntries.SingleAsync())).Data.ShouldContain("\"held\":true");
        var worker = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var held = (await test.Desk.AnswersAsync(worker)).Single();
        (held.Sharing, held.NeedsRelease, held.SharedWith.Single(), held.Readers.Single()).ShouldBe((AnswerSharing.Held, true, "Chloe Tan", "Chloe Tan"));

        await test.Desk.ReleaseAsync(worker, held.Id, held.ReadersMark);

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).Single().Score.ShouldBe(1);
        (await test.Answers.ReadAsync(amber)).Single().Sharing.ShouldBe(AnswerSharing.Shared);
        (await test.Desk.AnswersAsync(worker)).Single().NeedsRelease.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task EndSharing_AtOnce_IsOnceInRecordAndAudit_AndNobodyReadsItFromThenOn(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var chloe = (await test.Answers.SharingChoicesAsync(amber, scale)).Single().Handle;
        var handle = (await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 4, Words = "Loud.", ShareWith = [chloe] })).Handle!;

        await test.Answers.EndSharingAsync((await test.ViewerAsync(Amber, "chloe"))!, handle);
        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).Count.ShouldBe(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.Answers.EndSharingAsync(amber, handle))));

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).ShouldBeEmpty();
        (await test.Answers.ReadAsync(amber)).Single().Sharing.ShouldBe(AnswerSharing.Ended);
        var entries = await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).ToListAsync());
        entries.Select(e => (e.Number, e.Type)).ShouldBe([(1, "uk.familyportal.answer.score.v1"), (2, "uk.familyportal.answer.sharing-ended.v1")]);
        var data = JsonNode.Parse(entries[1].Data)!;
        (data["kind"]!.GetValue<string>(), data["answerId"]!.GetValue<Guid>(), data["sharedWith"]!.AsArray().Count).ShouldBe(("sharing-ended", entries[0].EventId, 0));
        entries[1].Data.ShouldNotContain("Loud");
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == "sharing-ended"))).ShouldBe(1);
        var worker = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        (await test.Desk.AnswersAsync(worker)).Single().SharingEndedAt.ShouldBe(test.Clock.Now);
    }

    [Fact]
    public async Task EndSharing_OfWhatIsHeld_IsNotUndoneByARelease()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var chloe = (await test.Answers.SharingChoicesAsync(amber, scale)).Single().Handle;
        var handle = (await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 1, Words = "He has got a knife", ShareWith = [chloe] })).Handle!;
        var worker = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;

        await test.Answers.EndSharingAsync(amber, handle);
        var ended = (await test.Desk.AnswersAsync(worker)).Single();
        await test.Desk.ReleaseAsync(worker, ended.Id, ended.ReadersMark);

        (ended.NeedsRelease, ended.Readers.Count).ShouldBe((false, 0));
        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Release_WhereOthersWouldReadItThanWereShown_LetsNobodyIn(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var scale = await ScaleAsync(test, amber, "How loud");
        var chloe = (await test.Answers.SharingChoicesAsync(amber, scale)).Single().Handle;
        await test.Answers.GiveScoreAsync(amber, scale, new() { FormKey = "k", Score = 1, Words = "He has got a knife", ShareWith = [chloe] });
        async Task<StaffViewer> WorkerAsync() => (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var named = (await test.Desk.AnswersAsync(await WorkerAsync())).Single();

        (await test.SafetyAsync("knowsley", Amber, """{"keepApart":[["amber","chloe"]]}""")).IsAccepted.ShouldBeTrue();
        var unnamed = (await test.Desk.AnswersAsync(await WorkerAsync())).Single();
        (named.Readers.Count, unnamed.Readers.Count).ShouldBe((1, 0));
        (await test.Desk.ReleaseAsync(await WorkerAsync(), named.Id, named.ReadersMark)).ShouldBeFalse();
        (await test.SafetyAsync("knowsley", Amber, """{"lift":{"keepApart":[["amber","chloe"]]}}""")).IsAccepted.ShouldBeTrue();
        (await test.Desk.ReleaseAsync(await WorkerAsync(), named.Id, unnamed.ReadersMark)).ShouldBeFalse();

        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).ShouldBeEmpty();
        (await test.Desk.AnswersAsync(await WorkerAsync())).Single().NeedsRelease.ShouldBeTrue();
        (await test.Desk.ReleaseAsync(await WorkerAsync(), named.Id, named.ReadersMark)).ShouldBeTrue();
        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "chloe"))!)).Count.ShouldBe(1);
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

    [Fact]
    public async Task MarkRead_ShowsTheGiverWhoReadItAndWhen()
    {
        await using var test = await StartAsync();
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        await test.Answers.AskWorkerAsync(amber, new() { FormKey = "k", Words = "Can Leila come?" });
        var dean = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var question = (await test.Desk.AnswersAsync(dean)).Single();

        await test.Desk.MarkReadAsync(dean, question.Id);
        await test.Desk.MarkReadAsync(dean, question.Id);
        var readAt = test.Clock.Now;
        test.Clock.Now += TimeSpan.FromMinutes(5);
        await test.Desk.ReplyAsync(dean, question.Id, new() { FormKey = "r", Words = "Yes, she can." });

        var mine = await test.Answers.ReadAsync(amber);
        mine[0].ReadBy.Single().At.ShouldBe(readAt);
        mine[1].Words.ShouldBe("Yes, she can.");
        (await test.Answers.ReadAsync((await test.ViewerAsync(Amber, "kelly"))!)).ShouldBeEmpty();
    }

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        foreach (var name in new[] { "knowsley-hard-evenings", "cumberland-pages-of-their-own" })
            (await test.PutAsync(JsonNode.Parse(SamplePlans.Load(name))!)).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<string> ScaleAsync(TestFamily test, FamilyViewer viewer, string text) =>
        (await test.Plans.ReadAsync(viewer)).Scales.First(s => s.Text.Text.StartsWith(text, StringComparison.Ordinal)).Handle;
}
