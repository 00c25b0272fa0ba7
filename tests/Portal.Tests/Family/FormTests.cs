using System.Net;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What a person typed is kept through every fault, stored once, and taken only from our own pages.</summary>
public sealed class FormTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    /// <summary>The pages with a form, from what the home page offers Ann or Maureen.</summary>
    public static TheoryData<string, string> Forms => new()
    {
        { "Ann Nance", "/scale/" }, { "Ann Nance", "/goal/" }, { "Maureen Tregear", "/task/" }, { "Jess Nance", "/step/" }, { "Ann Nance", "/see/" }, { "Ann Nance", "/meeting/" }, { "Ann Nance", "/ask-worker" }, { "Ann Nance", "/chat" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_without_its_token_is_not_taken(string who, string form)
    {
        var (browser, _) = await OpenAsync(who, form);
        var request = browser.Prepare(null, ("Form.Words", "These words are not from the page"))();
        var fields = (await request.Content!.ReadAsStringAsync()).Split('&').Where(f => !f.StartsWith("__RequestVerificationToken", StringComparison.Ordinal));
        request.Content = new StringContent(string.Join('&', fields), System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        await browser.SendAsync(request);

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GoAsync(Site, "/answers");
        browser.Text.ShouldNotContain("not from the page");
    }

    /// <summary>The question comes first; what happens to words that are not sent, to whoever asks, below the button, and whole.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_becomes_of_words_that_are_not_sent_stands_below_the_button_and_says_what_leaving_does(string who, string form)
    {
        if (form == "/chat") return;
        var (browser, _) = await OpenAsync(who, form);
        using var reader = browser;
        var html = reader.Page.QuerySelector("form:has([name='Form.Key'])")!;
        var note = html.QuerySelectorAll("details:not([open])").ShouldHaveSingleItem();

        note.TextContent.ShouldContain("If you do nothing for 15 minutes");
        note.TextContent.ShouldContain("waits for you for 3 days");
        note.TextContent.ShouldContain("\u201cLeave this page\u201d deletes it");
        reader.Text.Split("waits for you").Length.ShouldBe(2, "once");
        html.QuerySelectorAll("button").Last().CompareDocumentPosition(note).HasFlag(AngleSharp.Dom.DocumentPositions.Following).ShouldBeTrue();
        html.QuerySelectorAll("p.govuk-hint").Where(p => p.TextContent.Contains("minutes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_of_one_person_is_no_good_for_another_in_the_same_browser()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var browser = new Browser();
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var send = browser.Prepare(null, ("Form.Words", "Ann asks this alone"));
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Jess Nance"));

        await browser.SendAsync(send());

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GoAsync(Site, "/ask-worker");
        browser.Text.ShouldNotContain("Ann asks this alone");
    }

    [Fact]
    public async Task A_double_tap_and_a_resend_store_once_and_a_changed_answer_is_a_new_one()
    {
        var (browser, _) = await OpenAsync("Ann Nance", "/scale/");
        var page = browser.Address;
        var send = browser.Prepare("Save", ("Form.Score", "6"), ("Form.Words", "It goes well"), ("Form.OneHigher", ""));
        using var second = Copy(browser);

        await Task.WhenAll(browser.SendAsync(send()), second.SendAsync(send()));
        await browser.SendAsync(send());

        browser.Address.AbsolutePath.ShouldEndWith("/saved");
        await browser.GoAsync(Site, "/answers");
        Count(browser.Html, "It goes well").ShouldBe(1);

        await browser.GoAsync(page);
        await browser.SubmitAsync("Save", ("Form.Score", "7"), ("Form.Words", "Even better now"), ("Form.OneHigher", ""));
        await browser.GoAsync(Site, "/answers");
        browser.Text.ShouldContain("It goes well");
        browser.Text.ShouldContain("Even better now");
    }

    [Fact]
    public async Task Whatever_is_wrong_everything_typed_and_chosen_is_still_there()
    {
        var (browser, _) = await OpenAsync("Ann Nance", "/scale/");
        var share = browser.Page.QuerySelector("[name='Form.Share']")!.GetAttribute("value")!;

        await browser.SubmitAsync("Save", ("Form.Words", "My <own> words & more"), ("Form.OneHigher", "If she rang"), ("Form.Share", share));

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#Form-Score");
        browser.Page.Title.ShouldStartWith("Error:");
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("My <own> words & more");
        browser.Page.QuerySelector("[name='Form.OneHigher']")!.TextContent.ShouldBe("If she rang");
        browser.Page.QuerySelector("[name='Form.Share']")!.HasAttribute("checked").ShouldBeTrue();

        var long5000 = new string('x', 5000);
        await browser.SubmitAsync("Save", ("Form.Score", "4"), ("Form.Words", long5000));
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe(long5000);
        browser.Page.QuerySelector("[name='Form.Score'][value='4']")!.HasAttribute("checked").ShouldBeTrue();
        browser.Text.ShouldContain("4000");
    }

    [Fact]
    public async Task Not_how_i_see_it_asks_for_words_and_keeps_them_unedited()
    {
        var (browser, _) = await OpenAsync("Ann Nance", "/goal/");
        await browser.SubmitAsync("Save", ("Form.Choice", "not-how-i-see-it"));
        browser.Text.ShouldContain("Write a few words");
        browser.Page.QuerySelector("[value='not-how-i-see-it']")!.HasAttribute("checked").ShouldBeTrue();

        await browser.SubmitAsync("Save", ("Form.Choice", "not-how-i-see-it"), ("Form.Words", "She DOES come!!  mostly"));
        browser.Page.QuerySelector(".app-quote .app-text")!.TextContent.ShouldBe("She DOES come!!  mostly");
        await browser.GoAsync(Site, "/plan");
        browser.Page.QuerySelectorAll(".app-quote .app-text").ShouldContain(q => q.TextContent == "She DOES come!!  mostly");
    }

    [Fact]
    public async Task A_task_can_be_taken_with_a_change_and_given_back_without_blame()
    {
        var (browser, _) = await OpenAsync("Maureen Tregear", "/task/");
        var task = browser.Address;
        browser.Text.ShouldContain("Can you do this?");
        await browser.SubmitAsync("Save", ("Form.Choice", "accept-with-change"));
        browser.Page.QuerySelector(".govuk-error-summary a[href='#Form-Words']")!.TextContent.ShouldBe("Write what you would change");
        browser.Page.QuerySelector("[value='accept-with-change']")!.HasAttribute("checked").ShouldBeTrue();
        browser.Text.ShouldContain("Can you do this?");

        await browser.SubmitAsync("Save", ("Form.Choice", "accept-with-change"), ("Form.Words", "From ten, not nine"));
        browser.Text.ShouldContain("Yes, but with a change");
        await browser.GoAsync(task);
        browser.Text.ShouldContain("Can you still do this?");
        browser.Text.ShouldContain("It is fine to stop.");
        browser.Text.ShouldContain("No, I cannot do this any more");

        await browser.SubmitAsync("Save", ("Form.Choice", "cannot"), ("Form.Words", "Sorry, I can't do it any more"));
        browser.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Thank you", "no cry for help");
        await browser.GoAsync(Site, "/tasks");
        browser.Text.ShouldContain("No, I cannot");
        (await browser.GoAsync(task)).Text.ShouldContain("Can you do this?");
    }

    /// <summary>Opens the first page of this kind that the person's own pages lead to.</summary>
    private async Task<(Browser Browser, IReadOnlyList<Shared.Demo.DemoPerson> People)> OpenAsync(string who, string form)
    {
        var (browser, people) = await portal.VisitAsync(who);
        if (form.EndsWith('/'))
        {
            await browser.GoAsync(Site, "/plan");
            form = browser.Page.QuerySelector($"a[href^='{form}']")!.GetAttribute("href")!;
        }
        await browser.GoAsync(Site, form);
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (browser, people);
    }

    private Browser Copy(Browser from)
    {
        var copy = new Browser();
        copy.Cookies.Add(from.Cookies.GetCookies(Site));
        return copy;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
