using FamilyPortal.Testing;
using Microsoft.Playwright;
using Xunit;

namespace FamilyPortal.EndToEnd.Inspecting;

/// <summary>
/// No test but a command (`eng/pictures FOLDER`): each page of a parent, a young person, a helper, a professional and a worker at
/// 320, 390 and 1280 px, in light and calm colours, in English and Arabic, to be looked at.
/// </summary>
public sealed class PicturesOfPages(Chromium chromium, AccessibilityTests.Family family) : IClassFixture<AccessibilityTests.Family>
{
    private static readonly int[] Widths = [320, 390, 1280];
    private static readonly (string Language, bool Calm)[] Looks = [("en", false), ("en", true), ("ar", false), ("ar", true)];

    private Uri Portal => family.Site.Host.Portal;

    [Theory(Explicit = true)]
    [InlineData(StoryPlan.Kerensa, "Kerensa Penhale", "parent")]
    [InlineData(StoryPlan.Jowan, "Jowan Penhale", "young-person")]
    [InlineData(StoryPlan.Lowena, "Lowena Penhale", "helper")]
    [InlineData("+447700900106", "Liam Carne", "professional")]
    public async Task Family(string contact, string name, string role)
    {
        using var session = await family.SignInAsync(contact, name);
        foreach (var (language, calm) in Looks)
        {
            await session.GoAsync(Portal, "/preferences");
            await session.SubmitAsync(("Chosen.Language", language), ("Chosen.Calm", calm ? "true" : "false"));
            await TakeAsync(session, "/", $"{role}-{language}-{(calm ? "calm" : "light")}", p => p != "/sign-out");
        }
    }

    [Fact(Explicit = true)]
    public async Task Staff()
    {
        using var session = await family.Site.SignInStaffAsync("Tess Hocking");
        await TakeAsync(session, "/staff", "worker", p => p.StartsWith("/staff", StringComparison.Ordinal));
    }

    private async Task TakeAsync(Browser session, string start, string name, Func<string, bool> isWanted)
    {
        var folder = Environment.GetEnvironmentVariable("FAMILYPORTAL_PICTURES") ?? throw new InvalidOperationException("FAMILYPORTAL_PICTURES names no folder: use eng/pictures.");
        var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, TimezoneId = "Europe/London", ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync(session.Cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = "localhost", Path = "/" }));
        var page = await context.NewPageAsync();
        await Crawl.PagesAsync(page, Portal, start, async path =>
        {
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 844);
                var file = $"{width}-{name}{Crawl.Shape(path).Replace('/', '_').Replace("*", "x", StringComparison.Ordinal)}.png";
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, file), FullPage = true });
            }
        }, isWanted);
        await context.CloseAsync();
    }
}
