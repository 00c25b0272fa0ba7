using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting.Inbound;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Responses.TwoFamilies;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>
/// Craig is kept apart from Bexley and Mrs Kaur, and does not know that the plan has them. Whatever he writes about them, he is told
/// what he would be told of a name that nobody has; his worker hears it.
/// </summary>
public sealed class QuietDangerTests
{
    private const string Rachel = "rachel.sim@example.org";

    public static TheoryData<string> Providers => TestStore.Providers;

    private static readonly string[] Titles = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Coach", "Nurse", "Nan", "Gran", "Auntie", "Aunt", "Uncle"];

    private static string Said(string name) => $"{name} is hitting people";

    [Theory, MemberData(nameof(Providers))]
    public async Task ANameThatTheyMustNotLearn_IsToldToStaffAlone(string provider)
    {
        await using var test = await StartAsync(provider);
        var craig = (await test.ViewerAsync(Maisie, "craig"))!;
        foreach (var name in (string[])["bexley", "kaur", "mehta"]) await AsksAsync(test, craig, name);

        (await test.Answers.HeardAsync(craig)).ShouldBeEmpty();
        var own = await test.Answers.ReadAsync(craig);
        own.Select(a => a.Words).ShouldBe([Said("bexley"), Said("kaur"), Said("mehta")]);
        own.Select(a => (a.Kind, a.Sharing, a.OpenedBy.Count, a.ReadBy.Count)).Distinct().ShouldHaveSingleItem();

        var alerts = await AlertsAsync(test);
        alerts.Select(a => (a.Words, a.Who, a.IsQuiet)).ShouldBe([(Said("bexley"), "Craig Telford", true), (Said("kaur"), "Craig Telford", true)], ignoreOrder: true);
        foreach (var alert in alerts) await test.Alerts.AcknowledgeAsync((await test.StaffAsync(Maisie, Rachel))!, alert.Id);
        (await test.Answers.ReadAsync(craig)).Select(a => (a.Kind, a.Sharing, a.OpenedBy.Count, a.ReadBy.Count)).Distinct().ShouldHaveSingleItem("whoever has the alert tells nothing by it");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WordsThatAreNotStored_AreToldToStaffAlone_AndOnce(string provider)
    {
        await using var test = await StartAsync(provider);
        var craig = (await test.ViewerAsync(Maisie, "craig"))!;
        for (var n = 0; n < 2; n++)
        {
            foreach (var name in (string[])["bexley", "mehta"])
            {
                (await test.Answers.HearChatMessageAsync(craig, new() { FormKey = name, Words = Said(name) })).ShouldBe(new(AnswerFault.None, Stored: false, DangerFinding.None));
                (await test.Answers.GiveScoreAsync(craig, "no-such-scale", new() { FormKey = $"{name} again", Score = 3, Words = Said(name) })).ShouldBe(new(AnswerFault.NotThere, Stored: false, DangerFinding.None));
            }
        }
        (await test.Answers.ReadAsync(craig)).ShouldBeEmpty();
        (await AlertsAsync(test)).Select(a => (a.Words, a.IsQuiet)).ShouldBe([(Said("bexley"), true), (Said("bexley"), true)]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task AForm_OfSomebodyShutOut_TellsNoName(string provider)
    {
        await using var test = await StartAsync(provider);
        var jean = (await test.ViewerAsync(Maisie, "jean"))!;
        (await test.SafetyAsync("cumberland", Maisie, """{"revoke":["jean"]}""")).IsAccepted.ShouldBeTrue();
        foreach (var name in (string[])["keverne", "kaur", "mehta"])
            (await test.Get<LateForms>().TakeAsync(new(jean.FormOwner, test.Clock.Now, "/ask-worker", new() { FormKey = name, Words = Said(name) }, [1]))).ShouldBe(new(DangerFinding.None, IsTold: false, IsKept: false), name);
        (await AlertsAsync(test)).Select(a => (a.Words, a.IsQuiet)).ShouldBe([(Said("keverne"), true), (Said("kaur"), true)], ignoreOrder: true);

        var known = await test.Get<LateForms>().TakeAsync(new(jean.FormOwner, test.Clock.Now, "/ask-worker", new() { FormKey = "k", Words = "he is hitting me right now" }, [1]));
        (known.Danger.IsDanger, known.IsTold).ShouldBe((true, true), "what needs no name is told as ever");
        (await AlertsAsync(test)).Count(a => !a.IsQuiet).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task AText_IsAnsweredAsAnyOther(string provider)
    {
        await using var test = await StartAsync(provider);
        await test.ViewerAsync(Maisie, "craig");
        foreach (var name in (string[])["bexley", "mehta"]) await test.Get<InboundTexts>().ReceiveAsync(name, "+447700900121", Said(name));
        (await test.Store.ReadAsync(s => s.OutgoingTexts.AsNoTracking().Select(t => t.Kind).Distinct().CountAsync())).ShouldBe(1);
        (await AlertsAsync(test)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Words.ShouldBe(Said("bexley")), a => a.IsQuiet.ShouldBeTrue());
    }

    [Fact]
    public async Task ANameInTheirOwnPart_IsHeardAsEver()
    {
        await using var test = await StartAsync();
        var hannah = (await test.ViewerAsync(Maisie, "hannah"))!;
        (await AsksAsync(test, hannah, "bexley")).Danger.IsDanger.ShouldBeTrue("Bexley stands in her plan");
        (await AlertsAsync(test)).ShouldHaveSingleItem().IsQuiet.ShouldBeFalse();
    }

    /// <summary>No child who names whom they fear goes without numbers, whatever they see of the plan: but for those who are kept apart.</summary>
    [Fact]
    public async Task AYoungPerson_IsTakenToKnowEverybodyButWhoIsKeptApart()
    {
        await using var test = await StartAsync();
        var check = await test.Get<DangerChecks>().ForAsync((await test.ViewerAsync(Maisie, "maisie"))!);
        foreach (var name in (string[])["keverne", "kaur", "notman"]) (check.Check(Said(name)).IsDanger, name).ShouldBe((name != "notman", name));
        (await test.SafetyAsync("cumberland", Maisie, """{"keepApart":[["maisie","kev"]]}""")).IsAccepted.ShouldBeTrue();
        check = await test.Get<DangerChecks>().ForAsync((await test.ViewerAsync(Maisie, "maisie"))!);
        (check.Check(Said("keverne")).IsDanger, check.Whole.Check(Said("keverne")).IsDanger).ShouldBe((false, true));
    }

    /// <summary>Every adult of every sample plan: a name that no page of theirs has counts for nothing, and every name counts for staff.</summary>
    [Theory, MemberData(nameof(Samples))]
    public async Task WhatTheyAreTold_HangsOnNoNameThatTheirPagesDoNotHave(string sample)
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load(sample))!;
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
        var people = plan["people"]!.AsArray().Select(p => (Id: p!["id"]!.GetValue<string>(), Name: p["name"]!.GetValue<string>(), Role: p["role"]!.GetValue<string>())).ToList();
        var stranger = test.Get<DangerCheck>();
        foreach (var reader in people.Where(p => p.Role is "parent" or "network" or "professional"))
        {
            if (await test.ViewerAsync(plan["family"]!["recordRef"]!.GetValue<string>(), reader.Id) is not { } viewer) continue;
            var check = await test.Get<DangerChecks>().ForAsync(viewer);
            var pages = System.Text.RegularExpressions.Regex.Unescape(System.Text.Json.JsonSerializer.Serialize(await test.Plans.ReadAsync(viewer)));
            foreach (var (_, name, _) in people.Where(p => p.Id != reader.Id))
            {
                var called = name.Split(' ').First(word => !Titles.Contains(word));
                if (!pages.Contains(called, StringComparison.OrdinalIgnoreCase)) check.Check(Said(called.ToLowerInvariant())).ShouldBe(stranger.Check(Said(called.ToLowerInvariant())), $"{called}, to {reader.Name}");
                check.Whole.Check(Said(called.ToLowerInvariant())).IsDanger.ShouldBeTrue($"{called}, for staff");
            }
        }
    }

    public static TheoryData<string> Samples => [.. SamplePlans.Names];

    /// <summary>With names that are in no list of names often met.</summary>
    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        var plan = Encoding.UTF8.GetString(SamplePlans.Load("cumberland-pages-of-their-own")).Replace("Becky", "Bexley", StringComparison.Ordinal).Replace("Kev ", "Keverne ", StringComparison.Ordinal);
        (await test.PutAsync(JsonNode.Parse(plan)!)).Code.ShouldBeNull();
        foreach (var name in (string[])["bexley", "keverne", "kaur", "mehta"]) test.Get<DangerCheck>().Check(Said(name)).IsDanger.ShouldBeFalse(name);
        return test;
    }

    /// <summary>Words of a plan that look like a hidden person's name: whether the plan has such a person makes no difference to what is told.</summary>
    [Theory]
    [InlineData("Owen Reed", "Own")]
    [InlineData("Andy Reed", "And")]
    [InlineData("Tim Reed", "Time")]
    [InlineData("Graham Lowe", "Steve Graham")]
    [InlineData("Will Reed", "Will")]
    public async Task AWordThatLooksLikeAHiddenName_TellsNothing(string hidden, string written)
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load("cumberland-pages-of-their-own"))!;
        var item = plan["plan"]!["worries"]!.AsArray().Concat(plan["plan"]!["workingWell"]!.AsArray()).First(i => i!["audience"]!.AsArray().Any(a => a!.GetValue<string>() == "craig"))!;
        item["text"] = $"{written} is a word. {written} time and {written.ToLowerInvariant()} again.";
        (await test.PutAsync(plan)).Code.ShouldBeNull();
        var words = Said(hidden.Split(' ')[0].ToLowerInvariant());
        var before = (await test.Get<DangerChecks>().ForAsync((await test.ViewerAsync(Maisie, "craig"))!)).Check(words);

        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        plan["people"]!.AsArray().Add(JsonNode.Parse($$"""{"id":"new","name":"{{hidden}}","role":"network","relationship":"Friend","language":"en-GB"}"""));
        (await test.PutAsync(plan)).Code.ShouldBeNull();
        var check = await test.Get<DangerChecks>().ForAsync((await test.ViewerAsync(Maisie, "craig"))!);
        (check.Check(words), check.Whole.Check(words).IsDanger).ShouldBe((before, true));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhoOpensAQuietAlert_IsNotWrittenDownForItsWriter(string provider)
    {
        await using var test = await StartAsync(provider);
        var craig = (await test.ViewerAsync(Maisie, "craig"))!;
        await AsksAsync(test, craig, "bexley");
        var alert = (await AlertsAsync(test)).Single();
        var rachel = (await test.StaffAsync(Maisie, Rachel))!;
        await test.Get<Shared.Desk.AnswerOpenings>().RecordAsync(new StaffUser(rachel.Staff), [new(rachel.FamilyId, "", alert)]);
        (await test.Answers.ReadAsync(craig)).Single().OpenedBy.ShouldBeEmpty();
    }

    private static async Task<AnswerOutcome> AsksAsync(TestFamily test, FamilyViewer viewer, string name)
    {
        var outcome = await test.Answers.AskWorkerAsync(viewer, new() { FormKey = name, Words = Said(name) });
        if (name == "bexley" && viewer.Name.StartsWith("Hannah", StringComparison.Ordinal)) return outcome;
        (outcome.Fault, outcome.Stored, outcome.Danger).ShouldBe((AnswerFault.None, true, DangerFinding.None), name);
        return outcome;
    }

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestFamily test) => await test.Alerts.OfFamilyAsync((await test.StaffAsync(Maisie, Rachel))!);
}
