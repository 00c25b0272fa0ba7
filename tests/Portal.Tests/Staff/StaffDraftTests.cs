using System.Net;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What a worker writes to a family is not lost before it is sent, and is nobody else's.</summary>
public sealed class StaffDraftTests(PortalFixture portal)
{
    private const string Words = "We can talk about the meeting on Thursday, before school.";

    private Uri Site => portal.Site.Host.Portal;

    [Theory]
    [InlineData("/ask-worker")]
    [InlineData("/my-words/number")]
    public async Task A_reply_sent_after_the_session_ended_stands_in_the_form_after_signing_in_again(string asked)
    {
        var (visit, ann) = await AskAsync(asked);
        var page = await AtReplyAsync(visit, visit.Worker);
        visit.Worker.Text.ShouldContain("what you wrote waits here for you alone, for 3 days");
        var send = visit.Worker.Prepare("Send the reply", Reply(visit.Worker));
        await EndSessionAsync(visit.Worker);
        await visit.Worker.SendAsync(send());
        visit.Worker.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority, "to sign in again");
        visit.Worker.Html.ShouldNotContain(Words);
        (await visit.GoAsync(ann, asked)).Html.ShouldNotContain(Words, customMessage: "it is not sent");

        // On another computer too.
        using var again = await StaffVisit.EnterAsync(portal, visit.Authority, visit.WorkerName);
        await visit.GoAsync(again, visit.Home);
        await again.FollowAsync("words that you did not send");
        again.Address.AbsolutePath.ShouldBe(page);
        DraftTests.Typed(again).ShouldBe(Words);
        again.Text.ShouldContain("They are not sent yet.");
        again.Page.QuerySelectorAll("[name='Form.Choice'][checked]").Length.ShouldBe(again.Page.QuerySelectorAll("[name='Form.Choice']").Length > 0 ? 1 : 0);

        await again.SubmitAsync("Send the reply", ("Form.Words", Words));
        again.Text.ShouldContain("Your reply is on its way.");
        again.Text.ShouldNotContain("did not send");
        (await visit.GoAsync(again, page)).Page.QuerySelector("textarea[name='Form.Words']")!.TextContent.ShouldBeEmpty();
        (await visit.GoAsync(ann, asked)).Html.ShouldContain(Words);
    }

    [Fact]
    public async Task A_page_from_before_the_session_ended_still_sends_in_the_next_one()
    {
        var (visit, ann) = await AskAsync();
        await AtReplyAsync(visit, visit.Worker);
        var send = visit.Worker.Prepare("Send the reply", ("Form.Words", Words));
        await EndSessionAsync(visit.Worker);
        await SignInAsync(visit, visit.Worker, visit.WorkerName);

        await visit.Worker.SendAsync(send());

        visit.Worker.Text.ShouldContain("Your reply is on its way.");
        (await visit.GoAsync(ann, "/ask-worker")).Text.ShouldContain(Words);
    }

    [Fact]
    public async Task What_could_not_be_sent_stays_in_the_form()
    {
        var (visit, _) = await AskAsync("/my-words/number");
        await AtReplyAsync(visit, visit.Worker);
        await visit.Worker.SubmitAsync("Send the reply", ("Form.Words", Words));
        visit.Worker.Text.ShouldContain("Say what was done");
        DraftTests.Typed(visit.Worker).ShouldBe(Words);
        var tooLong = new string('w', 10_000);
        await visit.Worker.SubmitAsync("Send the reply", ("Form.Words", tooLong));
        DraftTests.Typed(visit.Worker).ShouldBe(tooLong);
    }

    [Fact]
    public async Task What_is_typed_waits_on_the_page_while_it_is_not_sent_and_can_be_deleted()
    {
        var (visit, _) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        (await KeepAsync(visit.Worker, page, DraftTests.Fields(visit.Worker))).ShouldBe(HttpStatusCode.NoContent);

        DraftTests.Typed(await visit.GoAsync(visit.Worker, page)).ShouldBe(Words);
        await visit.Worker.SubmitAsync("Delete what I wrote");
        visit.Worker.Address.AbsolutePath.ShouldBe(page);
        DraftTests.Typed(visit.Worker).ShouldBeNullOrEmpty();
        (await visit.WorkerAtAsync()).Text.ShouldNotContain("did not send");
    }

    [Fact]
    public async Task A_number_and_its_reasons_wait_too()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync();
        var page = visit.Worker.Page.QuerySelector("a[href*='/scale/']")!.GetAttribute("href")!;
        await visit.GoAsync(visit.Worker, page);
        var send = visit.Worker.Prepare("Save my number", ("Form.Score", "3"), ("Form.Words", Words));
        await EndSessionAsync(visit.Worker);
        await visit.Worker.SendAsync(send());
        await SignInAsync(visit, visit.Worker, visit.WorkerName);

        await visit.GoAsync(visit.Worker, page);

        DraftTests.Typed(visit.Worker).ShouldBe(Words);
        visit.Worker.Page.QuerySelector("[name='Form.Score'][value='3']")!.HasAttribute("checked").ShouldBeTrue();
        await visit.Worker.SubmitAsync("Save my number", ("Form.Words", Words));
        visit.Worker.Text.ShouldContain("Your number is saved.");
        DraftTests.Typed(visit.Worker).ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task No_other_member_of_staff_is_shown_them_or_sends_them()
    {
        var (visit, ann) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        var (form, send) = (DraftTests.Fields(visit.Worker), visit.Worker.Prepare("Send the reply", ("Form.Words", Words + " Sent.")));
        (await KeepAsync(visit.Worker, page, form)).ShouldBe(HttpStatusCode.NoContent);
        var manager = await visit.ManagerAsync();

        foreach (var path in new[] { page, visit.Home, "/staff" }) (await visit.GoAsync(manager, path)).Html.ShouldNotContain(Words);
        manager.Html.ShouldNotContain("did not send");

        // The manager signs in at the computer where the worker's page lies open.
        await EndSessionAsync(visit.Worker);
        await SignInAsync(visit, visit.Worker, visit.ManagerName);
        await visit.Worker.SendAsync(send());
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        visit.Worker.Html.ShouldNotContain(Words);
        visit.Worker.Html.ShouldNotContain(visit.WorkerName);
        (await visit.GoAsync(ann, "/ask-worker")).Text.ShouldNotContain(Words);
        await visit.GoAsync(visit.Worker, page);
        visit.Worker.Html.ShouldNotContain(Words);

        await SignInAsync(visit, visit.Worker, visit.WorkerName);
        DraftTests.Typed(await visit.GoAsync(visit.Worker, page)).ShouldBe(Words + " Sent.");
    }

    [Fact]
    public async Task Nobody_keeps_takes_or_deletes_words_in_somebody_elses_form()
    {
        var (visit, ann) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        var form = DraftTests.Fields(visit.Worker);
        (await KeepAsync(visit.Worker, page, form)).ShouldBe(HttpStatusCode.NoContent);
        await visit.GoAsync(visit.Worker, page);
        var delete = visit.Worker.Page.QuerySelectorAll("form[action='/words/delete'] input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");

        foreach (var (other, own) in new[] { (await visit.ManagerAsync(), page), (ann, "/ask-worker") })
        {
            await visit.GoAsync(other, own);
            form["Idle.Who"] = other.Page.QuerySelector("[data-idle]")!.GetAttribute("data-who")!;
            (await KeepAsync(other, page, form, "Planted")).ShouldBe(HttpStatusCode.BadRequest);
            delete["__RequestVerificationToken"] = other.Page.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await other.SendAsync(new(HttpMethod.Post, new Uri(Site, "/words/delete")) { Content = new FormUrlEncodedContent(delete) });
        }

        DraftTests.Typed(await visit.GoAsync(visit.Worker, page)).ShouldBe(Words);
    }

    [Fact]
    public async Task Whoever_is_kept_out_meanwhile_gets_their_own_words_back_and_nothing_waits()
    {
        var (visit, _) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        var (form, send) = (DraftTests.Fields(visit.Worker), visit.Worker.Prepare("Send the reply", ("Form.Words", Words)));
        var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        var who = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.WorkerName)).GetAttribute("value")!;
        await manager.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", "A relative of the family."));

        (await KeepAsync(visit.Worker, page, form)).ShouldBe(HttpStatusCode.BadRequest);
        await EndSessionAsync(visit.Worker);
        await visit.Worker.SendAsync(send());
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        visit.Worker.Text.ShouldContain(Words);
        visit.Worker.Text.ShouldNotContain("ring your worker");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_kept_out_while_signed_in_gets_their_own_words_back_and_nothing_of_the_family(bool hasManager)
    {
        var (visit, _) = await AskAsync();
        await AtReplyAsync(visit, visit.Worker);
        var send = visit.Worker.Prepare("Send the reply", ("Form.Words", Words));
        var planted = visit.Worker.Prepare("Send the reply", ("Form.Words", "Planted."), ("Form.Who", "none-of-ours"));
        if (hasManager)
        {
            var manager = await visit.ManagerAsync();
            await visit.GoAsync(manager, visit.Home + "/team");
            var who = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.WorkerName)).GetAttribute("value")!;
            await manager.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", "A relative of the family."));
        }
        else
        {
            visit.Plan["plan"]!["version"] = visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
            visit.Plan["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "worker")!["email"] = "another@example.org";
            await portal.LoadAsync(visit.Plan);
        }

        await visit.Worker.SendAsync(send());
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        visit.Worker.Text.ShouldContain("You do not work with this family here any more");
        visit.Worker.Text.ShouldContain("Your words were not sent.");
        visit.Worker.Text.ShouldContain("Ask your manager");
        visit.Worker.Text.ShouldContain(Words);
        visit.Secrets("Please tell me more.").Where(s => s != visit.WorkerName && visit.Worker.Html.Contains(s)).ShouldBeEmpty();
        visit.Worker.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        await visit.Worker.SendAsync(planted());
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        visit.Worker.Html.ShouldNotContain("Planted.");
        visit.Worker.Text.ShouldNotContain("any more", customMessage: "what is none of their own forms is the page of a family that is not there");
    }

    [Fact]
    public async Task The_reason_for_keeping_somebody_out_waits_after_the_session_ended()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        var who = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.WorkerName)).GetAttribute("value")!;
        var send = manager.Prepare("Keep them out", ("Form.Choice", who), ("Form.Words", Words));
        await EndSessionAsync(manager);
        await manager.SendAsync(send());
        manager.Html.ShouldNotContain(Words);
        (await visit.WorkerAtAsync()).Response.StatusCode.ShouldBe(HttpStatusCode.OK, "nobody is kept out by a form that came too late");

        await SignInAsync(visit, manager, visit.ManagerName);
        await visit.GoAsync(manager, "/staff");
        await manager.FollowAsync("words that you did not send");
        manager.Address.AbsolutePath.ShouldBe(visit.Home + "/team");
        DraftTests.Typed(manager).ShouldBe(Words);
        manager.Page.QuerySelector($"[name='Form.Choice'][value='{who}']")!.HasAttribute("checked").ShouldBeTrue();
        await manager.SubmitAsync("Keep them out", ("Form.Words", Words));
        (await visit.WorkerAtAsync()).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visit.GoAsync(manager, "/staff")).Text.ShouldNotContain("did not send");
    }

    [Fact]
    public async Task The_reason_for_opening_a_family_waits_after_the_session_ended_for_them_alone()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var other = await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up");
        var stranger = other.Worker;
        await visit.GoAsync(stranger, "/staff/open");
        var send = stranger.Prepare("Open this family", ("Form.Choice", visit.RecordRef), ("Form.Words", Words));
        await EndSessionAsync(stranger);
        await stranger.SendAsync(send());
        stranger.Html.ShouldNotContain(Words);
        (await visit.GoAsync(visit.Worker, "/staff/open")).Html.ShouldNotContain(Words);
        visit.Worker.Html.ShouldNotContain(visit.RecordRef);

        await SignInAsync(other, stranger, other.WorkerName);
        (await visit.GoAsync(stranger, visit.Home)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing was opened");
        await visit.GoAsync(stranger, "/staff");
        await stranger.FollowAsync("words that you did not send");
        stranger.Address.AbsolutePath.ShouldBe("/staff/open");
        DraftTests.Typed(stranger).ShouldBe(Words);
        stranger.Page.QuerySelector("[name='Form.Choice']")!.GetAttribute("value").ShouldBe(visit.RecordRef);
        await stranger.SubmitAsync("Open this family", ("Form.Choice", visit.RecordRef), ("Form.Words", Words));
        stranger.Address.AbsolutePath.ShouldBe(visit.Home);
        DraftTests.Typed(await visit.GoAsync(stranger, "/staff/open")).ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task The_first_page_tells_of_words_that_wait_in_any_family_and_of_no_other_persons()
    {
        var (visit, _) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        (await KeepAsync(visit.Worker, page, DraftTests.Fields(visit.Worker))).ShouldBe(HttpStatusCode.NoContent);

        await visit.GoAsync(visit.Worker, "/staff");
        visit.Worker.Text.ShouldContain(visit.Plan["family"]!["name"]!.GetValue<string>());
        visit.Worker.Html.ShouldNotContain(Words);
        await visit.Worker.FollowAsync("words that you did not send");
        DraftTests.Typed(visit.Worker).ShouldBe(Words);
        (await visit.GoAsync(await visit.ManagerAsync(), "/staff")).Text.ShouldNotContain("did not send");
    }

    [Fact]
    public async Task When_the_time_is_up_the_page_hands_them_over()
    {
        var (visit, _) = await AskAsync();
        var page = await AtReplyAsync(visit, visit.Worker);
        var form = DraftTests.Fields(visit.Worker);
        form["Form.Words"] = Words;
        await EndSessionAsync(visit.Worker);

        await visit.Worker.SendAsync(new(HttpMethod.Post, new Uri(Site, "/session/end" + page)) { Content = new FormUrlEncodedContent(form) });

        visit.Worker.Text.ShouldContain("Only you can see it.");
        visit.Worker.Html.ShouldNotContain(Words);
        await SignInAsync(visit, visit.Worker, visit.WorkerName);
        DraftTests.Typed(await visit.GoAsync(visit.Worker, page)).ShouldBe(Words);
    }

    /// <summary>A family in which Ann asked for something.</summary>
    private async Task<(StaffVisit Visit, Browser Ann)> AskAsync(string path = "/ask-worker")
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, path);
        await ann.SubmitAsync(("Form.Words", "Please tell me more."));
        ann.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (visit, ann);
    }

    private static async Task<string> AtReplyAsync(StaffVisit visit, Browser staff)
    {
        await visit.GoAsync(staff, visit.Home);
        await staff.FollowAsync("Reply to Ann Nance");
        return staff.Address.AbsolutePath;
    }

    private static (string, string)[] Reply(Browser staff) =>
        [("Form.Words", Words), .. staff.Page.QuerySelectorAll("[name='Form.Choice']").Take(1).Select(c => ("Form.Choice", c.GetAttribute("value")!))];

    private Task<HttpStatusCode> KeepAsync(Browser staff, string page, Dictionary<string, string> form, string words = Words) => DraftTests.KeepAsync(Site, staff, page, form, false, ("Form.Words", words));

    private Task EndSessionAsync(Browser staff) => portal.Get<PortalSessions>().EndAsync(staff.Cookies.GetCookies(Site)["portal-session"]!.Value);

    /// <summary>In the same browser.</summary>
    private async Task SignInAsync(StaffVisit visit, Browser browser, string name)
    {
        using var other = await StaffVisit.EnterAsync(portal, visit.Authority, name);
        browser.Cookies.Add(new Cookie("portal-session", other.Cookies.GetCookies(Site)["portal-session"]!.Value, "/", Site.Host));
    }
}
