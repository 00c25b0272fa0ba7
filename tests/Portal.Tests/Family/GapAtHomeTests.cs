using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>That nobody has a task is the first thing on the home page of those who may know it, and changes nothing for anybody else.</summary>
public sealed class GapAtHomeTests
{
    private const string Gaps = "main .app-task a[href^='/plan#']";

    /// <summary>The same parts to read aloud, and on paper.</summary>
    private static readonly string[] Copies = ["/easy", "/print", "/print/large"];

    private readonly PortalFixture _portal = new();
    private int _told, _untold;

    private Uri Site => _portal.Site.Host.Portal;

    [Fact]
    public async Task A_task_without_its_person_stands_on_top_at_home_and_leads_to_its_place_in_the_plan()
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false);
        var plan = portal.Sample();
        var task = plan["plan"]!["network"]!.AsArray().First(t => t!["person"]!.GetValue<string>() == "col" && t["seenBy"] is not null)!;
        foreach (var id in (string[])["col", "ann", "ken", "tamsin"]) if (!task["audience"]!.AsArray().Any(a => a!.GetValue<string>() == id)) task["audience"]!.AsArray().Add(id);
        task["seenBy"] = new JsonArray("ann");
        var people = await portal.LoadAsync(plan);
        string Name(string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!["name"]!.GetValue<string>();
        Task<Browser> EnterAsync(string id) => portal.EnterAsync(people.Single(p => p.Name == Name(id)));
        using var col = await EnterAsync("col");
        using var ann = await EnterAsync("ann");
        using var ken = await EnterAsync("ken");
        await GapsAsync(ann, 0);

        await AnswerAsync(col, task, "cannot");

        var gap = (await GapsAsync(ann, 1)).Page.QuerySelector("main .app-task a")!;
        gap.TextContent.ShouldBe("Nobody has this task at the moment");
        gap.ParentElement!.TextContent.ShouldContain(task["text"]!.GetValue<string>());
        ann.Text.ShouldNotContain("My back is bad");
        var anchor = gap.GetAttribute("href")!.Split('#')[1];
        (await ann.GoAsync(Site, "/plan")).Page.GetElementById(anchor)!.TextContent.ShouldContain(task["text"]!.GetValue<string>());
        foreach (var page in Copies) (await ann.GoAsync(Site, page)).Text.ShouldContain("Nobody has this task at the moment.", Case.Sensitive, page);
        foreach (var page in Copies) (await ken.GoAsync(Site, page)).Text.ShouldNotContain("Nobody has this task", Case.Sensitive, page);
        // He sees the task, and is not named by its `seenBy`.
        await GapsAsync(ken, 0);
        await GapsAsync(col, 0);

        await AnswerAsync(col, task, "accept");
        await GapsAsync(ann, 0);
        foreach (var page in Copies) (await ann.GoAsync(Site, page)).Text.ShouldNotContain("Nobody has this task", Case.Sensitive, page);
    }

    [Fact]
    public async Task Who_may_not_know_gets_the_same_pages_to_the_byte()
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false);
        portal.Site.Clock.MoveToUkTime(new(11, 0));
        Prop.ForAll(Arb.From(Gen.Choose(1, int.MaxValue)), seed => RunAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithQuietOnSuccess(true));
        // Not every eight families have a task of which somebody may know that nobody has it.
        for (var seed = 1; _told == 0 && seed <= 30; seed++) await RunAsync(seed);
        _told.ShouldBeGreaterThan(0);
        _untold.ShouldBeGreaterThan(10);
    }

    private async Task RunAsync(int seed)
    {
        var family = await RandomFamily.LoadSilentAsync(_portal, seed);
        var readers = family.Plan.Family.Select(RandomPlan.Id).ToList();
        Dictionary<string, Browser> browsers = [];
        foreach (var reader in readers) browsers[reader] = await family.EnterAsync(reader);
        Dictionary<string, List<string>> before = [];
        foreach (var reader in readers) before[reader] = await PagesAsync(browsers[reader]);

        await family.RefuseAllAsync();

        foreach (var reader in readers.Where(r => !family.HasAnswered(r)))
        {
            var pages = await PagesAsync(browsers[reader]);
            var gaps = family.NobodyHas(reader);
            if (gaps.Count == 0)
            {
                for (var i = 0; i < pages.Count; i++) pages[i].ShouldBe(before[reader][i], $"{reader} of {family}");
                _untold++;
            }
            else
            {
                await GapsAsync(browsers[reader], gaps.Count);
                _told++;
            }
        }
        foreach (var browser in browsers.Values) browser.Dispose();
    }

    private async Task<List<string>> PagesAsync(Browser browser)
    {
        List<string> pages = [];
        foreach (var page in (string[])["/", "/plan", "/tasks", "/where-we-are", .. Copies]) pages.Add(BarePage.Of((await browser.GoAsync(Site, page)).Html));
        return pages;
    }

    private async Task<Browser> GapsAsync(Browser reader, int gaps)
    {
        await reader.GoAsync(Site, "/");
        reader.Page.QuerySelectorAll(Gaps).Length.ShouldBe(gaps);
        return reader;
    }

    private async Task AnswerAsync(Browser person, JsonNode task, string choice)
    {
        await person.GoAsync(Site, "/tasks");
        await person.FollowAsync(task["text"]!.GetValue<string>());
        await person.SubmitAsync("Save", ("Form.Choice", choice), ("Form.Words", "My back is bad"));
        person.Address.AbsolutePath.ShouldEndWith("/saved");
    }
}
