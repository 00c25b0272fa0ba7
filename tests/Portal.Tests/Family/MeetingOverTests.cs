using System.Globalization;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A meeting comes and goes: home asks before it, and after it only those who did not say that they would not come.</summary>
public sealed class MeetingOverTests(IdleSessionTests.OwnProduct own) : IClassFixture<IdleSessionTests.OwnProduct>
{
    [Fact]
    public async Task Whoever_said_that_they_would_not_come_is_not_asked_how_it_was_and_may_say_it_all_the_same()
    {
        var (portal, site) = (own.Portal, own.Portal.Site.Host.Portal);
        var plan = portal.Sample();
        var meetings = plan["plan"]!["meetings"]!.AsArray();
        meetings.Remove(meetings.Single(m => m!["id"]!.GetValue<string>() == "kin-29"));
        meetings.Single()!["at"] = portal.Site.Clock.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var people = await portal.LoadAsync(plan);
        foreach (var (name, choice) in new[] { ("Ann Nance", "not-coming"), ("Ken Nance", "by-phone") })
        {
            using var before = await portal.EnterAsync(people.Single(p => p.Name == name));
            await before.GoAsync(site, "/");
            before.Page.QuerySelectorAll("a[href$='/after']").ShouldBeEmpty();
            await before.FollowAsync("Tell us if you can come");
            await before.SubmitAsync("Save", ("Form.Choice", choice));
        }

        portal.Site.Clock.Move(TimeSpan.FromHours(2));

        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        await ken.GoAsync(site, "/");
        ken.Text.ShouldNotContain("Your next meeting");
        await ken.FollowAsync("Did you feel listened to?");
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        (await ann.GoAsync(site, "/")).Page.QuerySelectorAll("a[href$='/after']").ShouldBeEmpty();
        await ann.GoAsync(site, "/plan");
        await ann.GoAsync(site, ann.Page.QuerySelector("a[href^='/meeting/']")!.GetAttribute("href")!);
        await ann.FollowAsync("Say how it was");
        await ann.SubmitAsync("Save", ("Form.Choice", "not-listened-to"));
        ann.Address.AbsolutePath.ShouldEndWith("/saved");
    }
}
