using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>English that changed under a translation which stayed: whoever reads the translation is told at that item, and sees both.</summary>
public sealed class OldTranslationTests(PortalFixture portal)
{
    private const string Said = "النص الإنجليزي أحدث من هذا:";
    private const string Newer = "Yousif lives with Pat and Alan, and with nobody else.";

    private readonly JsonNode _plan = portal.Sample("cumberland-yousif");

    private Uri Site => portal.Site.Host.Portal;

    private JsonNode Summary => _plan["plan"]!["summary"]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == "y-01")!;

    [Fact]
    public async Task A_reader_of_the_translation_is_told_until_it_is_translated_anew()
    {
        var people = await portal.LoadAsync(_plan);
        using var reader = await EnterAsync(people, "Ibrahim Adam");
        using var english = await EnterAsync(people, "Pat Fearon");
        (await reader.GoAsync(Site, "/plan")).Html.ShouldNotContain(Said);
        var (before, arabic) = (Summary["text"]!.GetValue<string>(), Summary["translations"]!["ar"]!.GetValue<string>());

        await NextAsync(() => Summary["text"] = Newer);
        foreach (var page in (string[])["/plan", "/plan/both", "/easy", "/print"])
        {
            await reader.GoAsync(Site, page);
            var told = reader.Page.QuerySelectorAll("main *").Where(e => e.ChildElementCount == 0 && e.TextContent == Said).ShouldHaveSingleItem(page);
            var both = told.ParentElement!;
            both.QuerySelector("[lang=en][dir=ltr]")!.TextContent.ShouldBe(Newer, page);
            both.ParentElement!.TextContent.Replace("\n", " ").ShouldContain(arabic.Split('.')[0], Case.Sensitive, page);
        }
        // It is news, too: what they read no longer is what the plan says.
        (await reader.GoAsync(Site, "/plan")).Page.QuerySelectorAll("main .govuk-tag").ShouldHaveSingleItem();
        (await english.GoAsync(Site, "/plan")).Html.ShouldNotContain(Said);
        (await reader.GoAsync(Site, "/plan?lang=en")).Text.ShouldContain(Newer);
        reader.Html.ShouldNotContain("newer");

        // A version that changes nothing here makes it no younger.
        await NextAsync(() => _plan["plan"]!["summary"]!.AsArray().Last()!["text"] = "Something else entirely was written here.");
        (await reader.GoAsync(Site, "/plan")).Html.ShouldContain(Said);
        // The words that it was made of stand there again.
        await NextAsync(() => Summary["text"] = before);
        (await reader.GoAsync(Site, "/plan")).Text.ShouldNotContain(Newer);
        await NextAsync(() => (Summary["text"], Summary["translations"]!["ar"]) = (Newer, "يوسف يعيش مع بات وآلان ولا أحد غيرهما."));
        (await reader.GoAsync(Site, "/plan")).Text.ShouldNotContain(Newer);
        reader.Text.ShouldContain("ولا أحد غيرهما");
    }

    /// <summary>An item that takes the place of another takes its translation along.</summary>
    [Fact]
    public async Task It_is_told_of_what_takes_the_place_of_another_and_of_the_ends_of_a_scale()
    {
        var people = await portal.LoadAsync(_plan);
        using var reader = await EnterAsync(people, "Ibrahim Adam");
        await reader.GoAsync(Site, "/plan");
        var href = reader.Page.QuerySelector("a[href^='/scale/']")!.GetAttribute("href")!.Split('#')[0];
        var asked = (await reader.GoAsync(Site, href)).Page.QuerySelector("main h1")!.TextContent;
        var scale = _plan["plan"]!["scales"]!.AsArray().Single(s => s!["translations"]!["ar"]!.GetValue<string>() == asked)!;

        await NextAsync(() =>
        {
            scale["zero"]!["text"] = "Nobody knows where Yousif is at night.";
            (Summary["text"], Summary["replaces"], Summary["id"]) = (Newer, "y-01", "y-01b");
        }, "y-01");

        (await reader.GoAsync(Site, "/plan")).Page.QuerySelectorAll("main *").Count(e => e.ChildElementCount == 0 && e.TextContent == Said).ShouldBe(2);
        (await reader.GoAsync(Site, href)).Text.ShouldContain("Nobody knows where Yousif is at night.");
        reader.Text.ShouldContain(Said);
    }

    private async Task<Browser> EnterAsync(IReadOnlyList<DemoPerson> people, string name) => await portal.EnterAsync(people.Single(p => p.Name == name));

    private async Task NextAsync(Action change, string? gone = null)
    {
        change();
        if (gone is not null) foreach (var list in _plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>()) list.Where(i => i is JsonObject && i["id"]?.GetValue<string>() == gone).ToList().ForEach(i => list.Remove(i));
        _plan["plan"]!["version"] = _plan["plan"]!["version"]!.GetValue<int>() + 1;
        await portal.LoadAsync(_plan.DeepClone());
    }
}
