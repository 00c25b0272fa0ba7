using System.Net;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>"Leave this page", sign-out, and what every page carries.</summary>
public sealed class LeavingTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Leaving_ends_the_session_on_the_server_and_opens_the_neutral_site()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/plan");

        await browser.SubmitAsync("Leave this page");

        // Straight away: Identity's session is over with the Portal's, and need not answer for it.
        browser.Html.ShouldContain("url=https://www.bbc.co.uk/weather");
        browser.Cookies.GetCookies(Site).Select(c => c.Name).ShouldNotContain("portal-session");
        (await portal.Get<PortalSessions>().ResolveAsync(secret)).ShouldBeNull();
    }

    [Fact]
    public async Task Leaving_works_without_a_session_and_from_an_old_page()
    {
        using var browser = new Browser();
        browser.Cookies.Add(new Cookie("portal-session", "not-one-of-ours", "/", Site.Host));
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/leave")));
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ThroughIdentityAsync(browser);
    }

    [Theory]
    [InlineData("/leave")]
    [InlineData("/sign-out/now")]
    public async Task Another_site_s_form_ends_nothing_and_takes_no_cookie_away(string path)
    {
        foreach (var site in (string?[])[null, "cross-site"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Site, path));
            if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            using var answer = await portal.Site.Http.SendAsync(request);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
            answer.Headers.Contains("Clear-Site-Data").ShouldBeFalse();
        }
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, path)) { Headers = { { "Sec-Fetch-Site", "cross-site" } } });
        (await portal.Get<PortalSessions>().ResolveAsync(secret)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_signed_in_at_Identity_alone_is_asked_and_signed_out_there()
    {
        using var browser = new Browser();
        await browser.GoAsync(Site, "/sign-out");
        browser.Address.AbsolutePath.ShouldBe("/sign-out");
        browser.Text.ShouldNotContain("Nobody can open your pages");
        using var answer = await portal.Site.Http.SendAsync(browser.Prepare("Sign out")());
        answer.Headers.Location.ShouldBe(new Uri(portal.Site.Host.Identity, "/sign-out/now"));
    }

    [Fact]
    public async Task Signed_out_is_told_to_nobody_who_is_signed_in()
    {
        var (browser, _) = await portal.VisitAsync();
        await browser.GoAsync(Site, "/signed-out");
        browser.Address.AbsolutePath.ShouldBe("/sign-out");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_is_honest_about_the_history()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/sign-out");

        await browser.SubmitAsync("Sign out");

        browser.Address.AbsolutePath.ShouldBe("/signed-out");
        browser.Text.ShouldContain("may still be in your list of pages");
        (await portal.Get<PortalSessions>().ResolveAsync(secret)).ShouldBeNull();
    }

    [Fact]
    public async Task Signing_out_needs_the_page_s_own_token()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, "/sign-out/now")) { Content = new FormUrlEncodedContent([]) });
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Get<PortalSessions>().ResolveAsync(secret)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plan")]
    [InlineData("/help")]
    [InlineData("/if-things-go-wrong")]
    [InlineData("/ask-worker")]
    [InlineData("/answers")]
    [InlineData("/tasks")]
    [InlineData("/chat")]
    [InlineData("/sign-out")]
    [InlineData("/see/nothing-there")]
    public async Task Every_page_is_stored_nowhere_framed_nowhere_and_neutral_in_its_title(string path)
    {
        var (browser, _) = await portal.VisitAsync();
        await browser.GoAsync(Site, path);

        var headers = browser.Response.Headers;
        headers.CacheControl!.NoStore.ShouldBeTrue();
        var policy = headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain($"form-action 'self' {portal.Site.Host.Identity.GetLeftPart(UriPartial.Authority)};");
        headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        browser.Page.Title.ShouldBeOneOf("My plan", "We cannot find that page");
        browser.Page.QuerySelector("form[action='/leave'] button").ShouldNotBeNull();
        browser.Page.QuerySelector("a[href='/help']").ShouldNotBeNull();
        browser.Page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
        browser.Html.ShouldNotContain("style=");
        browser.Html.ShouldNotContain("onclick");
    }

    [Fact]
    public async Task The_way_to_identity_is_code_flow_with_pkce_and_a_cookie_that_scripts_cannot_read()
    {
        using var answer = await portal.Site.Http.GetAsync(new Uri(Site, "/scale/abcdefghijkl"));
        var query = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        query["response_type"].ShouldBe("code");
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"].ShouldNotBeNullOrEmpty();
        query["scope"].ShouldBe("openid profile");
        query["redirect_uri"].ShouldBe(new Uri(Site, "/signin-oidc").ToString());
        answer.Headers.Location!.ToString().ShouldNotContain("abcdefghijkl");
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie"))
        {
            cookie.ShouldContain("httponly", Case.Insensitive);
            cookie.ShouldContain("samesite=lax", Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_nudge_s_link_leads_through_sign_in_to_the_scale_that_is_due_and_home_once_it_is_not()
    {
        using var signedOut = await portal.Site.Http.GetAsync(new Uri(Site, "/n"));
        signedOut.Headers.Location!.Authority.ShouldBe(portal.Site.Host.Identity.Authority);

        var (browser, _) = await portal.VisitAsync("Jess Nance");
        await browser.GoAsync(Site, "/n");
        browser.Address.AbsolutePath.ShouldStartWith("/scale/");
        await browser.SubmitAsync("Save", ("Form.Score", "5"), ("Form.Words", ""), ("Form.OneHigher", ""));
        await browser.GoAsync(Site, "/n");
        browser.Address.AbsolutePath.ShouldBe("/");
        browser.Text.ShouldContain("Hello, Jess");
    }

    [Fact]
    public async Task Health_answers_without_anybody_s_session()
    {
        foreach (var path in (string[])["/health/live", "/health/ready"])
        {
            using var answer = await portal.Site.Http.GetAsync(new Uri(Site, path));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    /// <summary>What a browser does with the page that leads away, at the Portal and at Identity.</summary>
    private async Task ThroughIdentityAsync(Browser browser)
    {
        browser.Html.ShouldContain($"url={new Uri(portal.Site.Host.Identity, "/leave/")}");
        await browser.GoAsync(new Uri(browser.Page.QuerySelector("a")!.GetAttribute("href")!));
        browser.Html.ShouldContain("url=https://www.bbc.co.uk/weather");
    }
}
