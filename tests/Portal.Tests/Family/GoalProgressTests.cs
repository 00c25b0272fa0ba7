using FamilyPortal.Shared;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>"What I have done about it", with a day: as often as one likes, and nothing typed is lost over a day.</summary>
public sealed class GoalProgressTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    private DateOnly Today => UkTime.Today(portal.Site.Clock);

    [Fact]
    public async Task What_was_done_stands_beside_the_goal_for_those_chosen_the_newest_first_for_its_giver()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        await OpenAsync(ann);
        var page = ann.Address;
        ann.Page.QuerySelector("[name='Form.DoneOn']")!.GetAttribute("value").ShouldBe(Today.ToString("yyyy-MM-dd"), "today, without a tap");
        await ann.SubmitAsync("Save", ("Form.Words", "I rang her before she came"), Ken(ann));
        ann.Address.AbsolutePath.ShouldBe(page.AbsolutePath + "/saved");
        ann.Text.ShouldContain($"Done on {Words(Today)}");
        ann.Text.ShouldContain("I rang her before she came");
        ann.Text.ShouldContain("You let these people see it: Ken Nance.");
        await ann.FollowAsync("Say what else you have done");
        ann.Address.ShouldBe(page);
        await ann.SubmitAsync("Save", ("Form.Words", "I made a list of signs"), ("Form.DoneOn", Today.AddDays(-3).ToString("yyyy-MM-dd")), Ken(ann));

        await ann.GoAsync(page);
        ann.Page.QuerySelectorAll("main .app-quote").Select(q => q.TextContent.Trim()).ShouldBe(["I rang her before she came", "I made a list of signs"], "by the day on which it was done");
        (await ann.GoAsync(Site, "/plan")).Page.QuerySelectorAll($"a[href='{page.AbsolutePath}']").ShouldHaveSingleItem().TextContent.ShouldBe("Say what else you have done");
        (await ann.GoAsync(Site, "/answers")).Text.ShouldContain("What you have done about a goal");
        await ken.GoAsync(Site, "/plan");
        ken.Text.ShouldContain("I made a list of signs");
        ken.Text.ShouldContain($"Done on {Words(Today.AddDays(-3))}");
        (await jess.GoAsync(Site, "/plan")).Html.ShouldNotContain("I made a list of signs");
    }

    [Theory]
    [InlineData("d/M/yyyy")]
    [InlineData(" d / M / yyyy ")]
    [InlineData("dd.MM.yy")]
    [InlineData("d-M-yyyy")]
    [InlineData("d MMMM yyyy")]
    [InlineData("yyyy-MM-dd")]
    public async Task A_day_is_taken_as_people_write_it_where_the_browser_shows_plain_text(string form)
    {
        var (browser, _) = await portal.VisitAsync();
        using var ann = browser;
        await OpenAsync(ann);
        var day = Today.AddDays(-12);
        await ann.SubmitAsync("Save", ("Form.Words", "We went together"), ("Form.DoneOn", day.ToString(form, System.Globalization.CultureInfo.GetCultureInfo("en-GB"))));
        ann.Text.ShouldContain($"Done on {Words(day)}");
    }

    [Theory]
    [InlineData("last Tuesday", "Write the day like this")]
    [InlineData("31/2/2026", "Write the day like this")]
    [InlineData("1/1/0206", "Write the day like this")]
    [InlineData("", "Write the day like this")]
    [InlineData("1/1/2199", "Choose today or a day before today")]
    public async Task Of_what_is_no_day_or_not_yet_the_page_says_what_to_do_and_loses_nothing(string typed, string say)
    {
        var (browser, _) = await portal.VisitAsync();
        using var ann = browser;
        await OpenAsync(ann);
        await ann.SubmitAsync("Save", ("Form.Words", "We went together"), ("Form.DoneOn", typed), Ken(ann));

        ann.Page.QuerySelector(".govuk-error-summary a[href='#Form-DoneOn']")!.TextContent.ShouldStartWith(say);
        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("We went together");
        ann.Page.QuerySelector("[name='Form.Share'][checked]").ShouldNotBeNull();
        if (typed.Length > 0) ann.Page.QuerySelector("[name='Form.DoneOn']")!.GetAttribute("value").ShouldBe(typed);
        await ann.SubmitAsync("Save", ("Form.DoneOn", Today.ToString("yyyy-MM-dd")));
        ann.Address.AbsolutePath.ShouldEndWith("/done/saved");
    }

    [Fact]
    public async Task Words_are_needed_and_their_day_waits_with_them_where_a_session_ends()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        var secret = await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await OpenAsync(browser);
        var page = browser.Address;
        await browser.SubmitAsync("Save", ("Form.Words", " "), ("Form.DoneOn", "2/3/2026"));
        browser.Page.QuerySelector(".govuk-error-summary a[href='#Form-Words']")!.TextContent.ShouldBe("Write what you have done");
        browser.Page.QuerySelector("[name='Form.DoneOn']")!.GetAttribute("value").ShouldBe("2/3/2026");
        await portal.Get<Shared.Families.PortalSessions>().EndAsync(secret);
        await browser.SubmitAsync("Save", ("Form.Words", "I asked for help"), ("Form.DoneOn", "some day in March"));

        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(page);
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("I asked for help");
        browser.Page.QuerySelector("[name='Form.DoneOn']")!.GetAttribute("value").ShouldBe("some day in March");
    }

    private async Task OpenAsync(Browser browser)
    {
        await browser.GoAsync(Site, "/plan");
        await browser.FollowAsync("Say what you have done about it");
        browser.Page.QuerySelector("main h1")!.TextContent.ShouldBe("What have you done about this?");
    }

    private static (string, string) Ken(Browser browser) =>
        ("Form.Share", browser.Page.QuerySelectorAll(".govuk-checkboxes__item").Single(i => i.TextContent.Trim() == "Ken Nance").QuerySelector("input")!.GetAttribute("value")!);

    private static string Words(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
}
