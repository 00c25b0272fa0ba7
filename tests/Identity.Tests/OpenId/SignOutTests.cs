using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>Signing out: at once with proof of who asks, after asking without; never to an unproven address.</summary>
public sealed class SignOutTests(SharedIdentity shared)
{
    [Fact]
    public async Task Oidcc_rp_initiated_logout()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var portal = identity.Services.GetRequiredService<PortalSessions>();
        var secret = await portal.OpenAsync(signedIn.First.Subject, signedIn.First.GetClaim("sid").Value, isStaff: false);

        var answer = await signedIn.Browser.GetAsync(EndSession(("id_token_hint", signedIn.IdToken), ("post_logout_redirect_uri", OidcClient.PostLogoutUri), ("state", "bye")));

        answer.Location.ShouldBe(new Uri(OidcClient.PostLogoutUri + "?state=bye"));
        await IsOutAsync(signedIn);
        (await portal.ResolveAsync(secret)).ShouldBeNull();
    }

    [Fact]
    public async Task Rp_initiated_logout_no_state_and_no_redirect_uri()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var answer = await signedIn.Browser.OpenAsync(EndSession(("id_token_hint", signedIn.IdToken)));
        answer.Words.ShouldContain("You are signed out");
        await IsOutAsync(signedIn);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("post_logout_redirect_uri", OidcClient.PostLogoutUri)]
    [InlineData("state", "only")]
    public async Task Rp_initiated_logout_without_a_hint_asks_first_and_never_redirects(string? name, string? value)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));

        var page = await signedIn.Browser.OpenAsync(name is null ? "/connect/end-session" : EndSession((name, value!)));
        page.Words.ShouldContain("Do you want to sign out?");
        await signedIn.AuthorizeAsync(("prompt", "none"));

        var fields = page.Page.QuerySelectorAll("main form input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(("confirmed", "yes"));
        var done = await signedIn.Browser.FollowAsync(await signedIn.Browser.PostAsync("/connect/end-session", [.. fields]));
        done.Location.ShouldBeNull();
        done.Words.ShouldContain("You are signed out");
        await IsOutAsync(signedIn);
    }

    [Theory]
    [InlineData("http://localhost:5100/")]
    [InlineData("http://localhost:5100/signout-callback-oidc?added=1")]
    [InlineData("https://evil.example/")]
    public async Task Rp_initiated_logout_bad_post_logout_redirect_uri(string uri)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var answer = await signedIn.Browser.GetAsync(EndSession(("id_token_hint", signedIn.IdToken), ("post_logout_redirect_uri", uri)));
        answer.Location.ShouldBeNull();
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Rp_initiated_logout_bad_and_modified_id_token_hint()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var parts = signedIn.IdToken.Split('.');
        var none = WebEncoders.Base64UrlEncode("""{"alg":"none","typ":"JWT"}"""u8) + "." + parts[1] + ".";
        var modified = parts[0] + "." + parts[1] + "." + new string(parts[2].Reverse().ToArray());

        foreach (var hint in (string[])[none, modified, "rubbish"])
        {
            var answer = await signedIn.Browser.FollowAsync(await signedIn.Browser.GetAsync(EndSession(("id_token_hint", hint), ("post_logout_redirect_uri", OidcClient.PostLogoutUri))));
            answer.Location.ShouldBeNull();
            await signedIn.AuthorizeAsync(("prompt", "none"));
        }
    }

    [Fact]
    public async Task Another_persons_hint_signs_nobody_out_without_asking()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var hers = await SignedInBrowser.StartAsync(identity);
        await using var his = await SignedInBrowser.StartAsync(identity);

        var page = await hers.Browser.OpenAsync(EndSession(("id_token_hint", his.IdToken)));

        page.Words.ShouldContain("Do you want to sign out?");
        await hers.AuthorizeAsync(("prompt", "none"));
        await his.AuthorizeAsync(("prompt", "none"));
    }

    [Fact]
    public async Task Another_site_cannot_confirm_for_the_person()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var answer = await signedIn.Browser.PostAsync("/connect/end-session", ("confirmed", "yes"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        await signedIn.AuthorizeAsync(("prompt", "none"));
    }

    [Fact]
    public async Task Leave_this_page_ends_both_sessions_and_opens_a_neutral_site()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var portal = identity.Services.GetRequiredService<PortalSessions>();
        var secret = await portal.OpenAsync(signedIn.First.Subject, signedIn.First.GetClaim("sid").Value, isStaff: false);

        var answer = await signedIn.Browser.PostAsync("/leave");

        answer.Text.ShouldContain("url=https://www.bbc.co.uk/weather");
        signedIn.Browser.Cookie("fp-id").ShouldBeNull();
        await IsOutAsync(signedIn);
        (await portal.ResolveAsync(secret)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestDatabases.Providers), MemberType = typeof(TestDatabases))]
    public async Task The_way_on_from_the_Portal_ends_a_session_that_the_Portal_never_opened(string provider)
    {
        foreach (var path in (string[])["/leave/knowsley", "/leave", "/sign-out/now"]) await WayOnAsync(provider, path);
    }

    private async Task WayOnAsync(string provider, string path)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));

        var answer = await signedIn.Browser.GetAsync(path);

        if (path == "/sign-out/now") answer.Location!.AbsolutePath.ShouldBe("/signed-out");
        else answer.Text.ShouldContain("http-equiv=\"refresh\"");
        answer.Text.ShouldNotContain(signedIn.Identity.Address.Authority);
        signedIn.Browser.Cookie("fp-id").ShouldBeNull();
        await IsOutAsync(signedIn);
    }

    [Theory]
    [InlineData("GET", "/leave/knowsley")]
    [InlineData("POST", "/leave")]
    [InlineData("GET", "/sign-out/now")]
    public async Task Another_site_that_sends_the_browser_there_ends_nothing(string method, string path)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        using var request = new HttpRequestMessage(new(method), path) { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        (await signedIn.Browser.SendAsync(request)).SetCookies.ShouldBeEmpty();

        await signedIn.AuthorizeAsync(("prompt", "none"));
    }

    [Theory]
    [InlineData("POST", "/leave")]
    [InlineData("GET", "/leave")]
    [InlineData("GET", "/sign-out/now")]
    public async Task Leaving_takes_away_no_cookie_that_did_not_come(string method, string path)
    {
        using var browser = new Browser((await shared.OnAsync("Sqlite")).Address);
        (await browser.SendAsync(new(new(method), path))).SetCookies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_ended_stays_ended_for_who_kept_its_cookie()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        using var thief = new Browser(signedIn.Identity.Address);
        thief.Cookies.Add(signedIn.Identity.Address, new Cookie("fp-id", signedIn.Browser.Cookie("fp-id")));
        (await thief.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();

        await signedIn.Browser.PostAsync("/leave");

        (await thief.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    private static string EndSession(params (string Name, string Value)[] parameters) =>
        QueryHelpers.AddQueryString("/connect/end-session", parameters.ToDictionary(p => p.Name, p => (string?)p.Value));

    private static async Task IsOutAsync(SignedInBrowser signedIn)
    {
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await signedIn.Client.UserInfoAsync(signedIn.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
