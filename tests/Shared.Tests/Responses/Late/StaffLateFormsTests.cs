using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses.Late;

/// <summary>What staff write waits in the same place as a family's words, for the one who wrote it.</summary>
public sealed class StaffLateFormsTests
{
    private const string Family = "MOS-0051907", Page = "page";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task It_waits_for_its_writer_alone_raises_no_alert_and_goes_once_it_is_sent(string provider)
    {
        await using var test = await StartAsync(provider);
        var (late, worker, manager) = (test.Get<LateForms>(), await StaffAsync(test, "worker"), await StaffAsync(test, "manager"));

        (await TakeAsync(test, worker, "k1", "If he hits you now, ring 999.")).ShouldBe(new(DangerFinding.None, IsTold: false, IsKept: true));

        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(0, "a worker's own words are no cry for help");
        (await late.FindAsync(worker, Page)).ShouldNotBeNull();
        (await late.FindAsync(manager, Page)).ShouldBeNull();
        (await late.AllAsync(manager)).ShouldBeEmpty();
        await late.ForgetAsync(manager, "k1");
        (await late.FindAsync(worker, Page)).ShouldNotBeNull();
        await late.SentAsync(worker, new("k1"), null);
        (await late.FindAsync(worker, Page)).ShouldBeNull();
        (await late.DraftAsync(worker, new("k1"), Page, [1])).ShouldBeTrue();
        (await late.FindAsync(worker, Page)).ShouldBeNull("what arrives behind the sending is no more than was sent");
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task It_waits_for_nobody_who_was_signed_out_everywhere_was_kept_out_or_has_no_account(string provider)
    {
        await using var test = await StartAsync(provider);
        var (worker, manager) = (await StaffAsync(test, "worker"), await StaffAsync(test, "manager"));
        await test.Store.SaveAsync(s => s.StaffReaches.Add(new() { FamilyId = manager.FamilyId, StaffId = manager.Staff.Id, Kind = StaffReachKind.Bar, At = test.Clock.Now, By = "test" }));
        (await TakeAsync(test, manager, "k", "words")).IsKept.ShouldBeFalse();
        (await test.Get<LateForms>().TakeAsync(new(new(Guid.NewGuid(), worker.FamilyId), test.Clock.Now, Page, new() { FormKey = "k", Words = "words" }, [1]))).IsKept.ShouldBeFalse();
        (await test.Get<LateForms>().TakeAsync(new(new(worker.Staff.Id, Guid.NewGuid()), test.Clock.Now, Page, new() { FormKey = "k", Words = "words" }, [1]))).IsKept.ShouldBeFalse();

        var made = test.Clock.Now;
        await ChangeAsync(s => s.SignedOutBefore = made);
        (await TakeAsync(test, worker, "k", "words")).IsKept.ShouldBeFalse("whoever holds the page may be somebody else");
        await ChangeAsync(s => (s.SignedOutBefore, s.EndedAt) = (null, made));
        (await TakeAsync(test, worker, "k", "words")).IsKept.ShouldBeFalse();
        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(0);

        Task ChangeAsync(Action<StaffMember> change) => test.Store.SaveAsync(s => change(s.Staff.Single(x => x.Id == worker.Staff.Id)));
    }

    private static Task<LateOutcome> TakeAsync(TestFamily test, StaffViewer staff, string key, string words) =>
        test.Get<LateForms>().TakeAsync(new(staff.FormOwner, test.Clock.Now, Page, new() { FormKey = key, Words = words }, [1]));

    private static async Task<StaffViewer> StaffAsync(TestFamily test, string role)
    {
        var email = await test.Store.ReadAsync(s => s.People.Where(p => p.InPlan && p.Role == Enum.Parse<Shared.Plans.Document.PersonRole>(role, true)).Select(p => p.Email!).FirstAsync());
        return (await test.StaffAsync(Family, email))!;
    }

    private static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("cornwall-gran-and-grampy"))).IsAccepted.ShouldBeTrue();
        return test;
    }
}
