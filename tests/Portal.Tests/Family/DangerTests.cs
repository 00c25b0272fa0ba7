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
    [InlineData("/meeting/", "Form.Words", true)]
    [InlineData("/meeting/", "Form.OneHigher", true)]
    [InlineData("/meeting/", "Form.OneHigher", false)]
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
        if (complete && form == "/meeting/") fields.Add(("Form.Choice", "coming"));

        await browser.SubmitAsync([.. fields]);

        var main = browser.Page.QuerySelector("main")!;
        main.QuerySelector("h1")!.TextContent.ShouldBe("Ring 999 now");
        main.QuerySelector("a[href]:not(.govuk-back-link)")!.GetAttribute("href").ShouldBe("tel:999");
        main.QuerySelectorAll("[role=alert] .app-phone").Length.ShouldBeInRange(3, 4);
        main.QuerySelector("[role=alert] a[href='/help']").ShouldNotBeNull();
        browser.Text.ShouldContain("Your words are saved");
        browser.Text.ShouldContain("duty team are alerted");
        browser.Text.ShouldNotContain("on the way");
        if (!complete) main.QuerySelector($"[name='{field}']")!.TextContent.ShouldBe(Words);
        // What the script leads to: the first of these in the page.
        browser.Page.QuerySelector("[data-first], .govuk-error-summary")!.TextContent.ShouldBe("Ring 999 now");

        var alert = (await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(plan))).ShouldHaveSingleItem();
        alert.Level.ShouldBe("emergency");
        alert.Words.ShouldBe(Words);
        alert.Who.ShouldBe("Ann Nance");
    }

    [Theory]
    [InlineData("he took the kids and says i wont see them again. im not safe here", "Missing People", "National Domestic Abuse Helpline", "Also: Somebody may be hurting somebody now")]
    [InlineData("i dont feel safe, marks here and drunk", "National Domestic Abuse Helpline", "", "Somebody may be hurting somebody now")]
    public async Task What_says_more_than_one_thing_has_numbers_for_both_and_999_first(string words, string line, string other, string told)
    {
        var visit = await Staff.StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await ann.GoAsync(Site, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", words));

        var numbers = ann.Page.QuerySelectorAll("main [role=alert] .app-phone").ToList();
        numbers[0].GetAttribute("href").ShouldBe("tel:999");
        // Ann, a gran, says that she is not safe: no line for men.
        numbers.Count.ShouldBe(other.Length > 0 ? 4 : 3);
        numbers.ShouldNotContain(n => n.TextContent.Contains("Men's Advice Line"));
        foreach (var name in new[] { line, other }) numbers.ShouldContain(n => n.TextContent.Contains(name));
        (await visit.WorkerAtAsync()).Text.ShouldContain(told);
    }

    /// <summary>Nothing but names of the plan says whom it is about.</summary>
    [Theory]
    [InlineData("/ask-worker", "ken left tamsin on her own tonight")]
    [InlineData("/chat", "tamsin is missing")]
    public async Task A_name_of_the_plan_is_somebody_to_whom_it_is_done(string form, string words)
    {
        var visit = await Staff.StaffVisit.OpenAsync(portal);
        using var maureen = await visit.PersonAsync("Maureen Tregear");
        await maureen.GoAsync(Site, form);
        await maureen.SubmitAsync("Send", ("Form.Words", words));

        maureen.Page.QuerySelector("main [role=alert] .app-phone")!.GetAttribute("href").ShouldBe("tel:999");
        maureen.Text.ShouldContain("duty team are alerted");
        (await visit.WorkerAtAsync()).Text.ShouldContain(words);
    }

    /// <summary>The address stays in the history of a phone that somebody else may look through.</summary>
    [Theory]
    [InlineData("/scale/", "Form.Score", "2")]
    [InlineData("/goal/", "Form.Choice", "partly")]
    [InlineData("/see/", null, null)]
    [InlineData("/task/", "Form.Choice", "cannot")]
    [InlineData("/step/", "Form.Choice", "need-help")]
    [InlineData("/goal/", "Form.DoneOn", "2026-01-05")]
    [InlineData("/meeting/", "Form.Choice", "not-coming")]
    [InlineData("/ask-worker", null, null)]
    public async Task Where_an_answer_leads_is_the_same_whether_it_says_danger_or_not(string form, string? field, string? value)
    {
        var people = await portal.LoadAsync(portal.Sample());
        List<Uri> addresses = [];
        foreach (var words in new[] { "It was a good week", Words, "It was a better week" })
        {
            using var browser = await portal.EnterAsync(people.Single(p => p.Name == form switch { "/task/" => "Maureen Tregear", "/step/" => "Jess Nance", _ => "Ann Nance" }));
            await browser.GoAsync(Site, form == "/task/" ? "/tasks" : "/plan");
            var link = field == "Form.DoneOn" ? $"a[href^='{form}'][href$='/done']" : $"a[href^='{form}']";
            await browser.GoAsync(Site, form.EndsWith('/') ? browser.Page.QuerySelector(link)!.GetAttribute("href")! : form);
            List<(string, string)> fields = [("Form.Words", words)];
            if (field is not null) fields.Add((field, value!));

            await browser.SubmitAsync([.. fields]);

            addresses.Add(browser.Address);
            (browser.Page.QuerySelector("main h1")!.TextContent == "Ring 999 now").ShouldBe(words == Words);
        }
        addresses.Select(a => a.ToString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_numbers_stand_where_every_answer_leads_and_come_back()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        await ScoreAsync(ann, "Ken Nance");

        var numbers = ann.Address;
        numbers.AbsolutePath.ShouldMatch("^/scale/[A-Za-z0-9_-]{8}/saved$");
        ann.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        ann.Text.ShouldContain("We have not shown this to your family.");
        await ann.GoAsync(numbers);
        ann.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Ring 999 now");
        ann.Text.ShouldContain("You gave it 1");

        await ken.GoAsync(numbers);
        ken.Response.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_says_danger_is_shown_to_nobody_of_the_family_until_a_worker_lets_it_go()
    {
        var visit = await Staff.StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var ken = await visit.PersonAsync("Ken Nance");
        await ken.GoAsync(Site, "/plan");
        await ken.FollowAsync("Give a number");
        var scale = ken.Address;
        await ScoreAsync(ann, "Ken Nance");

        await ken.GoAsync(new Uri(scale + "/saved"));
        ken.Text.ShouldNotContain(Words);
        ken.Text.ShouldNotContain("Ann Nance");
        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("Held back because of what it says");
        // Ann was told that only workers read it until they have talked with her.
        await visit.Worker.SubmitAsync("Let Ken Nance read this");
        await ken.GoAsync(ken.Address);
        ken.Text.ShouldNotContain(Words);
        var talked = visit.Worker.Page.QuerySelector("input[name^='Talked-']")!.GetAttribute("name")!;
        await visit.Worker.SubmitAsync("Let Ken Nance read this", (talked, "yes"));
        await ken.GoAsync(ken.Address);
        ken.Text.ShouldContain(Words);
    }

    [Fact]
    public async Task Sharing_can_be_taken_back_and_the_others_next_page_is_without_it()
    {
        var visit = await Staff.StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var ken = await visit.PersonAsync("Ken Nance");
        await ScoreAsync(ann, "Ken Nance", "It was a good week");
        await ken.GoAsync(Site, "/plan");
        await ken.FollowAsync("Give a number");
        await ken.GoAsync(new Uri(ken.Address + "/saved"));
        ken.Text.ShouldContain("It was a good week");

        await ann.GoAsync(Site, "/answers");
        var again = ann.Prepare("Only workers may read this from now on");
        await ann.SubmitAsync("Only workers may read this from now on");
        await ann.SendAsync(again());

        ann.Address.AbsolutePath.ShouldBe("/answers");
        ann.Text.ShouldContain("You took this back. Only your workers can see it.");
        ann.Page.QuerySelectorAll("main button").ShouldBeEmpty();
        await ken.GoAsync(ken.Address);
        ken.Text.ShouldNotContain("It was a good week");
        ken.Text.ShouldNotContain("Ann Nance");
        (await visit.WorkerAtAsync()).Text.ShouldContain("Ann Nance took back who may read it");
    }

    [Theory]
    [InlineData("He is hitting me right now and I am scared")]
    [InlineData("I want to kill myself tonight")]
    public async Task For_some_hours_home_has_numbers_on_top_and_never_why(string words)
    {
        var (browser, _) = await portal.VisitAsync();
        using var ann = browser;
        await ann.GoAsync(Site, "/");
        ann.Page.QuerySelectorAll("main .app-phone").ShouldBeEmpty();
        await ann.GoAsync(Site, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", words));

        await ann.GoAsync(Site, "/");
        var numbers = ann.Page.QuerySelectorAll("main .app-phone").Select(n => n.GetAttribute("href")).ToList();
        numbers.Count.ShouldBe(3);
        (numbers[0], numbers[2]).ShouldBe(("tel:999", "tel:111"));
        foreach (var why in new[] { "hit", "kill", "abuse", "suicid", "Samaritans", "danger was" }) ann.Page.QuerySelector("main")!.TextContent.ShouldNotContain(why, Case.Insensitive);
    }

    private async Task ScoreAsync(Browser browser, string shareWith, string words = Words)
    {
        await browser.GoAsync(Site, "/plan");
        await browser.FollowAsync("Give a number");
        var share = browser.Page.QuerySelectorAll(".govuk-checkboxes__item").Single(i => i.TextContent.Trim() == shareWith).QuerySelector("input")!.GetAttribute("value")!;
        await browser.SubmitAsync("Save", ("Form.Score", "1"), ("Form.Words", words), ("Form.OneHigher", ""), ("Form.Share", share));
    }

    [Fact]
    public async Task Help_for_whoever_is_signed_out_has_every_councils_numbers_and_theirs_alone_for_whoever_is_not()
    {
        using var browser = new Browser();
        await browser.GoAsync(Site, "/help");

        browser.Page.QuerySelector("main a[href]")!.GetAttribute("href").ShouldBe("tel:999");
        var packs = portal.Get<Shared.Authorities.AuthorityPacks>().All;
        browser.Page.QuerySelectorAll("main details summary").Select(s => s.TextContent.Trim()).ShouldBe(packs.Select(p => p.Council), ignoreOrder: true);
        foreach (var pack in packs)
        {
            browser.Text.ShouldContain(pack.DayPhone.Display);
            browser.Text.ShouldContain(pack.NightPhone.Display);
        }

        var (own, _) = await portal.VisitAsync();
        using var ann = own;
        await ann.GoAsync(Site, "/help");
        ann.Page.QuerySelectorAll("main details").ShouldBeEmpty();
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
