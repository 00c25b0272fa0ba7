using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>How a next step is going: asked of whoever has to do it, and of nobody else.</summary>
public sealed class StepTests(PortalFixture portal)
{
    private const string Step = "Jess writes down for Ann";

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_step_waits_on_the_home_page_with_what_was_said_until_it_is_done()
    {
        var (browser, _) = await portal.VisitAsync("Jess Nance");
        using var jess = browser;
        await jess.GoAsync(Site, "/");
        Card(jess).QuerySelector(".app-card__status").ShouldBeNull();
        await jess.FollowAsync(Step);
        jess.Text.ShouldContain("How is this going?");
        jess.Text.ShouldContain(Step);
        jess.Text.ShouldContain("Only your workers will see this.");
        jess.Page.QuerySelector("[name='Form.Share']").ShouldBeNull();
        var step = jess.Address;

        await jess.SubmitAsync("Save", ("Form.Words", "Not a choice yet"));
        jess.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#Form-Choice");
        jess.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("Not a choice yet");
        await jess.SubmitAsync("Save", ("Form.Choice", "need-help"), ("Form.Words", "I do not know how to start"));
        jess.Address.AbsolutePath.ShouldBe(step.AbsolutePath + "/saved");
        jess.Text.ShouldContain("I need help with this");
        jess.Text.ShouldContain("Only your workers can see it.");

        await jess.GoAsync(Site, "/");
        Card(jess).QuerySelector(".app-card__status")!.TextContent.Trim().ShouldBe("I need help with this");
        await jess.GoAsync(Site, "/plan");
        jess.Text.ShouldContain("I do not know how to start");
        await jess.GoAsync(step);
        await jess.SubmitAsync("Save", ("Form.Choice", "done"), ("Form.Words", ""));
        (await jess.GoAsync(Site, "/")).Text.ShouldNotContain(Step);
        (await jess.GoAsync(Site, "/answers")).Page.QuerySelectorAll("main h2").Count(h => h.TextContent == "How a next step is going").ShouldBe(2);
    }

    [Fact]
    public async Task Who_only_sees_a_step_is_not_asked_and_reads_nothing_of_what_was_said()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        await jess.GoAsync(Site, "/");
        await jess.FollowAsync(Step);
        var hers = jess.Address.AbsolutePath;
        var send = jess.Prepare("Save", ("Form.Choice", "need-help"), ("Form.Words", "Nobody else reads this"));
        await jess.SendAsync(send());

        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/plan");
        ann.Text.ShouldContain(Step);
        ann.Html.ShouldNotContain("Nobody else reads this");
        ann.Html.ShouldNotContain("I need help with this");
        var own = ann.Page.QuerySelectorAll("main div").Last(d => d.TextContent.Contains(Step) && d.QuerySelector("a[href^='/see/']") is not null);
        own.QuerySelector("a[href^='/step/']").ShouldBeNull();
        foreach (var path in new[] { hers, own.QuerySelector("a[href^='/see/']")!.GetAttribute("href")!.Replace("/see/", "/step/", StringComparison.Ordinal) })
        {
            (await ann.GoAsync(Site, path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            await ann.GoAsync(Site, "/ask-worker");
            var forged = ann.Prepare("Send", ("Form.Words", "Is it done?"))();
            forged.RequestUri = new(Site, path);
            await ann.SendAsync(forged);
            ann.Address.AbsolutePath.ShouldBe(path);
            ann.Html.ShouldNotContain(Step);
        }
        (await ann.GoAsync(Site, "/answers")).Text.ShouldContain("You have not said anything here yet.");
    }

    [Fact]
    public async Task Of_a_step_that_is_done_nobody_is_asked_and_words_typed_meanwhile_stay()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        await jess.GoAsync(Site, "/");
        await jess.FollowAsync(Step);
        var step = jess.Address;
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        foreach (var item in plan["plan"]!["nextSteps"]!.AsArray().OfType<JsonObject>()) item["done"] = true;
        await portal.LoadAsync(plan);

        await jess.SubmitAsync("Save", ("Form.Choice", "not-yet"), ("Form.Words", "I wrote two of the three"));

        jess.Text.ShouldContain("I wrote two of the three");
        jess.Text.ShouldContain("has changed");
        (await jess.GoAsync(step)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await jess.GoAsync(Site, "/");
        jess.Page.QuerySelector("a[href^='/step/']").ShouldBeNull();
        (await jess.GoAsync(Site, "/plan")).Page.QuerySelector("a[href^='/step/']").ShouldBeNull();
    }

    private static AngleSharp.Dom.IElement Card(Browser browser) => browser.Page.QuerySelectorAll(".app-task").Single(c => c.TextContent.Contains(Step));
}
