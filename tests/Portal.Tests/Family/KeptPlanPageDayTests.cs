using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What was, and what is late, changes on a kept page when the day does and nothing else.</summary>
public sealed class KeptPlanPageDayTests(IdleSessionTests.OwnProduct own) : IClassFixture<IdleSessionTests.OwnProduct>
{
    [Fact]
    public async Task On_each_day_the_kept_page_is_the_one_written_that_day()
    {
        var (portal, site) = (own.Portal, own.Portal.Site.Host.Portal);
        var ann = (await portal.LoadAsync(portal.Sample())).Single(p => p.Name == "Ann Nance");
        HashSet<string> different = [];
        for (var day = 0; day < 40; day += 4)
        {
            using var browser = await portal.EnterAsync(ann);
            for (var visit = 1; visit <= 2; visit++)
            {
                var kept = (await browser.GoAsync(site, "/plan")).Html;
                (await browser.GoAsync(site, "/Plan")).Html.ShouldBe(kept, $"after {day} days");
                different.Add(kept);
            }
            portal.Site.Clock.Move(TimeSpan.FromDays(4));
        }
        different.Count.ShouldBeGreaterThan(1);
    }
}
