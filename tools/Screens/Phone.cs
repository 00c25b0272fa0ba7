using FamilyPortal.Testing;
using Microsoft.Playwright;

namespace FamilyPortal.Screens;

/// <summary>A page as it was seen.</summary>
internal sealed record Shot(string Caption, byte[] Png);

/// <summary>A phone of 390x844 on which somebody is signed in already.</summary>
internal sealed class Phone(IBrowserContext context, IPage page, Uri portal) : IAsyncDisposable
{
    public static async Task<Phone> AsAsync(IBrowser browser, Uri portal, Browser signedIn)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, DeviceScaleFactor = 1, IsMobile = true, HasTouch = true, Locale = "en-GB" });
        await context.AddCookiesAsync(signedIn.Cookies.GetCookies(portal).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = portal.ToString(), HttpOnly = c.HttpOnly }));
        return new(context, await context.NewPageAsync(), portal);
    }

    public async Task GoAsync(string path)
    {
        var answer = await page.GotoAsync(new Uri(portal, path).ToString());
        if (answer is not { Ok: true }) throw new InvalidOperationException($"{path} answered {answer?.Status}.");
    }

    public Task ScrollToAsync(string selector) =>
        page.Locator(selector).First.EvaluateAsync("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 90)");

    public async Task ChooseAsync(string name, string value)
    {
        await page.Locator($"[name='{name}'][value='{value}']").CheckAsync(new() { Force = true });
        await page.EvaluateAsync("document.activeElement.blur()");
    }

    public async Task SayAsync(string words)
    {
        await page.Locator("textarea[name='Form.Words']").FillAsync(words);
        await page.Locator("form:has(textarea[name='Form.Words']) button[type=submit]").Last.ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    public async Task<Shot> ShotAsync(string caption) => new(caption, await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled }));

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
