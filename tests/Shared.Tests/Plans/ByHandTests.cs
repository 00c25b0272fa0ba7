using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Tests.Desk;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>What keeps people safe, and who works with the family, is loosened by its manager or the record, and by nobody else's file.</summary>
public sealed class ByHandTests
{
    private const string Sample = "cumberland-pages-of-their-own";
    private const string Worker = "rachel.sim@example.org";
    private const string Manager = "seun.adeyemi@example.org";

    private static readonly JsonNode Plan = JsonNode.Parse(SamplePlans.Load(Sample))!;
    private static readonly string RecordRef = Plan["family"]!["recordRef"]!.GetValue<string>();

    private static readonly Dictionary<string, (Action<JsonArray> Change, string Expected)> Loosened = new()
    {
        ["kept apart no more"] = (people => Person(people, "hannah").Remove("keepApartFrom"), "ApartLifted Craig Telford Hannah"),
        ["let in again"] = (people => Person(people, "kev").Remove("access"), "LetIn Kev Notman"),
        ["let in until a day to come"] = (people => Person(people, "kev")["access"] = new JsonObject { ["until"] = "2031-01-01" }, "LetIn Kev Notman"),
        ["texts called safe"] = (people => Person(people, "hannah")["textMessages"] = new JsonObject { ["allowed"] = true }, "TextsCalledSafe Hannah"),
        ["gone, to come back without"] = (people => people.Remove(people.Single(p => p!["id"]!.GetValue<string>() == "kev")), "HeldGone Kev Notman"),
        ["the manager gone"] = (people => people.Remove(people.Single(p => p!["id"]!.GetValue<string>() == "seun")), "StaffGone Seun Adeyemi"),
        ["the manager's address"] = (people => Person(people, "seun")["email"] = "nobody@example.org", "StaffChanged Seun Adeyemi"),
        ["the worker's address"] = (people => Person(people, "rachel")["email"] = "nobody@example.org", "StaffChanged Rachel Sim"),
        ["a manager made a network member"] = (people => Person(people, "seun")["role"] = "network", "StaffChanged Seun Adeyemi"),
        ["another worker"] = (people => people.Add(new JsonObject { ["id"] = "new", ["name"] = "Nina New", ["role"] = "worker", ["relationship"] = "Social worker", ["language"] = "en-GB", ["email"] = "nina@example.org" }), "StaffNew Nina New"),
    };

    public static TheoryData<string> Names => [.. Loosened.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task WhatKeepsPeopleSafe_IsLoosenedByTheManagerAlone(string name)
    {
        await using var test = await StartAsync();
        var (change, expected) = Loosened[name];
        var next = Next(change);
        var family = (await test.StaffAsync(RecordRef, Worker))!.FamilyId;
        var stranger = await ReachedFamily.UserAsync(test, "cumberland", "cover@example.org");
        (await test.Get<ReachDesk>().CoverAsync((await test.StaffAsync(RecordRef, Worker))!, stranger.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();

        foreach (var other in new[] { (await test.StaffAsync(RecordRef, Worker))!, (await test.Get<ViewerDirectory>().StaffAsync(stranger, family))! })
        {
            var look = await test.Import.LookOverAsync(other, next);
            look.Outcome.IsAccepted.ShouldBeTrue(string.Join(' ', look.Outcome.Faults.Select(f => f.Detail)));
            look.Comparison!.Guarded.Select(Told).ShouldBe([expected]);
            look.Comparison.MayForce.ShouldBeFalse();
            (await test.Import.UploadAsync(other, next, look.Comparison.Mark)).Code.ShouldBe("needs-manager");
        }
        (await test.StaffAsync(RecordRef, Manager))!.State.Family.CurrentVersion.ShouldBe(Plan["plan"]!["version"]!.GetValue<int>());

        var manager = (await test.StaffAsync(RecordRef, Manager))!;
        var mine = (await test.Import.LookOverAsync(manager, next)).Comparison!;
        (mine.MayForce, Told(mine.Guarded.Single())).ShouldBe((true, expected));
        (await test.Import.UploadAsync(manager, next, mine.Mark)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task WhatMakesThingsStricter_AnyOfThemPutsInForce_AndTwiceIsNoQuarrel()
    {
        await using var test = await StartAsync();
        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        var next = Next(people =>
        {
            Person(people, "jean")["keepApartFrom"] = new JsonArray("hannah");
            Person(people, "steve")["access"] = new JsonObject { ["revoked"] = true };
            Person(people, "jean")["textMessages"] = new JsonObject { ["allowed"] = false, ["notSafe"] = true };
            Person(people, "craig")["phone"] = "+447700900128";
        });
        var look = (await test.Import.LookOverAsync(worker, next)).Comparison!;
        (look.Guarded.Count, look.MayForce).ShouldBe((0, true));
        look.People.Single(p => p.Name == "Jean Telford").Fields.Single(f => f.Member == "keepApartFrom").ShouldBe(new("keepApartFrom", null, "Hannah"));
        look.People.Single(p => p.Name == "Craig Telford").Fields.ShouldBe([new("phone", "+447700900121", "+447700900128")]);

        (await test.Import.UploadAsync(worker, next, look.Mark)).ShouldSatisfyAllConditions(o => o.IsAccepted.ShouldBeTrue(), o => o.Unchanged.ShouldBeFalse());
        // A double tap: both requests began before either had stored anything.
        (await test.Import.UploadAsync(worker, next, look.Mark)).ShouldSatisfyAllConditions(o => o.IsAccepted.ShouldBeTrue(), o => o.Unchanged.ShouldBeTrue());
    }

    private static string Told(GuardedChange change) => $"{change.Kind} {change.Name} {change.Other}".TrimEnd();

    private static async Task<TestFamily> StartAsync()
    {
        var test = await TestFamily.CreateAsync();
        (await test.PutAsync(Plan)).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static byte[] Next(Action<JsonArray> change)
    {
        var plan = Plan.DeepClone();
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        change(plan["people"]!.AsArray());
        return Encoding.UTF8.GetBytes(plan.ToJsonString());
    }

    private static JsonObject Person(JsonArray people, string id) => people.Single(p => p!["id"]!.GetValue<string>() == id)!.AsObject();
}
