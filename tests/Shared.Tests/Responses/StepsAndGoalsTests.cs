using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

public sealed class StepsAndGoalsTests
{
    private const string Knowsley = "EH-2026-03319";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task GoalProgress_KeepsItsDay_ForTheGiver_WorkersAndTheRecord(string provider)
    {
        await using var test = await StartAsync(provider);
        var (person, goal) = AskedOfAGoal();
        var viewer = (await test.ViewerAsync(Knowsley, person))!;
        var today = UkTime.Today(test.Clock);
        Task<AnswerOutcome> TellAsync(DateOnly? day, string? words = "We wrote it down.") =>
            test.Answers.TellOfGoalAsync(viewer, viewer.Item(goal), new() { FormKey = "k", Words = words, DoneOn = day, Choice = "agree", Score = 3 });

        (await TellAsync(null)).Fault.ShouldBe(AnswerFault.DayMissing);
        (await TellAsync(new(1999, 12, 31))).Fault.ShouldBe(AnswerFault.DayMissing);
        (await TellAsync(today.AddDays(1))).Fault.ShouldBe(AnswerFault.DayToCome);
        (await TellAsync(today, " ")).Fault.ShouldBe(AnswerFault.WordsMissing);
        (await TellAsync(today.AddDays(-2))).Stored.ShouldBeTrue();
        (await TellAsync(today.AddDays(-2))).Stored.ShouldBeFalse();
        (await TellAsync(today)).Stored.ShouldBeTrue("another day is another answer");

        (await test.Answers.ReadAsync(viewer)).Select(a => (a.Kind, a.DoneOn, a.Choice, a.Score)).ShouldBe([(AnswerKind.GoalProgress, today.AddDays(-2), null, null), (AnswerKind.GoalProgress, today, null, null)]);
        (await test.Desk.AnswersAsync(await WorkerAsync(test))).Select(a => a.DoneOn).ShouldBe([today, today.AddDays(-2)]);
        var entry = await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).FirstAsync());
        entry.Type.ShouldBe("uk.familyportal.answer.goal-progress.v1");
        JsonNode.Parse(entry.Data)!["doneOn"]!.GetValue<string>().ShouldBe(today.AddDays(-2).ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task GoalProgress_WithoutADay_ThatSaysDanger_IsHeardAllTheSame()
    {
        await using var test = await StartAsync();
        var (person, goal) = AskedOfAGoal();
        var viewer = (await test.ViewerAsync(Knowsley, person))!;

        var outcome = await test.Answers.TellOfGoalAsync(viewer, viewer.Item(goal), new() { FormKey = "k", Words = "He has got a knife" });

        (outcome.Fault, outcome.Danger.IsDanger).ShouldBe((AnswerFault.DayMissing, true));
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Standings_AreByTheNewestReply_OfWhoseTaskOrStepItIs(string provider)
    {
        await using var test = await StartAsync(provider);
        var plan = Plan();
        var (task, step) = (plan["plan"]!["network"]![0]!, plan["plan"]!["nextSteps"]!.AsArray().First(s => FamilyOf(plan, s!["who"]!.AsArray()).Any())!);
        var helper = (await test.ViewerAsync(Knowsley, task["person"]!.GetValue<string>()))!;
        var doer = (await test.ViewerAsync(Knowsley, FamilyOf(plan, step["who"]!.AsArray()).First()))!;
        var desk = test.Get<StandingDesk>();
        var worker = await WorkerAsync(test);
        TaskStanding Task(Standings s) => s.Tasks.Single(t => t.Text == task["text"]!.GetValue<string>());
        StepStanding Step(Standings s) => s.Steps.Single(t => t.Text == step["text"]!.GetValue<string>());

        var before = await desk.ReadAsync(worker);
        (Task(before).HasNobody, Task(before).Said.Count, Step(before).Said.Count).ShouldBe((true, 0, 0));
        foreach (var choice in new[] { "accept", "cannot", "accept-with-change" })
        {
            (await test.Answers.ReplyToTaskAsync(helper, helper.Item(Id(task)), new() { FormKey = choice, Choice = choice, Words = "Because." })).Stored.ShouldBeTrue();
            var now = Task(await desk.ReadAsync(worker));
            (now.HasNobody, now.Said.Single().Choice, now.Said[0].Name).ShouldBe((choice == "cannot", choice, helper.Name));
        }
        foreach (var choice in FamilyAnswers.StepChoices)
        {
            (await test.Answers.ReplyToStepAsync(doer, doer.Item(Id(step)), new() { FormKey = choice, Choice = choice })).Stored.ShouldBeTrue();
            Step(await desk.ReadAsync(worker)).Said.Select(s => s.Choice).ShouldBe([choice]);
        }
        (await test.Answers.ReplyToStepAsync(helper, helper.Item(Id(step)), new() { FormKey = "x", Choice = "done" })).Fault.ShouldBe(AnswerFault.NotThere);
        (await test.Answers.ReplyToTaskAsync(helper, helper.Item(Id(task)), new() { FormKey = "y", Choice = "accept-with-change" })).Fault.ShouldBe(AnswerFault.WordsMissing);
    }

    [Fact]
    public async Task Standings_OfAMeeting_AreByWhatWasSaidOfItsHour_UntilItIsOver()
    {
        await using var test = await StartAsync();
        var plan = Plan();
        var meeting = plan["plan"]!["meetings"]!.AsArray().First(m => FamilyOf(plan, m!["who"]!.AsArray()).Count() > 1)!;
        var asked = FamilyOf(plan, meeting["who"]!.AsArray()).ToList();
        var viewer = (await test.ViewerAsync(Knowsley, asked[0]))!;
        var worker = await WorkerAsync(test);
        async Task<MeetingStanding?> StandsAsync() => (await test.Get<StandingDesk>().ReadAsync(worker)).Meetings.SingleOrDefault(m => m.Text == meeting["text"]!.GetValue<string>());

        (await StandsAsync())!.NotSaid.Count.ShouldBe(asked.Count);
        foreach (var choice in FamilyAnswers.MeetingChoices) (await test.Answers.ReplyToMeetingAsync(viewer, viewer.Item(Id(meeting)), new() { FormKey = choice, Choice = choice })).Stored.ShouldBeTrue();
        var said = (await StandsAsync())!;
        said.Said.Select(s => (s.Name, s.Choice)).ShouldBe([(viewer.Name, "by-phone")]);
        said.NotSaid.ShouldNotContain(viewer.Name);

        var at = DateTimeOffset.Parse(meeting["at"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        meeting["at"] = at.AddDays(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
        worker = await WorkerAsync(test);
        (await StandsAsync())!.ShouldSatisfyAllConditions(m => m.Said.ShouldBeEmpty(), m => m.NotSaid.ShouldContain(viewer.Name));
        test.Clock.Now = at.AddDays(2);
        (await StandsAsync()).ShouldBeNull();
    }

    /// <summary>docs/record.md is what makers of other systems build on.</summary>
    [Fact]
    public void TheRecordsDocument_NamesEveryKind_Choice_AndMemberOfAnAnswer()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "docs", "record.md"))) root = Path.GetDirectoryName(root)!;
        var text = File.ReadAllText(Path.Combine(root, "docs", "record.md"));

        Enum.GetValues<AnswerKind>().Select(AnswerCodes.Of).Concat(FamilyAnswers.GoalChoices).Concat(FamilyAnswers.RoleChoices).Concat(FamilyAnswers.StepChoices).Append("doneOn")
            .Where(code => !text.Contains($"`{code}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Id(JsonNode item) => item["id"]!.GetValue<string>();

    private static JsonNode Plan() => JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;

    private static IEnumerable<string> FamilyOf(JsonNode plan, JsonArray ids)
    {
        var family = plan["people"]!.AsArray().Where(p => p!["role"]!.GetValue<string>() is not ("worker" or "manager")).Select(p => p!["id"]!.GetValue<string>()).ToHashSet();
        return ids.Select(i => i!.GetValue<string>()).Where(family.Contains);
    }

    /// <summary>The first goal that asks somebody by name, and whom.</summary>
    private static (string Person, string Item) AskedOfAGoal()
    {
        var plan = Plan();
        var item = plan["plan"]!["goals"]!.AsArray().First(i => i!["askOf"] is JsonArray asked && FamilyOf(plan, asked).Any())!;
        return (FamilyOf(plan, item["askOf"]!.AsArray()).First(), Id(item));
    }

    private static async Task<StaffViewer> WorkerAsync(TestFamily test) => (await test.StaffAsync(Knowsley, "dean.ashcroft@example.org"))!;

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(Plan())).IsAccepted.ShouldBeTrue();
        return test;
    }
}
