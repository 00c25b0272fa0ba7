using System.Net;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>Breaking the glass, cover and bars on the pages.</summary>
public sealed class StaffReachPagesTests(PortalFixture portal)
{
    [Fact]
    public async Task BreakGlass_NeedsAReason_OpensTheFamily_AndTellsTheManager()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var stranger = (await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up")).Worker;
        var elsewhere = (await StaffVisit.OpenAsync(portal, "knowsley-hard-evenings")).Worker;

        await visit.GoAsync(stranger, "/staff/open");
        await stranger.SubmitAsync("Open this family", ("Form.Choice", visit.RecordRef), ("Form.Words", " "));
        stranger.Text.ShouldContain("Say why you need to open it");
        await stranger.SubmitAsync("Open this family", ("Form.Choice", "NO-SUCH-1"), ("Form.Words", "A neighbour rang."));
        stranger.Text.ShouldContain("No family of your council");
        await visit.GoAsync(elsewhere, "/staff/open");
        await elsewhere.SubmitAsync("Open this family", ("Form.Choice", visit.RecordRef), ("Form.Words", "A neighbour rang."));
        elsewhere.Text.ShouldContain("No family of your council");
        await visit.GoAsync(elsewhere, visit.Home);
        elsewhere.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await visit.GoAsync(stranger, "/staff/open");
        await stranger.SubmitAsync("Open this family", ("Form.Choice", visit.RecordRef), ("Form.Words", "A neighbour rang about noise."));

        stranger.Address.AbsolutePath.ShouldBe(visit.Home);
        stranger.Text.ShouldContain("You opened this in an emergency.");
        var manager = await visit.ManagerAsync();
        (await visit.GoAsync(manager, "/staff")).Text.ShouldContain("opened a family that is not theirs");
        manager.Text.ShouldContain("A neighbour rang about noise.");
        (await visit.GoAsync(visit.Worker, "/staff")).Text.ShouldNotContain("opened a family that is not theirs");

        await NoWayInAsync(visit, stranger);
    }

    /// <summary>The pages offer who broke the glass no way in for anybody, and give none where it is asked for all the same.</summary>
    private static async Task NoWayInAsync(StaffVisit visit, Browser stranger)
    {
        await visit.GoAsync(stranger, visit.Home + "/people");
        await stranger.FollowAsync("Ken Nance");
        var person = stranger.Address;
        stranger.Text.ShouldContain("You cannot let Ken Nance in");
        stranger.Page.QuerySelectorAll("button[value=invite], button[value=word], a[href$=together]").ShouldBeEmpty();
        foreach (var (page, action) in new[] { ("", "invite"), ("", "word"), ("/sheet", "print"), ("/contact", "change"), ("/together", "start") })
        {
            await stranger.GoAsync(new Uri(person + page));
            stranger.Page.QuerySelectorAll($"button[value={action}], input[name=Contact]").ShouldBeEmpty(page);
            // With the form's own token: only the desk stops them.
            var token = stranger.Page.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            var handler = page.Length == 0 ? "person" : page[1..];
            await stranger.SendAsync(new(HttpMethod.Post, stranger.Address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", handler), new("Do", action), new("Contact", "07700 900998"), new("Other", "keeps"), new("Checked", "yes")]) });
            stranger.Response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
            stranger.Page.QuerySelectorAll(".govuk-panel, .app-paper").ShouldBeEmpty(page);
            stranger.Address.AbsolutePath.ShouldBe(person.AbsolutePath + page);
        }
        await stranger.GoAsync(person);
        stranger.Text.ShouldNotContain("07700 900998");
        await stranger.SubmitAsync("Their phone is not safe");
        stranger.Text.ShouldContain("Not safe to reach");
        stranger.Page.QuerySelectorAll("button[value^=lift]").ShouldBeEmpty();
        stranger.Text.ShouldContain("so you cannot undo this");
    }

    [Fact]
    public async Task Cover_LetsAColleagueInUntilItEnds()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var other = await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up");
        await visit.WorkerAtAsync("/team");
        var who = visit.Worker.Page.QuerySelectorAll("input[name=Cover]").Single(i => i.ParentElement!.TextContent.Contains(other.WorkerName)).GetAttribute("value")!;
        await visit.Worker.SubmitAsync("Set cover", ("Cover", who), ("Until", "2001-01-01"));
        visit.Worker.Text.ShouldContain("Choose a day from today");
        var until = DateOnly.FromDateTime(portal.Site.Clock.GetUtcNow().DateTime).AddDays(5);
        await visit.Worker.SubmitAsync("Set cover", ("Cover", who), ("Until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        (await visit.GoAsync(other.Worker, visit.Home)).Text.ShouldContain("You cover for their worker.");
        await visit.WorkerAtAsync("/team");
        await visit.Worker.SubmitAsync($"End the cover of {other.WorkerName}");
        (await visit.GoAsync(other.Worker, visit.Home)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Bar_OffersAWorkerOnlyThemselves_AndSaysSo()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync("/team");
        visit.Worker.Page.QuerySelectorAll("input[name='Form.Choice']").ShouldHaveSingleItem();
        visit.Worker.Text.ShouldContain("Keep yourself out");
        visit.Worker.Text.ShouldNotContain("Keep a member of staff out");

        var manager = await visit.ManagerAsync();
        (await visit.GoAsync(manager, visit.Home + "/team")).Text.ShouldContain("Keep a member of staff out");
    }

    [Fact]
    public async Task Bar_ByTheManager_ShutsTheWorkerOutAtOnce()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        var who = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.WorkerName)).GetAttribute("value")!;
        await manager.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", ""));
        manager.Text.ShouldContain("Say why");
        await manager.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", "The mother's sister."));

        (await visit.WorkerAtAsync()).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visit.GoAsync(visit.Worker, "/staff")).Html.ShouldNotContain(visit.Family.ToString());

        await visit.GoAsync(manager, visit.Home + "/team");
        var self = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.ManagerName)).GetAttribute("value")!;
        await manager.SubmitAsync("Keep them out", ("Form.Choice", self), ("Form.Words", "My cousin."));
        manager.Text.ShouldContain("You are the last manager who can open this family.");

        await visit.GoAsync(manager, visit.Home + "/team");
        await manager.SubmitAsync($"Let {visit.WorkerName} in again");
        (await visit.WorkerAtAsync()).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true, "Their manager is told, and can undo it.")]
    [InlineData(false, "No manager here is told of this family")]
    public async Task BarOfOneself_SaysThatTheManagerIsTold_OnlyWhereThereIsOne(bool hasManager, string said)
    {
        // A product of its own: to the one of all tests others bring managers of every authority.
        await using var own = new PortalFixture();
        await own.InitializeAsync();
        var visit = await StaffVisit.OpenAsync(own, "cheshire-east-kacper", hasManager ? null : StaffVisit.WithoutManager);
        await visit.WorkerAtAsync("/team");
        var self = visit.Worker.Page.QuerySelector("input[name='Form.Choice']")!.GetAttribute("value")!;

        await visit.Worker.SubmitAsync("Keep them out", ("Form.Choice", self), ("Form.Words", "My cousin."));

        visit.Worker.Text.ShouldContain(said);
    }

    [Fact]
    public async Task AnAlertThatNobodyReaches_ComesToTheDutyTeam_WithoutTheFamilysPages()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        var team = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains("Duty team")).GetAttribute("value")!;
        await manager.SubmitAsync("Keep them out", ("Form.Choice", team), ("Form.Words", "They share it with her sister."));
        var access = await StaffVisit.EnterAsync(portal, visit.Authority, "Access team");
        foreach (var name in new[] { visit.WorkerName, visit.ManagerName })
        {
            await visit.GoAsync(access, "/staff/colleagues");
            await access.SubmitAsync($"End the access of {name}");
        }
        access.Text.ShouldContain($"Nobody but {visit.ManagerName} would see the alerts of some families.");
        // Their organisation ends it all the same.
        var leaving = (await portal.Get<SignInDirectory>().StaffAsync()).Single(s => s.AuthorityId == visit.Authority && s.Name == visit.ManagerName);
        (await portal.Get<StaffDirectory>().EndByGroupsAsync(visit.Authority, leaving.Subject!)).ShouldBeTrue();
        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "I want to kill myself tonight."));

        var duty = await visit.DutyAsync();
        await visit.GoAsync(duty, "/staff/alerts");
        var got = duty.Page.QuerySelector($"button[name=Got][value^='{visit.Family:N}']")!;
        got.ParentElement!.TextContent.ShouldContain("Nobody else can see this alert");
        got.ParentElement.TextContent.ShouldContain("I want to kill myself tonight.");
        got.ParentElement.QuerySelector("a[href^='tel:']").ShouldNotBeNull();
        duty.Html.ShouldNotContain(visit.Home);
        var token = duty.Page.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await duty.SendAsync(new(HttpMethod.Post, duty.Address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "alerts"), new("Got", got.GetAttribute("value")!)]) });
        duty.Address.AbsolutePath.ShouldBe("/staff/alerts");
        duty.Page.QuerySelector($"button[name=NotGot][value^='{visit.Family:N}']").ShouldNotBeNull("in hand: the number stays in sight");
        (await visit.GoAsync(duty, visit.Home)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
