using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Sending;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public sealed class NudgePlannerTests
{
    private const string Plan = "knowsley-hard-evenings";
    private const string Ref = "EH-2026-03319";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task RunOnce_OnEverySample_NudgesThoseWhoAreAskedAndAgreed_AndNobodyElse(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        List<string> expected = [];
        foreach (var name in SamplePlans.Names)
        {
            var json = JsonNode.Parse(SamplePlans.Load(name))!;
            (await test.PutAsync(json)).IsAccepted.ShouldBeTrue();
            var recordRef = json["family"]!["recordRef"]!.GetValue<string>();
            foreach (var person in json["people"]!.AsArray())
            {
                var id = person!["id"]!.GetValue<string>();
                if (await test.ViewerAsync(recordRef, id) is null || person["role"]!.GetValue<string>() is "worker" or "manager") continue;
                var texts = person["textMessages"];
                var isAsked = json["plan"]!["scales"]!.AsArray().Any(s => s!["askOf"]!.AsArray().Any(a => a!.GetValue<string>() == id));
                if (isAsked && person["phone"] is not null && texts?["allowed"]?.GetValue<bool>() == true && texts["notSafe"] is null) expected.Add($"{recordRef} {id}");
            }
        }
        expected.Count.ShouldBeGreaterThan(10);

        await PlanAsync(test);
        await PlanAsync(test);

        (await QueuedAsync(test)).Order().ShouldBe(expected.Order());
    }

    [Fact]
    public async Task RunOnce_AfterAScore_WaitsUntilTheScaleIsAskedAgain()
    {
        await using var test = await WithAsync("kelly");
        var viewer = (await test.ViewerAsync(Ref, "kelly"))!;
        (await test.Answers.GiveScoreAsync(viewer, viewer.Item("eh27"), new() { FormKey = "k", Score = 6 })).Stored.ShouldBeTrue();

        test.Clock.Now = test.Clock.Now.AddDays(6).AddHours(13);
        await PlanAsync(test);
        (await QueuedAsync(test)).ShouldBeEmpty();

        test.Clock.Now = new(2026, 5, 25, 6, 0, 0, default); // seven days later by the calendar, at seven in the UK
        await PlanAsync(test);
        (await QueuedAsync(test)).ShouldBe([$"{Ref} kelly"]);
    }

    [Fact]
    public async Task RunOnce_WhenNobodyAnswers_NudgesOncePerPeriod()
    {
        await using var test = await WithAsync("kelly");
        var sentOn = new List<DateOnly>();
        for (var hour = 0; hour < 20 * 24; hour += 4)
        {
            var before = await SentAsync(test);
            await PlanAsync(test);
            await PumpAsync(test);
            if (await SentAsync(test) > before) sentOn.Add(UkTime.Day(test.Clock.Now));
            test.Clock.Now = test.Clock.Now.AddHours(4);
        }
        sentOn.ShouldBe([new(2026, 5, 18), new(2026, 5, 25), new(2026, 6, 1)]);
    }

    [Fact]
    public async Task RunOnce_ForSomebodyWithSeveralScales_RemindsOfAllAtOnce()
    {
        await using var test = await WithAsync("amber"); // one scale every week, another every two
        for (var hour = 0; hour < 14 * 24 - 4; hour += 4)
        {
            await PlanAsync(test);
            await PumpAsync(test);
            test.Clock.Now = test.Clock.Now.AddHours(4);
        }
        (await SentAsync(test)).ShouldBe(2);
    }

    /// <summary>A scale without a rhythm: a text for a version that shows somebody nothing new would tell that something hidden changed.</summary>
    [Theory]
    [InlineData("hidden", false)]
    [InlineData("another", false)]
    [InlineData("own", true)]
    public async Task RunOnce_AtANewVersion_AsksAgainOnlyWhoseOwnScaleChanged(string changed, bool asksAgain)
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load(Plan))!;
        var scale = Item(plan, "scales", "eh27").AsObject();
        scale.Remove("every");
        await NextAsync();
        var viewer = (await test.ViewerAsync(Ref, "kelly"))!;
        // One who gave a number, and one who was reminded and did not.
        if (asksAgain || changed == "hidden") (await test.Answers.GiveScoreAsync(viewer, viewer.Item("eh27"), new() { FormKey = "k", Score = 6 })).Stored.ShouldBeTrue();
        await PlanAsync(test);
        await PumpAsync(test);
        var before = await SentAsync(test);

        test.Clock.Now = test.Clock.Now.AddDays(8);
        if (changed == "hidden") Item(plan, "scales", "eh26")["text"] = "How loud was it this week?";
        if (changed == "another") plan["plan"]!["summary"]![0]!["text"] = "This is new.";
        if (changed == "own") scale["ten"]!["text"] = "Every evening is calm.";
        await NextAsync();
        await PlanAsync(test);
        await PumpAsync(test);

        (await SentAsync(test) - before).ShouldBe(asksAgain ? 1 : 0);
        var again = (await test.ViewerAsync(Ref, "kelly"))!;
        (await test.Get<ScaleAsking>().DueAsync(again, await test.Plans.ReadAsync(again), await test.Answers.ReadAsync(again)))
            .Select(s => s.Handle).Contains(again.Item("eh27")).ShouldBe(asksAgain || changed == "another", "the home page asks as the texts do");

        async Task NextAsync()
        {
            plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
            (await test.PutAsync(plan)).Faults.ShouldBeEmpty();
        }
    }

    private static JsonNode Item(JsonNode plan, string list, string id) => plan["plan"]![list]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == id)!;

    [Fact]
    public async Task ANudge_AnsweredBeforeItWent_IsDropped()
    {
        await using var test = await WithAsync("kelly");
        await PlanAsync(test);
        var viewer = (await test.ViewerAsync(Ref, "kelly"))!;
        await test.Answers.GiveScoreAsync(viewer, viewer.Item("eh27"), new() { FormKey = "k", Score = 6 });
        await PumpAsync(test);
        (await SentAsync(test)).ShouldBe(0);
        (await test.Store.ReadAsync(s => s.OutgoingTexts.SingleAsync())).Outcome.ShouldBe("asked-no-more");
    }

    [Fact]
    public async Task ANudge_WhoseScaleIsTakenBackBeforeItWent_IsDropped()
    {
        await using var test = await WithAsync("kelly");
        await PlanAsync(test);
        var plan = JsonNode.Parse(SamplePlans.Load(Plan))!;
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        var scales = plan["plan"]!["scales"]!.AsArray();
        scales.Remove(scales.Single(s => s!["id"]!.GetValue<string>() == "eh27"));
        plan["plan"]!["takenBack"] = new JsonArray(new JsonObject { ["id"] = "eh27", ["on"] = "2026-05-18" });
        (await test.PutAsync(plan)).Code.ShouldBeNull();
        await PumpAsync(test);
        (await SentAsync(test)).ShouldBe(0);
    }

    [Fact]
    public async Task RunOnce_MakesATextThatSaysOnlyThatThereIsSomethingToSee()
    {
        await using var test = await WithAsync("kelly");
        await PlanAsync(test);
        await PumpAsync(test);
        (await test.Store.ReadAsync(s => s.DemoTexts.Select(t => t.To + " " + t.Body).ToListAsync())).ShouldBe(
            ["+447700900161 There is something new to look at: https://portal.example.org/n Reply STOP for no more texts."]);
    }

    [Theory]
    [InlineData(RestrictionKind.NoTexts, RestrictionSource.Person)]
    [InlineData(RestrictionKind.NoTexts, RestrictionSource.Portal)]
    [InlineData(RestrictionKind.NotSafe, RestrictionSource.SafetyCall)]
    [InlineData(RestrictionKind.AccessEnded, RestrictionSource.Portal)]
    [InlineData(RestrictionKind.ContactWithdrawn, RestrictionSource.SafetyCall)]
    public async Task RunOnce_ForSomebodyRestricted_QueuesNothing(RestrictionKind kind, RestrictionSource source)
    {
        await using var test = await WithAsync("kelly");
        var family = await test.Store.ReadAsync(s => s.Families.Select(f => f.Id).SingleAsync());
        await test.Store.SaveAsync(store => store.Restrictions.Add(Somebody.Restriction(kind, "kelly", family, source, "+447700900161")));
        await PlanAsync(test);
        (await QueuedAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunOnce_ForSomebodyNeverInvited_QueuesNothing()
    {
        await using var test = await WithAsync();
        await PlanAsync(test);
        (await QueuedAsync(test)).ShouldBeEmpty();
    }

    private static async Task<TestFamily> WithAsync(params string[] people)
    {
        var test = await TestFamily.CreateAsync();
        (await test.PutAsync(SamplePlans.Load(Plan))).IsAccepted.ShouldBeTrue();
        foreach (var person in people) (await test.ViewerAsync(Ref, person)).ShouldNotBeNull();
        return test;
    }

    private static async Task PlanAsync(TestFamily test)
    {
        await ActivatorUtilities.CreateInstance<NudgePlanner>(test.Host.Services).RunOnceAsync();
    }

    private static Task PumpAsync(TestFamily test) => ActivatorUtilities.CreateInstance<TextPump>(test.Host.Services).RunOnceAsync();

    private static Task<int> SentAsync(TestFamily test) => test.Store.ReadAsync(s => s.DemoTexts.CountAsync());

    private static Task<List<string>> QueuedAsync(TestFamily test) => test.Store.ReadAsync(s => (
        from t in s.OutgoingTexts
        join f in s.Families on t.FamilyId equals f.Id
        where t.Kind == TextKind.Nudge && t.SentAt == null && t.DroppedAt == null
        select f.RecordRef + " " + t.PersonId).ToListAsync());
}
