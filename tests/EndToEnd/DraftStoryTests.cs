using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>What is typed and not sent, on a phone that loses its signal, its page and its battery.</summary>
public sealed class DraftStoryTests(Chromium chromium)
{
    private const string Words = "[name='Form.Words']";

    [Fact]
    public async Task Typed_words_outlive_a_reload_a_lost_signal_and_the_phone_but_not_leaving()
    {
        await using var site = await TestSite.StartAsync();
        var people = await site.LoadAsync(StoryPlan.Make(site));
        var word = people.Single(p => p.Contact == StoryPlan.Kerensa).Word;
        await using var phone = await Phone.OpenAsync(chromium, site, "drafts", script: true);
        var page = phone.Page;
        await phone.SignInAsync(StoryPlan.Kerensa, word);

        await phone.GoAsync("/ask-worker");
        await KeptAsync(page, () => page.Locator(Words).FillAsync("Can we move the meet"));
        await page.ReloadAsync();
        (await page.InputValueAsync(Words)).ShouldBe("Can we move the meet");
        await phone.SeesAsync("They are not sent yet.", "Delete what I wrote");
        await phone.LookAsync();

        // On the way to another page, sooner than anything is kept by itself.
        await page.Locator(Words).FillAsync("Can we move the meeting");
        await phone.GoAsync("/plan");
        await page.GoBackAsync();
        // It went out as the page went: a moment later at most it has arrived.
        for (var tries = 0; tries < 40 && await page.InputValueAsync(Words) != "Can we move the meeting"; tries++) await page.ReloadAsync();
        (await page.InputValueAsync(Words)).ShouldBe("Can we move the meeting");

        // No signal for a while: tried again until it is kept.
        await page.Context.SetOfflineAsync(true);
        var failed = page.WaitForRequestAsync("**/words/draft/**");
        await page.Locator(Words).FillAsync("Can we move the meeting to Friday?");
        await failed;
        await KeptAsync(page, () => page.Context.SetOfflineAsync(false));

        // Another phone, the battery of this one being empty.
        await using (var other = await Phone.OpenAsync(chromium, site, "drafts-other", script: true))
        {
            await other.GiveCodeAsync(StoryPlan.Kerensa, "/", "Form.Pin");
            await other.SendAsync("Form.Pin", SigningIn.Pin);
            await other.ComeInAsync();
            await other.FollowAsync("You have words that you did not send");
            (await other.Page.InputValueAsync(Words)).ShouldBe("Can we move the meeting to Friday?");
            await other.TapAsync("Send");
            await other.GoAsync("/");
            await other.DoesNotSeeAsync("did not send");
        }

        // Leaving takes it along, also what was not kept yet.
        await phone.GoAsync("/ask-worker");
        await KeptAsync(page, () => page.Locator(Words).FillAsync("I am afraid of"));
        await page.Locator(Words).FillAsync("I am afraid of him");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave this page" }).First.ClickAsync();
        await page.StandsAtAsync(url => !url.IsLoopback);
        await phone.GiveCodeAsync(StoryPlan.Kerensa, "/ask-worker", "Form.Pin");
        await phone.SendAsync("Form.Pin", SigningIn.Pin);
        await phone.StandsAtAsync(url => url.AbsolutePath is "/account/news" or "/ask-worker");
        if (page.Url.Contains("/account/news")) await page.GetByRole(AriaRole.Button, new() { Name = "Yes, it was me" }).ClickAsync();
        await phone.StandsAtAsync(url => url.AbsolutePath == "/ask-worker");
        (await page.InputValueAsync(Words)).ShouldBeEmpty();
    }

    /// <summary>Does something, and waits until the server has kept the words.</summary>
    private static Task KeptAsync(IPage page, Func<Task> act) => page.RunAndWaitForRequestFinishedAsync(act, new() { Predicate = IsDraft });

    private static bool IsDraft(IRequest request) => request.Url.Contains("/words/draft/");
}
