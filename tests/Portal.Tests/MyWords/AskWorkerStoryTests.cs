using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.MyWords;

/// <summary>
/// A question from its asking to its answer, as the person and the staff see it: by when, unread and handed on, late, read,
/// answered; and a request beside it. On both databases, with a clock of its own.
/// </summary>
public sealed class AskWorkerStoryTests
{
    private const string Asked = "When does the allowance come, please?";

    public static TheoryData<string> Providers => [.. TestSite.Providers];

    [Theory, MemberData(nameof(Providers))]
    public async Task A_question_is_seen_through_by_whoever_asked_and_by_cover(string provider)
    {
        await using var portal = new PortalFixture();
        await portal.StartAsync(withBot: false, provider: provider);
        var clock = portal.Site.Clock;
        var visit = await StaffVisit.OpenAsync(portal);
        var pack = portal.Get<AuthorityPacks>().Get(visit.Authority);
        // In opening hours, with enough of them left.
        clock.Move(pack.Hours.NextOpening(clock.GetUtcNow()) + TimeSpan.FromMinutes(30) - clock.GetUtcNow());
        var start = clock.GetUtcNow();
        var by = pack.Hours.AddWorkingDays(UkTime.Day(start), pack.ReplyWithinWorkingDays);
        string By() => Weekday(by, UkTime.Today(clock));

        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        ann.Text.ShouldContain("The office is open now");
        ann.Page.QuerySelectorAll("main .app-phone__number").ShouldHaveSingleItem().TextContent.ShouldBe(pack.DayPhone.Display);
        ann.Text.ShouldContain($"Ask now, and you get an answer by {By()}.");
        await ann.SubmitAsync("Send", ("Form.Words", Asked));
        await ann.SubmitAsync("Send", ("Form.Words", "It is for the school trip."));
        ann.Page.QuerySelectorAll(".app-bubble").Select(b => b.TextContent.Contains("allowance")).ShouldBe([true, false], "in order");
        ann.Text.ShouldContain("No worker has read it yet.");
        ann.Text.ShouldContain($"You get an answer by {By()}.");

        // Whom it is about reads it and replies; everything else nobody reads. The watch runs by itself.
        await ComplainAsync(visit);
        clock.Move(pack.Hours.AddOpenTime(start, TimeSpan.FromHours(pack.UnreadAfterWorkingHours)) + TimeSpan.FromMinutes(2) - clock.GetUtcNow());
        ann = await visit.PersonAsync("Ann Nance");
        for (var i = 0; i < 100 && !(await visit.GoAsync(ann, "/ask-worker")).Text.Contains("We asked"); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        ann.Text.ShouldContain($"Nobody read it in time. We asked the {pack.Duty.Team} to look, ");
        var ken = await visit.PersonAsync("Ken Nance");
        foreach (var page in new[] { "/ask-worker", "/my-words" }) (await visit.GoAsync(ken, page)).Html.ShouldNotContain("We asked");

        foreach (var (who, browser) in new[] { ("manager", await visit.ManagerAsync()), ("duty", await visit.DutyAsync()), ("worker", await StaffVisit.EnterAsync(portal, visit.Authority, visit.WorkerName)) })
        {
            (await visit.GoAsync(browser, "/staff")).Text.ShouldContain("Nobody has read this yet", Case.Sensitive, who);
            browser.Html.ShouldNotContain("allowance", Case.Insensitive, who);
            (await visit.GoAsync(browser, visit.Home + "/team")).Text.ShouldContain("Nobody has read this yet", Case.Sensitive, who);
        }
        await SeeComplaintAsync(visit, pack);
        var elsewhere = await StaffVisit.OpenAsync(portal, "knowsley-hard-evenings");
        (await visit.GoAsync(await elsewhere.DutyAsync(), "/staff")).Text.ShouldNotContain("Nobody has read this yet");

        // Its day passes.
        clock.Move(UkTime.Instant(by.AddDays(1), new(10, 0)) - clock.GetUtcNow());
        ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        ann.Text.ShouldContain($"We said you would get an answer by {By()}. You have none yet. We are sorry. You can ring us.");
        ann.Page.QuerySelector(".app-bubble .app-phone__number")!.TextContent.ShouldBe(pack.PhoneAt(clock.GetUtcNow()).Display);
        var manager = await visit.ManagerAsync();
        (await visit.GoAsync(manager, "/staff")).Text.ShouldContain("Overdue");

        // The manager opens it, and then answers it.
        await manager.FollowAsync("asked");
        manager.Text.ShouldContain(Asked);
        (await visit.GoAsync(ann, "/my-words")).Text.ShouldContain($"{visit.ManagerName} opened it, ");
        ann.Text.ShouldNotContain($"Read by {visit.ManagerName}");
        ann.Text.ShouldContain("Nobody has said yet that they read it.");
        var other = manager.Page.QuerySelectorAll("[name='Form.Share']").ShouldHaveSingleItem("her other question is answered with it").GetAttribute("value")!;
        await manager.SubmitAsync("Send", ("Form.Words", "It comes on Tuesday. We are sorry that you had to wait."), ("Form.Share", other));
        (await visit.GoAsync(manager, "/staff")).Text.ShouldNotContain("Overdue");
        await visit.GoAsync(ann, "/ask-worker");
        ann.Text.ShouldContain($"Read by {visit.ManagerName}, ");
        ann.Page.QuerySelectorAll(".app-bubble").Count(b => b.TextContent.Contains("Answered, ")).ShouldBe(2);
        ann.Text.ShouldContain("It comes on Tuesday.");
        await visit.GoAsync(ann, "/");
        ann.Page.QuerySelectorAll(".app-task").Single(c => c.TextContent.Contains($"{visit.ManagerName} wrote back to you", StringComparison.Ordinal)).TextContent.ShouldContain(", Your question");
        await HandedOnOnceAsync(portal, visit, 3);

        // At the weekend, and at night.
        clock.Move(pack.Hours.NextOpening(clock.GetUtcNow()).AddHours(-2) - clock.GetUtcNow());
        ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        ann.Text.ShouldContain("The office is closed now. It opens on ");
        ann.Page.QuerySelector("main .app-phone__number")!.TextContent.ShouldBe(pack.NightPhone.Display);

        await RequestAsync(visit, ann);
        await CopyLaterAsync(visit);
    }

    /// <summary>A phone that lies open some time after signing in gives no file away.</summary>
    private static async Task CopyLaterAsync(StaffVisit visit)
    {
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/my-words/everything");
        var data = ann.Prepare("for a computer");
        visit.Portal.Site.Clock.Move(TimeSpan.FromMinutes(8));
        (await ann.SendAsync(data())).Html.ShouldContain("your-copy/1");
        visit.Portal.Site.Clock.Move(TimeSpan.FromMinutes(8));
        await ann.SendAsync(data());
        ann.Address.AbsolutePath.ShouldBe("/my-words/everything");
        ann.Text.ShouldContain("sign out first and sign in again");
        ann.Page.QuerySelectorAll("form[action^='/my-words/everything']").ShouldBeEmpty();
    }

    private const string Young = "Tamsin Nance";

    /// <summary>A young person wants another worker, and the worker hurries to answer.</summary>
    private static async Task ComplainAsync(StaffVisit visit)
    {
        using var tamsin = await visit.PersonAsync(Young);
        await visit.GoAsync(tamsin, "/space/worker");
        await tamsin.SubmitAsync("Send", ("Form.Words", "She reads my messages out"));
        using var worker = await StaffVisit.EnterAsync(visit.Portal, visit.Authority, visit.WorkerName);
        await visit.GoAsync(worker, visit.Home);
        await worker.FollowAsync($"Reply to {Young}");
        await worker.SubmitAsync("Send", ("Form.Words", "All fine"));
        (await visit.GoAsync(tamsin, "/my-words")).Text.ShouldContain($"Read by {visit.WorkerName}, ");
        tamsin.Text.ShouldContain($"{visit.WorkerName} wrote back. The manager still looks at it.");
    }

    /// <summary>It was handed on all the same, and only the manager ends it.</summary>
    private static async Task SeeComplaintAsync(StaffVisit visit, AuthorityPack pack)
    {
        using var tamsin = await visit.PersonAsync(Young);
        foreach (var page in new[] { "/space/worker", "/my-words" }) (await visit.GoAsync(tamsin, page)).Text.ShouldContain($"The manager did not read it in time. We asked the {pack.Duty.Team} to look, ");
        using var duty = await visit.DutyAsync();
        (await visit.GoAsync(duty, "/staff")).Page.QuerySelectorAll(".app-task").Single(c => c.TextContent.Contains($"{Young} wants a different worker")).TextContent.ShouldContain("The manager has not read this yet");
        await duty.FollowAsync($"{Young} wants a different worker");
        duty.Text.ShouldContain("It is due until the manager has replied.");
        await duty.SubmitAsync("Send", ("Form.Words", "We tell the manager"));
        (await visit.GoAsync(tamsin, "/space/worker")).Text.ShouldNotContain("Answered.");
        (await visit.GoAsync(duty, "/staff")).Text.ShouldContain("The manager has not read this yet");
        using var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home);
        await manager.FollowAsync($"Reply to {Young}");
        await manager.SubmitAsync("Send", ("Form.Words", "I come and see you"));
        (await visit.GoAsync(tamsin, "/space/worker")).Text.ShouldContain("Answered.");
        foreach (var browser in new[] { duty, manager }) (await visit.GoAsync(browser, "/staff")).Text.ShouldNotContain(Young);
    }

    /// <summary>The record hears it once of each question, without a word of it.</summary>
    private static async Task HandedOnOnceAsync(PortalFixture portal, StaffVisit visit, int questions)
    {
        using var answer = await portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/responses");
        var events = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["items"]!.AsArray();
        var handed = events.Where(e => e!["type"]!.GetValue<string>() == "uk.familyportal.answer.handed-on.v1").ToList();
        handed.Select(e => e!["data"]!["answerId"]!.GetValue<string>()).Distinct().Count().ShouldBe(questions);
        handed.Count.ShouldBe(questions);
        handed.ShouldAllBe(e => !e!.ToJsonString().Contains("allowance"));
    }

    /// <summary>Take words out, and take a number off: owed within a month, shown to staff first, answered with what was done.</summary>
    private static async Task RequestAsync(StaffVisit visit, Browser ann)
    {
        var clock = visit.Portal.Site.Clock;
        var by = Weekday(UkTime.Today(clock).AddMonths(1), UkTime.Today(clock));
        await visit.GoAsync(ann, "/my-words");
        await ann.GoAsync(visit.Portal.Site.Host.Portal, Card(ann, Asked).QuerySelector("a[href^='/my-words/remove/']")!.GetAttribute("href")!);
        ann.Text.ShouldContain(Asked);
        await ann.SubmitAsync("Ask my worker", ("Form.Words", "I was upset."));
        // One address, whatever was asked.
        ann.Address.AbsolutePath.ShouldBe("/my-words/saved");
        ann.Page.QuerySelector("main [role=alert]")!.TextContent.ShouldContain(Sent);
        Card(ann, "I was upset.").TextContent.ShouldContain($"By law, you get an answer by {by}.");
        Card(ann, Asked).TextContent.ShouldContain("You asked to take these words out.");

        await visit.GoAsync(ann, "/my-words/number");
        ann.Text.ShouldContain($"It ends in {visit.People.Single(p => p.Name == "Ann Nance").Contact![^3..]}.");
        ann.Html.ShouldNotContain(visit.People.Single(p => p.Name == "Ann Nance").Contact![3..]);
        await ann.SubmitAsync("Stop my texts now");
        ann.Page.QuerySelector("main [role=alert]")!.TextContent.ShouldContain("Saved.");
        ann.Text.ShouldContain("You stopped them, ");
        var worker = await StaffVisit.EnterAsync(visit.Portal, visit.Authority, visit.WorkerName);
        await visit.GoAsync(worker, visit.Home + "/people");
        await worker.FollowAsync("Ann Nance");
        worker.Text.ShouldContain("They said so on ");
        await ann.SubmitAsync("Start my texts again");
        ann.Text.ShouldContain("On. Your plan says we may text you.");
        await ann.SubmitAsync("Ask to take my number off", ("Form.Words", ""));
        ann.Address.AbsolutePath.ShouldBe("/my-words/saved");
        ann.Text.ShouldContain(Sent);
        (await visit.GoAsync(ann, "/my-words/number")).Text.ShouldNotContain("Saved.");
        ann.Text.ShouldContain("You asked to take your number off");
        ann.Page.QuerySelector("[name='Form.Words']").ShouldBeNull("asked once is enough");

        await visit.GoAsync(worker, visit.Home);
        worker.Text.ShouldContain("Answers owed");
        worker.Text.ShouldContain($"Answer by {by}. Days left: ");
        await worker.FollowAsync("Ann Nance asks to take words out");
        worker.Text.ShouldContain(Asked);
        worker.Text.ShouldContain("Nobody else in the family may learn that they asked.");
        await worker.SubmitAsync("Send", ("Form.Words", "I asked."));
        worker.Text.ShouldContain("Say what was done");
        await worker.SubmitAsync("Send", ("Form.Choice", "not-changed"), ("Form.Words", "The law says that we keep it."));
        worker.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        worker.Page.QuerySelectorAll(".app-task__link").ShouldNotContain(l => l.TextContent.Contains("asks to take words out"));
        await visit.GoAsync(ann, "/my-words");
        Card(ann, "I was upset.").TextContent.ShouldSatisfyAllConditions(
            t => t.ShouldContain("It was not changed. The reply says why."), t => t.ShouldContain("The law says that we keep it."), t => t.ShouldContain($"Read by {visit.WorkerName}"));
    }

    private const string Sent = "Thank you. We have sent this to your worker.";

    private static AngleSharp.Dom.IElement Card(Browser browser, string words) => browser.Page.QuerySelectorAll(".app-card").First(c => c.TextContent.Contains(words));

    private static string Weekday(DateOnly day, DateOnly today) =>
        day.ToString(day.Year == today.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
