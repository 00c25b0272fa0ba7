using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What a worker can tell at a glance: whose alert it is, what is owed to whom, in which language somebody wrote, and how somebody reads their plan.</summary>
public sealed class DeskReadingTests(PortalFixture portal)
{
    [Fact]
    public async Task HomesAlerts_NameWhoSaidIt_AndLeadToThatVeryAlert()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var jess = await visit.PersonAsync("Jess Nance");
        await AskAsync(visit, ann, "He is hitting me right now");
        await AskAsync(visit, jess, "He hit me last night");

        await visit.GoAsync(visit.Worker, "/staff");
        foreach (var (name, words) in ((string, string)[])[("Ann Nance", "He is hitting me right now"), ("Jess Nance", "He hit me last night")])
        {
            var card = visit.Worker.Page.QuerySelectorAll("main .app-task").Where(c => c.QuerySelector("a")!.GetAttribute("href")!.StartsWith("/staff/alerts#", StringComparison.Ordinal)).Single(c => c.TextContent.Contains(name));
            card.TextContent.ShouldContain(visit.Plan["family"]!["name"]!.GetValue<string>());
            var link = card.QuerySelector("a")!.GetAttribute("href")!;
            link.ShouldNotContain("Nance");
            await visit.GoAsync(visit.Worker, "/staff/alerts");
            visit.Worker.Page.GetElementById(link.Split('#')[1])!.TextContent.ShouldContain(words);
            visit.Worker.Page.Title!.ShouldNotContain("Nance");
            await visit.GoAsync(visit.Worker, "/staff");
            visit.Worker.Page.Title!.ShouldNotContain("Nance");
        }

        await visit.GoAsync(visit.Worker, "/staff/alerts");
        await visit.Worker.SubmitAsync("I have got this");
        await visit.GoAsync(visit.Worker, "/staff");
        visit.Worker.Page.QuerySelectorAll("main .app-task").Single(c => c.TextContent.Contains("In hand: ")).TextContent.ShouldContain("Ann Nance");
    }

    [Fact]
    public async Task HomesAlertsThatLookTheSame_AreOneLineWithTheirNumber()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        foreach (var words in (string[])["He hit me last night", "He hit me on Monday too", "He hit me in the face yesterday"]) await AskAsync(visit, ann, words);

        await visit.GoAsync(visit.Worker, "/staff");

        var lines = visit.Worker.Page.QuerySelectorAll("main .app-task").Where(c => c.TextContent.Contains("Ann Nance")).Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldHaveSingleItem().ShouldContain("Ann Nance, 3 alerts, the first ");
    }

    /// <summary>What nobody has stays in sight, all of it, in its alert; its card below, with what else can be done, is closed under the newest.</summary>
    [Fact]
    public async Task ManyAlertsOfOnePerson_LeaveTheNewestCard_AndTheOthersCloseBelowIt()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var jess = await visit.PersonAsync("Jess Nance");
        string[] said = ["He hit me last night", "He is hitting me right now", "He has got a knife", "He hit me on Monday too"];
        foreach (var words in said) await AskAsync(visit, ann, words);
        await AskAsync(visit, ann, "When is the next meeting?");
        await AskAsync(visit, jess, "He hit me and I am scared");

        await visit.WorkerAtAsync();

        foreach (var words in said) visit.Worker.Page.QuerySelectorAll("main .app-alerts section").Count(s => s.TextContent.Contains(words)).ShouldBe(1, words);
        visit.Worker.Page.QuerySelectorAll("main .app-alerts details").ShouldBeEmpty();
        var closed = visit.Worker.Page.QuerySelectorAll("main details").Single(d => d.QuerySelector("[id^='a-']") is not null);
        closed.QuerySelector("summary")!.TextContent.ShouldBe("3 more from Ann Nance");
        closed.HasAttribute("open").ShouldBeFalse();
        closed.QuerySelectorAll("[id^='a-']").Select(c => said.Single(w => c.TextContent.Contains(w))).ShouldBe(["He is hitting me right now", "He hit me on Monday too", "He hit me last night"], "the pressing first");
        var inSight = visit.Worker.Page.QuerySelectorAll("main [id^='a-']").Where(c => !closed.Contains(c)).Select(c => c.TextContent).ToList();
        inSight.Count.ShouldBe(3);
        inSight[0].ShouldContain("He has got a knife", Case.Sensitive, "the newest of the pressing");
        inSight.ShouldContain(c => c.Contains("When is the next meeting?"), "what says no danger is never closed");
        inSight.ShouldContain(c => c.Contains("He hit me and I am scared"));

        // What is sent from behind the summary works as before.
        var read = closed.QuerySelectorAll("button[name='Read']").Last();
        await visit.Worker.SendAsync(visit.Worker.Prepare(read.TextContent)());
        visit.Worker.Text.ShouldContain("Marked as read");
    }

    [Fact]
    public async Task WhatIsOwed_SaysWhatToWhomAndSinceWhen_AndNoTwoLinesAreTheSame()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        foreach (var words in (string[])["Who comes?", "Where is it?", "What about the bus?"]) await AskAsync(visit, ann, words);

        await visit.WorkerAtAsync();

        var heading = visit.Worker.Page.QuerySelectorAll("main h2").Single(h => h.TextContent == "Answers owed");
        List<string> lines = [];
        for (var next = heading.NextElementSibling; next?.ClassList.Contains("app-task") == true; next = next.NextElementSibling) lines.Add(next.TextContent);
        lines.ShouldNotBeEmpty();
        lines.Distinct().Count().ShouldBe(lines.Count);
        lines.ShouldAllBe(l => l.Contains("Ann Nance asked a question"));
        // All within a minute is one line, with how many.
        string.Join(' ', lines).ShouldMatch(@"(3 of these, sent|Sent) \w+ \d+ \w+, [\d:]+[ap]m\. Answer by ");
    }

    [Theory]
    [InlineData("Boję się wracać do domu", "pl", "In Polish, as far as we can tell.")]
    [InlineData("مجھے ڈر لگتا ہے، اس نے مجھے مارا ہے", "ur", "In Urdu, as far as we can tell.")]
    [InlineData("أنا في البيت وأخاف أن يقتلني", "ar", "In Arabic, as far as we can tell.")]
    [InlineData("He is hitting me right now", null, null)]
    public async Task WhatSomebodyWrote_SaysInWhichLanguageItIs_WhereThatIsNotEnglish(string words, string? tag, string? said)
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await AskAsync(visit, ann, words);

        foreach (var page in (string[])["/staff/alerts", visit.Home, visit.Home + "/answers"])
        {
            await visit.GoAsync(visit.Worker, page);
            var quotes = visit.Worker.Page.QuerySelectorAll("main .app-quote").Where(q => q.TextContent.Contains(words)).ToList();
            quotes.ShouldNotBeEmpty(page);
            quotes.ShouldAllBe(q => q.Closest("main [lang]") == null == (tag == null) && (tag == null || q.Closest("[lang]")!.GetAttribute("lang") == tag), page);
            if (said is null) visit.Worker.Text.ShouldNotContain("as far as we can tell");
            else quotes.ShouldAllBe(q => q.Closest("section")!.TextContent.Contains(said), page);
        }
    }

    /// <summary>Word for word what they read, headings and all; and the same in English for who does not read their language.</summary>
    [Fact]
    public async Task ThePreviewOfWhoReadsPolish_IsTheirPageInPolish_AndEnglishIsBesideIt()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cheshire-east-kacper");
        using var agnieszka = await visit.PersonAsync("Agnieszka Nowak");
        var own = (await visit.GoAsync(agnieszka, "/plan")).Page.QuerySelector("main")!;
        own.QuerySelector("a[href='/plan/both']")!.ParentElement!.Remove();
        own.TextContent.ShouldContain("Co idzie dobrze");
        await visit.WorkerAtAsync("/plan");
        await visit.Worker.FollowAsync("See what Agnieszka Nowak sees");

        visit.Worker.Text.ShouldContain("They read it in Polish, so it stands here in Polish.");
        visit.Worker.Page.DocumentElement.GetAttribute("lang").ShouldStartWith("en");
        var page = visit.Worker.Page.QuerySelector("main div[lang='pl']")!;
        Squeeze(page.TextContent).ShouldBe(Squeeze(own.TextContent));
        page.QuerySelectorAll("a").ShouldBeEmpty();

        await visit.Worker.FollowAsync("Show it in English");
        visit.Worker.Text.ShouldContain("The same page in English, which they read in Polish.");
        var english = visit.Worker.Page.QuerySelector("main div[lang='en']")!.TextContent;
        english.ShouldContain("What is working well");
        english.ShouldNotContain("Co idzie dobrze");
        english.ShouldContain("Magda comes before Agnieszka leaves");
        await visit.Worker.FollowAsync("Show it as they see it");
        visit.Worker.Text.ShouldContain("Co idzie dobrze");
    }

    /// <summary>Two numbers on one day: the time beside them is said as everywhere else.</summary>
    [Fact]
    public async Task TwoNumbersOfOneDay_HaveTheirTimesAsThePagesSayThem()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/plan");
        var scale = ann.Page.QuerySelector("a[href^='/scale/']")!.GetAttribute("href")!;
        foreach (var number in (string[])["3", "6"])
        {
            await visit.GoAsync(ann, scale);
            await ann.SubmitAsync(("Form.Score", number));
        }
        await visit.GoAsync(ann, scale);
        await visit.WorkerAtAsync();
        foreach (var href in visit.Worker.Page.QuerySelectorAll("a[href*='/scale/']").Where(a => a.ParentElement!.TextContent.Contains("Ann Nance")).Select(a => a.GetAttribute("href")!).ToList()) await visit.GoAsync(visit.Worker, href);

        foreach (var browser in (Browser[])[ann, visit.Worker])
        {
            var times = browser.Page.QuerySelectorAll(".app-chart tbody tr th").Select(c => c.TextContent.Trim()).ToList();
            times.Count.ShouldBe(2);
            times.ShouldAllBe(t => System.Text.RegularExpressions.Regex.IsMatch(t, @"^\d+ \w+ \d{4}, \d+(:\d\d)?[ap]m$"), string.Join(" | ", times));
        }
    }

    private static async Task AskAsync(StaffVisit visit, Browser browser, string words)
    {
        await visit.GoAsync(browser, "/ask-worker");
        await browser.SubmitAsync("Send", ("Form.Words", words));
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
