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
using static FamilyPortal.Shared.Tests.Plans.HandPlans;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>What keeps people safe, and who works with the family, is loosened by its manager or the record, and by nobody else's file.</summary>
public sealed class ByHandTests
{
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

    /// <summary>Ways round what keeps them away: as somebody of another id, who is kept from nobody.</summary>
    private static readonly Dictionary<string, (Action<JsonArray> Change, string[] Expected)> Smuggled = new()
    {
        ["a new person with their number"] = (people => { people.Add(New("uncle", "Uncle Bob", phone: "+447700900121")); Person(people, "craig")["phone"] = "+447700900128"; }, ["ContactOfHeld Uncle Bob Craig Telford"]),
        ["a new person of their name"] = (people => people.Add(New("other-craig", "craig  telford")), ["ContactOfHeld craig  telford Craig Telford"]),
        ["a new person with the name of one who is shut out"] = (people => people.Add(New("kev-2", "Kev Notman")), ["ContactOfHeld Kev Notman Kev Notman"]),
        ["a new person of their name with a letter of another script"] = (people => people.Add(New("kev-2", "K\u0435v N\u043Etman")), ["ContactOfHeld K\u0435v N\u043Etman Kev Notman"]),
        ["a new person of their name in letters of full width"] = (people => people.Add(New("kev-2", "\uFF2B\uFF45\uFF56 Notman")), ["ContactOfHeld \uFF2B\uFF45\uFF56 Notman Kev Notman"]),
        ["a new person of their name with a hyphen"] = (people => people.Add(New("kev-2", "Kev-Notman")), ["ContactOfHeld Kev-Notman Kev Notman"]),
        ["a new person of their name with dots, run together"] = (people => people.Add(New("kev-2", "K.e.v.Nótman.")), ["ContactOfHeld K.e.v.Nótman. Kev Notman"]),
        ["somebody of the plan gets their number"] = (people => { Person(people, "jean")["phone"] = "+447700900121"; Person(people, "craig")["phone"] = "+447700900128"; }, ["ContactOfHeld Jean Telford Craig Telford"]),
        ["two change places"] = (people => Swap(Person(people, "jean"), Person(people, "craig")), ["ContactOfHeld Craig Telford Craig Telford"]),
        ["the id another, the person the same"] = (people =>
        {
            var craig = Person(people, "craig");
            craig["id"] = "craig-2";
            foreach (var other in new[] { "hannah", "becky", "kaur" }) Person(people, other).Remove("keepApartFrom");
        }, ["HeldGone Craig Telford", "ContactOfHeld Craig Telford Craig Telford"]),
    };

    public static TheoryData<string> Ways => [.. Smuggled.Keys];

    [Theory, MemberData(nameof(Ways))]
    public async Task WhoIsKeptAway_DoesNotComeBackAsSomebodyElse(string way)
    {
        await using var test = await StartAsync();
        var (change, expected) = Smuggled[way];
        var next = NextRenaming(change);
        var worker = (await test.StaffAsync(RecordRef, Worker))!;

        var look = await test.Import.LookOverAsync(worker, next);
        look.Outcome.IsAccepted.ShouldBeTrue(string.Join(' ', look.Outcome.Faults.Select(f => f.Detail)));
        look.Comparison!.Guarded.Select(Told).ShouldBe(expected, ignoreOrder: true);
        (await test.Import.UploadAsync(worker, next, look.Comparison.Mark)).Code.ShouldBe("needs-manager");
    }

    /// <summary>A bar keeps out the account; a file must not open another door to whoever has it.</summary>
    [Theory]
    [InlineData("Polly Newcomer", "relative@example.org", false)]
    [InlineData("Polly Newcomer", "Relative@Example.org", true)]
    [InlineData("Rela Tive", null, false)]
    public async Task AMemberOfStaffWhoIsBarred_IsNotLetInByAFile(string name, string? email, bool instead)
    {
        await using var test = await StartAsync();
        var relative = await ReachedFamily.UserAsync(test, "cumberland", "relative@example.org");
        await test.Store.SaveAsync(store => store.Staff.Single(s => s.Id == relative.Staff.Id).Name = "Rela Tive");
        byte[] LetIn() => Next(people =>
        {
            var person = instead ? Person(people, "steve") : New("polly", name);
            if (!instead) people.Add(person);
            if (email is not null) person["email"] = email;
        });
        async Task<PlanComparison> LookAsync() => (await test.Import.LookOverAsync((await test.StaffAsync(RecordRef, Worker))!, LetIn())).Comparison!;
        (await LookAsync()).Guarded.ShouldBeEmpty("barred from nothing yet");

        (await test.Get<ReachDesk>().BarAsync((await test.StaffAsync(RecordRef, Manager))!, relative.Staff.Id, "The mother's cousin.")).ShouldBe(BarOutcome.Done);

        var look = await LookAsync();
        (look.Guarded.Select(g => (g.Kind, g.Other)).Single(), look.MayForce).ShouldBe(((GuardedKind.ContactOfHeld, "Rela Tive"), false));
        (await test.Import.UploadAsync((await test.StaffAsync(RecordRef, Worker))!, LetIn(), look.Mark)).Code.ShouldBe("needs-manager");
    }

    /// <summary>As by a file: on the page for a changed number, nobody gets what is known as that of somebody held, by worker or duty.</summary>
    [Theory]
    [InlineData("jean", "+447700900121", "Craig Telford")]
    [InlineData("jean", "+447700900128", "Craig Telford")]
    [InlineData("jean", "relative@example.org", "Rela Tive")]
    public async Task ANumberOrAddressOfSomebodyHeld_IsGivenToAnotherByTheManagerAlone(string person, string contact, string of)
    {
        await using var test = await StartAsync();
        var relative = await ReachedFamily.UserAsync(test, "cumberland", "relative@example.org");
        await test.Store.SaveAsync(store => store.Staff.Single(s => s.Id == relative.Staff.Id).Name = "Rela Tive");
        (await test.Get<ReachDesk>().BarAsync((await test.StaffAsync(RecordRef, Manager))!, relative.Staff.Id, "The mother's cousin.")).ShouldBe(BarOutcome.Done);
        var contacts = test.Get<ContactDesk>();
        async Task<StaffViewer> WorkerAsync() => (await test.StaffAsync(RecordRef, Worker))!;
        // The first of their numbers is withdrawn, and then the second: both stay theirs.
        foreach (var other in new[] { "+447700900128", "+447700900129" })
            (await contacts.ChangeAsync(await WorkerAsync(), (await WorkerAsync()).OfPerson("craig"), other)).Outcome.ShouldBe(ContactOutcome.Changed, "their own anybody puts right");

        foreach (var other in new[] { await WorkerAsync(), (await test.StaffAsync(RecordRef, "duty@example.org", StaffRole.Duty))! })
            (await contacts.ChangeAsync(other, other.OfPerson(person), contact)).ShouldBe((ContactOutcome.OfHeld, of));
        (await contacts.ChangeAsync(await WorkerAsync(), (await WorkerAsync()).OfPerson(person), "+447700900990")).Outcome.ShouldBe(ContactOutcome.Changed, "a number of nobody");

        var manager = (await test.StaffAsync(RecordRef, Manager))!;
        (await contacts.ChangeAsync(manager, manager.OfPerson(person), contact)).Outcome.ShouldBe(ContactOutcome.Changed);
    }

    /// <summary>Given back is given, too.</summary>
    [Fact]
    public async Task ANumberThatSomebodyHeldGotMeanwhile_IsGivenBackByTheManagerAlone()
    {
        await using var test = await StartAsync();
        async Task<StaffViewer> StaffAsync(string email) => (await test.StaffAsync(RecordRef, email))!;
        var contacts = test.Get<ContactDesk>();
        var worker = await StaffAsync(Worker);
        (await contacts.ChangeAsync(worker, worker.OfPerson("jean"), "+447700900990")).Outcome.ShouldBe(ContactOutcome.Changed);
        await test.People.RestrictAsync(worker, worker.OfPerson("jean"), RestrictionKind.ContactWithdrawn);
        await test.Store.SaveAsync(store => store.People.Single(p => p.PersonId == "craig" && p.FamilyId == worker.FamilyId).Email = "both@example.org");
        await test.Store.SaveAsync(store => store.People.Single(p => p.PersonId == "jean" && p.FamilyId == worker.FamilyId).Email = "both@example.org");

        (await test.People.LiftAsync(await StaffAsync(Worker), worker.OfPerson("jean"), RestrictionKind.ContactWithdrawn)).ShouldBeFalse();
        (await test.People.LiftAsync(await StaffAsync(Manager), worker.OfPerson("jean"), RestrictionKind.ContactWithdrawn)).ShouldBeTrue();
    }

    /// <summary>Their own number and name anybody may put right; what they were known by before stays theirs.</summary>
    [Fact]
    public async Task WhoIsKeptAway_DoesNotComeBackInTwoSteps()
    {
        await using var test = await StartAsync();
        var first = Next(people => (Person(people, "craig")["name"], Person(people, "craig")["phone"]) = ("C. Telford", "+447700900128"));
        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        (await test.Import.UploadAsync(worker, first, (await test.Import.LookOverAsync(worker, first)).Comparison!.Mark)).IsAccepted.ShouldBeTrue();

        foreach (var (name, phone) in new[] { ("Craig Telford", null), ("Uncle Bob", "+447700900121") })
        {
            var second = JsonNode.Parse(first)!;
            second["plan"]!["version"] = second["plan"]!["version"]!.GetValue<int>() + 1;
            second["people"]!.AsArray().Add(New("uncle", name, phone));
            worker = (await test.StaffAsync(RecordRef, Worker))!;
            var look = (await test.Import.LookOverAsync(worker, Encoding.UTF8.GetBytes(second.ToJsonString()))).Comparison!;
            look.Guarded.Select(Told).ShouldBe([$"ContactOfHeld {name} C. Telford"]);
            look.MayForce.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task AnEndThatIsToCome_IsPutOffByTheManagerAlone()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = Plan.DeepClone();
        Person(plan["people"]!.AsArray(), "jean")["access"] = new JsonObject { ["until"] = $"{UkTime.Today(test.Clock).AddDays(1):yyyy-MM-dd}" };
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
        var worker = (await test.StaffAsync(RecordRef, Worker))!;

        foreach (var access in new JsonObject?[] { null, new() { ["until"] = "2031-01-01" } })
        {
            var look = (await test.Import.LookOverAsync(worker, Next(people => Set(Person(people, "jean"), "access", access?.DeepClone())))).Comparison!;
            (look.Guarded.Select(Told).Single(), look.MayForce).ShouldBe(("LetInLonger Jean Telford", false));
        }
        var sooner = (await test.Import.LookOverAsync(worker, Next(people => Person(people, "jean")["access"] = new JsonObject { ["until"] = $"{UkTime.Today(test.Clock):yyyy-MM-dd}" }))).Comparison!;
        (sooner.Guarded.Count, sooner.MayForce).ShouldBe((0, true));
    }

    /// <summary>What the safety call or a worker in the portal set hangs on the person's id: without that id it holds nobody.</summary>
    [Theory]
    [InlineData("""{"keepApart":[["jean","hannah"]]}""")]
    [InlineData("""{"revoke":["jean"]}""")]
    [InlineData("""{"notSafe":["jean"]}""")]
    public async Task WhomTheSafetyCallHolds_NeitherGoesNorComesBackAsSomebodyElse(string call)
    {
        await using var test = await StartAsync();
        (await test.SafetyAsync("cumberland", RecordRef, call)).IsAccepted.ShouldBeTrue();
        var worker = (await test.StaffAsync(RecordRef, Worker))!;

        var look = (await test.Import.LookOverAsync(worker, NextRenaming(people => Person(people, "jean")["id"] = "jean-2"))).Comparison!;

        look.Guarded.Select(Told).ShouldBe(["HeldGone Jean Telford", "ContactOfHeld Jean Telford Jean Telford"], ignoreOrder: true);
        look.MayForce.ShouldBeFalse();
    }

    [Fact]
    public async Task WhomTheRecordTookOut_ComesBackAsFreeAsTheyWent()
    {
        await using var test = await StartAsync();
        (await test.PutAsync(JsonNode.Parse(NextRenaming(people => { people.Remove(Person(people, "craig")); people.Remove(Person(people, "kev")); foreach (var other in new[] { "hannah", "becky", "kaur" }) Person(people, other).Remove("keepApartFrom"); }))!)).IsAccepted.ShouldBeTrue();
        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        byte[] Later(Action<JsonArray> change)
        {
            var plan = JsonNode.Parse(Next(change))!;
            plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
            return Encoding.UTF8.GetBytes(plan.ToJsonString());
        }

        var free = (await test.Import.LookOverAsync(worker, Later(people => { Person(people, "kev").Remove("access"); Person(people, "hannah").Remove("keepApartFrom"); }))).Comparison!;
        free.Guarded.Select(Told).ShouldBe(["LetIn Kev Notman", "ApartLifted Craig Telford Hannah"], ignoreOrder: true);
        var asTheyWent = (await test.Import.LookOverAsync(worker, Later(_ => { }))).Comparison!;
        (asTheyWent.Guarded.Count, asTheyWent.MayForce).ShouldBe((0, true));
    }

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
}
