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

        browser.Html.ShouldContain("https://www.bbc.co.uk/weather");
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
        browser.Html.ShouldContain("https://www.bbc.co.uk/weather");
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
        using var answer = await portal.Site.Http.GetAsync(new Uri(Site, "/scale/abcdefghijklmnop"));
        var query = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        query["response_type"].ShouldBe("code");
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"].ShouldNotBeNullOrEmpty();
        query["scope"].ShouldBe("openid profile");
        query["redirect_uri"].ShouldBe(new Uri(Site, "/signin-oidc").ToString());
        answer.Headers.Location!.ToString().ShouldNotContain("abcdefghijklmnop");
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
        browser.Text.ShouldContain("Hello, Jess Nance");
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
}
