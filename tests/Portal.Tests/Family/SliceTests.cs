using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>On the sample families: what is not meant for a reader is on none of their pages, and leaves no mark on them.</summary>
public sealed partial class SliceTests(PortalFixture portal)
{
    private static readonly string[] Pages =
        ["/", "/plan", "/if-things-go-wrong", "/tasks", "/answers", "/my-words", "/my-words/number", "/my-words/everything", "/ask-worker", "/story", "/story/end", "/where-we-are", "/easy", "/print", "/card/names"];

    public static TheoryData<string> Samples => [.. SamplePlans.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_reader_s_pages_hold_what_is_theirs_nothing_else_and_no_mark_of_what_is_hidden(string name)
    {
        var plan = portal.Sample(name);
        var apart = plan["people"]!.AsArray().Any(p => p!["keepApartFrom"] is not null);
        foreach (var (person, browser) in await EveryoneAsync(plan))
        {
            var pages = await ReadAsync(browser);
            var html = System.Net.WebUtility.HtmlDecode(string.Concat(pages.Values));
            var text = Squeezed(string.Concat(pages.Values.Select(WithoutExplanations)));
            var language = Person(plan, person)["language"]!.GetValue<string>();
            foreach (var item in Items(plan))
            {
                html.ShouldNotContain($"\"{item["id"]!.GetValue<string>()}\"");
                if (!Covers(plan, item, person)) html.ShouldNotContain(item["text"]!.GetValue<string>(), Case.Sensitive, $"{person} of {name}");
                // Among people kept apart an audience is not the last word: see the tests of Audiences.
                else if (!apart) text.ShouldContain(Squeezed(item["translations"]?[language]?.GetValue<string>() ?? item["text"]!.GetValue<string>()), Case.Sensitive, $"{person} of {name}");
            }

            await LoadNextAsync(plan, p => Hide(p, person));
            var without = await ReadAsync(browser);
            foreach (var page in Pages) BarePage.Of(without[page]).ShouldBe(BarePage.Of(pages[page]), $"{page} for {person} of {name}");
            await LoadNextAsync(plan, _ => { });
            browser.Dispose();
        }
    }

    [Fact]
    public async Task The_plan_page_costs_little_over_its_own_words()
    {
        foreach (var name in SamplePlans.Names)
        {
            var plan = portal.Sample(name);
            foreach (var (person, browser) in await EveryoneAsync(plan))
            {
                // Other letters take more bytes than English ones, and what is not translated says so.
                var more = Person(plan, person)["language"]!.GetValue<string>().StartsWith("en", StringComparison.Ordinal) ? 0 : 1_500;
                await browser.GoAsync(portal.Site.Host.Portal, "/plan");
                var bytes = Encoding.UTF8.GetBytes(browser.Html);
                (bytes.Length - Encoding.UTF8.GetByteCount(browser.Text)).ShouldBeLessThan(11_000 + more, $"{person} of {name}");
                // A second visit may take 10 kB in all.
                (await CompressedAsync(browser)).ShouldBeLessThan(5_600 + more, $"{person} of {name}");
                browser.Dispose();
            }
        }
    }

    /// <summary>In a screen reader's list of links, "How I see it" dozens of times says nothing.</summary>
    [Fact]
    public async Task Each_way_to_say_how_one_sees_something_is_named_after_it()
    {
        var all = 0;
        foreach (var (person, browser) in await EveryoneAsync(portal.Sample()))
        {
            await browser.GoAsync(portal.Site.Host.Portal, "/plan");
            var links = browser.Page.QuerySelectorAll("main a[href^='/see/']");
            all += links.Length;
            List<string> names = [];
            foreach (var link in links)
            {
                var named = (link.GetAttribute("aria-labelledby") ?? "").Split(' ').Select(id => browser.Page.QuerySelectorAll($"[id='{id}']").ShouldHaveSingleItem(person)).ToList();
                // What is seen comes first (WCAG 2.5.3), then the words of the item that it belongs to.
                named[0].TextContent.ShouldBe(link.TextContent);
                named[1].ParentElement!.Contains(link).ShouldBeTrue();
                names.Add(string.Join(' ', named.Select(n => n.TextContent)));
            }
            names.ShouldBeUnique();
            browser.Dispose();
        }
        all.ShouldBeGreaterThan(50);
    }

    /// <summary>The plan as a higher version: changed, for this one time.</summary>
    private async Task LoadNextAsync(JsonNode plan, Action<JsonNode> change)
    {
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        var next = plan.DeepClone();
        change(next);
        await portal.LoadAsync(next);
    }

    /// <summary>The bytes of the plan page as they go over the wire.</summary>
    private async Task<int> CompressedAsync(Browser browser)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Site.Host.Portal, "/plan")) { Headers = { { "Accept", "text/html" }, { "Accept-Encoding", "br" } } };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }

    private async Task<List<(string Person, Browser Browser)>> EveryoneAsync(JsonNode plan)
    {
        List<(string, Browser)> all = [];
        foreach (DemoPerson person in await portal.LoadAsync(plan))
        {
            if (person.Contact is null) continue;
            var id = plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == person.Name)!["id"]!.GetValue<string>();
            all.Add((id, await portal.EnterAsync(person)));
        }
        all.ShouldNotBeEmpty();
        return all;
    }

    private async Task<Dictionary<string, string>> ReadAsync(Browser browser)
    {
        Dictionary<string, string> pages = [];
        foreach (var page in Pages)
        {
            await browser.GoAsync(portal.Site.Host.Portal, page);
            browser.Address.AbsolutePath.ShouldBe(page);
            pages[page] = browser.Html;
        }
        return pages;
    }

    private static IEnumerable<JsonObject> Items(JsonNode plan) =>
        plan["plan"]!.AsObject().Where(l => l.Value is JsonArray && l.Key != "takenBack").SelectMany(l => l.Value!.AsArray()).OfType<JsonObject>();

    private static JsonObject Person(JsonNode plan, string id) => plan["people"]!.AsArray().OfType<JsonObject>().Single(p => p["id"]!.GetValue<string>() == id);

    private static bool Covers(JsonNode plan, JsonObject item, string person) =>
        (item["audience"]?.AsArray() ?? []).Select(a => a!.GetValue<string>())
            .Any(a => a == person || a == "everyone" || a == "role:" + Person(plan, person)["role"]!.GetValue<string>());

    private static void Hide(JsonNode plan, string person)
    {
        var gone = Items(plan).Where(i => !Covers(plan, i, person)).Select(i => i["id"]!.GetValue<string>()).ToHashSet();
        foreach (var list in plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>())
            for (var i = list.Count - 1; i >= 0; i--)
                // A plan needs a summary of some kind: its last one stays, hidden.
                if (list[i]!["id"] is { } id && gone.Contains(id.GetValue<string>()) && (list.Count > 1 || list.GetPropertyName() != "summary")) list.RemoveAt(i);
        // A link to what is hidden leaves no trace either; an empty list of links is no valid plan.
        foreach (var item in Items(plan).ToList())
        {
            foreach (var name in (string[])["worries", "goals"])
            {
                if (item[name] is not JsonArray links) continue;
                for (var i = links.Count - 1; i >= 0; i--)
                    if (gone.Contains(links[i]!.GetValue<string>())) links.RemoveAt(i);
                if (links.Count == 0) item.Remove(name);
            }
            // A new thing may take the place of one that is gone; of one still there it may not.
            item.Remove("replaces");
        }
    }

    /// <summary>An explained word stands in the middle of its sentence, and its explanation with it.</summary>
    private static string WithoutExplanations(string html)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        foreach (var explanation in page.QuerySelectorAll(".jargon__text")) explanation.Remove();
        return page.Body!.TextContent;
    }

    private static string Squeezed(string text) => Space().Replace(text, " ");

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
