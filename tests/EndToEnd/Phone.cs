using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace FamilyPortal.EndToEnd;

/// <summary>Somebody's phone: a browser of their own at 390x844, with or without script. Every page it opens is checked.</summary>
internal sealed class Phone : IAsyncDisposable
{
    /// <summary>Set to a folder to keep a picture of every page, to be looked at.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FAMILYPORTAL_PICTURES");

    /// <summary>The kinds of pages that axe has looked at in this run, whoever had them.</summary>
    private static readonly ConcurrentDictionary<string, bool> Seen = [];

    private readonly IBrowserContext _context;
    private readonly TestSite _site;
    private readonly string _name;
    private int _pictures;
    private IPage? _mirror;

    private Phone(IBrowserContext context, IPage page, TestSite site, string name, bool script) =>
        (_context, Page, _site, _name, Script) = (context, page, site, name, script);

    public IPage Page { get; }

    public bool Script { get; }

    public static async Task<Phone> OpenAsync(Chromium chromium, TestSite site, string name, bool script)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
            JavaScriptEnabled = script,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
        });
        // The neutral site is somebody else's: it answers here, and nothing leaves the machine.
        await context.RouteAsync(url => !new Uri(url).IsLoopback, route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Weather</title><h1>Weather</h1>" }));
        context.SetDefaultTimeout(60_000);
        return new(context, await context.NewPageAsync(), site, name, script);
    }

    public Uri Portal => _site.Host.Portal;

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(Portal, path).ToString());
        await LookAsync();
    }

    public async Task TapAsync(string button)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Page.StandsAsync();
        await LookAsync();
    }

    public async Task FollowAsync(string link)
    {
        await Page.Locator("a", new() { HasText = link }).First.ClickAsync();
        await Page.StandsAsync();
        await LookAsync();
    }

    public Task TypeAsync(string field, string words) => Page.Locator($"[name='{field}']").First.FillAsync(words);

    public async Task ChooseAsync(string field, string value)
    {
        var choice = Page.Locator($"[name='{field}'][value='{value}']");
        // Away from the bar at the foot of the window: a forced tap does not look what lies over it.
        if (Script) await choice.EvaluateAsync("choice => choice.scrollIntoView({ block: 'center' })");
        await choice.CheckAsync(new() { Force = true });
    }

    public async Task<string> TextAsync() => await Page.Locator("body").InnerTextAsync();

    public async Task SeesAsync(params string[] words)
    {
        var text = await Page.Locator("body").TextContentAsync() ?? "";
        foreach (var word in words) text.ShouldContain(word, Case.Insensitive, $"{_name} at {new Uri(Page.Url).AbsolutePath}");
    }

    public async Task DoesNotSeeAsync(params string[] words)
    {
        var html = await Page.ContentAsync();
        foreach (var word in words) html.ShouldNotContain(word, Case.Insensitive, $"{_name} at {new Uri(Page.Url).AbsolutePath}");
    }

    /// <summary>Number, code from the phone, word, and a PIN of their own.</summary>
    public async Task SignInAsync(string contact, string word, string path = "/")
    {
        await GiveCodeAsync(contact, path, "Form.Word");
        await SendAsync("Form.Word", word);
        await ArriveAsync("Form.Again");
        await TypeAsync("Form.Pin", SigningIn.Pin);
        await SendAsync("Form.Again", SigningIn.Pin);
        await ComeInAsync();
    }

    /// <summary>Number, code, and the PIN chosen before: when a session that nobody used is over, on a phone that others use too.</summary>
    public async Task SignInAgainAsync(string contact, string path)
    {
        await GiveCodeAsync(contact, path, "Form.Pin");
        await SendAsync("Form.Pin", SigningIn.Pin);
        await ComeInAsync();
    }

    /// <summary>A member of the demo's staff, signed in.</summary>
    public static async Task<Phone> OpenStaffAsync(Chromium chromium, TestSite site, string name, bool script)
    {
        var phone = await OpenAsync(chromium, site, name, script);
        await phone.GoAsync("/staff");
        await phone.FollowAsync("staff");
        await phone.TapAsync(name);
        await phone.StandsAtAsync(url => url.Port == phone.Portal.Port && url.AbsolutePath.StartsWith("/staff", StringComparison.Ordinal));
        await phone.LookAsync();
        return phone;
    }

    /// <summary>Number and code, to the page with the field that is asked for next.</summary>
    public async Task GiveCodeAsync(string contact, string path, string next)
    {
        var before = (await _site.TextsAsync(contact)).Count;
        await GoAsync(path);
        if (path == "/") await FollowAsync("Sign in");
        await SendAsync("Form.Contact", contact);
        await ArriveAsync("Form.Code");
        var code = await _site.NextCodeAsync(contact, before, TimeSpan.FromSeconds(60));
        code.ShouldNotBeNull("no code came");
        await SendAsync("Form.Code", code);
        await ArriveAsync(next);
    }

    /// <summary>Presses the button of the field's form.</summary>
    public async Task SendAsync(string field, string words)
    {
        await TypeAsync(field, words);
        await Page.Locator($"form:has([name='{field}']) button").First.ClickAsync();
    }

    /// <summary>On the page with this field.</summary>
    public async Task ArriveAsync(string field)
    {
        await Page.Locator($"[name='{field}']").First.WaitForAsync();
        await LookAsync();
    }

    /// <summary>Signed in, at the Portal.</summary>
    public async Task ComeInAsync()
    {
        await StandsAtAsync(url => url.Port == Portal.Port && url.AbsolutePath != "/signin-oidc");
        await LookAsync();
    }

    /// <summary>Until the page stands at such an address, whatever redirects lead there.</summary>
    public Task StandsAtAsync(Func<Uri, bool> where) => Page.StandsAtAsync(where);

    /// <summary>No page scrolls sideways, axe finds nothing, and titles give nothing away.</summary>
    public async Task LookAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await LookOnceAsync();
                return;
            }
            catch (PlaywrightException e) when (tries < 20 && e.Message.Contains("because of a navigation", StringComparison.Ordinal))
            {
                // It was a page on the way to another: that one is looked at.
                await Page.StandsAsync();
            }
        }
    }

    private async Task LookOnceAsync()
    {
        if (!new Uri(Page.Url).IsLoopback) return;
        if (Pictures is not null)
        {
            Directory.CreateDirectory(Pictures);
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{_name}-{(Script ? "js" : "nojs")}-{_pictures++:00}{new Uri(Page.Url).AbsolutePath.Split('/')[1]}.png"), FullPage = true });
        }
        (await Page.TitleAsync()).ShouldNotMatch("(?i)safety|social|council|plan of|family'");
        var page = Script ? Page : await MirroredAsync();
        // Not the window's width: a phone makes that wider where the page is.
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{Page.Url} scrolls sideways");
        // Of each kind of page in each state once: axe takes longer than the page.
        var kind = await page.EvaluateAsync<string>("location.pathname.replace(/[\\w-]{12,}/g, '*') + document.querySelector('h1')?.textContent + [...document.querySelectorAll('h2, [role=alert], .govuk-error-summary, form')].map(e => e.localName + e.className).join()");
        if (!Seen.TryAdd($"{Script} {kind}", true)) return;
        var axe = await page.RunAxe();
        axe.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join("; ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty($"{_name} at {new Uri(Page.Url).AbsolutePath}");
    }

    /// <summary>The page as it stands, where script can ask it something: with its styles, without its script.</summary>
    private async Task<IPage> MirroredAsync()
    {
        if (_mirror is null)
        {
            var context = await _context.Browser!.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
            await context.RouteAsync("**/*.js", route => route.AbortAsync());
            _mirror = await context.NewPageAsync();
        }
        await _mirror.UnrouteAllAsync();
        var html = await Page.ContentAsync();
        await _mirror.RouteAsync(Page.Url.Split('#')[0], route => route.FulfillAsync(new() { ContentType = "text/html", Body = html }));
        await _mirror.GotoAsync(Page.Url);
        return _mirror;
    }

    public async ValueTask DisposeAsync()
    {
        if (_mirror is not null) await _mirror.Context.CloseAsync();
        await _context.CloseAsync();
    }
}
