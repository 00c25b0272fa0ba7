using System.Text.Json;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>On a worker's device: that person alone, nothing of before, with the worker's name, and only as long as it should.</summary>
public sealed class AssistedSessionTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Start_EndsTheWorkersOwnSession_AndOpensNothingUntilThePersonWasTold(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var (own, sid) = await SignInStaffAsync(desk);
        var secret = (await StartAsync(desk, own)).ShouldNotBeNull();

        (await Sessions(desk).ResolveAsync(own)).ShouldBeNull();
        (await desk.Directory.PortalUseAsync(sid)).WasLeft.ShouldBeTrue("Identity's session ends with it");
        var told = (await Sessions(desk).ResolveAsync(secret)).ShouldNotBeNull();
        (told.Viewer, told.Staff, told.Together!.HasBegun).ShouldBe((null, null, false));
        (told.Together.WorkerName, told.Together.PersonName).ShouldBe(("Worker", "Joanne Doyle"));

        await desk.Test.Get<AssistedSessions>().BeginAsync(told);
        (await Sessions(desk).ResolveAsync(secret))!.Viewer!.Name.ShouldBe("Joanne Doyle");
        (await StartAsync(desk, own)).ShouldBeNull("pressed twice, it starts once");
        (await desk.Test.Store.ReadAsync(s => s.Memberships.CountAsync())).ShouldBe(0, "somebody never invited stays so");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Answers_SayWithWhom_InTheAnswer_TheAuditAndTheRecord(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var (viewer, _) = await BegunAsync(desk, "amber");
        var scale = (await desk.Test.Plans.OpenAsync(viewer)).Scales.First(s => s.Asked);
        (await desk.Test.Answers.GiveScoreAsync(viewer, scale.Handle, new() { FormKey = "k", Score = 4, Words = "He is hitting me right now." })).Danger.IsDanger.ShouldBeTrue();

        var staff = await desk.Test.Store.ReadAsync(s => s.Staff.Select(x => x.Id).SingleAsync());
        var answer = await desk.Test.Store.ReadAsync(s => s.Answers.AsNoTracking().SingleAsync());
        (answer.GiverId, answer.WithName, answer.WithStaff).ShouldBe(("amber", "Worker", staff));
        var audit = await desk.Test.Store.ReadAsync(s => s.AuditEntries.AsNoTracking().Where(a => a.Actor == "person:amber").ToListAsync());
        audit.Select(a => a.Action).ShouldBe(["plan-opened", "answer-given"], ignoreOrder: true);
        audit.ShouldAllBe(a => a.With == $"staff:{staff}");
        var record = await desk.Test.Store.ReadAsync(s => s.RecordEntries.Select(r => r.Data).SingleAsync());
        JsonDocument.Parse(record).RootElement.GetProperty("with").GetString().ShouldBe("Worker");
        (await desk.Test.Desk.AnswersAsync(await desk.WorkerAsync())).Single().WithName.ShouldBe("Worker");
        (await desk.Test.Alerts.OfFamilyAsync(await desk.WorkerAsync())).Single().WithName.ShouldBe("Worker");
    }

    [Fact]
    public async Task Before_IsNotShown_NorAreTheReplies_AndWhatIsSaidThereIsTheirsAfterwards()
    {
        await using var desk = await Desk.OpenAsync();
        var alone = (await desk.Test.ViewerAsync(Desk.Family, "amber"))!;
        (await desk.Test.Answers.AskWorkerAsync(alone, new() { FormKey = "q", Words = "May I live with Auntie Jo?" })).IsOk.ShouldBeTrue();
        var question = (await desk.Test.Desk.AnswersAsync(await desk.WorkerAsync())).Single();
        (await desk.Test.Desk.ReplyAsync(await desk.WorkerAsync(), question.Id, new() { FormKey = "r", Words = "Let us talk on Friday." })).IsOk.ShouldBeTrue();

        var (viewer, secret) = await BegunAsync(desk, "amber");
        (await desk.Test.Answers.ReadAsync(viewer)).ShouldBeEmpty();
        viewer.MembershipKey.ShouldNotBe(alone.MembershipKey);
        (await desk.Test.Plans.ReadAsync(viewer)).Items().Select(i => i.Handle).Intersect((await desk.Test.Plans.ReadAsync(alone)).Items().Select(i => i.Handle)).ShouldBeEmpty();
        (await desk.Test.Get<ViewerDirectory>().ByMembershipAsync(viewer.MembershipKey)).ShouldBeNull("the helper knows no such person");

        (await desk.Test.Answers.AskWorkerAsync(viewer, new() { FormKey = "t", Words = "Can we do this again?" })).IsOk.ShouldBeTrue();
        var again = (await Sessions(desk).ResolveAsync(secret))!.Viewer!;
        (await desk.Test.Answers.ReadAsync(again)).ShouldHaveSingleItem().Words.ShouldBe("Can we do this again?");
        var later = await desk.Test.Answers.ReadAsync((await desk.Test.ViewerAsync(Desk.Family, "amber"))!);
        later.Select(a => (a.Words, a.WithName)).ShouldBe([("May I live with Auntie Jo?", null), ("Let us talk on Friday.", null), ("Can we do this again?", "Worker")], ignoreOrder: true);
    }

    public static TheoryData<string, string> Endings
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (var provider in TestStore.Providers)
                foreach (var ending in (string[])["time", "sign-out elsewhere", "sign-out at Identity", "finish", "bar", "out of the plan", "revoked", "person gone", "cover over"])
                    all.Add(provider.Data, ending);
            return all;
        }
    }

    [Theory, MemberData(nameof(Endings))]
    public async Task End_ComesAtTheVeryNextRequest(string provider, string ending)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var covers = ending == "cover over";
        var (other, otherSid) = await SignInStaffAsync(desk, covers ? "stranger@example.org" : Desk.WorkerEmail);
        var user = (await Sessions(desk).ResolveAsync(other))!.Staff!;
        if (covers) (await desk.Test.Get<ReachDesk>().CoverAsync(await desk.WorkerAsync(), user.Staff.Id, UkTime.Today(desk.Test.Clock))).ShouldBeTrue();
        var email = covers ? "stranger@example.org" : Desk.WorkerEmail;
        var (viewer, secret) = await BegunAsync(desk, "amber", email);
        for (var n = 0; n < 2; n++)
        {
            desk.Test.Clock.Now += TimeSpan.FromMinutes(12.5);
            (await Sessions(desk).ResolveAsync(secret)).ShouldNotBeNull();
        }

        switch (ending)
        {
            case "time":
                for (var n = 0; n < 5; n++)
                {
                    // Kept awake all the while: it is thirty minutes in all.
                    (await Sessions(desk).ResolveAsync(secret)).ShouldNotBeNull();
                    desk.Test.Clock.Now += TimeSpan.FromMinutes(1.01);
                }
                break;
            case "sign-out elsewhere": await Sessions(desk).EndAsync(other); break;
            case "sign-out at Identity": await desk.Directory.EndPortalSessionsAsync(otherSid); break;
            case "finish": await Sessions(desk).EndAsync(secret); break;
            case "bar":
                await desk.Test.StaffAsync(Desk.Family, "duty@example.org", StaffRole.Duty);
                (await desk.Test.Get<ReachDesk>().BarAsync((await desk.Test.StaffAsync(Desk.Family, Desk.WorkerEmail))!, await StaffIdAsync(desk, email), "Her aunt.")).ShouldBe(BarOutcome.Done);
                break;
            case "out of the plan": await desk.Test.Store.SaveAsync(s => s.People.Single(p => p.PersonId == "dean").InPlan = false); break;
            case "revoked": await desk.Test.SafetyAsync("knowsley", Desk.Family, """{"revoke": ["amber"]}"""); break;
            case "person gone": await desk.Test.Store.SaveAsync(s => s.People.Single(p => p.PersonId == "amber").InPlan = false); break;
            case "cover over":
                await desk.Test.Store.SaveAsync(s => s.StaffReaches.Single().EndsAt = desk.Test.Clock.Now);
                // Breaking the glass keeps no session open either.
                (await desk.Test.Get<BreakGlass>().OpenAsync(user, Desk.Family, "A neighbour rang.")).ShouldNotBeNull();
                break;
        }
        (await Sessions(desk).ResolveAsync(secret)).ShouldBeNull();
        viewer.ShouldNotBeNull();
    }

    [Fact]
    public async Task Start_ForSomebodyWhoMayNotLook_OrIsStaff_OrWithAnothersSession_IsNone()
    {
        await using var desk = await Desk.OpenAsync();
        var (own, _) = await SignInStaffAsync(desk);
        var (colleague, _) = await SignInStaffAsync(desk, "sal.whitby@example.org");
        (await StartAsync(desk, own, "dean")).ShouldBeNull();
        (await StartAsync(desk, colleague)).ShouldBeNull();
        (await StartAsync(desk, "no such session")).ShouldBeNull();
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.AccessEnded);
        (await StartAsync(desk, own)).ShouldBeNull();
        (await Sessions(desk).ResolveAsync(own)).ShouldNotBeNull("nothing started, nothing ended");
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("amber"), RestrictionKind.NotSafe);
        (await StartAsync(desk, own, "amber")).ShouldNotBeNull("on the worker's device nothing is sent");
    }

    private static PortalSessions Sessions(Desk desk) => desk.Test.Get<PortalSessions>();

    private static Task<Guid> StaffIdAsync(Desk desk, string email) => desk.Test.Store.ReadAsync(s => s.Staff.Where(x => x.Email == email).Select(x => x.Id).SingleAsync());

    /// <summary>One more browser of this member of staff.</summary>
    private static async Task<(string Secret, string Sid)> SignInStaffAsync(Desk desk, string email = Desk.WorkerEmail)
    {
        await desk.Test.StaffAsync(Desk.Family, email);
        await desk.Directory.ClaimStaffAsync(await StaffIdAsync(desk, email), $"staff-{email}");
        var sid = Guid.NewGuid().ToString();
        return (await Sessions(desk).OpenAsync($"staff-{email}", sid, isStaff: true), sid);
    }

    private static async Task<string?> StartAsync(Desk desk, string own, string person = "jo", string email = Desk.WorkerEmail) =>
        await desk.Test.Get<AssistedSessions>().StartAsync((await desk.Test.StaffAsync(Desk.Family, email))!, await desk.HandleAsync(person), own);

    private static async Task<(FamilyViewer Viewer, string Secret)> BegunAsync(Desk desk, string person, string email = Desk.WorkerEmail)
    {
        var (own, _) = await SignInStaffAsync(desk, email);
        var secret = (await StartAsync(desk, own, person, email)).ShouldNotBeNull();
        await desk.Test.Get<AssistedSessions>().BeginAsync((await Sessions(desk).ResolveAsync(secret))!);
        return ((await Sessions(desk).ResolveAsync(secret))!.Viewer!, secret);
    }
}
