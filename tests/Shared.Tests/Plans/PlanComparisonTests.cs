using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>What a plan would change is known before it is in force, and what was looked over is what comes into force.</summary>
public sealed class PlanComparisonTests
{
    private const string Sample = "cheshire-east-kacper";

    private static readonly string RecordRef = JsonNode.Parse(SamplePlans.Load(Sample))!["family"]!["recordRef"]!.GetValue<string>();

    [Fact]
    public async Task LookOver_TellsWhatIsNewChangedGoneAndTakenBack_AndNothingElse()
    {
        await using var test = await StartAsync();
        var plan = Next();
        Item(plan, "workingWell", 0)["text"] = "Kacper teaches chess.";
        Item(plan, "workingWell", 0)["translations"]!["pl"] = "Kacper uczy gry w szachy.";
        Item(plan, "worries", 0)["id"] = "in-its-place";
        Item(plan, "worries", 0)["replaces"] = Old("worries", 0);
        plan["plan"]!["summary"]!.AsArray().Add(new JsonObject { ["id"] = "brand-new", ["text"] = "A new sentence.", ["audience"] = new JsonArray("magda") });
        Remove(plan, "workingWell", 4);
        Remove(plan, "workingWell", 3);
        plan["plan"]!["takenBack"] = new JsonArray(new JsonObject { ["id"] = Old("workingWell", 3), ["on"] = "2026-11-20" });
        plan["plan"]!["reviewOn"] = "2027-03-01";

        var found = await LookAsync(test, plan);

        found.Items.Select(i => (i.Kind, i.List, Text(i))).ShouldBe(
        [
            (ChangeKind.New, "summary", "A new sentence."),
            (ChangeKind.Changed, "workingWell", "Kacper teaches chess."),
            (ChangeKind.TakenBack, "workingWell", OldText("workingWell", 3)),
            (ChangeKind.Gone, "workingWell", OldText("workingWell", 4)),
        ], "what takes the place of another and says the same is no change");
        found.Items[0].NewReaders.ShouldBe(["Magda Lis"]);
        found.Items[1].Fields.ShouldBe(["text", "translations"]);
        found.Items[2].LostReaders.ShouldBe(["Agnieszka Nowak", "Piotr Nowak"]);
        found.Others.ShouldBe(["/plan/reviewOn"]);
        (found.People.Count, found.EarlierTakenBack, found.Reordered.Count).ShouldBe((0, 0, 0));
        (await test.Store.ReadAsync(s => s.PlanVersions.CountAsync())).ShouldBe(1, "nothing is stored");
    }

    [Fact]
    public async Task LookOver_FindsEveryMemberThatAnItemCanHave()
    {
        await using var test = await StartAsync();
        var plan = JsonNode.Parse(SamplePlans.Load(Sample))!;
        foreach (var (list, items) in plan["plan"]!.AsObject().Where(l => l.Value is JsonArray && l.Key != "takenBack").ToList())
            foreach (var member in items![0]!.AsObject().Select(m => m.Key).Where(m => m is "done" or "askOf" or "seenBy" or "recurrence" or "every" or "by" or "reachedOn" or "at" or "minutes" or "translations").ToList())
            {
                var next = Next();
                var item = next["plan"]![list]![0]!.AsObject();
                if (member is "done") item["done"] = !item["done"]!.GetValue<bool>();
                else if (member is "by" or "reachedOn") item[member] = "2027-01-09";
                else if (member is "at") item[member] = "2027-01-09T16:00:00+00:00";
                else if (list == "scales" && member == "askOf") item[member] = new JsonArray("agnieszka");
                else item.Remove(member);
                var change = (await LookAsync(test, next)).Items.ShouldHaveSingleItem($"{list} {member}");
                (change.Kind, change.List).ShouldBe((ChangeKind.Changed, list));
                change.Fields.ShouldBe([member]);
            }
    }

    /// <summary>Lists that only say who and which say the same in any order.</summary>
    [Fact]
    public async Task LookOver_OfListsInAnotherOrder_FindsNothing()
    {
        await using var test = await StartAsync();
        var plan = Next();
        var turned = 0;
        foreach (var item in plan["plan"]!.AsObject().Where(l => l.Key != "takenBack").Select(l => l.Value).OfType<JsonArray>().SelectMany(l => l).Concat(plan["people"]!.AsArray()))
            foreach (var member in new[] { "audience", "seenBy", "askOf", "who", "worries", "goals", "keepApartFrom" })
                if (item![member] is JsonArray { Count: > 1 } list)
                {
                    item[member] = new JsonArray([.. list.Select(e => e!.DeepClone()).Reverse()]);
                    turned++;
                }
        turned.ShouldBeGreaterThan(5);

        var look = await LookAsync(test, plan);

        look.Items.Select(i => $"{i.Kind} {Text(i)} {string.Join(' ', i.Fields)}").ShouldBeEmpty();
        look.People.ShouldBeEmpty();
    }

    /// <summary>A bottom line, or a worry, would go by being "moved" among the good things.</summary>
    [Fact]
    public async Task LookOver_OfWhatTakesThePlaceOfAnItemInAnotherList_TellsOfBoth()
    {
        await using var test = await StartAsync();
        var plan = Next();
        var (line, text) = (Item(plan, "workingWell", 4), OldText("workingWell", 4));
        Remove(plan, "workingWell", 4);
        plan["plan"]!["bottomLines"]!.AsArray().Add(new JsonObject { ["id"] = "in-its-place", ["replaces"] = line["id"]!.DeepClone(), ["text"] = text, ["translations"] = line["translations"]?.DeepClone() ?? new JsonObject(), ["audience"] = line["audience"]!.DeepClone() });

        (await LookAsync(test, plan)).Items.Select(i => (i.Kind, i.List, Text(i))).ShouldBe([(ChangeKind.New, "bottomLines", text), (ChangeKind.Gone, "workingWell", text)]);
    }

    /// <summary>The plan's own rule lets what names both by id through (docs/decisions.md, 37): whoever looks it over must see that.</summary>
    [Fact]
    public async Task LookOver_TellsWhatReachesTwoWhoAreKeptApart_AndDidNot()
    {
        await using var test = await StartAsync();
        (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["piotr","magda"]]}""")).IsAccepted.ShouldBeTrue();
        var plan = Next();
        Item(plan, "workingWell", 4)["audience"] = new JsonArray("piotr", "magda");
        Item(plan, "workingWell", 3)["audience"] = new JsonArray("role:parent", "magda");

        var items = (await LookAsync(test, plan)).Items;

        items.Select(i => string.Join(' ', i.Together.Select(p => $"{p.One} and {p.Other}"))).ShouldBe(["", "Piotr Nowak and Magda Lis"]);
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
        plan["plan"]!["version"] = 3;
        Item(plan, "workingWell", 4)["text"] = "Other words for the same two.";
        (await LookAsync(test, plan)).Items.ShouldHaveSingleItem().Together.ShouldBeEmpty("they read it together before");
    }

    [Fact]
    public async Task LookOver_WarnsOfATranslationThatStayed_WhereverItsSentenceStands()
    {
        await using var test = await StartAsync();
        var plan = Next();
        Item(plan, "workingWell", 0)["text"] = "Kacper is the second best chess player.";
        var sign = Item(plan, "ifThingsGoWrong", 0);
        sign["do"]!["text"] = "Ring Magda at once.";
        // Another entry before it moves a sentence, and changes nothing in it.
        Item(plan, "trajectory", 0)["toSee"]!.AsArray().Insert(0, new JsonObject { ["text"] = "Something else to see.", ["translations"] = new JsonObject { ["pl"] = "Coś innego." } });
        Item(plan, "worries", 0)["id"] = "in-its-place";
        Item(plan, "worries", 0)["replaces"] = Old("worries", 0);
        Item(plan, "worries", 0)["text"] = "Other words under another id.";

        var old = (await LookAsync(test, plan)).Items.SelectMany(i => i.OldTranslations, (i, o) => (i.List, o.Language, o.English, o.Translation)).ToList();

        old.ShouldBe(
        [
            ("workingWell", "pl", "Kacper is the second best chess player.", Polish(Item(plan, "workingWell", 0))),
            ("worries", "pl", "Other words under another id.", Polish(Item(plan, "worries", 0))),
            ("ifThingsGoWrong", "pl", "Ring Magda at once.", Polish(sign["do"]!)),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task LookOver_SaysWhoSeesWhatFromNowOn_ByEveryRestrictionInForce()
    {
        await using var test = await StartAsync();
        (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["piotr","magda"]]}""")).IsAccepted.ShouldBeTrue();
        var plan = Next();
        // Without the two who are kept apart both named, nobody of the two sees it.
        Item(plan, "workingWell", 4)["audience"] = new JsonArray("role:parent", "role:network");
        Item(plan, "workingWell", 3)["audience"] = new JsonArray("role:parent", "zosia");

        var items = (await LookAsync(test, plan)).Items;

        items.Select(i => i.Kind).ShouldBe([ChangeKind.OtherReaders, ChangeKind.OtherReaders]);
        items[0].NewReaders.ShouldBe(["Zosia Nowak"]);
        items[0].LostReaders.ShouldBeEmpty();
        items[1].NewReaders.ShouldBeEmpty("Magda is kept apart from Piotr, by no word of the document");
        items[1].LostReaders.ShouldBe(["Piotr Nowak", "Kacper Nowak", "Zosia Nowak"]);
    }

    [Fact]
    public async Task LookOver_TellsOfPeople()
    {
        await using var test = await StartAsync();
        var plan = Next();
        var people = plan["people"]!.AsArray();
        people.Single(p => p!["id"]!.GetValue<string>() == "magda")!["phone"] = "+447700900999";
        var nan = people.Single(p => p!["id"]!.GetValue<string>() == "magda")!.DeepClone();
        (nan["id"], nan["name"], nan["phone"], nan["email"]) = ("nan", "Nan Lis", "+447700900998", "nan@example.org");
        people.Add(nan);

        (await LookAsync(test, plan)).People.Select(p => (p.Kind, p.Name, string.Join(' ', p.Fields.Select(f => f.Member)))).ShouldBe([(ChangeKind.New, "Nan Lis", "role relationship phone email textMessages"), (ChangeKind.Changed, "Magda Lis", "phone")]);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Upload_PutsInForceWhatWasLookedOver_AgainstThePlanItWasLookedOverWith(string provider)
    {
        await using var test = await StartAsync(provider);
        var (mine, others) = (Next(), Next());
        Item(mine, "workingWell", 0)["text"] = "Mine.";
        mine["plan"]!["version"] = 3;
        Item(others, "workingWell", 0)["text"] = "Theirs.";
        var mark = (await LookAsync(test, mine)).Mark;

        (await test.Import.UploadAsync(await WorkerAsync(test), Bytes(others), mark)).ShouldBe(ImportOutcome.ChangedMeanwhile, "another file than was looked over");
        (await test.Import.UploadAsync(await WorkerAsync(test), Bytes(mine), null)).ShouldBe(ImportOutcome.ChangedMeanwhile, "unseen");
        (await test.PutAsync(others)).IsAccepted.ShouldBeTrue();
        (await test.Import.UploadAsync(await WorkerAsync(test), Bytes(mine), mark)).ShouldBe(ImportOutcome.ChangedMeanwhile, "against another plan");
        (await test.SafetyAsync("cheshire-east", RecordRef, $$"""{"takeBack":["{{Old("workingWell", 1)}}"]}""")).IsAccepted.ShouldBeTrue();
        Remove(mine, "workingWell", 1);
        var again = await LookAsync(test, mine);
        again.Items.ShouldHaveSingleItem().Before!.Text.Text.ShouldBe("Theirs.");
        (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["piotr","magda"]]}""")).IsAccepted.ShouldBeTrue();
        (await test.Import.UploadAsync(await WorkerAsync(test), Bytes(mine), again.Mark)).ShouldBe(ImportOutcome.ChangedMeanwhile, "others would see it than was said");

        again = await LookAsync(test, mine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await test.Import.UploadAsync(await WorkerAsync(test), Bytes(mine), again.Mark)));
        outcomes.Count(o => o is { IsAccepted: true, Unchanged: false }).ShouldBe(1);
        (await LookOutcomeAsync(test, mine)).Unchanged.ShouldBeTrue();
        (await test.Store.ReadAsync(s => s.PlanVersions.CountAsync())).ShouldBe(3);
    }

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load(Sample))).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<StaffViewer> WorkerAsync(TestFamily test) =>
        (await test.StaffAsync(RecordRef, JsonNode.Parse(SamplePlans.Load(Sample))!["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "worker")!["email"]!.GetValue<string>()))!;

    private static async Task<PlanComparison> LookAsync(TestFamily test, JsonNode plan)
    {
        var look = await test.Import.LookOverAsync(await WorkerAsync(test), Bytes(plan));
        look.Outcome.IsAccepted.ShouldBeTrue(string.Join('\n', look.Outcome.Faults.Select(f => $"{f.Pointer} {f.Detail}")));
        return look.Comparison!;
    }

    private static async Task<ImportOutcome> LookOutcomeAsync(TestFamily test, JsonNode plan) => (await test.Import.LookOverAsync(await WorkerAsync(test), Bytes(plan))).Outcome;

    private static JsonNode Next()
    {
        var plan = JsonNode.Parse(SamplePlans.Load(Sample))!;
        plan["plan"]!["version"] = 2;
        return plan;
    }

    private static byte[] Bytes(JsonNode plan) => Encoding.UTF8.GetBytes(plan.ToJsonString());

    private static JsonNode Item(JsonNode plan, string list, int at) => plan["plan"]![list]![at]!;

    private static void Remove(JsonNode plan, string list, int at) => plan["plan"]![list]!.AsArray().RemoveAt(at);

    private static string Old(string list, int at) => Item(JsonNode.Parse(SamplePlans.Load(Sample))!, list, at)["id"]!.GetValue<string>();

    private static string OldText(string list, int at) => Item(JsonNode.Parse(SamplePlans.Load(Sample))!, list, at)["text"]!.GetValue<string>();

    private static string Polish(JsonNode words) => words["translations"]!["pl"]!.GetValue<string>();

    private static string Text(ItemChange change) => (change.After ?? change.Before)!.Text.Text;
}
