using System.Net;
using System.Text;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;
using static FamilyPortal.Portal.Tests.Family.SpaceTests;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What a young person asks for: on top until it is answered, and for whom it is.</summary>
public sealed class WishTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Wishes_stand_on_top_until_they_are_answered_and_reach_the_manager_where_they_are_about_the_worker()
    {
        var visit = await StaffVisit.OpenAsync(portal, Sample);
        using var manager = await visit.ManagerAsync();
        using var amber = await visit.PersonAsync(Amber);
        await visit.GoAsync(amber, "/space");
        await amber.FollowAsync("I want to talk to someone alone");
        amber.Text.ShouldContain("You do not have to say why.");
        await amber.SubmitAsync("Send", ("Form.Words", "Monday at school"), ("Form.OneHigher", "Ask Mrs Pemberton"));
        amber.Address.AbsolutePath.ShouldBe("/space/talk");
        amber.Text.ShouldContain("No worker has read it yet.");
        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain("It also goes to the manager");
        amber.Page.QuerySelectorAll("main .app-phone").Length.ShouldBe(2, "advocate and complaints");
        await amber.SubmitAsync("Send");
        await visit.GoAsync(amber, "/space/wrong");
        amber.Page.QuerySelectorAll("main .app-phone").Length.ShouldBe(2);
        await amber.SubmitAsync("Send", ("Form.Words", ""));
        amber.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#Form-Words");
        await amber.SubmitAsync("Send", ("Form.Words", "The school bus money"), ("Form.Choice", "about-other"));

        await visit.WorkerAtAsync();
        visit.Worker.Page.QuerySelector("main h2")!.TextContent.ShouldBe("Waiting for a reply from you", "on top");
        foreach (var shown in new[] { "Amber Doyle wants to talk to someone alone", "Ask Mrs Pemberton", "Amber Doyle wants a different worker", "Amber Doyle says that something is wrong" }) visit.Worker.Text.ShouldContain(shown);
        visit.Worker.Page.QuerySelectorAll("main section h3").Count(h => h.TextContent.Contains("wants to talk")).ShouldBe(1, "not among what is new as well");
        (await visit.WorkerAtAsync("/team")).Text.ShouldContain("Amber Doyle wants a different worker");
        (await visit.GoAsync(visit.Worker, "/staff")).Text.ShouldContain("Amber Doyle wants to talk to someone alone");
        await visit.GoAsync(manager, "/staff");
        manager.Page.QuerySelectorAll(".app-task").Single(c => c.TextContent.Contains("wants a different worker")).TextContent.ShouldContain("About a worker");

        // The worker answers all: what is about them stays for the manager.
        foreach (var wish in new[] { "wants to talk to someone alone", "wants a different worker", "says that something is wrong" }) await ReplyAsync(visit, visit.Worker, wish, $"I read that Amber {wish}");
        visit.Worker.Text.ShouldNotContain("Waiting for a reply from you");
        visit.Worker.Text.ShouldContain("Waiting for a reply from somebody else");
        visit.Worker.Page.QuerySelectorAll("main section").Count(s => s.TextContent.Contains("It is due until the manager has replied.")).ShouldBe(1);
        (await visit.GoAsync(amber, "/space/talk")).Text.ShouldContain("Answered.");
        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain($"{visit.WorkerName} wrote back. The manager still looks at it.");
        amber.Text.ShouldNotContain("Answered.");
        foreach (var page in new[] { "/space", "/my-words" }) (await visit.GoAsync(amber, page)).Text.ShouldContain("The manager still looks at it.");
        await visit.GoAsync(manager, "/staff");
        manager.Text.ShouldContain("wants a different worker");
        manager.Text.ShouldNotContain("wants to talk to someone alone");
        await ReplyAsync(visit, manager, "wants a different worker", "I ring you about the periwinkles");
        (await visit.GoAsync(manager, "/staff")).Text.ShouldNotContain("wants a different worker");
        (await visit.WorkerAtAsync()).Text.ShouldNotContain("Waiting for a reply");

        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain("Answered.");
        amber.Text.ShouldContain("I ring you about the periwinkles");
        // For nobody of the family, whatever they look at.
        foreach (var name in new[] { "Kelly Doyle", "Josh Doyle", "Joanne Doyle" })
        {
            using var other = await visit.PersonAsync(name);
            foreach (var page in new[] { "/", "/plan", "/shared", "/answers", "/ask-worker" }) (await visit.GoAsync(other, page)).Html.ShouldNotContain("periwinkle");
        }
    }

    /// <summary>Where the plan names no manager, the page says so, and the worker's own reply ends nothing: not now, and not when another worker comes.</summary>
    [Fact]
    public async Task Without_a_manager_what_is_about_the_worker_is_the_duty_teams_to_end()
    {
        var visit = await StaffVisit.OpenAsync(portal, Sample, plan => plan["people"]!.AsArray().Remove(plan["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "manager")));
        using var duty = await visit.DutyAsync();
        using var amber = await visit.PersonAsync(Amber);
        (await visit.GoAsync(amber, "/space/talk")).Text.ShouldContain("Your workers read this. They answer");
        foreach (var page in new[] { "/space/talk", "/space/worker", "/space/wrong" }) (await visit.GoAsync(amber, page)).Text.ShouldNotContain("manager");
        amber.Text.ShouldContain("It also goes to the duty team, not only to your worker.");
        await amber.SubmitAsync("Send", ("Form.Words", "He shouts when nobody is there"), ("Form.Choice", "about-worker"));
        async Task<int> AtDutyAsync() => (await visit.GoAsync(duty, "/staff")).Page.QuerySelectorAll(".app-task").Count(c => c.QuerySelector($"a[href='{visit.Home}']") is not null && c.TextContent.Contains("About a worker"));
        (await AtDutyAsync()).ShouldBe(1, "at once");

        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("The duty team looks at it.");
        await visit.Worker.FollowAsync("Reply to Amber");
        visit.Worker.Text.ShouldContain("No other reply ends it.");
        await visit.Worker.SubmitAsync("Send", ("Form.Words", "All fine"));
        async Task StillAsync()
        {
            (await visit.GoAsync(amber, "/space/wrong")).Text.ShouldContain($"{visit.WorkerName} wrote back. The duty team still looks at it.");
            amber.Text.ShouldNotContain("Answered");
            (await visit.GoAsync(amber, "/my-words")).Text.ShouldContain("The duty team still looks at it.");
            (await AtDutyAsync()).ShouldBe(1);
        }
        await StillAsync();
        var plan = visit.Plan.DeepClone();
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        var worker = plan["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "worker")!;
        (worker["name"], worker["email"]) = ("Somebody Else", $"else.{visit.Family:N}@example.org");
        using (var put = await portal.Site.RecordAsync(HttpMethod.Put, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/plan", Encoding.UTF8.GetBytes(plan.ToJsonString()))) put.IsSuccessStatusCode.ShouldBeTrue();
        await StillAsync();

        await ReplyAsync(visit, duty, "says that something is wrong", "We come and see you today");
        (await AtDutyAsync()).ShouldBe(0);
        await visit.GoAsync(amber, "/space/wrong");
        amber.Text.ShouldContain("Answered.");
        amber.Text.ShouldContain("We come and see you today");
    }
    private static async Task ReplyAsync(StaffVisit visit, Browser staff, string wish, string words)
    {
        await visit.GoAsync(staff, visit.Home);
        var card = staff.Page.QuerySelectorAll("main section").Single(s => s.QuerySelector("h3")?.TextContent.Contains(wish) == true);
        await visit.GoAsync(staff, card.QuerySelector("a[href*='/reply/']")!.GetAttribute("href")!);
        await staff.SubmitAsync(("Form.Words", words));
    }
}
