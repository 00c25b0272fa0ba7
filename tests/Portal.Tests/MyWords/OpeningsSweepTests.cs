using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.MyWords;

/// <summary>
/// Wherever a staff page shows somebody's words, that person sees who opened them, and of what it does not show nobody is said to
/// have opened it. The pages are found by following links: a new one is swept without being named.
/// </summary>
public sealed class OpeningsSweepTests(PortalFixture portal)
{
    private const int Helpers = 16;

    [Fact]
    public async Task Whoever_has_words_on_a_page_is_told_to_whoever_said_them_and_nobody_else_is()
    {
        var names = new List<string>();
        var visit = await StaffVisit.OpenAsync(portal, change: plan =>
        {
            // Each page gets a worker of its own, who has opened nothing before.
            var people = plan["people"]!.AsArray();
            var worker = people.Single(p => p!["role"]!.GetValue<string>() == "worker")!;
            for (var i = 0; i < Helpers; i++)
            {
                var more = worker.DeepClone().AsObject();
                (more["id"], more["name"], more["email"]) = ($"helper-{i}", $"Helper {(char)('A' + i)}. {worker["name"]}", $"helper.{i}.{worker["email"]}");
                more.Remove("phone");
                people.Add(more);
                names.Add(more["name"]!.GetValue<string>());
            }
        });
        var ann = await visit.PersonAsync("Ann Nance");
        var said = await SayAsync(visit, ann);

        var pages = await CrawlAsync(visit);
        pages.Keys.ShouldContain("/staff/alerts");
        Dictionary<string, int> shown = said.ToDictionary(w => w, _ => 0);
        foreach (var (path, html) in pages.Where(p => said.Any(p.Value.Contains)))
        {
            names.ShouldNotBeEmpty("one more page with words: add helpers");
            var helper = names[0];
            names.RemoveAt(0);
            var browser = await StaffVisit.EnterAsync(portal, visit.Authority, helper);
            // What such a page shows depends on what was read: it is asked what it shows to this one.
            await visit.GoAsync(browser, path);
            await visit.GoAsync(ann, "/my-words");
            foreach (var words in said)
            {
                var isShown = browser.Html.Contains(words);
                if (isShown) shown[words]++;
                ann.Page.QuerySelectorAll(".app-card").Single(c => c.QuerySelector(".app-quote")?.TextContent.Contains(words) == true).TextContent
                    .Contains($"{helper} opened it, ").ShouldBe(isShown, $"{words} at {path}");
            }
        }
        shown.ShouldAllBe(s => s.Value > 0);
        // A list of what is new across families holds no words.
        said.ShouldAllBe(words => !pages["/staff"].Contains(words));
    }

    /// <summary>Words of every kind, each once.</summary>
    private static async Task<List<string>> SayAsync(StaffVisit visit, Browser ann)
    {
        await visit.GoAsync(ann, "/plan");
        await ann.FollowAsync("Give a number");
        await ann.SubmitAsync("Save", ("Form.Score", "6"), ("Form.Words", "Zqone because Sundays work"));
        await visit.GoAsync(ann, "/plan");
        await ann.GoAsync(visit.Portal.Site.Host.Portal, ann.Page.QuerySelector("a[href^='/see/']")!.GetAttribute("href")!);
        await ann.SubmitAsync("Save", ("Form.Words", "Zqtwo I see it in another way"));
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "Zqthree may I ask"));
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "Zqfour he is hitting me right now and I am scared"));
        // More than the page of what is new keeps of what was read.
        for (var i = 0; i < 7; i++)
        {
            await visit.GoAsync(ann, "/ask-worker");
            await ann.SubmitAsync("Send", ("Form.Words", $"Zqlater{i} one more thing"));
        }
        // Some of it is read: it goes from one list to another, or off the page.
        for (var i = 0; i < 9; i++)
        {
            await visit.WorkerAtAsync();
            await visit.Worker.SubmitAsync("I have read this");
        }
        return ["Zqone", "Zqtwo", "Zqthree", "Zqfour", .. Enumerable.Range(0, 7).Select(i => $"Zqlater{i}")];
    }

    private static async Task<Dictionary<string, string>> CrawlAsync(StaffVisit visit)
    {
        Dictionary<string, string> pages = [];
        Dictionary<string, int> seen = [];
        Queue<string> todo = new(["/staff", "/staff/alerts", "/staff/feed", visit.Home]);
        while (todo.TryDequeue(out var path))
        {
            var shape = string.Join('/', path.Split('/').Select(p => p.Length == 12 ? "*" : p));
            if (pages.ContainsKey(path) || seen.GetValueOrDefault(shape) == 2) continue;
            seen[shape] = seen.GetValueOrDefault(shape) + 1;
            await visit.GoAsync(visit.Worker, path);
            pages[path] = visit.Worker.Html;
            foreach (var link in visit.Worker.Page.QuerySelectorAll("a[href^='/staff']")) todo.Enqueue(link.GetAttribute("href")!.Split('#')[0]);
        }
        return pages;
    }
}
