using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>The story for children, one sentence and one picture a page: whoever may see it, as much of it as they may.</summary>
public sealed class StoryTests(PortalFixture portal)
{
    private const string First = "Mummy loves Tamsin and Kit. Mummy gets poorly and then she cannot look after children.";
    private const string Second = "So you live with Gran and Grampy until you are big. That is decided. Nobody has to keep watch.";
    private const string Third = "On Sundays Mummy comes for dinner. If she is poorly she sends a picture instead.";

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_child_reads_it_page_by_page_there_and_back_and_hears_at_the_end_whom_to_talk_to()
    {
        var (tamsin, _) = await portal.VisitAsync("Tamsin Nance");
        await tamsin.GoAsync(Site, "/");
        await tamsin.FollowAsync("Our story");
        Shows(tamsin, "Page 1 of 3", First, "mum", "A mum");
        Buttons(tamsin).ShouldBe(["Next"]);
        await tamsin.FollowAsync("Next");
        Shows(tamsin, "Page 2 of 3", Second, "house", "A house");
        await tamsin.FollowAsync("Back");
        Shows(tamsin, "Page 1 of 3", First, "mum", "A mum");
        await tamsin.FollowAsync("Next");
        await tamsin.FollowAsync("Next");
        Shows(tamsin, "Page 3 of 3", Third, "dinner", "A plate of dinner");
        await tamsin.FollowAsync("Next");

        tamsin.Address.AbsolutePath.ShouldBe("/story/end");
        Buttons(tamsin).ShouldBe(["Ask my worker", "Get help now", "Read it again", "Back"]);
        await tamsin.FollowAsync("Back");
        Shows(tamsin, "Page 3 of 3", Third, "dinner", "A plate of dinner");
        await tamsin.FollowAsync("Next");
        await tamsin.FollowAsync("Ask my worker");
        tamsin.Address.AbsolutePath.ShouldBe("/ask-worker");
    }

    [Fact]
    public async Task Whoever_may_see_a_part_of_it_sees_that_part_counted_as_if_it_were_all()
    {
        var (jess, _) = await portal.VisitAsync("Jess Nance");
        await jess.GoAsync(Site, "/story");
        Shows(jess, "Page 1 of 2", First, "mum", "A mum");
        await jess.FollowAsync("Next");
        Shows(jess, "Page 2 of 2", Third, "dinner", "A plate of dinner");
        (await jess.FollowAsync("Next")).Address.AbsolutePath.ShouldBe("/story/end");
        foreach (var path in (string[])["/story/0", "/story/3", "/story/-1", "/story/99999999999", "/story/two"])
            (await jess.GoAsync(Site, path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task Whoever_may_not_see_it_cannot_tell_that_there_is_one()
    {
        var plan = portal.Sample();
        using var colin = await portal.EnterAsync((await portal.LoadAsync(plan)).Single(p => p.Name == "Colin Nance"));
        string[] paths = ["/", "/plan", "/story", "/story/1", "/story/2", "/story/end"];
        List<string> there = [], gone = [];
        foreach (var path in paths) there.Add(await ReadAsync(colin, path));
        there.Count(p => p.StartsWith("404 ", StringComparison.Ordinal)).ShouldBe(4);
        there.ShouldAllBe(p => !p.Contains("Our story"));

        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        plan["plan"]!.AsObject().Remove("wordsAndPictures");
        await portal.LoadAsync(plan);
        foreach (var path in paths) gone.Add(await ReadAsync(colin, path));

        gone.ShouldBe(there);
        there[2].ShouldBe(await ReadAsync(colin, "/no/such/page"), "nor that the address means anything");
    }

    [Fact]
    public async Task It_is_read_in_the_reader_s_own_language_and_direction()
    {
        var (yousif, _) = await portal.VisitAsync("Yousif Adam", "cumberland-yousif");
        await yousif.GoAsync(Site, "/story");
        (yousif.Page.DocumentElement.GetAttribute("lang"), yousif.Page.DocumentElement.GetAttribute("dir")).ShouldBe(("ar", "rtl"));
        yousif.Page.QuerySelector(".govuk-heading-l")!.TextContent.ShouldStartWith("وزارة الداخلية");
        Picture(yousif).GetAttribute("alt")!.ShouldMatch("^[ء-ي ]+$");

        // Asked for in English, it is English with all its words.
        await yousif.GoAsync(Site, "/story?lang=en");
        var words = yousif.Page.QuerySelector(".govuk-heading-l")!;
        (words.GetAttribute("lang"), words.GetAttribute("dir")).ShouldBe((null, null));
        words.TextContent.ShouldStartWith("The Home Office deci");
        Picture(yousif).GetAttribute("alt").ShouldBe("A letter");
    }

    [Fact]
    public async Task Young_people_find_it_before_what_is_to_do_and_others_after()
    {
        var (tamsin, people) = await portal.VisitAsync("Tamsin Nance");
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await tamsin.GoAsync(Site, "/");
        await ann.GoAsync(Site, "/");
        tamsin.Text.IndexOf("Our story", StringComparison.Ordinal).ShouldBeInRange(0, tamsin.Text.IndexOf("What to do next", StringComparison.Ordinal));
        ann.Text.IndexOf("Our story", StringComparison.Ordinal).ShouldBeGreaterThan(ann.Text.IndexOf("What to do next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_the_plan_each_sentence_has_its_picture_which_is_fetched_only_when_somebody_comes_near()
    {
        var (tamsin, _) = await portal.VisitAsync("Tamsin Nance");
        await tamsin.GoAsync(Site, "/plan");
        var items = tamsin.Page.QuerySelectorAll("#story > div").ToList();
        items.Select(i => i.QuerySelector(".app-text")!.TextContent).ShouldBe([First, Second, Third]);
        items.Select(i => i.QuerySelector("img")!.GetAttribute("src")!.Split('#')[1]).ShouldBe(["mum", "house", "dinner"]);
        foreach (var picture in items.Select(i => i.QuerySelector("img")!))
        {
            picture.GetAttribute("loading").ShouldBe("lazy");
            picture.GetAttribute("width").ShouldBe("72");
            picture.GetAttribute("height").ShouldBe("72");
            picture.GetAttribute("alt").ShouldNotBeNullOrEmpty();
        }
        (await tamsin.FollowAsync("Read it page by page")).Address.AbsolutePath.ShouldBe("/story");
    }

    [Fact]
    public async Task Workers_see_the_pictures_too_and_can_read_it_together_with_a_child()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync("/plan");
        visit.Worker.Page.QuerySelectorAll("main img").Select(i => i.GetAttribute("alt")).ShouldBe(["A mum", "A house", "A plate of dinner"]);
        await visit.Worker.FollowAsync("See what Kit Nance sees");
        visit.Worker.Page.QuerySelectorAll("#story img").Length.ShouldBe(3);

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Kit Nance");
        await visit.Worker.FollowAsync("Do it together");
        await visit.Worker.SubmitAsync("Start now");
        await visit.Worker.SubmitAsync("Start");
        await visit.Worker.FollowAsync("Our story");
        Shows(visit.Worker, "Page 1 of 3", First, "mum", "A mum");
        visit.Worker.Text.ShouldContain($"You are doing this together with {visit.WorkerName}.");
        foreach (var _ in (int[])[1, 2, 3]) await visit.Worker.FollowAsync("Next");
        visit.Worker.Address.AbsolutePath.ShouldBe("/story/end");
    }

    private static void Shows(Browser browser, string page, string words, string picture, string alt)
    {
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Page.Title.ShouldBe("My plan");
        browser.Text.ShouldContain(page);
        browser.Page.QuerySelector("main .govuk-heading-l")!.TextContent.ShouldBe(words);
        Picture(browser).GetAttribute("src").ShouldEndWith("#" + picture);
        Picture(browser).GetAttribute("alt").ShouldBe(alt);
        Picture(browser).HasAttribute("loading").ShouldBeFalse("it is what one came for");
    }

    private static IElement Picture(Browser browser) => browser.Page.QuerySelectorAll("main img").Single();

    private static IEnumerable<string> Buttons(Browser browser) => browser.Page.QuerySelectorAll("main a[role=button]").Select(b => b.TextContent);

    private async Task<string> ReadAsync(Browser browser, string path)
    {
        await browser.GoAsync(Site, path);
        return $"{(int)browser.Response.StatusCode} {BarePage.Of(browser.Html)}";
    }
}
