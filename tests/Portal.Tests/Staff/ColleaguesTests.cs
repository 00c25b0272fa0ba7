using System.Net;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>An administrator ends and restores the access of colleagues, and asks partners' people in.</summary>
public sealed class ColleaguesTests(PortalFixture portal)
{
    [Fact]
    public async Task An_administrator_ends_an_access_at_the_next_request_and_restores_it()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var elsewhere = await StaffVisit.OpenAsync(portal, "knowsley-hard-evenings");
        var administrator = await StaffVisit.EnterAsync(portal, visit.Authority, "Access team");
        await visit.GoAsync(administrator, "/staff");
        administrator.Page.QuerySelector("a[href='/staff/colleagues']").ShouldNotBeNull();
        await visit.GoAsync(administrator, "/staff/colleagues");
        administrator.Text.ShouldNotContain(elsewhere.WorkerName);
        administrator.Text.ShouldContain("This is you.");
        administrator.Text.ShouldNotContain("End the access of Access team");

        await administrator.SubmitAsync($"End the access of {visit.WorkerName}");
        administrator.Text.ShouldContain("Done. It counts from now on.");
        (await visit.WorkerAtAsync()).Address.AbsolutePath.ShouldNotBe(visit.Home);

        await administrator.SubmitAsync($"Let {visit.WorkerName} sign in again");
        (await visit.WorkerAtAsync()).Address.AbsolutePath.ShouldNotBe(visit.Home, "they sign in anew");
        await visit.GoAsync(await StaffVisit.EnterAsync(portal, visit.Authority, visit.WorkerName), visit.Home);
    }

    [Fact]
    public async Task The_last_of_the_duty_team_is_not_ended_and_the_page_says_what_to_do_first()
    {
        // A council in which only this test ends accounts: its one duty account.
        var visit = await StaffVisit.OpenAsync(portal, "westmorland-furness-drums-and-sleep");
        var administrator = await StaffVisit.EnterAsync(portal, visit.Authority, "Access team");
        await visit.GoAsync(administrator, "/staff/colleagues");

        await administrator.SubmitAsync("End the access of Duty team");

        administrator.Text.ShouldContain("Duty team is the last of the duty team who can sign in. First let somebody else of the duty team sign in, then end this access.");
        administrator.Text.ShouldContain("End the access of Duty team");
        (await visit.GoAsync(await visit.DutyAsync(), visit.Home)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_administrator_asks_a_manager_agrees_and_each_has_half()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var administrator = await StaffVisit.EnterAsync(portal, visit.Authority, "Access team");
        await visit.GoAsync(administrator, "/staff/colleagues");
        administrator.Page.QuerySelector("[name=Role]").ShouldBeNull("a worker and nothing more");
        await administrator.SubmitAsync("Invite them", ("Name", ""), ("Email", "no address"));
        administrator.Text.ShouldContain("Enter their name");
        await administrator.SubmitAsync("Invite them", ("Name", "Pat"), ("Email", "no address"));
        administrator.Text.ShouldContain("Enter an email address, like name@example.org");

        var (name, email) = ($"Pat {Guid.NewGuid():n}", $"p{Guid.NewGuid():n}@school.example.org");
        await administrator.SubmitAsync("Invite them", ("Name", name), ("Email", email));
        administrator.Text.ShouldContain("Now a manager must agree");
        administrator.Text.ShouldContain("Waits until a manager agrees");
        administrator.Text.ShouldNotContain($"Make the link for {name}");
        administrator.Page.Body!.InnerHtml.ShouldNotContain("/sign-in/partner/invitation/");

        var manager = await visit.ManagerAsync();
        (await visit.GoAsync(manager, "/staff")).Page.QuerySelector("a[href='/staff/colleagues']").ShouldNotBeNull();
        await visit.GoAsync(manager, "/staff/colleagues");
        manager.Text.ShouldContain(email);
        manager.Text.ShouldContain("Asked for by: Access team");
        manager.Text.ShouldNotContain(visit.WorkerName);
        await manager.SubmitAsync($"Agree that {name} may sign in");
        var word = manager.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        manager.Page.Body!.InnerHtml.ShouldNotContain("/sign-in/partner/invitation/");
        await visit.GoAsync(manager, "/staff/colleagues");
        manager.Text.ShouldNotContain(word);
        manager.Text.ShouldNotContain(email);

        await visit.GoAsync(administrator, "/staff/colleagues");
        await administrator.SubmitAsync($"Make the link for {name}");
        administrator.Text.ShouldNotContain(word);
        var link = administrator.Page.QuerySelectorAll("main strong").Select(e => e.TextContent).Single(t => t.Contains("/sign-in/partner/invitation/", StringComparison.Ordinal));
        await visit.GoAsync(administrator, "/staff/colleagues");
        administrator.Page.Body!.InnerHtml.ShouldNotContain("/sign-in/partner/invitation/");
        administrator.Text.ShouldContain("Invited. The link works until");
        administrator.Text.ShouldContain(email);

        using var partner = new Browser();
        await partner.GoAsync(new Uri(link), new Uri(link).PathAndQuery);
        await partner.SubmitAsync(("Form.Word", word));
        partner.Text.ShouldContain("Set up your way to sign in");
        await administrator.SubmitAsync($"Take the invitation of {name} back");
        administrator.Text.ShouldContain("Done. It counts from now on.");
        await partner.GoAsync(new Uri(link), "/sign-in/partner/key");
        partner.Text.ShouldContain("That link does not work any more");
    }

    [Fact]
    public async Task Nobody_else_has_the_page()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        foreach (var browser in new[] { visit.Worker, await visit.DutyAsync() })
        {
            (await visit.GoAsync(browser, "/staff/colleagues")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await visit.GoAsync(browser, "/staff")).Page.QuerySelector("a[href='/staff/colleagues']").ShouldBeNull();
        }
    }
}
