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

        var send = jess.Prepare("Send", ("Form.Words", "whats a danger statement"));
        await jess.SendAsync(send());
        await jess.SendAsync(send());
        jess.Address.AbsolutePath.ShouldBe("/chat");
        Bubbles(jess).Count(b => b.Contains("whats a danger statement", StringComparison.Ordinal)).ShouldBe(1);
        jess.Text.ShouldContain("who is worried", Case.Insensitive);

        await jess.SubmitAsync("Send", ("Form.Words", "when is my next meeting"));
        Bubbles(jess)[^1].ShouldContain("Sunday dinner");

        await jess.SubmitAsync("Send", ("Form.Words", "he is hitting me right now"));
        jess.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        jess.Page.QuerySelector("main a[href]")!.GetAttribute("href").ShouldBe("tel:999");

        // Another person on the same phone starts a conversation of their own.
        await whole.EnterAsync(jess, people.Single(p => p.Name == "Ann Nance"));
        await jess.GoAsync(whole.Site.Host.Portal, "/chat");
        jess.Html.ShouldNotContain("whats a danger statement");
        jess.Html.ShouldNotContain("hitting");
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

    private static string[] Bubbles(Browser browser) => [.. browser.Page.QuerySelectorAll(".app-chat .app-bubble").Select(b => b.TextContent)];
}
