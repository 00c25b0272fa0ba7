using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans;

public sealed class PlanImportTests
{
    public static TheoryData<string, string> BadOnEveryProvider
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var provider in TestStore.Providers)
                foreach (var bad in SamplePlans.Bad)
                    data.Add(provider, bad.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Put_EverySample_IsStoredOnceAndUnchangedWhenSentAgain(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        foreach (var name in SamplePlans.Names)
        {
            (await test.PutAsync(SamplePlans.Load(name))).ShouldBe(new(null, 201, "Stored", [], Version(name)), name);
            (await test.PutAsync(SamplePlans.Load(name))).ShouldBe(new(null, 200, "Stored", [], Version(name), Unchanged: true), name);
        }
        (await test.Store.ReadAsync(s => s.PlanVersions.CountAsync())).ShouldBe(SamplePlans.Names.Count);
    }

    [Theory, MemberData(nameof(BadOnEveryProvider))]
    public async Task Put_BadDocument_IsRefusedAndNothingOfItIsStored(string provider, string name)
    {
        var bad = SamplePlans.Bad.Single(b => b.Name == name);
        await using var test = await TestFamily.CreateAsync(provider);
        var before = (await test.PutAsync(SamplePlans.Load(bad.SentAfter))).Version;
        var good = JsonNode.Parse(SamplePlans.Load(bad.SentAfter))!;

        var outcome = await test.Import.PutAsync(TestFamily.Client(good["authority"]!.GetValue<string>()), good["authority"]!.GetValue<string>(), good["family"]!["recordRef"]!.GetValue<string>(), bad.Load());

        outcome.Code.ShouldBe(bad.Code);
        outcome.Status.ShouldBe(bad.Status);
        if (bad.Pointers.Length > 0) outcome.Faults.ShouldContain(f => bad.IsAt(f.Pointer) && (bad.Rule == null || f.Rule == bad.Rule));
        var versions = await test.Store.ReadAsync(s => s.PlanVersions.AsNoTracking().ToListAsync());
        versions.Single().Version.ShouldBe(before!.Value);
        versions.Single().Document.ShouldBe(System.Text.Encoding.UTF8.GetString(SamplePlans.Load(bad.SentAfter)));
        (await test.Store.ReadAsync(s => s.Families.SingleAsync())).CurrentVersion.ShouldBe(before.Value);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Put_TheSameFirstPlanFromManyAtOnce_MakesOneFamily(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        var plan = SamplePlans.Load("knowsley-hard-evenings");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => test.PutAsync(plan))));

        outcomes.ShouldAllBe(o => o.IsAccepted);
        outcomes.Count(o => !o.Unchanged).ShouldBe(1);
        (await test.Store.ReadAsync(s => s.Families.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Put_WithoutAPerson_EndsTheirAccessAtOnce()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        await test.PutAsync(plan);
        (await test.ViewerAsync("EH-2026-03319", "coach")).ShouldNotBeNull();

        Remove(plan, "coach");
        plan["plan"]!["version"] = 4;
        (await test.PutAsync(plan)).Code.ShouldBeNull();

        (await test.ViewerAsync("EH-2026-03319", "coach")).ShouldBeNull();
    }

    [Fact]
    public async Task TakenBack_ErasesTheWordsFromEveryVersionAndStaysErased()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        await test.PutAsync(plan);
        const string words = "There is something that Amber has told Dean";
        plan["plan"]!["version"] = 4;
        plan["plan"]!["worries"]!.AsArray().RemoveAll(w => w!["id"]!.GetValue<string>() == "eh11");
        plan["plan"]!["takenBack"] = new JsonArray(new JsonObject { ["id"] = "eh11", ["on"] = "2026-11-12" });

        (await test.PutAsync(plan)).Code.ShouldBeNull();

        (await test.Store.ReadAsync(s => s.PlanVersions.Select(v => v.Document).ToListAsync())).ShouldAllBe(d => !d.Contains(words));
        var back = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        back["plan"]!["version"] = 5;
        (await test.PutAsync(back)).Faults.ShouldContain(f => f.Rule == "taken-back");
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task TakenBack_AnIdThePortalNeverHad_DoesNotComeIntoUseLater(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        var plan = JsonNode.Parse(SamplePlans.Load("cumberland-pages-of-their-own"))!;
        await test.PutAsync(plan);
        (await test.PutAsync(plan)).Unchanged.ShouldBeTrue();
        plan["plan"]!["version"] = 5;
        plan["plan"]!["takenBack"] = new JsonArray();
        (await test.PutAsync(plan)).Code.ShouldBeNull();

        plan["plan"]!["version"] = 6;
        plan["plan"]!["nextSteps"]![0]!["id"] = "n-9";
        (await test.PutAsync(plan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe("taken-back");
    }

    [Fact]
    public async Task AgreedOn_MovesOnlyForReadersWhoseOwnItemsChanged()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        await test.PutAsync(plan);
        plan["plan"]!["version"] = 4;
        plan["plan"]!["agreedOn"] = "2026-11-20";
        plan["plan"]!["worries"]!.AsArray().Single(w => w!["id"]!.GetValue<string>() == "eh12")!["text"] = "Kelly and Dean have talked about it.";
        await test.PutAsync(plan);

        (await AgreedOnAsync(test, "kelly")).ShouldBe(new DateOnly(2026, 11, 20));
        (await AgreedOnAsync(test, "amber")).ShouldBe(new DateOnly(2026, 11, 10));
    }

    private static async Task<DateOnly> AgreedOnAsync(TestFamily test, string person) =>
        (await test.Plans.OpenAsync((await test.ViewerAsync("EH-2026-03319", person))!)).AgreedOn;

    private static int Version(string name) => JsonNode.Parse(SamplePlans.Load(name))!["plan"]!["version"]!.GetValue<int>();

    private static void Remove(JsonNode plan, string person)
    {
        plan["people"]!.AsArray().RemoveAll(p => p!["id"]!.GetValue<string>() == person);
        foreach (var list in plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>())
        {
            list.RemoveAll(i => i!["person"]?.GetValue<string>() == person);
            foreach (var item in list)
                foreach (var member in new[] { "audience", "askOf", "seenBy" })
                    (item![member] as JsonArray)?.RemoveAll(e => e!.GetValue<string>() == person);
        }
    }
}
