using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Plans.HandPlans;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>What the family's manager set here, a worker, a cover or another manager does not undo by one button. What those set, they lift.</summary>
public sealed class ManagersSayTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task WhatTheManagerSet_TheManagerAloneLifts(string provider)
    {
        await using var test = await StartAsync(provider);
        foreach (var kind in new[] { RestrictionKind.AccessEnded, RestrictionKind.NotSafe, RestrictionKind.ContactWithdrawn })
        {
            var manager = await OfAsync(test, Manager);
            await test.People.RestrictAsync(manager, manager.OfPerson("jean"), kind);
            // Set again by somebody else it is still the manager's.
            var worker = await OfAsync(test, Worker);
            await test.People.RestrictAsync(worker, worker.OfPerson("jean"), kind);

            foreach (var other in await OthersAsync(test))
            {
                (await test.People.LiftAsync(other, other.OfPerson("jean"), kind)).ShouldBeFalse($"{kind} by {other.Staff.Email}");
                (await JeanAsync(test, other)).IsForManager(kind).ShouldBeTrue();
            }
            manager = await OfAsync(test, Manager);
            (await JeanAsync(test, manager)).IsForManager(kind).ShouldBeFalse();
            (await test.People.LiftAsync(manager, manager.OfPerson("jean"), kind)).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhomTheManagerKeepsApart_TheManagerAloneLetsTogether(string provider)
    {
        await using var test = await StartAsync(provider);
        var manager = await OfAsync(test, Manager);
        await test.People.KeepApartAsync(manager, manager.OfPerson("jean"), manager.OfPerson("steve"));
        var worker = await OfAsync(test, Worker);
        await test.People.KeepApartAsync(worker, worker.OfPerson("jean"), worker.OfPerson("becky"));

        foreach (var other in await OthersAsync(test))
        {
            (await test.People.LiftApartAsync(other, other.OfPerson("steve"), other.OfPerson("jean"))).ShouldBeFalse();
            (await JeanAsync(test, other)).Restrictions.Where(r => r is { Kind: RestrictionKind.KeptApart, ForManager: true }).Select(r => r.Other!.Name).ShouldBe(["Steve Graham"]);
        }
        worker = await OfAsync(test, Worker);
        (await test.People.LiftApartAsync(worker, worker.OfPerson("jean"), worker.OfPerson("becky"))).ShouldBeTrue();
        manager = await OfAsync(test, Manager);
        (await test.People.LiftApartAsync(manager, manager.OfPerson("jean"), manager.OfPerson("steve"))).ShouldBeTrue();
    }

    [Fact]
    public async Task WhatAWorkerOrACoverSet_AnyOfThemLifts()
    {
        await using var test = await StartAsync();
        foreach (var setter in await OthersAsync(test))
        {
            await test.People.RestrictAsync(setter, setter.OfPerson("jean"), RestrictionKind.AccessEnded);
            var cover = (await OthersAsync(test)).Last();
            (await test.People.LiftAsync(cover, cover.OfPerson("jean"), RestrictionKind.AccessEnded)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task ANumberThatTheManagerTookFromThem_IsGivenBackByTheManagerAlone()
    {
        await using var test = await StartAsync();
        var contacts = test.Get<ContactDesk>();
        var manager = await OfAsync(test, Manager);
        (await contacts.ChangeAsync(manager, manager.OfPerson("jean"), "+447700900277")).Outcome.ShouldBe(ContactOutcome.Changed);

        foreach (var other in await OthersAsync(test))
            (await contacts.ChangeAsync(other, other.OfPerson("jean"), "+447700900123")).Outcome.ShouldBe(ContactOutcome.WithdrawnByManager);
        manager = await OfAsync(test, Manager);
        (await contacts.ChangeAsync(manager, manager.OfPerson("jean"), "+447700900123")).Outcome.ShouldBe(ContactOutcome.Changed);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhomTheManagerKeepsOut_AnotherManagerWhoCoversDoesNotLetIn(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, directory) = (test.Get<ReachDesk>(), test.Get<ViewerDirectory>());
        var (relative, second) = (await ReachedFamily.UserAsync(test, "cumberland", "relative@example.org"), await ReachedFamily.UserAsync(test, "cumberland", "second@example.org"));
        var other = await ReachedFamily.UserAsync(test, "cumberland", "other.manager@example.org", StaffRole.Manager);
        var worker = await OfAsync(test, Worker);
        (await desk.CoverAsync(worker, other.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();
        (await desk.BarAsync(await OfAsync(test, Manager), relative.Staff.Id, "The mother's cousin.")).ShouldBe(BarOutcome.Done);
        async Task<StaffViewer> CoverAsync() => (await directory.StaffAsync(other, worker.FamilyId))!;
        (await desk.BarAsync(await CoverAsync(), second.Staff.Id, "The father's friend.")).ShouldBe(BarOutcome.Done);

        (await desk.BarAsync(await CoverAsync(), relative.Staff.Id, "From a page that lay open.")).ShouldBe(BarOutcome.NotAllowed, "set again by another it would be theirs to lift");
        (await desk.LiftBarAsync(await CoverAsync(), relative.Staff.Id)).ShouldBeFalse();
        (await desk.StaffAsync(await CoverAsync())).Where(l => l.ForManager).Select(l => l.Id).ShouldBe([relative.Staff.Id]);
        (await desk.LiftBarAsync(await CoverAsync(), second.Staff.Id)).ShouldBeTrue();
        (await desk.StaffAsync(await OfAsync(test, Manager))).ShouldNotContain(l => l.ForManager);
        (await desk.LiftBarAsync(await OfAsync(test, Manager), relative.Staff.Id)).ShouldBeTrue();
    }

    /// <summary>Where the plan names no manager, one of the authority who works with the family stands in, and what they set is theirs alike.</summary>
    [Fact]
    public async Task WhereThePlanNamesNoManager_OneOfTheAuthorityStandsIn()
    {
        await using var test = await StartAsync();
        (await test.PutAsync(System.Text.Json.Nodes.JsonNode.Parse(NextRenaming(people => people.Remove(Person(people, "seun"))))!)).IsAccepted.ShouldBeTrue();
        var standsIn = await ReachedFamily.UserAsync(test, "cumberland", "other.manager@example.org", StaffRole.Manager);
        (await test.Get<ReachDesk>().CoverAsync(await OfAsync(test, Worker), standsIn.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();
        var family = (await OfAsync(test, Worker)).FamilyId;
        async Task<StaffViewer> StandInAsync() => (await test.Get<ViewerDirectory>().StaffAsync(standsIn, family))!;
        await test.People.RestrictAsync(await StandInAsync(), (await StandInAsync()).OfPerson("jean"), RestrictionKind.AccessEnded);

        var worker = await OfAsync(test, Worker);
        (await test.People.LiftAsync(worker, worker.OfPerson("jean"), RestrictionKind.AccessEnded)).ShouldBeFalse();
        (await test.People.LiftAsync(await StandInAsync(), worker.OfPerson("jean"), RestrictionKind.AccessEnded)).ShouldBeTrue();
    }

    private static async Task<StaffViewer> OfAsync(TestFamily test, string email) => (await test.StaffAsync(RecordRef, email))!;

    private static async Task<DeskPerson> JeanAsync(TestFamily test, StaffViewer viewer) => (await test.People.PeopleAsync(viewer)).Single(p => p.Handle == viewer.OfPerson("jean"));

    /// <summary>The worker, a manager of the authority and a worker, both of whom cover.</summary>
    private static async Task<IReadOnlyList<StaffViewer>> OthersAsync(TestFamily test)
    {
        List<StaffViewer> others = [await OfAsync(test, Worker)];
        foreach (var (email, role) in new[] { ("other.manager@example.org", StaffRole.Manager), ("cover@example.org", StaffRole.Worker) })
        {
            var user = await ReachedFamily.UserAsync(test, "cumberland", email, role);
            await test.Get<ReachDesk>().CoverAsync(others[0], user.Staff.Id, UkTime.Today(test.Clock).AddDays(2));
            others.Add((await test.Get<ViewerDirectory>().StaffAsync(user, others[0].FamilyId))!);
        }
        return others;
    }
}
