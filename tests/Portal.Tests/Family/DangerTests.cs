using FamilyPortal.Shared.Danger;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Whoever tells of danger, in whatever field, sees whom to ring before anything else, and somebody is told.</summary>
public sealed class DangerTests(PortalFixture portal)
{
    private const string Words = "He is hitting me right now and I am scared";

    private Uri Site => portal.Site.Host.Portal;

    [Theory]
    [InlineData("/scale/", "Form.Words", true)]
    [InlineData("/scale/", "Form.OneHigher", true)]
    [InlineData("/scale/", "Form.Words", false)]
    [InlineData("/goal/", "Form.Words", true)]
    [InlineData("/goal/", "Form.Words", false)]
    [InlineData("/see/", "Form.Words", true)]
    [InlineData("/ask-worker", "Form.Words", true)]
    [InlineData("/chat", "Form.Words", false)]
    public async Task The_very_next_page_has_the_numbers_first(string form, string field, bool complete)
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var browser = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/plan");
        await browser.GoAsync(Site, form.EndsWith('/') ? browser.Page.QuerySelector($"a[href^='{form}']")!.GetAttribute("href")! : form);
        List<(string, string)> fields = [(field, Words)];
        if (complete && form == "/scale/") fields.Add(("Form.Score", "2"));
        if (complete && form == "/goal/") fields.Add(("Form.Choice", "partly"));

        await browser.SubmitAsync([.. fields]);

        var main = browser.Page.QuerySelector("main")!;
        main.QuerySelector("h1")!.TextContent.ShouldBe("Ring 999 now");
        main.QuerySelector("a[href]:not(.govuk-back-link)")!.GetAttribute("href").ShouldBe("tel:999");
        main.QuerySelectorAll("a[href^='tel:']").Length.ShouldBeGreaterThan(4);
        browser.Text.ShouldContain("Your words are saved");
        browser.Text.ShouldContain("duty team are alerted");
        browser.Text.ShouldNotContain("on the way");
        if (!complete) main.QuerySelector($"[name='{field}']")!.TextContent.ShouldBe(Words);

        var alert = (await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(plan))).ShouldHaveSingleItem();
        alert.Level.ShouldBe("emergency");
        alert.Words.ShouldBe(Words);
        alert.Who.ShouldBe("Ann Nance");
    }

    [Fact]
    public async Task Numbers_can_be_tapped_and_say_only_digits()
    {
        using var browser = new Browser();
        await browser.GoAsync(Site, "/help");
        browser.Page.QuerySelector("main a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:999");
        foreach (var link in browser.Page.QuerySelectorAll("a[href^='tel:']"))
            link.GetAttribute("href")!.ShouldMatch("^tel:[0-9]+$");
        // Shout takes texts alone.
        browser.Page.QuerySelectorAll("a[href='sms:85258']").ShouldHaveSingleItem();
    }
}
