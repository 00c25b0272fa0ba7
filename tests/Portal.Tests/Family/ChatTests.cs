using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>The helper's page, with the Bot and without it.</summary>
public sealed class ChatTests(PortalFixture portal)
{
    [Fact]
    public async Task Questions_are_answered_from_checked_words_and_the_reader_s_own_plan_and_a_resend_is_said_once()
    {
        await using var whole = new PortalFixture();
        await whole.StartAsync(withBot: true);
        var people = await whole.LoadAsync(whole.Sample());
        using var jess = await whole.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        await jess.GoAsync(whole.Site.Host.Portal, "/chat");
        Bubbles(jess).Length.ShouldBeGreaterThan(0);
        System.Text.RegularExpressions.Regex.Count(jess.Page.QuerySelector("main")!.TextContent, "sound like danger|someone is not safe").ShouldBe(1, "who is told of danger is said once");

        var send = jess.Prepare("Send", ("Form.Words", "whats a danger statement"));
        await jess.SendAsync(send());
        await jess.SendAsync(send());
        jess.Address.AbsolutePath.ShouldBe("/chat");
        Bubbles(jess).Count(b => b.Contains("whats a danger statement", StringComparison.Ordinal)).ShouldBe(1);
        jess.Text.ShouldContain("who is worried", Case.Insensitive);

        await jess.SubmitAsync("Send", ("Form.Words", "when is my next meeting"));
        Bubbles(jess)[^1].ShouldContain("Sunday dinner");
        var harmless = jess.Address.ToString();

        await jess.SubmitAsync("Send", ("Form.Words", "he is hitting me right now"));
        jess.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        jess.Page.QuerySelector("main a[href]")!.GetAttribute("href").ShouldBe("tel:999");
        // The history tells no difference, and the place that the address names is where the numbers are.
        jess.Address.ToString().ShouldBe(harmless);
        jess.Page.QuerySelectorAll(jess.Address.Fragment).ShouldHaveSingleItem().GetAttribute("role").ShouldBe("alert");

        // Another person on the same phone starts a conversation of their own.
        await whole.EnterAsync(jess, people.Single(p => p.Name == "Ann Nance"));
        await jess.GoAsync(whole.Site.Host.Portal, "/chat");
        jess.Html.ShouldNotContain("whats a danger statement");
        jess.Html.ShouldNotContain("hitting");
    }

    /// <summary>A conversation is longer than a phone: every way in opens at what was said last, and the box comes after the newest answer.</summary>
    [Fact]
    public async Task Every_way_in_opens_at_the_newest_answer_and_pages_that_it_names_are_linked()
    {
        await using var whole = new PortalFixture();
        await whole.StartAsync(withBot: true);
        var people = await whole.LoadAsync(whole.Sample());
        using var ann = await whole.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(whole.Site.Host.Portal, "/");
        ann.Page.QuerySelectorAll("a[href^='/chat']").Select(a => a.GetAttribute("href")).Distinct().ShouldBe(["/chat#latest"]);
        ann.Page.QuerySelectorAll("a[href^='/chat']").Length.ShouldBe(2, "the menu and the card");

        await ann.GoAsync(whole.Site.Host.Portal, "/chat");
        // There, a link to a place on the page would move it and open nothing.
        ann.Page.QuerySelector(".app-nav a[href='/chat']")!.GetAttribute("aria-current").ShouldBe("page");
        await ann.SubmitAsync("Send", ("Form.Words", "Ask my worker"));
        await ann.SubmitAsync("Send", ("Form.Words", "Could the visit be in the morning?"));
        await ann.SubmitAsync("Yes");

        ann.Address.PathAndQuery.ShouldBe("/chat");
        ann.Address.Fragment.ShouldBe("#latest");
        ann.Page.QuerySelector("#latest")!.TextContent.ShouldContain("Yes");
        Bubbles(ann)[^1].ShouldContain("The answer will be under \"Ask my worker\"");
        ann.Page.QuerySelectorAll("main form .app-chat ~ p a[href='/ask-worker']").ShouldHaveSingleItem().TextContent.ShouldBe("Ask my worker");
        ann.Page.QuerySelectorAll("main form .app-chat ~ .app-compose [name='Form.Words']").ShouldHaveSingleItem();
        ann.Page.QuerySelectorAll("main button[value='/ask-worker']").ShouldBeEmpty("a page is opened, not said");
    }

    [Fact]
    public async Task Without_the_bot_the_words_stay_in_the_person_s_hands()
    {
        var (browser, _) = await portal.VisitAsync();
        await browser.GoAsync(portal.Site.Host.Portal, "/chat");
        browser.Text.ShouldContain("does not answer just now");

        await browser.SubmitAsync("Send", ("Form.Words", "When is the next meeting?"));

        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("When is the next meeting?");
        browser.Text.ShouldContain("Your words are still here");
        browser.Page.QuerySelector("main a[href='/ask-worker']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Other_words_from_the_same_page_are_said_and_danger_among_them_is_heard()
    {
        await using var whole = new PortalFixture();
        await whole.StartAsync(withBot: true);
        var plan = whole.Sample();
        var people = await whole.LoadAsync(plan);
        using var ann = await whole.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(whole.Site.Host.Portal, "/chat");
        var (first, second) = (ann.Prepare("Send", ("Form.Words", "hello there")), ann.Prepare("Send", ("Form.Words", Danger)));
        await ann.SendAsync(first());
        await ann.SendAsync(second());
        await ann.SendAsync(second());

        ann.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        Bubbles(ann).Count(b => b.Contains(Danger, StringComparison.Ordinal)).ShouldBe(1);
        (await whole.Get<Alerts>().OfFamilyAsync(await whole.StaffAsync(plan))).ShouldHaveSingleItem().Words.ShouldBe(Danger);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_in_the_box_are_heard_and_kept_when_an_answer_is_tapped(bool isDanger)
    {
        await using var whole = new PortalFixture();
        await whole.StartAsync(withBot: true);
        var plan = whole.Sample();
        var people = await whole.LoadAsync(plan);
        using var ann = await whole.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(whole.Site.Host.Portal, "/chat");
        var words = isDanger ? Danger : "I also wanted to";

        for (var n = 0; n < 2; n++)
        {
            await ann.SubmitAsync("Ask my worker", ("Form.Words", words));
            ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe(words);
            Bubbles(ann).Count(b => b.Contains("Ask my worker", StringComparison.Ordinal)).ShouldBe(n + 1);
            Bubbles(ann)[^1].ShouldContain("worker");
            ann.Page.QuerySelector("main h1")!.TextContent.ShouldBe(isDanger ? "Ring 999 now" : "Ask a question");
            if (n == 0) await ann.SubmitAsync("Send", ("Form.Words", "no"));
        }
        await ann.SubmitAsync("Send");

        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBeEmpty();
        Bubbles(ann).ShouldContain(b => b.Contains(words, StringComparison.Ordinal));
        var alerts = await whole.Get<Alerts>().OfFamilyAsync(await whole.StaffAsync(plan));
        alerts.Select(a => a.Words).ShouldAllBe(w => w == words);
        // The same words from two pages, before anybody has them: one alert.
        alerts.Count.ShouldBe(isDanger ? 1 : 0);
    }

    [Fact]
    public async Task Words_in_the_box_are_heard_without_the_bot_too()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(portal.Site.Host.Portal, "/chat");
        var request = ann.Prepare("Send", ("Form.Words", Danger))();
        request.Content = new StringContent(await request.Content!.ReadAsStringAsync() + "&Form.Choice=Ask+my+worker", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        await ann.SendAsync(request);
        ann.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe(Danger);
        (await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(plan))).ShouldHaveSingleItem().Words.ShouldBe(Danger);
    }

    private const string Danger = "He is here with a knife and he is hitting me";

    private static string[] Bubbles(Browser browser) => [.. browser.Page.QuerySelectorAll(".app-chat .app-bubble").Select(b => b.TextContent)];
}
