using System.Net;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A form that arrives after its session ended loses nothing, and shows nothing to anybody else.</summary>
public sealed class ExpiredSessionTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Words_sent_too_late_are_there_again_after_the_same_person_signs_in()
    {
        var (browser, people) = await ExpireAsync("I was nearly done with this", "3");
        browser.Address.Host.ShouldBe(portal.Site.Host.Identity.Host);
        browser.Html.ShouldNotContain("nearly done");

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, _page);

        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("I was nearly done with this");
        browser.Page.QuerySelector("[name='Form.Score'][value='3']")!.HasAttribute("checked").ShouldBeTrue();
        browser.Text.ShouldContain("Your words are still here");

        await browser.SubmitAsync("Save", ("Form.OneHigher", ""));
        browser.Address.AbsolutePath.ShouldEndWith("/saved");
        await browser.GoAsync(Site, _page);
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_who_signs_in_there_is_shown_them()
    {
        var (browser, people) = await ExpireAsync("Only Ann may see this", "3", "/ask-worker");

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Jess Nance"));
        await browser.GoAsync(Site, "/ask-worker");

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Html.ShouldNotContain("Only Ann");
    }

    [Fact]
    public async Task Leaving_takes_them_away()
    {
        var (browser, people) = await ExpireAsync("Gone when I leave", "3", "/ask-worker");
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/leave")));
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        browser.Html.ShouldNotContain("Gone when I leave");
    }

    [Fact]
    public async Task A_form_that_is_not_ours_is_not_kept()
    {
        using var browser = new Browser();
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/ask-worker")) { Content = new FormUrlEncodedContent([new("Form.Words", "planted by another site"), new("Form.Who", "made-up")]) });
        browser.Cookies.GetCookies(Site).Select(c => c.Name).ShouldNotContain(n => n.StartsWith("portal-kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_that_say_danger_get_the_numbers_at_once_even_signed_out()
    {
        var (browser, people) = await ExpireAsync("He is hitting me right now", "3");

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        browser.Page.QuerySelector("main a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:999");
        browser.Text.ShouldContain("not sent yet");
        // Nobody is told before somebody knows who wrote it.
        browser.Text.ShouldNotContain("are alerted");

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, _page);
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("He is hitting me right now");
    }

    [Fact]
    public async Task The_longest_words_that_a_form_takes_are_kept_too()
    {
        var words = string.Concat(Enumerable.Range(0, 600).Select(i => $"word{i * 7919 % 997} "))[..3900];
        var (browser, people) = await ExpireAsync(words, "3");
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, _page);
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe(words);
    }

    [Fact]
    public async Task The_next_page_after_the_end_leads_to_sign_in_and_back()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/plan");
        await portal.Get<PortalSessions>().EndAsync(secret);

        await browser.GoAsync(Site, "/plan");

        browser.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
    }

    private string _page = "";

    private async Task<(Browser, IReadOnlyList<Shared.Demo.DemoPerson>)> ExpireAsync(string words, string score, string? page = null)
    {
        var people = await portal.LoadAsync(portal.Sample());
        var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        if (page is null)
        {
            await browser.GoAsync(Site, "/plan");
            page = browser.Page.QuerySelector("a[href^='/scale/']")!.GetAttribute("href")!;
        }
        _page = page;
        await browser.GoAsync(Site, page);
        var send = page == "/ask-worker" ? browser.Prepare(null, ("Form.Words", words)) : browser.Prepare("Save", ("Form.Score", score), ("Form.Words", words), ("Form.OneHigher", ""));
        await portal.Get<PortalSessions>().EndAsync(secret);
        await browser.SendAsync(send());
        return (browser, people);
    }
}
