using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Tests.Desk;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Plans.HandPlans;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>What is known of somebody held does not fade with the steps in between: pages, files and versions one after the other.</summary>
public sealed class RoundTheGuardsTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task ANumberThatWasGivenHereAndThenReplacedByAFile_StaysKnown(string provider)
    {
        await using var test = await StartAsync(provider);
        var worker = await WorkerAsync(test);
        (await test.Get<ContactDesk>().ChangeAsync(worker, worker.OfPerson("kev"), "+447700900292")).Outcome.ShouldBe(ContactOutcome.Changed);
        (await test.Get<ContactDesk>().ChangeAsync(worker, worker.OfPerson("kev"), "kev.notman@example.com", keepsOther: true)).Outcome.ShouldBe(ContactOutcome.Changed);
        await ForceAsync(test, Next(people => (Person(people, "kev")["phone"], Person(people, "kev")["email"]) = ("+447700900293", "other@example.com")));

        foreach (var (phone, email) in new[] { ("+447700900292", (string?)null), (null, "Kev.Notman+2@Example.com"), ("+447700900293", null) })
            (await GuardedAsync(test, Next(people =>
            {
                (Person(people, "kev")["phone"], Person(people, "kev")["email"]) = ("+447700900294", "third@example.com");
                people.Add(WithMail(New("joe", "Uncle Joe", phone), email));
            }, later: 2))).ShouldBe(["ContactOfHeld Uncle Joe Kev Notman"]);
        worker = await WorkerAsync(test);
        (await test.Get<ContactDesk>().ChangeAsync(worker, worker.OfPerson("jean"), "+447700900292")).ShouldBe((ContactOutcome.OfHeld, "Kev Notman"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("+447700900295")]
    public async Task StaffWhoAreBarred_DoNotComeBackByTheNumberThatThePlanHadOfThem(string? now)
    {
        await using var test = await StartAsync();
        var rachel = await WorkerAsync(test);
        var cover = await ReachedFamily.UserAsync(test, "cumberland", "cover@example.org");
        await ReachedFamily.UserAsync(test, "cumberland", "duty@example.org", StaffRole.Duty);
        (await test.Get<ReachDesk>().CoverAsync(rachel, cover.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();
        (await test.Get<ReachDesk>().BarAsync((await test.StaffAsync(RecordRef, Manager))!, rachel.Staff.Id, "A complaint about her.")).ShouldBe(BarOutcome.Done);
        var coverer = (await test.Get<ViewerDirectory>().StaffAsync(cover, rachel.FamilyId))!;

        var look = (await test.Import.LookOverAsync(coverer, Next(people =>
        {
            Set(Person(people, "rachel"), "phone", now);
            people.Add(New("aunt", "Aunt Ray", "+447700900125"));
        }))).Comparison!;

        look.Guarded.Select(Told).ShouldBe([$"ContactOfHeld Aunt Ray {rachel.Staff.Name}"]);
        look.MayForce.ShouldBeFalse();

        (await test.PutAsync(JsonNode.Parse(Next(people => Set(Person(people, "rachel"), "phone", now)))!)).IsAccepted.ShouldBeTrue();
        coverer = (await test.Get<ViewerDirectory>().StaffAsync(cover, rachel.FamilyId))!;
        (await test.Get<ContactDesk>().ChangeAsync(coverer, coverer.OfPerson("jean"), "+447700900125")).Outcome.ShouldBe(ContactOutcome.OfHeld);
    }

    [Theory]
    [InlineData("+4407700900202")]
    [InlineData("+440447700900202")]
    [InlineData("+44770090020")]
    [InlineData("+1000000000")]
    public async Task ANumberThatNobodyHasAsItIsWritten_IsRefused_OfTheRecordToo(string phone)
    {
        await using var test = await StartAsync();
        var next = Next(people => people.Add(New("jim", "Uncle Jim", phone)));

        foreach (var outcome in new[] { await test.PutAsync(next), (await test.Import.LookOverAsync(await WorkerAsync(test), next)).Outcome })
        {
            outcome.Code.ShouldBe("broken-rule");
            outcome.Faults.Single().ShouldSatisfyAllConditions(f => f.Pointer.ShouldBe("/people/11/phone"), f => f.Detail.ShouldContain("without the 0"));
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhoWereKeptApart_AndBothWent_ComeBackApart_AlsoOneAfterTheOther(string provider)
    {
        await using var test = await StartAsync(provider);
        var apart = New("aa", "Aaron Ash");
        apart["keepApartFrom"] = new JsonArray("bb");
        foreach (var (people, later) in new[] { (new[] { apart, New("bb", "Bella Birch") }, 1), ([New("bb", "Bella Birch")], 2), ([], 3) })
            (await test.PutAsync(JsonNode.Parse(With(people, later))!)).IsAccepted.ShouldBeTrue();
        await ForceAsync(test, With([New("aa", "Aaron Ash")], 4));

        var both = With([New("aa", "Aaron Ash"), New("bb", "Bella Birch")], 5);
        (await GuardedAsync(test, both)).ShouldBe(["ApartLifted Aaron Ash Bella Birch"]);
        (await GuardedAsync(test, With([New("cc", "Aaron Ash")], 5))).ShouldBe(["HeldGone Aaron Ash", "ContactOfHeld Aaron Ash Aaron Ash"], ignoreOrder: true, "nor as another");

        var manager = (await test.StaffAsync(RecordRef, Manager))!;
        (await test.Import.UploadAsync(manager, both, (await test.Import.LookOverAsync(manager, both)).Comparison!.Mark)).IsAccepted.ShouldBeTrue();
        (await GuardedAsync(test, With([New("aa", "Aaron Ash"), New("bb", "Bella Birch")], 6))).ShouldBeEmpty("the manager lifted it");
    }

    /// <summary>As under the same id (ByHandTests): what ends one day ends for whoever looks like them.</summary>
    [Theory]
    [InlineData("Jean Telford", null, null, true)]
    [InlineData("Grandma J", "+447700900123", null, true)]
    [InlineData("Grandma J", "+447700900123", "2027-07-01", true)]
    [InlineData("Grandma J", "+447700900123", "2027-06-30", false)]
    [InlineData("Jean Telford", null, "2027-01-01", false)]
    [InlineData("Grandma J", null, null, false)]
    public async Task AnEndThatIsToCome_IsNotDroppedByAnotherId(string name, string? phone, string? until, bool isGuarded)
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = Plan.DeepClone();
        Person(plan["people"]!.AsArray(), "jean")["access"] = new JsonObject { ["until"] = "2027-06-30" };
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();

        void Rename(JsonArray people)
        {
            people.Remove(Person(people, "jean"));
            var other = New("jean-2", name, phone);
            if (until is not null) other["access"] = new JsonObject { ["until"] = until };
            people.Add(other);
        }
        string[] expected = isGuarded ? [$"EndOfAnother {name} Jean Telford"] : [];
        (await GuardedAsync(test, NextRenaming(Rename))).ShouldBe(expected);
        // In two steps, too.
        await ForceAsync(test, NextRenaming(people => people.Remove(Person(people, "jean"))));
        (await GuardedAsync(test, NextRenaming(Rename, later: 2))).ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task ByHand_TheVersionStaysNear_AndWhatNeverWasIsNotTakenBack(string provider)
    {
        await using var test = await StartAsync(provider);
        foreach (var email in new[] { Worker, Manager })
        {
            var viewer = (await test.StaffAsync(RecordRef, email))!;
            var far = Next(_ => { }, later: ByHand.MostVersionsAhead + 1);
            foreach (var outcome in new[] { (await test.Import.LookOverAsync(viewer, far)).Outcome, await test.Import.UploadAsync(viewer, far, null) })
                (outcome.Code, outcome.Faults.Single().Pointer, outcome.Faults.Single().Detail).ShouldBe(("not-by-hand", "/plan/version", "Write a whole number from 5 to 14 here: the plan in force is version 4."));

            foreach (var id in new[] { "future-item", "jean" })
            {
                var erasing = TakingBack([id]);
                foreach (var outcome in new[] { (await test.Import.LookOverAsync(viewer, erasing)).Outcome, await test.Import.UploadAsync(viewer, erasing, null) })
                    (outcome.Code, outcome.Faults.Single().Pointer).ShouldBe(("not-by-hand", "/plan/takenBack/1/id"));
            }
        }
        var strength = Plan["plan"]!["workingWell"]![0]!["id"]!.GetValue<string>();
        (await test.Import.LookOverAsync(await WorkerAsync(test), TakingBack([strength], later: ByHand.MostVersionsAhead))).Comparison!.MayForce.ShouldBeTrue();
        await ForceAsync(test, TakingBack([strength], later: ByHand.MostVersionsAhead));
        (await test.PutAsync(JsonNode.Parse(TakingBack([strength, "future-item"], later: 100_000))!)).IsAccepted.ShouldBeTrue("the record has versions that we never had");
    }

    private static byte[] TakingBack(string[] ids, int later = 1)
    {
        var plan = JsonNode.Parse(Next(_ => { }, later))!;
        foreach (var id in ids) plan["plan"]!["takenBack"]!.AsArray().Add(new JsonObject { ["id"] = id, ["on"] = "2026-11-27" });
        foreach (var list in plan["plan"]!.AsObject().Where(l => l.Key != "takenBack").Select(l => l.Value).OfType<JsonArray>())
            foreach (var item in list.Where(i => ids.Contains(i!["id"]!.GetValue<string>())).ToList()) list.Remove(item);
        return Encoding.UTF8.GetBytes(plan.ToJsonString());
    }

    /// <summary>Whoever withdrew it, and whether its person is held or not.</summary>
    [Theory]
    [InlineData("""{"withdrawNumber":["jean"]}""", "+447700900123")]
    [InlineData("""{"withdrawNumber":[{"person":"jean","number":"+447700900277"}]}""", "+447700900277")]
    [InlineData(null, "+447700900123")]
    public async Task WhatIsWithdrawn_GoesToAnotherByTheManagerAlone(string? call, string number)
    {
        await using var test = await StartAsync();
        var (contacts, worker) = (test.Get<ContactDesk>(), await WorkerAsync(test));
        if (call is not null) (await test.SafetyAsync("cumberland", RecordRef, call)).IsAccepted.ShouldBeTrue();
        else await test.People.RestrictAsync(worker, worker.OfPerson("jean"), RestrictionKind.ContactWithdrawn);
        (await test.PutAsync(JsonNode.Parse(Next(people => Person(people, "jean")["phone"] = "+447700900278"))!)).IsAccepted.ShouldBeTrue();

        worker = await WorkerAsync(test);
        (await contacts.ChangeAsync(worker, worker.OfPerson("steve"), number)).ShouldBe((ContactOutcome.OfWithdrawn, "Jean Telford"));
        byte[] later = Next(people => { Person(people, "jean")["phone"] = "+447700900278"; people.Add(New("joe", "Uncle Joe", number)); }, later: 2);
        (await GuardedAsync(test, later)).ShouldBe(["WithdrawnGiven Uncle Joe Jean Telford"]);

        var manager = (await test.StaffAsync(RecordRef, Manager))!;
        (await contacts.ChangeAsync(manager, manager.OfPerson("steve"), number)).Outcome.ShouldBe(ContactOutcome.Changed);
        (await GuardedAsync(test, Next(people => (Person(people, "jean")["phone"], Person(people, "steve")["phone"]) = ("+447700900278", number), later: 2))).ShouldBeEmpty("it is theirs by now");
    }

    private static byte[] With(IEnumerable<JsonObject> people, int later) => Next(all => { foreach (var person in people) all.Add(person.DeepClone()); }, later);

    private static JsonObject WithMail(JsonObject person, string? email)
    {
        Set(person, "email", email);
        return person;
    }

    private static async Task<StaffViewer> WorkerAsync(TestFamily test) => (await test.StaffAsync(RecordRef, Worker))!;

    /// <summary>What the worker is told of a file, which they then cannot put in force where it is anything.</summary>
    private static async Task<IEnumerable<string>> GuardedAsync(TestFamily test, byte[] next)
    {
        var worker = await WorkerAsync(test);
        var look = await test.Import.LookOverAsync(worker, next);
        look.Outcome.IsAccepted.ShouldBeTrue(string.Join(' ', look.Outcome.Faults.Select(f => f.Detail)));
        look.Comparison!.MayForce.ShouldBe(look.Comparison.Guarded.Count == 0);
        if (!look.Comparison.MayForce) (await test.Import.UploadAsync(worker, next, look.Comparison.Mark)).Code.ShouldBe("needs-manager");
        return look.Comparison.Guarded.Select(Told);
    }

    private static async Task ForceAsync(TestFamily test, byte[] next)
    {
        var worker = await WorkerAsync(test);
        (await test.Import.UploadAsync(worker, next, (await test.Import.LookOverAsync(worker, next)).Comparison!.Mark)).IsAccepted.ShouldBeTrue();
    }
}
