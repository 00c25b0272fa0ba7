using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>Who broke the glass may look and make things safer. A way in that they gave would outlast their day.</summary>
public sealed class GlassTests
{
    private const string Stranger = "stranger@example.org";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task WhoBrokeTheGlass_MakesThingsSafer_AndGivesNobodyAWayIn(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var (test, people) = (desk.Test, desk.Test.People);
        var (jo, amber) = (await desk.HandleAsync("jo"), await desk.HandleAsync("amber"));
        (await test.Answers.AskWorkerAsync((await test.ViewerAsync(Desk.Family, "amber"))!, new() { FormKey = "k", Words = "he is hitting me right now please help" })).Danger.IsDanger.ShouldBeTrue();
        await desk.InviteAsync("jo");
        (await desk.Sheets.PrintAsync(await desk.WorkerAsync(), jo)).ShouldNotBeNull();
        await people.RestrictAsync(await desk.WorkerAsync(), amber, RestrictionKind.NotSafe);
        await people.KeepApartAsync(await desk.WorkerAsync(), jo, amber);
        await test.StaffAsync(Desk.Family, Stranger);
        await desk.Directory.ClaimStaffAsync(await test.Store.ReadAsync(s => s.Staff.Where(x => x.Email == Stranger).Select(x => x.Id).SingleAsync()), Stranger);
        var session = await test.Get<PortalSessions>().OpenAsync(Stranger, "sid", isStaff: true);
        await test.Get<BreakGlass>().OpenAsync((await test.Get<PortalSessions>().ResolveAsync(session))!.Staff!, Desk.Family, "A neighbour rang.");
        async Task<StaffViewer> GlassAsync() => (await test.StaffAsync(Desk.Family, Stranger))!;
        (await GlassAsync()).Reason.ShouldBe(StaffReason.BreakGlass);
        var before = await WaysInAsync(test);

        (await desk.Invitations.InviteAsync(await GlassAsync(), jo)).ShouldBeNull();
        (await desk.Invitations.NewWordAsync(await GlassAsync(), jo)).ShouldBeNull();
        (await desk.Sheets.PrintAsync(await GlassAsync(), jo)).ShouldBeNull();
        (await desk.Contacts.ChangeAsync(await GlassAsync(), jo, "07700 900998")).Outcome.ShouldBe(ContactOutcome.NotAllowed);
        (await test.Get<AssistedSessions>().StartAsync(await GlassAsync(), jo, session)).ShouldBeNull();
        (await people.LiftAsync(await GlassAsync(), amber, RestrictionKind.NotSafe)).ShouldBeFalse();
        (await people.LiftApartAsync(await GlassAsync(), jo, amber)).ShouldBeFalse();
        var said = (await test.Desk.AnswersAsync(await GlassAsync())).Single();
        (await test.Desk.ReleaseAsync(await GlassAsync(), said.Id, said.ReadersMark)).ShouldBeFalse();
        (await test.Desk.LetGapBeKnownAsync(await GlassAsync(), said.Id, said.LearnMark)).ShouldBeFalse();
        (await WaysInAsync(test)).ShouldBe(before);
        (await test.Get<PortalSessions>().ResolveAsync(session)).ShouldNotBeNull();

        await test.Alerts.AcknowledgeAsync(await GlassAsync(), (await test.Alerts.OfFamilyAsync(await GlassAsync())).Single().Id);
        (await test.Alerts.OfFamilyAsync(await GlassAsync())).Single().AcknowledgedAt.ShouldNotBeNull();
        (await test.Desk.ReplyAsync(await GlassAsync(), said.Id, new() { FormKey = "r", Words = "I am ringing you now." })).IsOk.ShouldBeTrue();
        (await desk.Sheets.WithdrawAsync(await GlassAsync(), jo)).ShouldBeTrue();
        await people.RestrictAsync(await GlassAsync(), jo, RestrictionKind.AccessEnded);
        (await desk.PersonAsync("jo")).EndedHere.ShouldBeTrue();
        (await people.LiftAsync(await GlassAsync(), jo, RestrictionKind.AccessEnded)).ShouldBeFalse("what they ended, others give back");

        // Duty and cover are no glass, whatever they opened before.
        var duty = (await test.StaffAsync(Desk.Family, "duty@example.org", StaffRole.Duty))!;
        (await people.LiftAsync(duty, jo, RestrictionKind.AccessEnded)).ShouldBeTrue();
        (await desk.Invitations.NewWordAsync(duty, jo)).ShouldNotBeNull();
        (await test.Get<ReachDesk>().CoverAsync(await desk.WorkerAsync(), (await GlassAsync()).Staff.Id, UkTime.Today(test.Clock))).ShouldBeTrue();
        (await desk.Sheets.PrintAsync(await GlassAsync(), jo)).ShouldNotBeNull();
    }

    private static Task<string> WaysInAsync(TestFamily test) => test.Store.ReadAsync(async s => string.Join("\n",
    [
        .. await s.Memberships.OrderBy(m => m.PersonId).Select(m => $"{m.PersonId} {m.WordHash}").ToListAsync(),
        .. await s.People.OrderBy(p => p.PersonId).Select(p => $"{p.PersonId} {p.Phone} {p.Email}").ToListAsync(),
        .. await s.CodeSheets.OrderBy(c => c.Id).Select(c => $"{c.Id} {c.EndedAt}").ToListAsync(),
        .. await s.Restrictions.OrderBy(r => r.Id).Select(r => $"{r.Kind} {r.LiftedAt}").ToListAsync(),
        .. await s.Answers.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.ReleasedAt} {a.GapKnownAt}").ToListAsync(),
        $"{await s.AssistedSessions.CountAsync()}",
    ]));
}
