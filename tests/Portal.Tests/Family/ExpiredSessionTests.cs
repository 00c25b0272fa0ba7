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
    public async Task They_wait_on_the_server_and_nothing_of_them_in_the_browser()
    {
        var (browser, people) = await ExpireAsync("Not on this phone", "3", "/ask-worker");
        browser.Cookies.GetCookies(Site).Select(c => c.Name).Where(n => n.StartsWith("portal-", StringComparison.Ordinal)).ShouldBe(["portal-session", "portal-form"], ignoreOrder: true);

        // The same person, anywhere else: their home page says where it waits.
        using var other = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await other.GoAsync(Site, "/");
        await other.FollowAsync("words that you did not send");
        other.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("Not on this phone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_takes_them_away(bool atIdentity)
    {
        var (browser, people) = await ExpireAsync("Gone when I leave", "3", "/ask-worker");
        if (atIdentity)
        {
            // Where the late form has led them: signed in there before, and no more.
            browser.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
            await portal.Get<Shared.Responses.Late.LateForms>().LeaveSignInAsync(_sid);
        }
        else await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/leave")));
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        browser.Html.ShouldNotContain("Gone when I leave");
    }

    [Fact]
    public async Task Their_owner_may_delete_them_and_nobody_without_the_page_s_token()
    {
        var (browser, people) = await ExpireAsync("I do not want this any more", "3", "/ask-worker");
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var given = browser.Page.QuerySelector("[name='given']")!.GetAttribute("value")!;
        var delete = browser.Prepare("Delete what I wrote");

        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/words/delete")) { Content = new FormUrlEncodedContent([new("given", given)]) });
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GoAsync(Site, "/ask-worker");
        browser.Html.ShouldContain("not want this");

        await browser.SendAsync(delete());
        browser.Address.AbsolutePath.ShouldBe("/ask-worker");
        browser.Html.ShouldNotContain("not want this");
    }

    [Theory]
    [InlineData("/\t/evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Deleting_them_leads_to_no_other_site(string back)
    {
        var (browser, people) = await ExpireAsync("I do not want this any more", "3", "/ask-worker");
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var delete = browser.Prepare("Delete what I wrote")();
        var fields = await FieldsAsync(() => delete);
        fields["back"] = back;

        await browser.SendAsync(new(HttpMethod.Post, delete.RequestUri) { Content = new FormUrlEncodedContent(fields) });

        browser.Address.ShouldBe(new Uri(Site, "/"));
    }

    [Theory]
    [InlineData("made-up owner")]
    [InlineData("no owner")]
    [InlineData("other page")]
    [InlineData("other form")]
    [InlineData("another person's owner")]
    public async Task A_form_that_is_not_ours_is_not_kept(string attack)
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var fields = await FieldsAsync(browser.Prepare(null, ("Form.Words", "planted by somebody else")));
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        await jess.GoAsync(Site, "/ask-worker");
        if (attack == "made-up owner") fields["Form.Who"] = "made-up";
        if (attack == "no owner") fields.Remove("Form.Who");
        if (attack == "other form") fields["Form.Key"] = Guid.NewGuid().ToString("N");
        if (attack == "another person's owner") fields["Form.Who"] = jess.Page.QuerySelector("[name='Form.Who']")!.GetAttribute("value")!;
        await portal.Get<PortalSessions>().EndAsync(secret);

        var page = attack == "other page" ? "/chat" : "/ask-worker";
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, page)) { Content = new FormUrlEncodedContent(fields) });

        browser.Html.ShouldNotContain("planted");
        foreach (var person in (string[])["Ann Nance", "Jess Nance"])
        {
            using var own = await portal.EnterAsync(people.Single(p => p.Name == person));
            foreach (var path in (string[])["/", "/chat", "/ask-worker"])
            {
                await own.GoAsync(Site, path);
                own.Html.ShouldNotContain("planted");
                own.Text.ShouldNotContain("did not send");
            }
        }
    }

    [Fact]
    public async Task Sent_again_after_they_were_sent_they_do_not_wait()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var send = browser.Prepare(null, ("Form.Words", "Sent once already"));
        await browser.SendAsync(send());
        await portal.Get<PortalSessions>().EndAsync(secret);

        await browser.SendAsync(send());

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/");
        browser.Text.ShouldNotContain("did not send");
    }

    [Fact]
    public async Task A_form_that_lay_open_for_more_than_a_week_gives_the_words_back_at_once()
    {
        await using var whole = new PortalFixture();
        await whole.StartAsync(withBot: false);
        var people = await whole.LoadAsync(whole.Sample());
        using var browser = await whole.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(whole.Site.Host.Portal, "/ask-worker");
        var send = browser.Prepare(null, ("Form.Words", "Begun long ago"));
        whole.Site.Clock.Move(TimeSpan.FromDays(8));

        await browser.SendAsync(send());

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        browser.Text.ShouldContain("Copy them");
        browser.Text.ShouldContain("Begun long ago");
    }

    [Fact]
    public async Task A_text_too_long_to_keep_is_given_back_at_once()
    {
        // Letters that nothing makes shorter.
        var random = new Random(1);
        var words = string.Concat(Enumerable.Range(0, 200_000).Select(_ => (char)random.Next('a', 'z' + 1)));
        var (browser, _) = await ExpireAsync(words, "3", "/ask-worker");
        browser.Text.ShouldContain("Copy them");
        browser.Text.ShouldContain(words[..100]);
    }

    [Fact]
    public async Task A_body_out_of_all_proportion_is_not_even_read()
    {
        var (browser, _) = await ExpireAsync(new string('x', 300_000), "3", "/ask-worker");
        browser.Html.ShouldNotContain("xxxxx");
    }

    [Fact]
    public async Task A_number_that_was_chosen_without_a_word_is_kept_too()
    {
        var (browser, people) = await ExpireAsync("", "7");
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, _page);
        browser.Page.QuerySelector("[name='Form.Score'][value='7']")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task A_tapped_question_to_the_helper_comes_back_as_words()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/chat");
        var fields = await FieldsAsync(browser.Prepare(null, ("Form.Words", "")));
        fields["Form.Choice"] = "When is my next meeting?";
        await portal.Get<PortalSessions>().EndAsync(secret);
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/chat")) { Content = new FormUrlEncodedContent(fields) });

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/chat");
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("When is my next meeting?");
    }

    [Fact]
    public async Task Words_that_say_danger_get_the_numbers_at_once_even_signed_out()
    {
        var (browser, people) = await ExpireAsync("He is hitting me right now", "3");

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        browser.Page.QuerySelector("main a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:999");
        // The form itself says whose words they are: nobody has to sign in to be heard.
        browser.Text.ShouldContain("are alerted");
        browser.Text.ShouldContain("Your worker gets your words");
        browser.Html.ShouldNotContain("hitting");
        (await AlertsAsync()).ShouldBe(["He is hitting me right now"]);

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, _page);
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("He is hitting me right now");
    }

    [Fact]
    public async Task Words_that_say_danger_in_a_form_that_nobody_can_vouch_for_get_no_alert()
    {
        var people = await portal.LoadAsync(_plan = portal.Sample());
        using var browser = new Browser();
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/ask-worker")) { Content = new FormUrlEncodedContent([new("Form.Words", "He is hitting me right now"), new("Form.Who", "made-up")]) });
        (await AlertsAsync()).ShouldBeEmpty();
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
    private string _sid = "";
    private System.Text.Json.Nodes.JsonNode _plan = default!;

    private async Task<IEnumerable<string?>> AlertsAsync() =>
        (await portal.Get<Shared.Danger.Alerts>().OfFamilyAsync(await portal.StaffAsync(_plan))).Select(a => a.Words);

    private static async Task<Dictionary<string, string>> FieldsAsync(Func<HttpRequestMessage> form) => (await form().Content!.ReadAsStringAsync()).Split('&').Select(f => f.Split('='))
        .ToDictionary(f => Uri.UnescapeDataString(f[0]), f => Uri.UnescapeDataString(f[1].Replace('+', ' ')));

    private async Task<(Browser, IReadOnlyList<Shared.Demo.DemoPerson>)> ExpireAsync(string words, string score, string? page = null)
    {
        var people = await portal.LoadAsync(_plan = portal.Sample());
        var browser = new Browser();
        _sid = Guid.NewGuid().ToString("N");
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"), _sid);
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
