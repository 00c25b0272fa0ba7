using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// What somebody puts into a link to a page does not come back on it beside the family's words: compressed together, the length
/// would tell whether the two are alike.
/// </summary>
public sealed class FormAddressTests(PortalFixture portal)
{
    private const string Probe = "zzprobe";

    [Fact]
    public async Task No_page_of_a_family_repeats_the_query_of_its_address()
    {
        var (browser, _) = await portal.VisitAsync();
        (await SweepAsync(browser, "/")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task No_page_of_staff_repeats_the_query_of_its_address()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.GoAsync(visit.Worker, visit.Home);
        (await SweepAsync(visit.Worker, visit.Home)).ShouldBeGreaterThan(8);
    }

    /// <summary>Follows the page's own links. Gives how many pages with a form of theirs there were.</summary>
    private async Task<int> SweepAsync(Browser browser, string start)
    {
        var (ways, seen, withForm) = (new Queue<string>([start]), new HashSet<string>([start]), 0);
        while (ways.TryDequeue(out var path) && seen.Count < 150)
        {
            await browser.GoAsync(portal.Site.Host.Portal, $"{path}?{Probe}=1");
            browser.Html.ShouldNotContain(Probe, Case.Insensitive, path);
            if (browser.Page.QuerySelector("form:has([name=_handler])") is { } form)
            {
                withForm++;
                // A fragment stays in the browser.
                form.GetAttribute("action")!.Split('#')[0].ShouldBe(path);
            }
            foreach (var href in browser.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#', '?')[0]))
                if (href.StartsWith('/') && seen.Add(href)) ways.Enqueue(href);
        }
        return withForm;
    }
}
