using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Answers reach whom their giver chose and nobody else, and the giver learns which staff read them.</summary>
public sealed class WhoReadsTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_number_is_seen_by_those_chosen_beside_their_own_line_and_by_nobody_else()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));

        await ScoreAsync(ann, "6", "Because Sundays work", shareWith: "Ken Nance");
        await ScoreAsync(ken, "4", "My own reason");
        await ScoreAsync(jess, "9", "I am trying");

        Lines(ken).ShouldBe(["You", "Ann Nance"]);
        ken.Text.ShouldContain("Because Sundays work");
        Lines(jess).ShouldBe([]);
        jess.Html.ShouldNotContain("Because Sundays work");
        jess.Html.ShouldNotContain("My own reason");
        await ann.GoAsync(ann.Address);
        ann.Html.ShouldNotContain("My own reason");
        ann.Text.ShouldContain("You let these people see it: Ken Nance.");
        await jess.GoAsync(Site, "/answers");
        jess.Text.ShouldContain("Only your workers can see it.");
        // Never an average of anything.
        ken.Text.ShouldNotContain("6.33");
    }

    [Fact]
    public async Task What_was_given_so_far_stands_on_the_scale_itself_and_the_plan_leads_there()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        await ken.GoAsync(Site, "/plan");
        ken.Text.ShouldNotContain("The numbers so far");
        await ken.FollowAsync("Give a number");
        Lines(ken).ShouldBeEmpty();
        ken.Page.QuerySelector(".app-chart").ShouldBeNull();
        await ScoreAsync(ann, "6", "Because Sundays work", shareWith: "Ken Nance");

        await ken.GoAsync(Site, "/plan");
        await ken.FollowAsync("The numbers so far");

        ken.Address.AbsolutePath.ShouldMatch("^/scale/[^/]+$");
        ken.Page.QuerySelector("[name='Form.Score']").ShouldNotBeNull("a number can be given on the same page");
        var chart = ken.Page.QuerySelectorAll("h2").Single(h => h.TextContent == "The numbers so far");
        chart.Id.ShouldBe(ken.Page.QuerySelector("main a[href*='#']")!.GetAttribute("href")!.Split('#')[1]);
        ken.Page.QuerySelector(".app-chart table")!.TextContent.ShouldContain("6");
        ken.Text.ShouldContain("Because Sundays work");
        await ScoreAsync(ken, "4", "My own reason");
        await ken.FollowAsync("Give another number");
        Lines(ken).ShouldBe(["You", "Ann Nance"]);
    }

    [Fact]
    public async Task One_is_you_in_ones_own_plan_and_called_by_ones_first_name()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));

        (await ken.GoAsync(Site, "/plan")).Text.ShouldContain("Who comes: you, Ann Nance,");
        ken.Text.ShouldContain("You, by ");
        ken.Text.ShouldNotContain("Ken Nance, by ");
        (await ken.GoAsync(Site, "/")).Page.QuerySelector("h1")!.TextContent.ShouldBe("Hello, Ken");
        (await ken.GoAsync(Site, "/plan")).Page.QuerySelectorAll("a[href^='/goal/']").ShouldNotBeEmpty();
        await ken.GoAsync(Site, ken.Page.QuerySelector("a[href^='/goal/']")!.GetAttribute("href")!);
        await ken.SubmitAsync("Save", ("Form.Choice", "partly"), ("Form.Words", ""));
        (await ken.GoAsync(Site, "/plan")).Page.QuerySelectorAll(".app-bubble__who").ShouldContain(w => w.TextContent.StartsWith("You said on "));
    }

    [Fact]
    public async Task Two_givers_of_the_same_name_stay_two()
    {
        var plan = portal.Sample();
        plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "Jess Nance")!["name"] = "Ann Nance";
        var people = await portal.LoadAsync(plan);
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        var anns = people.Where(p => p.Name == "Ann Nance").ToList();
        foreach (var (person, score) in anns.Zip(["6", "9"]))
        {
            using var ann = await portal.EnterAsync(person);
            await ScoreAsync(ann, score, $"My reason for {score}", shareWith: "Ken Nance");
        }

        await ScoreAsync(ken, "4", "");

        Lines(ken).ShouldBe(["You", "Ann Nance (1)", "Ann Nance (2)"]);
        ken.Text.ShouldContain("My reason for 6");
        ken.Text.ShouldContain("My reason for 9");
    }

    /// <summary>Words are words: whatever somebody writes, their page and everybody else's show it as they wrote it.</summary>
    [Fact]
    public async Task Html_in_an_answer_is_shown_as_it_was_written()
    {
        const string words = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)> <b>bold</b> & \"quoted\" '&lt;' {{7*7}}";
        var visit = await Staff.StaffVisit.OpenAsync(portal);
        var (ann, ken) = (await visit.PersonAsync("Ann Nance"), await visit.PersonAsync("Ken Nance"));
        await ScoreAsync(ann, "6", words, shareWith: "Ken Nance");
        ShowsAsWritten(ann);
        await ScoreAsync(ken, "4", "");
        ShowsAsWritten(ken);
        ShowsAsWritten(await ann.GoAsync(Site, "/answers"));
        await ann.GoAsync(Site, "/ask-worker");
        ShowsAsWritten(await ann.SubmitAsync(("Form.Words", words)));
        await ann.GoAsync(Site, "/chat");
        await ann.SubmitAsync("Send", ("Form.Words", words));
        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe(words);
        ShowsAsWritten(ann);
        ShowsAsWritten(await visit.WorkerAtAsync());
        await visit.Worker.FollowAsync("Reply to Ann Nance");
        ShowsAsWritten(visit.Worker);

        void ShowsAsWritten(Browser browser)
        {
            browser.Text.ShouldContain("<img src=x onerror=alert(2)> <b>bold</b> & \"quoted\" '&lt;' {{7*7}}");
            browser.Page.QuerySelectorAll("main script, main b, main img[src=x], main [onerror]").ShouldBeEmpty(browser.Address.AbsolutePath);
        }
    }

    [Fact]
    public async Task A_giver_sees_who_read_it_and_when_and_the_reply_to_a_question()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/ask-worker");
        await ann.SubmitAsync(("Form.Words", "When does the allowance come?"));
        ann.Address.AbsolutePath.ShouldBe("/ask-worker");
        ann.Text.ShouldContain("No worker has read it yet");

        var worker = await portal.StaffAsync(plan);
        var desk = portal.Get<StaffDesk>();
        var question = (await desk.AnswersAsync(worker)).Single();
        await desk.MarkReadAsync(worker, question.Id);
        await desk.ReplyAsync(worker, question.Id, new() { FormKey = "reply", Words = "Next Tuesday." });

        await ann.GoAsync(Site, "/ask-worker");
        ann.Text.ShouldContain($"Read by {worker.Name}");
        ann.Text.ShouldContain("Next Tuesday.");
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        await ken.GoAsync(Site, "/ask-worker");
        ken.Text.ShouldNotContain("allowance come");
        ken.Text.ShouldNotContain("Next Tuesday");
    }

    [Fact]
    public async Task Access_that_a_worker_ends_is_over_at_the_very_next_request()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var col = await portal.EnterAsync(people.Single(p => p.Name == "Colin Nance"));
        await col.GoAsync(Site, "/plan");
        col.Address.AbsolutePath.ShouldBe("/plan");

        var worker = await portal.StaffAsync(plan);
        var person = (await portal.Get<PeopleDesk>().PeopleAsync(worker)).Single(p => p.Name == "Colin Nance");
        await portal.Get<PeopleDesk>().RestrictAsync(worker, person.Handle, RestrictionKind.AccessEnded);

        await col.GoAsync(Site, "/plan");
        col.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
    }

    private async Task ScoreAsync(Browser browser, string score, string why, string? shareWith = null)
    {
        await browser.GoAsync(Site, "/plan");
        await browser.FollowAsync("Give a number");
        List<(string, string)> fields = [("Form.Score", score), ("Form.Words", why), ("Form.OneHigher", "")];
        if (shareWith is not null)
            fields.Add(("Form.Share", browser.Page.QuerySelectorAll(".govuk-checkboxes__item").Single(i => i.TextContent.Trim() == shareWith).QuerySelector("input")!.GetAttribute("value")!));
        await browser.SubmitAsync("Save", [.. fields]);
        browser.Address.AbsolutePath.ShouldEndWith("/saved");
    }

    private static string[] Lines(Browser browser) => [.. browser.Page.QuerySelectorAll(".app-chart__key li").Select(l => l.TextContent)];
}
