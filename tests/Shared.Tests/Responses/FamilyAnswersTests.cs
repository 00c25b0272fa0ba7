using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Responses.TwoFamilies;

namespace FamilyPortal.Shared.Tests.Responses;

public sealed class FamilyAnswersTests
{
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
}
