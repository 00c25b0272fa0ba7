using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>Restrictions combine: the stricter wins, and each source lifts only its own.</summary>
public sealed class RestrictionsTests
{
    private const string Amber = "EH-2026-03319";
    private const string Jo = "+447700900163";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task SafetyCall_EndsAccess_AndNoLaterPlanGivesItBack(string provider)
    {
        await using var test = await StartAsync(provider);
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull();

        (await test.SafetyAsync("knowsley", Amber, """{"revoke":["jo"]}""")).IsAccepted.ShouldBeTrue();
        (await test.ViewerAsync(Amber, "jo")).ShouldBeNull();
        await NextVersionAsync(test, _ => { });

        (await test.ViewerAsync(Amber, "jo")).ShouldBeNull();
        (await CandidatesAsync(test, Jo)).ShouldBe(0);
        (await test.SafetyAsync("knowsley", Amber, """{"lift":{"revoke":["jo"]}}""")).IsAccepted.ShouldBeTrue();
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"notSafe":["jo"]}""")]
    [InlineData("""{"withdrawNumber":["jo"]}""")]
    [InlineData("""{"withdrawNumber":[{"person":"jo","number":"+447700900163"}]}""")]
    [InlineData("""{"withdrawNumber":[{"person":"jo","number":"07700 900163"}]}""")]
    [InlineData("""{"withdrawNumber":[{"number":"+44 7700 900163","person":"jo"}]}""")]
    public async Task SafetyCall_StopsCodesToANumber_AndNoLaterPlanBringsThemBack(string call)
    {
        await using var test = await StartAsync();
        await test.ViewerAsync(Amber, "jo");
        (await CandidatesAsync(test, Jo)).ShouldBe(1);

        (await test.SafetyAsync("knowsley", Amber, call)).IsAccepted.ShouldBeTrue();
        await NextVersionAsync(test, _ => { });

        (await CandidatesAsync(test, Jo)).ShouldBe(0);
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull("she may still look, with a sheet or the worker");
    }

    [Fact]
    public async Task WithdrawnNumber_ANewNumberInALaterPlanWorks()
    {
        await using var test = await StartAsync();
        await test.ViewerAsync(Amber, "jo");
        await test.SafetyAsync("knowsley", Amber, """{"withdrawNumber":["jo"]}""");

        await NextVersionAsync(test, plan => Person(plan, "jo")["phone"] = "+447700900199");

        (await CandidatesAsync(test, "+447700900199")).ShouldBe(1);
    }

    [Fact]
    public async Task SafetyCall_KeepsTwoApart_AndNeitherSeesWhatIsForBothByRole()
    {
        await using var test = await StartAsync();
        await NextVersionAsync(test, plan => plan["plan"]!["summary"]!.AsArray().Add(new JsonObject { ["id"] = "both", ["text"] = "For all the parents.", ["audience"] = new JsonArray("role:parent") }));
        (await SeesAsync(test, "kelly", "For all the parents.")).ShouldBeTrue();

        await test.SafetyAsync("knowsley", Amber, """{"keepApart":[["phil","kelly"]]}""");

        (await SeesAsync(test, "kelly", "For all the parents.")).ShouldBeFalse();
        (await SeesAsync(test, "phil", "For all the parents.")).ShouldBeFalse();
        (await test.SafetyAsync("knowsley", Amber, """{"lift":{"keepApart":[["kelly","phil"]]}}""")).IsAccepted.ShouldBeTrue();
        (await SeesAsync(test, "kelly", "For all the parents.")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task KeptApart_DatesNobodysPageAnew(string provider)
    {
        await using var test = await StartAsync(provider);
        var first = await AgreedOnAsync(test, "kelly");
        await NextVersionAsync(test, plan =>
        {
            plan["plan"]!["agreedOn"] = "2026-11-12";
            plan["plan"]!["summary"]!.AsArray().Add(new JsonObject { ["id"] = "both", ["text"] = "For all the parents.", ["audience"] = new JsonArray("role:parent") });
        });
        (await AgreedOnAsync(test, "kelly")).ShouldBe(new(2026, 11, 12));
        var dean = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var people = await test.People.PeopleAsync(dean);
        var (kelly, phil) = (people.Single(p => p.Name.StartsWith("Kelly", StringComparison.Ordinal)).Handle, people.Single(p => p.Name.StartsWith("Phil", StringComparison.Ordinal)).Handle);

        await test.People.KeepApartAsync(dean, kelly, phil);
        (await AgreedOnAsync(test, "kelly")).ShouldBe(first, "as if what is hidden now had never been");
        await NextVersionAsync(test, plan => plan["plan"]!["agreedOn"] = "2026-11-14", 5);
        (await AgreedOnAsync(test, "kelly")).ShouldBe(first);
    }

    [Fact]
    public async Task WhatAWorkerRestricts_NeitherPlanNorSafetyCallLifts()
    {
        await using var test = await StartAsync();
        await test.ViewerAsync(Amber, "jo");
        var dean = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var jo = (await test.People.PeopleAsync(dean)).Single(p => p.Name == "Joanne Doyle").Handle;

        await test.People.RestrictAsync(dean, jo, RestrictionKind.AccessEnded);
        await NextVersionAsync(test, _ => { });
        await test.SafetyAsync("knowsley", Amber, """{"lift":{"revoke":["jo"]}}""");
        (await test.ViewerAsync(Amber, "jo")).ShouldBeNull();

        await test.People.LiftAsync((await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!, jo, RestrictionKind.AccessEnded);
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull();
    }

    [Fact]
    public async Task WhatTheSafetyCallSet_AWorkerCannotLift()
    {
        await using var test = await StartAsync();
        await test.SafetyAsync("knowsley", Amber, """{"revoke":["jo"]}""");
        var dean = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        var jo = (await test.People.PeopleAsync(dean)).Single(p => p.Name == "Joanne Doyle").Handle;

        await test.People.LiftAsync(dean, jo, RestrictionKind.AccessEnded);

        (await test.ViewerAsync(Amber, "jo")).ShouldBeNull();
    }

    [Fact]
    public async Task SafetyCall_TakesBackAtOnce()
    {
        await using var test = await StartAsync();
        (await SeesAsync(test, "kelly", "in 2019")).ShouldBeTrue();

        (await test.SafetyAsync("knowsley", Amber, """{"takeBack":["eh12"]}""")).IsAccepted.ShouldBeTrue();

        (await SeesAsync(test, "kelly", "in 2019")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", 400, "not-json")]
    [InlineData("{", 400, "not-json")]
    [InlineData("""{"revoke":["jo"],"revoke":[]}""", 400, "not-json")]
    [InlineData("""{"revoked":["jo"]}""", 422, "not-safety-call")]
    [InlineData("""{"revoke":"jo"}""", 422, "not-safety-call")]
    [InlineData("""{"keepApart":[["jo"]]}""", 422, "not-safety-call")]
    [InlineData("""{"keepApart":[["jo","jo"]]}""", 422, "not-safety-call")]
    [InlineData("""{"revoke":null}""", 422, "not-safety-call")]
    [InlineData("""{"revoke":[null]}""", 422, "not-safety-call")]
    [InlineData("""{"withdrawNumber":[5]}""", 422, "not-safety-call")]
    [InlineData("""{"lift":{"takeBack":["eh1"]}}""", 422, "not-safety-call")]
    public async Task SafetyCall_ThatDoesNotRead_IsRefusedAndChangesNothing(string body, int status, string code)
    {
        await using var test = await StartAsync();

        var outcome = await test.SafetyAsync("knowsley", Amber, body);

        (outcome.Status, outcome.Code).ShouldBe((status, code));
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"withdrawNumber":[{"person":"jo"}]}""", "/withdrawNumber/0/number")]
    [InlineData("""{"withdrawNumber":[{"number":"+447700900163"}]}""", "/withdrawNumber/0/person")]
    [InlineData("""{"withdrawNumber":["jo",{"person":"jo","number":"jo's old one"}]}""", "/withdrawNumber/1/number")]
    [InlineData("""{"withdrawNumber":[{"person":"jo","phone":"+447700900163","junk":1}]}""", "/withdrawNumber/0,/withdrawNumber/0,/withdrawNumber/0/number")]
    [InlineData("""{"keepApart":[["jo","jo "]]}""", "/keepApart/0")]
    [InlineData("""{"revoke":[5,"jo"],"notSafe":"kelly","banish":[],"lift":{"keepApart":[["jo"," jo"]],"lift":{}}}""", "/revoke/0,/notSafe,/banish,/lift/keepApart/0,/lift/lift")]
    [InlineData("""{"revoke":["jo\u0000"]}""", "/revoke/0")]
    [InlineData("5", "")]
    public async Task SafetyCall_NamesEveryFault(string body, string pointers)
    {
        await using var test = await StartAsync();
        await test.ViewerAsync(Amber, "jo");

        var outcome = await test.SafetyAsync("knowsley", Amber, body);

        outcome.Status.ShouldBe(422);
        string.Join(",", outcome.Faults.Select(f => f.Pointer)).ShouldBe(pointers);
        (await CandidatesAsync(test, Jo)).ShouldBe(1);
        (await test.ViewerAsync(Amber, "jo")).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task SafetyCall_SaysWhichIdsNobodyEverHad_AndKeepsThemForWhenTheyCome(string provider)
    {
        await using var test = await StartAsync(provider);

        var outcome = await test.SafetyAsync("knowsley", Amber, """{"revoke":["jo","JO"],"withdrawNumber":["newcomer"],"keepApart":[["newcomer","kelly"]],"takeBack":["jo","eh-none"],"lift":{"notSafe":["nobody"]}}""");

        outcome.IsAccepted.ShouldBeTrue();
        outcome.Unknown.ShouldBe(["/revoke/1", "/withdrawNumber/0", "/keepApart/0/0", "/takeBack/0", "/takeBack/1", "/lift/notSafe/0"]);
        await NextVersionAsync(test, plan => AddNewcomer(plan, "+447700900811"));
        (await ComesAsync(test, "+447700900811")).ShouldBe(0);
        await NextVersionAsync(test, plan => AddNewcomer(plan, "+447700900812"), 5);
        (await CandidatesAsync(test, "+447700900812")).ShouldBe(1, "a later number is another one");
        (await test.SafetyAsync("knowsley", Amber, """{"revoke":["newcomer"],"lift":{"withdrawNumber":["newcomer"]}}""")).Unknown.ShouldBeEmpty();
    }

    private static void AddNewcomer(JsonNode plan, string phone)
    {
        var newcomer = Person(plan, "jo").DeepClone();
        (newcomer["id"], newcomer["name"], newcomer["phone"]) = ("newcomer", "Nia Newcomer", phone);
        newcomer.AsObject().Remove("email");
        plan["people"]!.AsArray().Add(newcomer);
    }

    private static async Task<int> ComesAsync(TestFamily test, string phone)
    {
        (await test.ViewerAsync(Amber, "newcomer")).ShouldNotBeNull();
        return await CandidatesAsync(test, phone);
    }

    [Fact]
    public async Task Staff_OfAnotherFamilyOrBarred_DoNotReachIt()
    {
        await using var test = await StartAsync();
        (await test.StaffAsync(Amber, "somebody.else@example.org")).ShouldBeNull();
        var dean = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        await test.Store.SaveAsync(s => s.StaffReaches.Add(new() { FamilyId = dean.FamilyId, StaffId = dean.Staff.Id, Kind = StaffReachKind.Bar, At = test.Clock.Now, By = "staff:manager", Reason = "His sister." }));

        (await test.StaffAsync(Amber, "dean.ashcroft@example.org")).ShouldBeNull();
        (await test.Desk.FamiliesAsync(new StaffUser(dean.Staff))).ShouldBeEmpty();
    }

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!)).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task NextVersionAsync(TestFamily test, Action<JsonNode> change, int version = 4)
    {
        var plan = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!;
        plan["plan"]!["version"] = version;
        change(plan);
        (await test.PutAsync(plan)).Code.ShouldBeNull();
    }

    private static JsonNode Person(JsonNode plan, string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!;

    private static async Task<int> CandidatesAsync(TestFamily test, string contact) =>
        (await test.Get<SignInDirectory>().FindAsync(ContactAddress.Parse(contact)!)).Count;

    private static async Task<bool> SeesAsync(TestFamily test, string person, string words) =>
        (await test.Plans.ReadAsync((await test.ViewerAsync(Amber, person))!)).Items().Any(i => i.Text.Text.Contains(words));

    private static async Task<DateOnly> AgreedOnAsync(TestFamily test, string person) => (await test.Plans.ReadAsync((await test.ViewerAsync(Amber, person))!)).AgreedOn;
}
