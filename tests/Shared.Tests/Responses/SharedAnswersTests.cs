using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Responses.TwoFamilies;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>What is shared: held, released by a worker, taken back by its giver.</summary>
public sealed class SharedAnswersTests
{
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
}
