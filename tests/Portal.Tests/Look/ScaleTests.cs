using AngleSharp.Dom;
using FamilyPortal.Look.Components;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

public class ScaleTests
{
    private static readonly ChartLine Mine = new("You", [new(new(2026, 1, 5), 3), new(new(2026, 3, 2), 10)]);
    private static readonly ChartLine Gran = new("<b>Gran</b>", [new(new(2026, 2, 1), 0)]);

    [Fact]
    public async Task Input_offers_0_to_10_and_says_what_both_ends_mean()
    {
        var page = Html.Parse(await Render.HtmlAsync<ScaleInput>(("Name", "Form.Score"), ("Label", "How safe?"), ("Zero", "Not at all"), ("Ten", "Safe enough"), ("Value", 7)));

        var inputs = page.QuerySelectorAll("fieldset input[type=radio]");
        inputs.Select(i => i.GetAttribute("value")).ShouldBe(Enumerable.Range(0, 11).Select(i => i.ToString()));
        inputs.Select(i => i.GetAttribute("name")).Distinct().ShouldBe(["Form.Score"]);
        inputs.Where(i => i.HasAttribute("checked")).Select(i => i.GetAttribute("value")).ShouldBe(["7"]);
        foreach (var input in inputs)
            page.QuerySelector($"label[for='{input.Id}']")!.TextContent.ShouldBe(input.GetAttribute("value"));
        page.GetElementById(inputs[0].GetAttribute("aria-describedby")!)!.TextContent.ShouldContain("Not at all");
        page.GetElementById(inputs[10].GetAttribute("aria-describedby")!)!.TextContent.ShouldContain("Safe enough");
        page.QuerySelector("legend")!.TextContent.Trim().ShouldBe("How safe?");
    }

    [Fact]
    public async Task Input_without_a_score_has_nothing_chosen() =>
        (await Render.HtmlAsync<ScaleInput>(("Name", "s"), ("Label", "l"), ("Zero", "z"), ("Ten", "t"))).ShouldNotContain("checked");

    [Fact]
    public async Task Chart_gives_every_score_in_a_table_newest_first()
    {
        var page = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", new[] { Mine, Gran })));

        page.QuerySelectorAll("tbody tr").Select(r => string.Join("|", r.Children.Select(c => c.TextContent.Trim())))
            .ShouldBe(["2 Mar 2026|You|10", "1 Feb 2026|<b>Gran</b>|0", "5 Jan 2026|You|3"]);
    }

    [Fact]
    public async Task Chart_draws_each_score_once_and_ten_above_nought()
    {
        var page = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", new[] { Mine, Gran })));

        var marks = page.QuerySelectorAll(".app-chart__svg circle");
        marks.Length.ShouldBe(3);
        var ten = marks.Single(m => m.ClassName == "app-chart__mark--1" && Number(m, "cx") > 140);
        var nought = marks.Single(m => m.ClassName == "app-chart__mark--2");
        Number(ten, "cy").ShouldBeLessThan(Number(nought, "cy"));
        page.QuerySelectorAll("polyline").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Chart_breaks_no_content_policy_and_reads_no_name_as_markup()
    {
        var page = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", new[] { Mine, Gran })));

        page.QuerySelectorAll("[style], style, script, b").ShouldBeEmpty();
        page.QuerySelector("svg[role=img]")!.GetAttribute("aria-label").ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Chart_of_one_day_stays_inside_its_picture()
    {
        var page = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", new[] { new ChartLine("You", [new(new(2026, 1, 5), 3)]) })));

        Number(page.QuerySelector(".app-chart__svg circle")!, "cx").ShouldBeInRange(28, 280);
        page.QuerySelectorAll("svg text").Count(t => t.TextContent == "5 Jan 2026").ShouldBe(1);
    }

    /// <summary>A number that stands there alone and without a name is taken for one's own, or for the plan's.</summary>
    [Fact]
    public async Task A_line_alone_is_named_where_it_is_not_the_reader_s_own()
    {
        ChartLine[] gran = [new("Gran", [new(new(2026, 1, 5), 3)])];
        var other = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", gran)));
        other.QuerySelector(".app-chart__key")!.TextContent.ShouldContain("Gran");
        var own = Html.Parse(await Render.HtmlAsync<ScaleChart>(("Lines", new[] { new ChartLine("You", gran[0].Points) }), ("IsOwn", true)));
        own.QuerySelector(".app-chart__key").ShouldBeNull();
    }

    [Fact]
    public async Task Chart_without_scores_shows_nothing() =>
        (await Render.HtmlAsync<ScaleChart>(("Lines", new[] { new ChartLine("You", []) }))).Trim().ShouldBeEmpty();

    private static double Number(IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!, System.Globalization.CultureInfo.InvariantCulture);
}
