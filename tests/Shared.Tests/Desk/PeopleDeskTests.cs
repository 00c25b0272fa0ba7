using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>What the worker is told of restrictions: who set each, and that each side lifts only its own.</summary>
public sealed class PeopleDeskTests
{
    private const string Family = "MOS-0051907";
    private const string Worker = "beth.anstey@example.org";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Restrictions_NameTheirOrigin_AndStaffLiftOnlyTheirOwn(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        var people = await PeopleAsync(test);
        var parent = people.First(p => p.Role == PersonRole.Parent);

        await test.People.RestrictAsync((await test.StaffAsync(Family, Worker))!, parent.Handle, RestrictionKind.AccessEnded);
        await test.People.RestrictAsync((await test.StaffAsync(Family, Worker))!, parent.Handle, RestrictionKind.AccessEnded);
        var id = await test.Store.ReadAsync(s => Task.FromResult(s.People.First(p => p.Name == parent.Name).PersonId));
        (await test.SafetyAsync("cornwall", Family, $$"""{"revoke": ["{{id}}"]}""")).IsAccepted.ShouldBeTrue();

        var restricted = (await PeopleAsync(test)).Single(p => p.Handle == parent.Handle);
        restricted.Restrictions.Select(r => (r.Kind, r.Origin, r.By)).ShouldBe(
            [(RestrictionKind.AccessEnded, RestrictionOrigin.Portal, "Worker"), (RestrictionKind.AccessEnded, RestrictionOrigin.SafetyCall, null)], ignoreOrder: true);

        await test.People.LiftAsync((await test.StaffAsync(Family, Worker))!, parent.Handle, RestrictionKind.AccessEnded);

        var lifted = (await PeopleAsync(test)).Single(p => p.Handle == parent.Handle);
        lifted.EndedHere.ShouldBeFalse();
        lifted.MayLook.ShouldBeFalse();
        lifted.Restrictions.ShouldHaveSingleItem().Origin.ShouldBe(RestrictionOrigin.SafetyCall);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task LiftApart_LiftsThatPairAlone(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        var people = await PeopleAsync(test);
        foreach (var other in people.Skip(1).Take(2)) await test.People.KeepApartAsync((await test.StaffAsync(Family, Worker))!, people[0].Handle, other.Handle);

        await test.People.LiftApartAsync((await test.StaffAsync(Family, Worker))!, people[1].Handle, people[0].Handle);

        (await PeopleAsync(test)).Single(p => p.Handle == people[0].Handle).Restrictions
            .ShouldHaveSingleItem().Other!.Handle.ShouldBe(people[2].Handle);
    }

    [Fact]
    public async Task Preview_IsThePersonsOwnSliceWithItsDate_AndNoneForStaff()
    {
        await using var test = await TestFamily.CreateAsync();
        (await test.PutAsync(SamplePlans.Load("cumberland-pages-of-their-own"))).IsAccepted.ShouldBeTrue();
        var family = await test.Store.ReadAsync(s => Task.FromResult(s.Families.Single()));
        var staff = (await test.StaffAsync(family.RecordRef, "rachel.sim@example.org"))!;
        foreach (var viewer in await Task.WhenAll((await test.Store.ReadAsync(s => Task.FromResult(s.People.Where(p => p.Role == PersonRole.Parent).Select(p => p.PersonId).ToList()))).Select(id => test.ViewerAsync(family.RecordRef, id))))
            if ((await test.Plans.ReadAsync(viewer!)).Items().FirstOrDefault() is { } item)
                (await test.Answers.GiveViewAsync(viewer!, item.Handle, new() { FormKey = "k", Words = $"{viewer!.Name} sees it so." })).IsOk.ShouldBeTrue();
        foreach (var person in await test.People.PeopleAsync(staff))
        {
            var id = await test.Store.ReadAsync(s => Task.FromResult(s.People.Single(p => p.Name == person.Name).PersonId));
            if (await test.ViewerAsync(family.RecordRef, id) is not { } viewer) continue;
            var own = await test.Plans.ReadAsync(viewer);
            var preview = (await test.Get<PreviewDesk>().OpenAsync(staff, person.Handle))!;
            preview.Plan.AgreedOn.ShouldBe(own.AgreedOn);
            preview.Plan.Items().Select(i => i.Text).ShouldBe(own.Items().Select(i => i.Text));
            preview.Plan.Items().Select(i => i.Handle).Intersect(own.Items().Select(i => i.Handle)).ShouldBeEmpty("handles of the person's own pages stay theirs");
            preview.Answers.Select(a => a.Words).ShouldBe((await test.Answers.ReadAsync(viewer)).Select(a => a.Words));
        }
        var workers = await test.Store.ReadAsync(s => Task.FromResult(s.People.Where(p => p.Role == PersonRole.Worker || p.Role == PersonRole.Manager).Select(p => p.PersonId).ToList()));
        workers.ShouldNotBeEmpty();
        foreach (var id in workers) (await test.Get<PreviewDesk>().OpenAsync(staff, staff.OfPerson(id))).ShouldBeNull();
    }

    private static async Task<IReadOnlyList<DeskPerson>> PeopleAsync(TestFamily test) =>
        await test.People.PeopleAsync((await test.StaffAsync(Family, Worker))!);
}
