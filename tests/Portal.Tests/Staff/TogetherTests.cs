using System.Net;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A child with the worker's device: what they see, what they cannot reach, and that it says with whom.</summary>
public sealed class TogetherTests(PortalFixture portal)
{
    private Uri Identity => portal.Site.Host.Identity;

    [Fact]
    public async Task Start_TellsWhoWillRead_BeforeAnythingOpens()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        visit.Worker.Address.AbsolutePath.ShouldBe("/together");
        foreach (var said in (string[])[$"You are doing this together with {visit.WorkerName}.", "sees what you type", "Your other workers can read it too.", "You can stop at any time."])
            visit.Worker.Text.ShouldContain(said);
        foreach (var path in (string[])["/plan", "/", "/answers", "/n"])
            (await visit.GoAsync(visit.Worker, path)).Address.AbsolutePath.ShouldBe("/together", path);

        await visit.Worker.SubmitAsync("Start");
        visit.Worker.Text.ShouldContain("Hello, Tamsin");
        foreach (var path in (string[])["/", "/plan", "/answers", "/ask-worker", "/if-things-go-wrong", "/help", "/chat", "/sign-out"])
        {
            await visit.GoAsync(visit.Worker, path);
            visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            visit.Worker.Text.ShouldContain($"You are doing this together with {visit.WorkerName}.", Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task TheDevice_LeadsToNoStaffPage_NorBackIn()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        // Signed in through Identity, so that a silent sign-in has something to try.
        var device = await portal.Site.SignInStaffAsync(visit.WorkerName);
        await visit.GoAsync(device, visit.Home);
        var form = device.Prepare(null);
        var (staffPage, staffCookie) = (device.Address, device.Cookies.GetCookies(portal.Site.Host.Portal)["portal-session"]!.Value);
        await StartAsync(visit, device, "Kit Nance");
        device.Response.Headers.GetValues("Cache-Control").ShouldContain(v => v.Contains("no-store"));
        await device.SubmitAsync("Start");

        foreach (var path in (string[])["/staff", "/staff/alerts", "/staff/open", "/staff/feed", visit.Home, visit.Home + "/people"])
        {
            (await visit.GoAsync(device, path)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            Clean(visit, device, path);
        }
        (await device.SendAsync(form())).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visit.GoAsync(device, "/sign-in")).Text.ShouldContain("Hello, Kit");

        await device.SubmitAsync("Finish");
        device.Address.AbsolutePath.ShouldBe("/signed-out");
        foreach (var path in (string[])["/sign-in", "/staff", visit.Home, "/plan"])
        {
            await visit.GoAsync(device, path);
            device.Address.Authority.ShouldBe(Identity.Authority, path);
            device.Address.AbsolutePath.ShouldStartWith("/sign-in", Case.Sensitive, "nobody is signed in silently");
            Clean(visit, device, path);
        }
        device.Cookies.Add(portal.Site.Host.Portal, new Cookie("portal-session", staffCookie, "/"));
        (await device.GoAsync(staffPage)).Address.Authority.ShouldBe(Identity.Authority, "the worker's own session is over");
    }

    [Fact]
    public async Task OtherPeoplesPages_AndWhatWasPrivateBefore_AreNotThere()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync(("Form.Words", "I told nobody of this before."));
        await visit.GoAsync(ann, "/plan");
        var handles = ann.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(h => h.Split('/') is ["", "scale" or "goal" or "see" or "task", ..]).Distinct().ToList();
        handles.ShouldNotBeEmpty();

        await StartAsync(visit, visit.Worker, "Ann Nance");
        await visit.Worker.SubmitAsync("Start");
        foreach (var path in (string[])["/", "/plan", "/answers", "/ask-worker", "/tasks"])
            (await visit.GoAsync(visit.Worker, path)).Html.ShouldNotContain("I told nobody of this before.");
        (await visit.GoAsync(visit.Worker, "/answers")).Text.ShouldNotContain("You have not said anything");
        visit.Worker.Text.ShouldContain("Anything you said before is not shown here.");
        visit.Worker.Page.QuerySelectorAll("a[href$='/account']").ShouldBeEmpty("nobody is signed in there");
        foreach (var handle in handles)
            (await visit.GoAsync(visit.Worker, handle)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, "an address from her own pages opens nothing here");
        (await visit.GoAsync(visit.Worker, "/plan")).Page.QuerySelectorAll("main a[href]").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task AnAnswer_SaysWithWhom_WhereverItIsShown()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        await StartAsync(visit, visit.Worker, "Jess Nance");
        await visit.Worker.SubmitAsync("Start");
        await visit.GoAsync(visit.Worker, "/ask-worker");
        await visit.Worker.SubmitAsync(("Form.Words", "Can Tamsin ride on Sunday?"));
        visit.Worker.Text.ShouldContain($"You said this together with {visit.WorkerName}.");
        await visit.Worker.SubmitAsync("Finish");

        var jess = await visit.PersonAsync("Jess Nance");
        (await visit.GoAsync(jess, "/answers")).Text.ShouldContain($"You said this together with {visit.WorkerName}.");
        jess.Text.ShouldNotContain("You are doing this together", Case.Sensitive, "on her own she is on her own");
        await visit.GoAsync(manager, visit.Home);
        manager.Text.ShouldContain($", with {visit.WorkerName}");
    }

    [Fact]
    public async Task ANumberGivenAlone_StandsBesideOneGivenTogether()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        async Task ScoreAsync(Browser browser, string score)
        {
            await visit.GoAsync(browser, "/plan");
            await browser.FollowAsync("Give a number");
            await browser.SubmitAsync(("Form.Score", score), ("Form.Words", ""), ("Form.OneHigher", ""));
        }
        await ScoreAsync(await visit.PersonAsync("Ann Nance"), "3");
        await StartAsync(visit, visit.Worker, "Ann Nance");
        await visit.Worker.SubmitAsync("Start");
        await ScoreAsync(visit.Worker, "6");

        await visit.GoAsync(manager, visit.Home);
        manager.Text.ShouldContain($"Ann Nance, with {visit.WorkerName}: 6");
        manager.Text.ShouldContain("Ann Nance: 3");
    }

    [Fact]
    public async Task WhatIsTyped_WaitsWithinTheVisit_AndNoLonger()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Start");
        await visit.GoAsync(visit.Worker, "/ask-worker");
        visit.Worker.Text.ShouldNotContain("waits for you for 3 days", Case.Sensitive, "nobody comes back to it");
        (await DraftTests.KeepAsync(portal.Site.Host.Portal, visit.Worker, "/ask-worker", DraftTests.Fields(visit.Worker), false, ("Form.Words", "I want to tell"))).ShouldBe(HttpStatusCode.NoContent);
        await visit.GoAsync(visit.Worker, "/ask-worker");
        DraftTests.Typed(visit.Worker).ShouldBe("I want to tell");
        await visit.Worker.SubmitAsync("Finish");

        using var own = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(own, "/ask-worker");
        own.Html.ShouldNotContain("I want to tell");
    }

    [Fact]
    public async Task TheHelper_IsOff_AndDangerIsHeard()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Start");
        await visit.GoAsync(visit.Worker, "/chat");
        visit.Worker.Text.ShouldContain($"The helper is off while you do this together. Ask {visit.WorkerName} now.");
        visit.Worker.Page.QuerySelector("textarea").ShouldBeNull();
        await visit.GoAsync(visit.Worker, "/");
        visit.Worker.Page.QuerySelectorAll("a[href='/chat']").ShouldBeEmpty();

        await visit.GoAsync(visit.Worker, "/ask-worker");
        await visit.Worker.SubmitAsync(("Form.Words", "He is hitting me right now."));
        visit.Worker.Page.QuerySelector("[role=alert] a[href='tel:999']").ShouldNotBeNull();
        (await visit.GoAsync(manager, visit.Home)).Text.ShouldContain($"Tamsin Nance, with {visit.WorkerName} said this");
    }

    [Fact]
    public async Task ABar_EndsItAtTheNextPost_AndTheWordsAreGivenBack()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        var who = manager.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.WorkerName)).GetAttribute("value")!;
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Start");
        await visit.GoAsync(visit.Worker, "/ask-worker");
        await manager.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", "The mother's sister."));

        await visit.Worker.SubmitAsync(("Form.Words", "Half of what I wanted to say."));
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        visit.Worker.Text.ShouldContain("Half of what I wanted to say.", Case.Sensitive, "nobody comes back to this session: the words are in their hands");
        (await visit.GoAsync(visit.Worker, "/plan")).Address.Authority.ShouldBe(Identity.Authority);
        Clean(visit, visit.Worker, "after the bar");
        (await visit.GoAsync(manager, visit.Home)).Text.ShouldNotContain("Half of what I wanted to say.");
    }

    [Theory]
    [InlineData("signs out")]
    [InlineData("leaves")]
    public async Task TheWorkersSignOut_EndsIt(string how)
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var desktop = await portal.Site.SignInStaffAsync(visit.WorkerName);
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Start");
        (await visit.GoAsync(visit.Worker, "/plan")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        if (how == "leaves") await desktop.SubmitAsync("Leave this page");
        else
        {
            await visit.GoAsync(desktop, "/sign-out");
            await desktop.SubmitAsync("Sign out");
        }
        (await visit.GoAsync(visit.Worker, "/plan")).Address.Authority.ShouldBe(Identity.Authority);
    }

    [Fact]
    public async Task EndedAccess_StopsItAtTheNextRequest_AndCannotBeStarted()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await StartAsync(visit, visit.Worker, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Start");
        var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/people");
        await manager.FollowAsync("Tamsin Nance");
        var person = manager.Address;
        await manager.FollowAsync("End their access");
        await manager.SubmitAsync("End their access");
        (await visit.GoAsync(visit.Worker, "/plan")).Address.Authority.ShouldBe(Identity.Authority);

        await manager.GoAsync(new Uri(person + "/together"));
        manager.Text.ShouldContain("may not look now, so this cannot start");
    }

    private static async Task StartAsync(StaffVisit visit, Browser browser, string name)
    {
        await visit.GoAsync(browser, visit.Home + "/people");
        await browser.FollowAsync(name);
        await browser.FollowAsync("Do it together");
        await browser.SubmitAsync("Start now");
    }

    /// <summary>Of the family nothing; the worker's own name stands in the banner.</summary>
    private static void Clean(StaffVisit visit, Browser browser, string where)
    {
        var text = WebUtility.HtmlDecode(browser.Html);
        visit.Secrets().Where(s => s != visit.WorkerName && text.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty(where);
    }
}
