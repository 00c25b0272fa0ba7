using System.Globalization;
using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Accounts;

/// <summary>An idle session on Identity's own pages, as the script asks about it. In a browser the same script runs at the Portal: tests/EndToEnd.</summary>
public sealed class IdlePagesTests
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Fact]
    public async Task Every_page_of_somebody_signed_in_warns_before_the_end()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var hers = await SignedInBrowser.StartAsync(identity);
        foreach (var path in (string[])["/account", "/account/pin", "/account/passkey"])
        {
            var box = (await hers.Browser.OpenAsync(path)).Page.QuerySelector("[data-idle]");
            box.ShouldNotBeNull(path);
            box.GetAttribute("data-idle").ShouldBe("900", path);
            box.HasAttribute("hidden").ShouldBeTrue();
            box.OuterHtml.ShouldNotContain(hers.First.GetClaim("sid").Value);
        }
        using (var elsewhere = new Browser(identity.Address)) await elsewhere.SignInAsync(identity, hers.Client.Authorize(), hers.Person);
        using var other = new Browser(identity.Address);
        var pin = await other.GiveCodeAsync(identity, hers.Client.Authorize(), hers.Person);
        var news = await other.FollowAsync(await other.SubmitAsync(pin, "pin", ("Form.Pin", SigningIn.Pin), ("Form.Phone", "shared")));
        news.Url.AbsolutePath.ShouldBe("/account/news");
        news.Page.QuerySelector("[data-idle]").ShouldNotBeNull();

        var account = await hers.Browser.OpenAsync("/account");
        var soon = account.Page.QuerySelectorAll("main button").Single(b => b.TextContent == "Sign me out after 5 minutes");
        await hers.Browser.SubmitAsync(account, "account", (soon.GetAttribute("name")!, soon.GetAttribute("value")!));
        (await hers.Browser.OpenAsync("/account")).Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("300");
        (await hers.Browser.OpenAsync("/sign-in")).Page.QuerySelector("[data-idle]").ShouldBeNull("nobody is signed in on that page");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Asking_is_no_use_staying_is_and_the_end_is_the_end(string provider)
    {
        await using var identity = await TestIdentity.StartAsync(provider);
        await using var hers = await SignedInBrowser.StartAsync(identity);
        var page = await hers.Browser.OpenAsync("/account");

        identity.Clock.Advance(TimeSpan.FromMinutes(10));
        (await SecondsAsync(hers.Browser, page, "left")).ShouldBeInRange(200, 300);
        (await SecondsAsync(hers.Browser, page, "stay")).ShouldBeInRange(800, 900);
        identity.Clock.Advance(TimeSpan.FromMinutes(10));
        (await SecondsAsync(hers.Browser, page, "left")).ShouldBeInRange(200, 300);
        // Too early, since another tab was used: back to the page.
        (await SendAsync(hers.Browser, page, "end/account/pin")).Location!.AbsolutePath.ShouldBe("/account/pin");

        identity.Clock.Advance(TimeSpan.FromMinutes(6));
        (await SendAsync(hers.Browser, page, "left")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var end = await SendAsync(hers.Browser, page, "end/account");
        end.Location!.AbsolutePath.ShouldBe("/signed-out");
        end.Response.Headers.GetValues("Clear-Site-Data").ShouldNotBeEmpty();
        (await hers.Browser.GetAsync("/account")).Location!.AbsolutePath.ShouldBe("/sign-in");
        (await hers.Browser.GetAsync(hers.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    [Fact]
    public async Task A_page_that_somebody_left_open_does_not_live_on_another_s_session()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var hers = await SignedInBrowser.StartAsync(identity);
        var page = await hers.Browser.OpenAsync("/account");
        var his = (await TestFamily.CreateAsync(identity)).Mark;
        await hers.Browser.SignInAsync(identity, hers.Client.Authorize(("prompt", "login")), his);

        (await SendAsync(hers.Browser, page, "left")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(hers.Browser, page, "stay")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(hers.Browser, page, "end/account")).Location!.AbsolutePath.ShouldBe("/signed-out", "the page shows nothing of hers any more");
        (await hers.Browser.OpenAsync("/account")).Url.AbsolutePath.ShouldBe("/account", "he is signed in still");
    }

    [Theory]
    [InlineData("left")]
    [InlineData("stay")]
    [InlineData("warning")]
    public async Task Without_the_page_s_mark_nothing_is_told(string what)
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var hers = await SignedInBrowser.StartAsync(identity);
        var page = await hers.Browser.OpenAsync("/account");
        (await SendAsync(hers.Browser, page, what)).Status.ShouldBe(HttpStatusCode.OK);
        (await hers.Browser.PostAsync("/session/" + what)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await hers.Browser.PostAsync("/session/" + what, ("Idle.Who", "somebody"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var nobody = new Browser(identity.Address);
        (await nobody.PostAsync("/session/" + what)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_from_the_warning_ends_the_session()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var hers = await SignedInBrowser.StartAsync(identity);
        var page = await hers.Browser.OpenAsync("/account");
        var warning = await SendAsync(hers.Browser, page, "warning");
        warning.Page.QuerySelector("[role=alertdialog] button[formaction]")!.GetAttribute("formaction").ShouldBe("/sign-out/now");
        (await hers.Browser.PostAsync("/sign-out/now")).Location!.ToString().ShouldBe(TestIdentity.PortalAddress + "/signed-out");
        (await hers.Browser.GetAsync("/account")).Location!.AbsolutePath.ShouldBe("/sign-in");
    }

    private static (string Name, string Value)[] Fields(Answer page) => [("Idle.Who", page.Page.QuerySelector("[data-idle]")!.GetAttribute("data-who")!)];

    private static Task<Answer> SendAsync(Browser browser, Answer page, string what) => browser.PostAsync("/session/" + what, Fields(page));

    private static async Task<int> SecondsAsync(Browser browser, Answer page, string what)
    {
        var answer = await SendAsync(browser, page, what);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return int.Parse(answer.Text, CultureInfo.InvariantCulture);
    }
}
