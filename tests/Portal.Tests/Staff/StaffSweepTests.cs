using System.Net;
using AngleSharp.Html.Dom;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>
/// Every staff page and every form of a family, asked for by everybody who does not reach it: no byte of the family comes back,
/// and nothing changes. The pages are found by following the worker's own links, so that a new page is swept without being named.
/// </summary>
public sealed class StaffSweepTests(PortalFixture portal)
{
    private const string Said = "We talk at the table before anybody shouts, every evening.";

    [Fact]
    public async Task EveryPageAndForm_ForWhoeverDoesNotReachTheFamily_SaysAndDoesNothing()
    {
        // A second manager: the last one could not keep themselves out.
        var visit = await StaffVisit.OpenAsync(portal, change: plan =>
        {
            var people = plan["people"]!.AsArray();
            var deputy = people.Single(p => p!["role"]!.GetValue<string>() == "manager")!.DeepClone();
            (deputy["id"], deputy["name"], deputy["email"]) = ("deputy", $"Deputy of {deputy["name"]}", $"deputy.{deputy["email"]}");
            deputy.AsObject().Remove("phone");
            people.Add(deputy);
        });
        await SayAsync(visit, "Ann Nance", Said);
        var before = await StateAsync(visit);
        var pages = await CrawlAsync(visit);
        pages.Keys.Select(Shape).Distinct().Order().ShouldBe(
            ["", "/answers", "/people", "/people/*", "/people/*/contact", "/people/*/end", "/people/*/sheet", "/people/*/together", "/plan", "/preview/*", "/reply/*", "/scale/*", "/team", "/upload"], ignoreOrder: false,
            customMessage: "each kind of page is swept: a new one belongs into this list");

        foreach (var (name, actor, own, expected) in await ActorsAsync(visit))
        {
            foreach (var (path, forms) in pages)
            {
                await visit.GoAsync(actor, visit.Home + path);
                Clean(visit, actor, $"{name} at {Shape(path)}");
                ((int)actor.Response.StatusCode).ShouldBe(expected, $"{name} at {Shape(path)}");
                foreach (var form in forms)
                {
                    // With an antiforgery token of the actor's own, where there is a page to have one from: only the reach stops them.
                    await visit.GoAsync(actor, own);
                    var token = (actor.Page.QuerySelector("form input[name=__RequestVerificationToken]") as IHtmlInputElement)?.Value;
                    var fields = form.Where(f => f.Key != "__RequestVerificationToken").Append(new("__RequestVerificationToken", token ?? "none"));
                    await actor.SendAsync(new(HttpMethod.Post, new Uri(portal.Site.Host.Portal, visit.Home + path)) { Content = new FormUrlEncodedContent(fields) });
                    Clean(visit, actor, $"{name} posting to {Shape(path)}");
                    if (expected == 404) ((int)actor.Response.StatusCode).ShouldBe(404, $"{name} posting to {Shape(path)}");
                }
            }
            foreach (var path in new[] { "/staff", "/staff/alerts", "/staff/open", "/staff/feed" })
            {
                await visit.GoAsync(actor, path);
                Clean(visit, actor, $"{name} at {path}");
            }
        }
        (await StateAsync(visit)).ShouldBe(before, "nothing was changed by any of them");
    }

    [Fact]
    public async Task AFamilyOutOfReach_IsTheSameAsNone()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var stranger = (await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up")).Worker;

        var hidden = (await visit.GoAsync(stranger, visit.Home)).Html;
        var none = (await visit.GoAsync(stranger, $"/staff/family/{Guid.NewGuid():D}")).Html;

        BarePage.Of(hidden).ShouldBe(BarePage.Of(none));
    }

    [Fact]
    public async Task TitlesAndAddresses_NameNobody()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await SayAsync(visit, "Ann Nance", Said);
        var words = visit.Plan["people"]!.AsArray().SelectMany(p => p!["name"]!.GetValue<string>().Split(' ')).Where(w => w.Length > 2 && w is not "the")
            .Concat(visit.Plan["family"]!["name"]!.GetValue<string>().Split(' ').Where(w => w.Length > 3)).Distinct().ToList();
        foreach (var path in (await CrawlAsync(visit)).Keys)
        {
            await visit.WorkerAtAsync(path);
            words.ShouldAllBe(w => !visit.Worker.Page.Title!.Contains(w, StringComparison.OrdinalIgnoreCase), $"title of {Shape(path)}");
            var links = visit.Worker.Page.QuerySelectorAll("a[href], form[action]").Select(a => a.GetAttribute("href") ?? a.GetAttribute("action")!).Where(h => h.StartsWith('/')).ToList();
            links.ShouldNotContain(h => h.Contains('?'), Shape(path));
            foreach (var id in visit.Plan["people"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()))
                links.ShouldNotContain(h => h.Split('/').Contains(id), Shape(path));
        }
    }

    private async Task<(string Name, Browser Browser, string Own, int Expected)[]> ActorsAsync(StaffVisit visit)
    {
        var barred = await StaffVisit.EnterAsync(portal, visit.Authority, visit.ManagerName);
        await visit.GoAsync(barred, visit.Home + "/team");
        var who = barred.Page.QuerySelectorAll("input[name='Form.Choice']").Single(i => i.ParentElement!.TextContent.Contains(visit.ManagerName)).GetAttribute("value")!;
        await barred.SubmitAsync("Keep them out", ("Form.Choice", who), ("Form.Words", "I am a friend of theirs."));
        barred.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return
        [
            ("signed out", new Browser(), "/", 200),
            ("family member", await visit.PersonAsync("Ann Nance"), "/ask-worker", 403),
            ("worker of another family", (await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up")).Worker, "/staff/open", 404),
            ("worker of another authority", (await StaffVisit.OpenAsync(portal, "knowsley-hard-evenings")).Worker, "/staff/open", 404),
            ("barred manager", barred, "/staff/open", 404),
        ];
    }

    /// <summary>What came back, whatever page it was, holds nothing of the family; only the person's own name is theirs to see.</summary>
    private static void Clean(StaffVisit visit, Browser browser, string where)
    {
        var text = WebUtility.HtmlDecode(browser.Html);
        visit.Secrets(Said).Where(s => s != visit.ManagerName && text.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty(where);
    }

    /// <summary>The worker's pages of this family, by following links, and the fields of each form on them.</summary>
    private static async Task<Dictionary<string, List<List<KeyValuePair<string, string>>>>> CrawlAsync(StaffVisit visit)
    {
        Dictionary<string, List<List<KeyValuePair<string, string>>>> pages = [];
        Queue<string> todo = new([""]);
        // Of each kind of page two are enough.
        Dictionary<string, int> seen = [];
        while (todo.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path) || seen.GetValueOrDefault(Shape(path)) == 2) continue;
            seen[Shape(path)] = seen.GetValueOrDefault(Shape(path)) + 1;
            await visit.WorkerAtAsync(path);
            visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            pages[path] = [.. visit.Worker.Page.Forms.Where(f => f.GetAttribute("action") is null or "").SelectMany(Presses)];
            foreach (var link in visit.Worker.Page.QuerySelectorAll($"a[href^='{visit.Home}']")) todo.Enqueue(link.GetAttribute("href")![visit.Home.Length..]);
        }
        return pages;
    }

    /// <summary>Each button of a form, with everything in the form filled in.</summary>
    private static IEnumerable<List<KeyValuePair<string, string>>> Presses(IHtmlFormElement form)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name]").Where(f => f.GetAttribute("type") != "file")
            .Select(f => new KeyValuePair<string, string>(f.GetAttribute("name")!, f.GetAttribute("value") is { Length: > 0 } v ? v : "A text of the attacker."))
            .DistinctBy(f => f.Key).ToList();
        foreach (var button in form.QuerySelectorAll("button"))
            yield return button.GetAttribute("name") is { Length: > 0 } name ? [.. fields, new(name, button.GetAttribute("value")!)] : fields;
    }

    private static string Shape(string path) => string.Join('/', path.Split('/').Select(p => p.Length == 12 ? "*" : p));

    /// <summary>What the worker sees: answers, people, restrictions, colleagues, plan version.</summary>
    private static async Task<string> StateAsync(StaffVisit visit)
    {
        List<string> state = [];
        foreach (var page in new[] { "/answers", "/people", "/plan" })
        {
            await visit.WorkerAtAsync(page);
            state.Add(visit.Worker.Page.QuerySelector("main")!.TextContent);
        }
        return string.Join('\n', state);
    }

    private static async Task SayAsync(StaffVisit visit, string name, string words)
    {
        var person = await visit.PersonAsync(name);
        await visit.GoAsync(person, "/ask-worker");
        await person.SubmitAsync(("Form.Words", words));
        person.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
