using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A council's colour is on its families' pages, and the file that holds it says of no council that it was theirs.</summary>
public sealed class OwnColoursTests(PortalFixture portal)
{
    private const string Knowsley = "knowsley-hard-evenings";

    [Fact]
    public async Task A_council_s_colour_is_on_its_pages_in_a_sheet_that_all_share()
    {
        var (knowsley, _) = await portal.VisitAsync(Parent(Knowsley), Knowsley);
        await knowsley.GoAsync(portal.Site.Host.Portal, "/plan");
        var mark = knowsley.Page.QuerySelector(".app-header")!.GetAttribute("data-own").ShouldNotBeNull();
        var sheet = knowsley.Page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).Single(h => h.StartsWith("/own.", StringComparison.Ordinal));

        using var anybody = new HttpClient();
        using var answer = await anybody.GetAsync(new Uri(portal.Site.Host.Portal, sheet), TestContext.Current.CancellationToken);
        var css = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        css.ShouldContain($"[data-own=\"{mark}\"]{{--own:#6b2346}}");
        css.ShouldContain("#1f4f8a", Case.Sensitive, "the other council's is in it too");
        css.ShouldNotContain("knowsley", Case.Insensitive);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        knowsley.Dispose();
    }

    [Fact]
    public async Task Without_a_colour_and_signed_out_nothing_is_asked_for()
    {
        var (cornwall, _) = await portal.VisitAsync();
        using (cornwall)
        {
            await cornwall.GoAsync(portal.Site.Host.Portal, "/plan");
            cornwall.Html.ShouldNotContain("/own.");
        }
        using var nobody = new FamilyPortal.Testing.Browser();
        await nobody.GoAsync(portal.Site.Host.Portal, "/help");
        nobody.Html.ShouldNotContain("/own.");
        nobody.Html.ShouldNotContain("Other websites");
    }

    [Fact]
    public async Task The_council_s_pages_stand_with_the_numbers()
    {
        var (browser, _) = await portal.VisitAsync();
        using (browser)
        {
            await browser.GoAsync(portal.Site.Host.Portal, "/help");
            var link = browser.Page.QuerySelectorAll("a").Single(a => a.TextContent == "Cornwall Council's website");
            (link.GetAttribute("href"), link.GetAttribute("rel")).ShouldBe(("https://www.cornwall.gov.uk/", "noopener noreferrer"));
        }
    }

    private string Parent(string sample) =>
        portal.Site.Sample(sample)["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "parent")!["name"]!.GetValue<string>();
}
