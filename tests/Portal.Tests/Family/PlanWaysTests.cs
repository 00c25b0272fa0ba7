using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Other ways to read the plan: where we are, on paper, in easy steps, and as a professional.</summary>
public sealed partial class PlanWaysTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Where_we_are_has_the_way_the_bottom_lines_and_everybody_s_promises_in_one_list()
    {
        var plan = portal.Sample("cornwall-a-sober-grown-up");
        var people = await portal.LoadAsync(plan);
        using var kerensa = await portal.EnterAsync(people.Single(p => p.Name == "Kerensa Penhale"));
        await kerensa.GoAsync(Site, "/");
        await kerensa.FollowAsync("Where we are");
        kerensa.Address.AbsolutePath.ShouldBe("/where-we-are");
        foreach (var explanation in kerensa.Page.QuerySelectorAll(".jargon__text")) explanation.Remove();
        kerensa.Text.ShouldContain("We are at step 2 of 4.");
        kerensa.Text.ShouldContain("What we need to see:");
        foreach (var list in (string[])["trajectory", "bottomLines", "nextSteps"])
            foreach (var item in Items(plan, list).Where(i => IsFor(i, "kerensa", "parent"))) kerensa.Text.ShouldContain(Text(item));

        // By day, what is done last, workers' and families' alike, and none that is not hers.
        var shown = Items(plan, "nextSteps").Where(i => IsFor(i, "kerensa", "parent")).OrderBy(i => i["done"]?.GetValue<bool>() == true).ThenBy(i => i["by"]!.GetValue<string>()).Select(Text).ToList();
        shown.Count.ShouldBeGreaterThan(2);
        shown.Select(words => kerensa.Text.IndexOf(words, StringComparison.Ordinal)).ShouldBeInOrder();
        Items(plan, "nextSteps").Any(i => i["who"]!.AsArray().Any(w => w!.GetValue<string>() == "tess") && IsFor(i, "kerensa", "parent")).ShouldBeTrue();

        // What was said of it, and a task once it is taken.
        await kerensa.GoAsync(Site, kerensa.Page.QuerySelector("main a[href^='/step/']")!.GetAttribute("href")!);
        await kerensa.SubmitAsync("Save", ("Form.Choice", "not-yet"));
        using var sheila = await portal.EnterAsync(people.Single(p => p.Name == "Sheila Bray"));
        var task = Text(Items(plan, "network").Single(i => i["person"]!.GetValue<string>() == "sheila"));
        (await sheila.GoAsync(Site, "/where-we-are")).Text.ShouldNotContain(task);
        await sheila.GoAsync(Site, "/tasks");
        await sheila.FollowAsync(task);
        await sheila.SubmitAsync("Save", ("Form.Choice", "accept"));
        (await sheila.GoAsync(Site, "/where-we-are")).Text.ShouldContain(task);
        sheila.Text.ShouldContain("Yes, I can do this");
        (await kerensa.GoAsync(Site, "/where-we-are")).Text.ShouldContain("Not yet");
    }

    /// <summary>In a line that runs from the right, the halves of a number change places unless the number says how it runs.</summary>
    [Fact]
    public async Task Numbers_to_ring_are_written_from_the_left_in_every_language()
    {
        var plan = portal.Sample("cumberland-yousif");
        using var yousif = await portal.EnterAsync((await portal.LoadAsync(plan)).Single(p => p.Name.StartsWith("Yousif", StringComparison.Ordinal)));
        var seen = 0;
        foreach (var page in (string[])["/card/names", "/card/numbers", "/print", "/print/large", "/easy", "/if-things-go-wrong", "/help", "/ask-worker"])
        {
            await yousif.GoAsync(Site, page);
            yousif.Page.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
            foreach (var text in yousif.Page.QuerySelectorAll("main *").SelectMany(e => e.ChildNodes).OfType<AngleSharp.Dom.IText>().Where(t => ANumber().IsMatch(t.Data)))
            {
                seen++;
                text.ParentElement!.Closest("[dir]")!.GetAttribute("dir").ShouldBe("ltr", $"{text.Data} on {page}");
            }
        }
        seen.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task A_promise_is_kept_late_or_not_said_yet_and_nobody_is_blamed()
    {
        var plan = portal.Sample();
        var steps = Items(plan, "nextSteps").ToList();
        (steps[0]["by"], steps[0]["done"]) = ("2026-01-02", true);
        steps[1]["by"] = "2026-01-03";
        steps[2]["by"] = "2099-01-04";
        using var ann = await portal.EnterAsync((await portal.LoadAsync(plan)).Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/where-we-are");
        var promises = ann.Page.QuerySelectorAll("main .app-card > div").Select(d => Solid(d.TextContent)).ToList();
        promises.Count.ShouldBe(3);
        promises[2].ShouldStartWith(Solid("Done" + Text(steps[0])));
        promises[0].ShouldBe(Solid($"{Text(steps[1])} Jess Nance, by 3 January 2026 That day has passed. We have not heard that it is done."));
        promises[1].ShouldBe(Solid($"{Text(steps[2])} Ken Nance, by 4 January 2099 Nobody has said yet how this goes."));
    }

    [Fact]
    public async Task A_professional_s_plan_begins_with_their_part_and_talks_of_no_family_of_theirs()
    {
        var plan = portal.Sample("cornwall-a-sober-grown-up");
        using var odgers = await portal.EnterAsync((await portal.LoadAsync(plan)).Single(p => p.Name == "Mrs Odgers"));
        await odgers.GoAsync(Site, "/");
        foreach (var not in (string[])["Our story", "Ask a question", "your family", "working well"]) odgers.Page.QuerySelector("main")!.TextContent.ShouldNotContain(not);
        odgers.Text.ShouldContain("Hello, Mrs Odgers");
        await odgers.FollowAsync("See the plan");

        var own = odgers.Page.QuerySelector("#own")!;
        own.TextContent.ShouldBe("Your part in this plan");
        var parts = odgers.Page.QuerySelectorAll("main h2").Select(h => h.TextContent).ToList();
        parts[0].ShouldBe("Your part in this plan");
        var text = Squeezed(odgers.Page.QuerySelector("main")!.TextContent);
        foreach (var list in (string[])["scales", "nextSteps", "meetings"])
            foreach (var item in Items(plan, list).Where(i => IsFor(i, "odgers", "professional"))) text.IndexOf(Text(item), StringComparison.Ordinal).ShouldBeInRange(0, text.IndexOf("What is working well", text.IndexOf(Text(item), StringComparison.Ordinal), StringComparison.Ordinal));
        foreach (var list in plan["plan"]!.AsObject().Where(l => l.Value is JsonArray && l.Key != "ifThingsGoWrong").Select(l => l.Key))
            foreach (var item in Items(plan, list).Where(i => IsFor(i, "odgers", "professional")))
                text.Split(Text(item)).Length.ShouldBe(2, "each thing stands there once");
        foreach (var not in (string[])["your family", "you have kept", "Our story"]) text.ShouldNotContain(not);
        odgers.Page.QuerySelectorAll("[id]").Select(e => e.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task A_professional_with_nothing_to_see_is_told_so_and_one_with_the_story_reads_whose_it_is()
    {
        var (shah, _) = await portal.VisitAsync("Dr Shah");
        (await shah.GoAsync(Site, "/plan")).Text.ShouldContain("No part of this plan is for you to see just now.");
        var (jan, _) = await portal.VisitAsync("Jan Birkett", "westmorland-furness-drums-and-sleep");
        (await jan.GoAsync(Site, "/plan")).Page.QuerySelector("#story h2")!.TextContent.ShouldBe("The children's story");
        (await jan.GoAsync(Site, "/")).Text.ShouldNotContain("story");
    }

    [Fact]
    public async Task On_paper_in_easy_steps_and_in_a_pocket_the_words_are_the_reader_s_own()
    {
        var plan = portal.Sample();
        using var ann = await portal.EnterAsync((await portal.LoadAsync(plan)).Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/");
        foreach (var path in (string[])["/easy", "/print", "/card", "/where-we-are"]) ann.Page.QuerySelector($"main a[href='{path}']").ShouldNotBeNull();
        foreach (var path in (string[])["/print", "/print/large", "/easy"])
        {
            await ann.GoAsync(Site, path);
            ann.Page.Title.ShouldBe("My plan");
            var text = Solid(ann.Text);
            foreach (var list in plan["plan"]!.AsObject().Where(l => l.Value is JsonArray))
                foreach (var item in Items(plan, list.Key).Where(i => IsFor(i, "ann", "parent"))) text.ShouldContain(Solid(Text(item)));
            ann.Page.QuerySelectorAll("link[rel=stylesheet]").Length.ShouldBe(2);
        }
        // One sentence a line, and a picture beside each part; the buttons come with the script alone.
        var lines = ann.Page.QuerySelectorAll(".app-easy p").Select(p => p.TextContent).ToList();
        lines.ShouldContain("Ring Col.");
        lines.ShouldContain("Nobody shouts.");
        ann.Page.QuerySelectorAll("main h2").ShouldAllBe(h => h.QuerySelector("img[alt]") != null);
        ann.Page.QuerySelectorAll("main button").ShouldBeEmpty();
        foreach (var path in (string[])["/easy", "/plan", "/where-we-are", "/if-things-go-wrong", "/story"])
        {
            await ann.GoAsync(Site, path);
            ann.Page.QuerySelector("main [data-read]").ShouldNotBeNull(path);
            ann.Page.QuerySelector("script[src*='read.']").ShouldNotBeNull(path);
        }

        await ann.GoAsync(Site, "/card");
        ann.Text.ShouldContain("Keep this where only you find it.");
        ann.Page.QuerySelector(".app-pocket").ShouldBeNull();
        await ann.FollowAsync("their names");
        Squeezed(ann.Text).ShouldContain("Jess comes and is not well.");
        Squeezed(ann.Text).ShouldContain("Colin Nance: 07700 900202");
        await ann.FollowAsync("no names");
        ann.Text.ShouldContain("07700 900202");
        var card = string.Concat(ann.Page.QuerySelectorAll(".app-pocket").Select(p => p.TextContent));
        foreach (var not in (string[])["Col", "Jess", "Ken", "Mo", "comes"]) card.ShouldNotContain(not, Case.Sensitive);
        card.ShouldContain("999");
        foreach (var path in (string[])["/card/other", "/print/other"]) (await ann.GoAsync(Site, path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<JsonObject> Items(JsonNode plan, string list) => (plan["plan"]![list] as JsonArray ?? []).OfType<JsonObject>();

    private static bool IsFor(JsonObject item, string person, string role) =>
        (item["audience"] as JsonArray ?? []).Any(a => a!.GetValue<string>() is var entry && (entry == person || entry == "everyone" || entry == "role:" + role));

    private static string Text(JsonObject item) => item["text"]!.GetValue<string>();

    private static string Solid(string text) => Squeezed(text).Replace(" ", "", StringComparison.Ordinal);

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [System.Text.RegularExpressions.GeneratedRegex(@"\d{3,} \d{3,}")]
    private static partial System.Text.RegularExpressions.Regex ANumber();
}
