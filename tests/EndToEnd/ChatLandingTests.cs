using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>A conversation longer than a phone: it opens at what was said last, with the box to type in beside it, with and without script.</summary>
public sealed class ChatLandingTests(Chromium chromium)
{
    private const string Box = ".app-compose [name='Form.Words']";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_helper_opens_at_the_newest_answer_with_the_box_in_sight(bool script)
    {
        await using var site = await TestSite.StartAsync();
        var people = await site.LoadAsync(StoryPlan.Make(site));
        await using var phone = await Phone.OpenAsync(chromium, site, "chat", script);
        var page = phone.Page;
        await phone.SignInAsync(StoryPlan.Kerensa, people.Single(p => p.Contact == StoryPlan.Kerensa).Word);

        await OpenAsync(phone);
        await IsInSightAsync(page, Box);
        foreach (var question in (string[])["What are the three columns?", "What is a child protection conference?", "who sees my answers", "what is a CAF"])
        {
            await phone.TypeAsync("Form.Words", question);
            await page.Locator(".app-compose button").ClickAsync();
            await page.StandsAsync();
            await phone.LookAsync();
            await StandsAtTheNewestAsync(page);
        }
        // Tapped, with other words half written, which stay: the page answers the form itself.
        await phone.TypeAsync("Form.Words", "and then");
        await phone.TapAsync("Ask my worker");
        (await page.InputValueAsync(Box)).ShouldBe("and then");
        await StandsAtTheNewestAsync(page);

        // From another page, and back again.
        await page.Locator(".app-nav a", new() { HasText = "My plan" }).ClickAsync();
        await page.StandsAsync();
        await OpenAsync(phone);
        await StandsAtTheNewestAsync(page);
        await page.GoBackAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/plan");
        await page.GoForwardAsync();
        await page.StandsAsync();
        await StandsAtTheNewestAsync(page);

        // There already, the menu asks for the page anew: what another phone said since is on it.
        await page.EvaluateAsync("() => { document.body.id = 'before' }");
        await OpenAsync(phone);
        (await page.Locator("#before").CountAsync()).ShouldBe(0);

        // The keyboard goes on from there: not through the whole conversation, and never under what stays in sight.
        if (!script) return;
        await page.ReloadAsync();
        await page.GotoAsync(new Uri(phone.Portal, "/").ToString());
        await OpenAsync(phone);
        for (var n = 0; n < 12; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>("""
                () => {
                  const e = document.activeElement, r = e.getBoundingClientRect(), box = document.querySelector('.app-compose');
                  const before = document.querySelector('#latest').compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING;
                  const under = !box.contains(e) && !e.closest('.app-bar') && r.bottom > box.getBoundingClientRect().top && r.top < box.getBoundingClientRect().bottom;
                  return before && n0(e) ? 'before ' + e.outerHTML : under ? 'under ' + e.outerHTML : e.name === 'Form.Words' ? 'box' : '';
                  function n0(x) { return document.querySelector('main').contains(x); }
                }
                """);
            at.ShouldNotStartWith("before");
            at.ShouldNotStartWith("under");
            if (at == "box") return;
        }
        throw new ShouldAssertException("The box is not reached with the keyboard.");
    }

    private static async Task OpenAsync(Phone phone)
    {
        await phone.Page.Locator(".app-nav a", new() { HasText = "Ask" }).ClickAsync();
        await phone.Page.StandsAsync();
        await phone.LookAsync();
    }

    private static async Task StandsAtTheNewestAsync(IPage page)
    {
        new Uri(page.Url).Fragment.ShouldBe("#latest");
        await IsInSightAsync(page, Box);
        await IsInSightAsync(page, "#latest");
        var answer = await BoxOfAsync(page, ".app-chat > :last-child .app-bubble__who");
        answer.Y.ShouldBeGreaterThanOrEqualTo(0);
        (answer.Y + answer.Height).ShouldBeLessThanOrEqualTo((await BoxOfAsync(page, ".app-compose")).Y, "the newest answer begins above the box");
    }

    /// <summary>Within the window, and above the bar at its foot.</summary>
    private static async Task IsInSightAsync(IPage page, string what)
    {
        var box = await BoxOfAsync(page, what);
        var bar = await BoxOfAsync(page, ".app-bar");
        box.Y.ShouldBeGreaterThanOrEqualTo(0, what);
        (box.Y + box.Height).ShouldBeLessThanOrEqualTo(bar.Y, what);
    }

    private static async Task<LocatorBoundingBoxResult> BoxOfAsync(IPage page, string what) => (await page.Locator(what).First.BoundingBoxAsync()).ShouldNotBeNull(what);
}
