using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>Who is named, how, and in which direction.</summary>
public sealed class NamesTests(PortalFixture portal)
{
    private const char Isolate = '\u2068';
    private const char Pop = '\u2069';

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_reader_is_you_in_every_list_and_names_keep_their_order_in_a_script_from_the_right()
    {
        var plan = portal.Sample();
        plan["plan"]!["nextSteps"] = new JsonArray(new JsonObject
        {
            ["id"] = "new-1",
            ["text"] = "We sort out the shed.",
            ["who"] = new JsonArray("ken", "ann", "col"),
            ["by"] = "2020-01-06",
            ["done"] = false,
            ["audience"] = new JsonArray("ann", "ken", "col"),
        });
        var people = await portal.LoadAsync(plan);
        string Name(string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!["name"]!.GetValue<string>();
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == Name("ann")));

        (await ann.GoAsync(Site, "/plan")).Text.ShouldContain($"You, {Name("ken")} and {Name("col")}");
        ann.Html.ShouldNotContain(Isolate.ToString());
        (await ann.GoAsync(Site, "/my-words/everything")).Text.ShouldContain($"You, {Name("ken")} and {Name("col")}");

        // A day that has passed, as on the first page.
        await ann.GoAsync(Site, "/plan");
        await ann.GoAsync(Site, ann.Page.QuerySelector("a[href^='/step/']")!.GetAttribute("href")!);
        ann.Text.ShouldContain("This was for Monday 6 January 2020");

        await ann.GoAsync(Site, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Language", "ar"));
        (await ann.GoAsync(Site, "/plan")).Text.ShouldContain($"{Isolate}{Name("ken")}{Pop}، ");
        ann.Text.ShouldContain($"{Isolate}{Name("col")}{Pop}");
    }
}
