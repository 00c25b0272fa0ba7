using System.Globalization;
using System.Net;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>The server decides when an idle session is over; a page only asks, warns and hands over what was typed.</summary>
public sealed class IdleSessionTests(PortalFixture shared, IdleSessionTests.OwnProduct own) : IClassFixture<IdleSessionTests.OwnProduct>
{
    private static readonly string[] _asked = ["left", "stay", "warning"];

    private readonly PortalFixture _portal = own.Portal;

    private Uri Site => _portal.Site.Host.Portal;

    [Fact]
    public async Task A_session_is_over_after_fifteen_idle_minutes_and_not_before()
    {
        using var browser = await OpenAsync();
        _portal.Site.Clock.Move(SessionLife.Idle - TimeSpan.FromMinutes(1));
        await browser.GoAsync(Site, "/plan");
        browser.Address.AbsolutePath.ShouldBe("/plan");
        _portal.Site.Clock.Move(SessionLife.Idle + TimeSpan.FromSeconds(5));
        await browser.GoAsync(Site, "/plan");
        browser.Address.Authority.ShouldBe(_portal.Site.Host.Identity.Authority);
        browser.Html.ShouldNotContain("Ann Nance");
    }

    /// <summary>Chosen on the page for preferences: the Portal and Identity agree, and neither lets the other's session sign in again.</summary>
    [Fact]
    public async Task Somebody_who_chose_five_minutes_for_every_device_is_signed_out_after_five_in_both_parts()
    {
        var ann = (await _portal.LoadAsync(_portal.Sample())).Single(p => p.Name == "Ann Nance");
        using var browser = await _portal.Site.SignInAsync(ann.Contact!, ann.Word);
        await browser.GoAsync(Site, "/preferences");
        await browser.SubmitAsync("Save", ("Chosen.Soon", "true"));
        browser.Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("300");
        var form = Warning(browser);
        (await AskAsync(browser, "left", form)).ShouldNotBeNull().ShouldBeInRange(4 * 60, 5 * 60);
        await browser.GoAsync(new Uri(_portal.Site.Host.Identity, "account"));
        browser.Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("300");
        browser.Text.ShouldContain("We sign you out after 5 minutes without use.");

        _portal.Site.Clock.Move(SessionLife.IdleOnRequest - TimeSpan.FromMinutes(1));
        (await browser.GoAsync(Site, "/plan")).Address.AbsolutePath.ShouldBe("/plan");
        _portal.Site.Clock.Move(SessionLife.IdleOnRequest + TimeSpan.FromSeconds(5));
        await browser.GoAsync(Site, "/plan");
        browser.Address.Authority.ShouldBe(_portal.Site.Host.Identity.Authority);
        browser.Page.QuerySelector("[name='Form.Contact']").ShouldNotBeNull("nobody is signed in silently");
    }

    [Fact]
    public async Task Asking_how_long_is_left_is_no_use_and_staying_is()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        (await AskAsync(browser, "left", form)).ShouldNotBeNull().ShouldBeInRange(10 * 60, 15 * 60);

        _portal.Site.Clock.Move(TimeSpan.FromMinutes(10));
        (await AskAsync(browser, "left", form)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(5 * 60);
        (await AskAsync(browser, "left", form)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(5 * 60);
        (await AskAsync(browser, "stay", form)).ShouldNotBeNull().ShouldBeGreaterThan(10 * 60);

        _portal.Site.Clock.Move(TimeSpan.FromMinutes(10));
        (await AskAsync(browser, "left", form)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(5 * 60);
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(5));
        (await AskAsync(browser, "stay", form)).ShouldBeNull();
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_use_keeps_it_longer_than_twelve_hours()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        int? left = null;
        for (var spent = TimeSpan.Zero; spent < SessionLife.Longest - TimeSpan.FromMinutes(10); spent += TimeSpan.FromMinutes(10))
        {
            _portal.Site.Clock.Move(TimeSpan.FromMinutes(10));
            left = await AskAsync(browser, "stay", form);
        }
        left.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(10 * 60);
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        (await AskAsync(browser, "stay", form)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_answered_without_the_handle_of_whose_page_it_is()
    {
        using var browser = await OpenAsync();
        var right = Warning(browser);
        foreach (var what in _asked)
        {
            foreach (var form in (KeyValuePair<string, string>[][])[[], [new("Idle.Who", "")], [new("Idle.Who", "guessed")], [.. right, .. right]])
            {
                (await AskAsync(browser, what, form)).ShouldBeNull();
                browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            }
        }
    }

    [Fact]
    public async Task Nothing_is_answered_to_another_site_even_with_the_handle_and_the_session_lives()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        foreach (var what in (string[])[.. _asked, "end/plan"])
        {
            await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, $"/session/{what}")) { Content = new FormUrlEncodedContent(form), Headers = { { "Sec-Fetch-Site", "cross-site" } } });
            browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
            browser.Response.Headers.Contains("Set-Cookie").ShouldBeFalse(what);
        }
        (await AskAsync(browser, "left", form)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Fetching_the_warning_is_no_use()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(14));
        await AskAsync(browser, "warning", form);
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(2));
        await AskAsync(browser, "warning", form);
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_page_that_one_person_left_open_does_not_live_on_another_s_session()
    {
        var people = await _portal.LoadAsync(_portal.Sample());
        using var browser = await OpenAsync(people);
        var ann = Warning(browser);
        await _portal.EnterAsync(browser, people.Single(p => p.Name == "Jess Nance"));

        foreach (var what in _asked)
        {
            (await AskAsync(browser, what, ann)).ShouldBeNull();
            browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        // Its end keeps Ann's words for Ann, and leaves Jess's session alone.
        await EndAsync(browser, "ask-worker", [.. ann, .. _typed]);
        browser.Text.ShouldContain("signed out");
        await browser.GoAsync(Site, "/ask-worker");
        browser.Address.AbsolutePath.ShouldBe("/ask-worker");
        browser.Html.ShouldNotContain("half written");
        using var herself = await _portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await herself.GoAsync(Site, "/ask-worker");
        herself.Html.ShouldContain("half written");
    }

    [Fact]
    public async Task When_the_time_is_up_what_was_typed_is_kept_then_everything_is_over()
    {
        var people = await _portal.LoadAsync(_portal.Sample());
        using var browser = await OpenAsync(people);
        var form = Warning(browser);
        _portal.Site.Clock.Move(SessionLife.Idle);

        await EndAsync(browser, "ask-worker", [.. form, .. _typed]);

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Page.Title.ShouldBe("My plan");
        browser.Text.ShouldContain("You were signed out");
        browser.Text.ShouldContain("for 3 days");
        browser.Html.ShouldNotContain("half written");
        browser.Html.ShouldNotContain("Nance");
        browser.Response.Headers.GetValues("Clear-Site-Data").Single().ShouldContain("cache");
        browser.Cookies.GetCookies(Site).Select(c => c.Name).ShouldNotContain("portal-session");

        await _portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(new Uri(Site, "/ask-worker"));
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("half written");
    }

    [Fact]
    public async Task When_another_tab_was_used_the_page_comes_back_with_what_was_typed()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(10));
        await browser.GoAsync(Site, "/plan");
        _portal.Site.Clock.Move(TimeSpan.FromMinutes(5));

        await EndAsync(browser, "ask-worker", [.. form, .. _typed]);

        browser.Address.AbsolutePath.ShouldBe("/ask-worker");
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("half written");
    }

    [Fact]
    public async Task Words_half_written_that_say_danger_get_the_numbers_instead_of_a_quiet_end()
    {
        using var browser = await OpenAsync();
        var form = Warning(browser);
        _portal.Site.Clock.Move(SessionLife.Idle);
        await EndAsync(browser, "ask-worker", [.. form, .. _typed.Select(f => f.Key == "Form.Words" ? KeyValuePair.Create(f.Key, "he is hitting me right now") : f)]);
        browser.Page.QuerySelector("main a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:999");
        browser.Text.ShouldContain("are alerted");
    }

    [Theory]
    [InlineData("/evil.example.org")]
    [InlineData("%2Fevil.example.org")]
    [InlineData("%5Cevil.example.org")]
    [InlineData("https://evil.example.org/")]
    public async Task The_end_leads_nowhere_but_to_our_own_pages(string path)
    {
        using var browser = await OpenAsync();
        await EndAsync(browser, path, Warning(browser));
        browser.Address.Authority.ShouldBe(Site.Authority);
        _portal.Site.Clock.Move(SessionLife.Idle);
        await EndAsync(browser, path, []);
        browser.Page.QuerySelectorAll("main a").ShouldAllBe(a => a.GetAttribute("href")!.StartsWith('/') && !a.GetAttribute("href")!.StartsWith("//") && !a.GetAttribute("href")!.Contains('\\'));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plan")]
    [InlineData("/ask-worker")]
    [InlineData("/sign-out")]
    public async Task Every_page_of_somebody_signed_in_can_warn_and_says_so_to_a_screen_reader(string path)
    {
        var (browser, _) = await shared.VisitAsync();
        await browser.GoAsync(shared.Site.Host.Portal, path);
        var place = browser.Page.QuerySelector("[data-idle]")!;
        place.HasAttribute("hidden").ShouldBeTrue();
        place.GetAttribute("data-idle").ShouldBe("900");

        await browser.SendAsync(new(HttpMethod.Post, new Uri(shared.Site.Host.Portal, "/session/warning")) { Content = new FormUrlEncodedContent(Warning(browser)) });
        var box = browser.Page.QuerySelector("[role='alertdialog']")!;
        foreach (var id in $"{box.GetAttribute("aria-labelledby")} {box.GetAttribute("aria-describedby")}".Split(' ')) box.QuerySelector($"#{id}")!.TextContent.ShouldNotBeNullOrWhiteSpace();
        box.QuerySelectorAll("button").Select(b => b.TextContent.Trim()).ShouldBe(["Stay signed in", "Sign out"]);
        browser.Html.ShouldNotContain("<html");
        var fields = box.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        await browser.SendAsync(new(HttpMethod.Post, new Uri(shared.Site.Host.Portal, box.QuerySelector("[formaction]")!.GetAttribute("formaction")!)) { Content = new FormUrlEncodedContent(fields) });
        browser.Address.AbsolutePath.ShouldBe("/signed-out");
    }

    [Fact]
    public async Task Nobody_who_is_signed_out_is_warned()
    {
        using var browser = new Browser();
        await browser.GoAsync(shared.Site.Host.Portal, "/help");
        browser.Page.QuerySelector("[data-idle]").ShouldBeNull();
    }

    [Fact]
    public async Task A_form_says_before_one_types_how_long_there_is()
    {
        var (browser, _) = await shared.VisitAsync();
        await browser.GoAsync(shared.Site.Host.Portal, "/ask-worker");
        browser.Text.ShouldContain("If you do nothing for 15 minutes, we sign you out.");
        browser.Text.ShouldContain("What you wrote then waits for you for 3 days. “Leave this page” deletes it. If what you typed says someone is not safe, we tell your worker.");
    }

    /// <summary>These tests move its clock.</summary>
    public sealed class OwnProduct : IAsyncLifetime
    {
        internal PortalFixture Portal { get; } = new();

        public async ValueTask InitializeAsync() => await Portal.StartAsync(withBot: false);

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }

    private KeyValuePair<string, string>[] _typed = [];

    private async Task<Browser> OpenAsync(IReadOnlyList<DemoPerson>? people = null)
    {
        people ??= await _portal.LoadAsync(_portal.Sample());
        var browser = await _portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        _typed = [Field(browser, "Form.Key"), Field(browser, "Form.Who"), new("Form.Words", "half written")];
        return browser;
    }

    private static KeyValuePair<string, string> Field(Browser browser, string name) => new(name, browser.Page.QuerySelector($"[name='{name}']")!.GetAttribute("value")!);

    /// <summary>What the script sends: whose page it is.</summary>
    private static KeyValuePair<string, string>[] Warning(Browser browser) => [new("Idle.Who", browser.Page.QuerySelector("[data-idle]")!.GetAttribute("data-who")!)];

    private async Task<int?> AskAsync(Browser browser, string what, KeyValuePair<string, string>[] form)
    {
        // As the script's fetch: it takes anything, not pages.
        await browser.SendAsync(new(HttpMethod.Post, new Uri(Site, $"/session/{what}")) { Content = new FormUrlEncodedContent(form), Headers = { { "Accept", "*/*" } } });
        return browser.Response.StatusCode == HttpStatusCode.OK && int.TryParse(browser.Html, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private Task<Browser> EndAsync(Browser browser, string path, KeyValuePair<string, string>[] form) =>
        browser.SendAsync(new(HttpMethod.Post, new Uri(Site, $"/session/end/{path}")) { Content = new FormUrlEncodedContent(form) });
}
