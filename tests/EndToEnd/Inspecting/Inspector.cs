using Deque.AxeCore.Playwright;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace FamilyPortal.EndToEnd.Inspecting;

/// <summary>
/// Looks at pages as a phone without script gets them, and asks of each what docs/accessibility.md promises: axe, the keyboard,
/// 320 px, letters of twice the size. The product's script is kept away, not script itself: the questions are asked in script.
/// </summary>
internal sealed class Inspector : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Inspector(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public string Path => new Uri(Page.Url).AbsolutePath;

    /// <param name="chromium">The browser of the assembly.</param>
    /// <param name="session">Somebody signed in; null: nobody.</param>
    public static async Task<Inspector> OpenAsync(Chromium chromium, Browser? session = null)
    {
        var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "en-GB", TimezoneId = "Europe/London" });
        context.SetDefaultTimeout(60_000);
        await context.RouteAsync("**/*.js", route => route.AbortAsync());
        await context.AddInitScriptAsync(scriptPath: System.IO.Path.Combine(AppContext.BaseDirectory, "Inspecting", "page-checks.js"));
        if (session is not null)
            await context.AddCookiesAsync(session.Cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = "localhost", Path = "/" }));
        return new(context, await context.NewPageAsync());
    }

    public Task GoAsync(Uri to) => Page.GotoAsync(to.ToString());

    public Task TypeAsync(string field, string words) => Page.Locator($"[name='{field}']").First.FillAsync(words);

    /// <summary>Sends the form that holds this field, as it stands.</summary>
    public Task SendAsync(string field) => LeaveAsync(() => Page.Locator($"form:has([name='{field}']) button").Last.ClickAsync());

    /// <summary>Does what leads to another page, and waits until that stands.</summary>
    public async Task LeaveAsync(Func<Task> act)
    {
        await Page.EvaluateAsync("window.isLeft = true");
        await act();
        await Page.StandsAsync("!window.isLeft");
    }

    /// <summary>Presses Tab until the focus is on something that this selects.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector)) return;
        }
        throw new InvalidOperationException($"The Tab key does not reach {selector} on {Path}.");
    }

    /// <summary>What is wrong with the page that stands now, in words.</summary>
    public async Task<IReadOnlyList<string>> InspectAsync()
    {
        List<string> wrong = [];
        for (var left = await Page.EvaluateAsync<int>("checks.watch()"); left > 0; left--) await Page.Keyboard.PressAsync("Tab");
        wrong.AddRange(await AskAsync("keyboard"));
        await Page.EvaluateAsync("document.activeElement.blur()");
        wrong.AddRange((await Page.RunAxe()).Violations.Select(v => $"axe {v.Id}: {v.Help} {string.Join("; ", v.Nodes.Select(n => n.Html))}"));

        await Page.SetViewportSizeAsync(320, 844);
        wrong.AddRange((await AskAsync("sideways")).Select(w => $"at 320 px {w}"));
        // 200 %: half of a desktop's window, and a phone whose owner chose letters of twice the size.
        await Page.SetViewportSizeAsync(640, 900);
        wrong.AddRange((await AskAsync("sideways")).Concat(await AskAsync("legible")).Select(w => $"at 640 px {w}"));
        await Page.SetViewportSizeAsync(390, 844);
        await Page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        wrong.AddRange((await AskAsync("sideways")).Concat(await AskAsync("legible")).Select(w => $"with letters of twice the size {w}"));
        await Page.EvaluateAsync("document.documentElement.style.fontSize = ''");
        return wrong;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private Task<string[]> AskAsync(string check) => Page.EvaluateAsync<string[]>($"checks.{check}()");
}
