using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A meeting's own pages: what it is before it, whether one comes, and afterwards how it was.</summary>
public sealed class MeetingTests(PortalFixture portal)
{
    private const string Visit = "kin-30";
    private const string Dinner = "kin-29";

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Home_leads_to_the_next_meeting_which_says_what_it_is_and_the_answer_stands_wherever_it_belongs()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: p => Put(p, Visit, portal.Site.Clock.GetUtcNow().AddDays(2), m => m["kind"] = "core-group"));
        using var ann = await visit.PersonAsync("Ann Nance");
        await OnlyAsync(visit, Visit);
        await ann.GoAsync(Site, "/");
        Card(ann, "Your next meeting").ShouldContain("Please answer");

        await ann.FollowAsync("Tell us if you can come");
        foreach (var shown in new[] { "Can you come?", "Beth comes to see everyone", "Gran and Grampy's, then the stable", "Who comes: you, ", "Ken Nance", "Tamsin Nance", "what went well, and what was hard", "You may bring someone you trust.", "ask what a word means", "Only your workers will see this." })
            ann.Text.ShouldContain(shown);
        ann.Page.QuerySelectorAll("main [name='Form.Choice']").Select(c => c.GetAttribute("value")).ShouldBe(["coming", "not-coming", "by-phone"]);
        await ann.SubmitAsync("Save", ("Form.Choice", "by-phone"), ("Form.Words", "I want it to be short."), ("Form.OneHigher", "My sister Bev"));

        ann.Address.AbsolutePath.ShouldMatch("^/meeting/[A-Za-z0-9_-]{8}/saved$");
        foreach (var page in new[] { ann.Address.AbsolutePath, "/answers", ann.Address.AbsolutePath.Replace("/saved", "", StringComparison.Ordinal) })
        {
            await ann.GoAsync(Site, page);
            foreach (var shown in new[] { "I would like to join by phone or video", "I want it to be short.", "Who you want with you:", "My sister Bev", "Only your workers can see it." }) ann.Text.ShouldContain(shown, Case.Sensitive, page);
        }
        await ann.SubmitAsync("Save", ("Form.Choice", "coming"), ("Form.Words", ""), ("Form.OneHigher", ""));
        (await ann.GoAsync(Site, "/answers")).Text.ShouldContain("I want it to be short.", Case.Sensitive, "a mind that is changed keeps both");
        await ann.GoAsync(Site, "/");
        Card(ann, "Your next meeting").ShouldSatisfyAllConditions(c => c.ShouldContain("You said: I am coming"), c => c.ShouldNotContain("Please answer"));
        (await ann.GoAsync(Site, "/plan")).Text.ShouldContain("I am coming");

        await visit.WorkerAtAsync();
        foreach (var shown in new[] { "Ann Nance answered about a meeting", "Is coming", "Would like to join by phone or video", "What they want to say:", "I want it to be short.", "Who they want with them:", "My sister Bev", "Only workers may see it." })
            visit.Worker.Text.ShouldContain(shown);
        using var ken = await visit.PersonAsync("Ken Nance");
        foreach (var page in new[] { "/", "/plan", ann.Page.QuerySelector("a[href^='/meeting/']")!.GetAttribute("href")! }) (await ken.GoAsync(Site, page)).Html.ShouldNotContain("sister Bev");
    }

    [Fact]
    public async Task Whoever_is_not_asked_finds_nothing_there_whether_they_see_the_meeting_or_not()
    {
        var plan = portal.Sample();
        Put(plan, Visit, portal.Site.Clock.GetUtcNow().AddDays(2), m => m["audience"]!.AsArray().Add("col"));
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var col = await portal.EnterAsync(people.Single(p => p.Name == "Colin Nance"));
        await ann.GoAsync(Site, "/plan");
        var anns = Meetings(ann);
        await col.GoAsync(Site, "/plan");
        col.Text.ShouldContain("Beth comes to see everyone");
        var seen = col.Page.QuerySelectorAll("main div").First(d => d.Children.Any(c => c.TextContent.Contains("Beth comes to see everyone"))).QuerySelector("a[href^='/see/']")!.GetAttribute("href")!.Split('/')[2];
        Meetings(col).ShouldNotContain($"/meeting/{seen}");
        await col.GoAsync(Site, Meetings(col).Single());
        var form = col.Prepare("Save", ("Form.Choice", "coming"), ("Form.Words", "Not asked, and said all the same"));

        foreach (var page in new[] { "", "/after", "/saved" })
        {
            var nowhere = await ReadAsync(col, $"/meeting/abcdefghijkl{page}");
            nowhere.ShouldStartWith("404");
            foreach (var handle in anns.Select(m => m.Split('/')[2]).Append(seen))
                (await ReadAsync(col, $"/meeting/{handle}{page}")).Replace(handle, "abcdefghijkl", StringComparison.Ordinal).ShouldBe(nowhere, page);
        }
        foreach (var page in new[] { $"/meeting/{seen}", $"/meeting/{seen}/after" })
        {
            var send = form();
            send.RequestUri = new Uri(Site, page);
            await col.SendAsync(send);
            col.Text.ShouldNotContain("Beth comes to see everyone");
        }
        (await col.GoAsync(Site, "/answers")).Text.ShouldContain("You have not said anything here yet.");

        // Before it is over nobody is asked how it was.
        foreach (var own in anns) (await ann.GoAsync(Site, own + "/after")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Afterwards_home_asks_if_they_felt_listened_to_and_no_more_once_they_said()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: p => Put(p, Visit, portal.Site.Clock.GetUtcNow().AddHours(-3)));
        using var ann = await visit.PersonAsync("Ann Nance");
        await OnlyAsync(visit, Visit);
        await ann.GoAsync(Site, "/");
        ann.Text.ShouldNotContain("Nothing is waiting for you.");
        await ann.FollowAsync("Did you feel listened to?");
        ann.Text.ShouldContain("Only your workers will see this.");
        ann.Page.QuerySelectorAll("[name='Form.Share'], [name='Form.OneHigher']").ShouldBeEmpty();

        await ann.SubmitAsync("Save", ("Form.Words", "Ask Tamsin first."));
        ann.Text.ShouldContain("Choose one of the answers");
        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("Ask Tamsin first.");
        await ann.SubmitAsync("Save", ("Form.Choice", "partly-listened-to"));

        ann.Address.AbsolutePath.ShouldMatch("^/meeting/[A-Za-z0-9_-]{8}/saved$");
        ann.Text.ShouldContain("Ask Tamsin first.");
        (await ann.GoAsync(Site, "/")).Page.QuerySelectorAll("a[href$='/after']").ShouldBeEmpty();
        (await ann.GoAsync(Site, "/answers")).Text.ShouldContain("If you felt listened to");
        await visit.WorkerAtAsync();
        foreach (var shown in new[] { "Ann Nance said how a meeting was", "Felt partly listened to", "What would have made it better:", "Ask Tamsin first." }) visit.Worker.Text.ShouldContain(shown);

        // Over it is, and its page says so; what was said can be changed.
        await ann.GoAsync(Site, "/plan");
        await ann.GoAsync(Site, Meetings(ann).Single());
        ann.Text.ShouldContain("This is over now");
        ann.Page.QuerySelectorAll("[name='Form.Choice']").ShouldBeEmpty();
        await ann.FollowAsync("Change what you said");
        ann.Text.ShouldContain("Did you feel listened to?");
    }

    [Theory]
    [InlineData(-3, Visit, true)]
    [InlineData(-13 * 24, Visit, true)]
    [InlineData(-15 * 24, Visit, false)]
    [InlineData(-3, Dinner, false)]
    public async Task How_it_was_is_asked_for_two_weeks_and_never_of_time_that_a_family_has_together(int hours, string meeting, bool isAsked)
    {
        var visit = await StaffVisit.OpenAsync(portal, change: p => Put(p, meeting, portal.Site.Clock.GetUtcNow().AddHours(hours)));
        using var ann = await visit.PersonAsync("Ann Nance");
        await OnlyAsync(visit, meeting);

        (await ann.GoAsync(Site, "/")).Page.QuerySelectorAll("a[href$='/after']").Length.ShouldBe(isAsked ? 1 : 0);
        await ann.GoAsync(Site, "/plan");
        var page = Meetings(ann).Single();
        (await ann.GoAsync(Site, page)).Page.QuerySelectorAll("a[href$='/after']").Length.ShouldBe(isAsked ? 1 : 0);
        (await ann.GoAsync(Site, page + "/after")).Response.StatusCode.ShouldBe(isAsked ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Words_that_are_sent_when_it_is_over_stay_in_their_hands_and_one_that_is_moved_asks_anew()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: p => Put(p, Visit, portal.Site.Clock.GetUtcNow().AddDays(2)));
        using var ann = await visit.PersonAsync("Ann Nance");
        await OnlyAsync(visit, Visit);
        await ann.GoAsync(Site, "/plan");
        var page = Meetings(ann).Single();
        await ann.GoAsync(Site, page);
        var open = ann.Prepare("Save", ("Form.Choice", "coming"), ("Form.Words", "I will bring the photos"), ("Form.OneHigher", "Bev"));
        Put(visit.Plan, Visit, portal.Site.Clock.GetUtcNow().AddHours(-3));
        await OnlyAsync(visit, Visit);

        await ann.SendAsync(open());
        foreach (var shown in new[] { "The time for this is over", "I will bring the photos", "Bev", "Send them to your worker instead" }) ann.Text.ShouldContain(shown);
        (await ann.GoAsync(Site, "/answers")).Text.ShouldNotContain("photos");
        (await ann.GoAsync(Site, "/")).Page.QuerySelectorAll("a[href$='/after']").ShouldNotBeEmpty();

        // Said in time.
        Put(visit.Plan, Visit, portal.Site.Clock.GetUtcNow().AddDays(2));
        await OnlyAsync(visit, Visit);
        await ann.GoAsync(Site, page);
        await ann.SubmitAsync("Save", ("Form.Choice", "not-coming"));
        ann.Text.ShouldContain("I am not coming");
        Put(visit.Plan, Visit, portal.Site.Clock.GetUtcNow().AddDays(3));
        await OnlyAsync(visit, Visit);
        (await ann.GoAsync(Site, page)).Page.QuerySelectorAll("[name='Form.Choice']").Length.ShouldBe(3);
        await ann.GoAsync(Site, "/");
        Card(ann, "Your next meeting").ShouldContain("Please answer", Case.Sensitive, "it is on another day now");
    }

    [Fact]
    public async Task Words_that_are_sent_after_the_session_wait_for_the_same_person_on_the_same_page()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = new Browser();
        var secret = await portal.EnterAsync(ann, people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/plan");
        var page = Meetings(ann)[0];
        await ann.GoAsync(Site, page);
        var send = ann.Prepare("Save", ("Form.Choice", "by-phone"), ("Form.Words", "I want it to be short."), ("Form.OneHigher", "My sister Bev"));
        await portal.Get<PortalSessions>().EndAsync(secret);
        await ann.SendAsync(send());

        await portal.EnterAsync(ann, people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, page);
        ann.Text.ShouldContain("Your words are still here");
        ann.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("I want it to be short.");
        ann.Page.QuerySelector("[name='Form.OneHigher']")!.TextContent.ShouldBe("My sister Bev");
        ann.Page.QuerySelector("[name='Form.Choice'][value='by-phone']")!.HasAttribute("checked").ShouldBeTrue();
        await ann.SubmitAsync("Save", ("Form.Words", "I want it to be short, please."));
        (await ann.GoAsync(Site, "/answers")).Text.ShouldContain("My sister Bev");
    }

    /// <summary>Whatever kind of meeting a plan has, there are words for it.</summary>
    [Fact]
    public async Task Every_kind_of_meeting_has_a_page_of_its_own_words()
    {
        string[] kinds = ["network-meeting", "family-group-conference", "core-group", "child-protection-conference", "child-in-need-meeting", "team-around-the-family", "looked-after-review", "school-meeting", "health-appointment", "court-hearing", "family-time", "visit", "other"];
        var plan = portal.Sample();
        var meetings = plan["plan"]!["meetings"]!.AsArray();
        var like = meetings.Single(m => m!["id"]!.GetValue<string>() == Visit)!;
        foreach (var (kind, i) in kinds.Select((k, i) => (k, i)))
        {
            var meeting = like.DeepClone();
            (meeting["id"], meeting["kind"], meeting["text"], meeting["at"]) = ($"m-{kind}", kind, $"Meeting number {i}", Written(portal.Site.Clock.GetUtcNow().AddDays(3 + i)));
            meetings.Add(meeting);
        }
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/plan");
        HashSet<string> about = [];
        foreach (var page in Meetings(ann))
        {
            await ann.GoAsync(Site, page);
            ann.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var h2 = ann.Page.QuerySelectorAll("h2").Single(h => h.TextContent == "What it is");
            about.Add(h2.NextElementSibling!.TextContent);
            ann.Page.QuerySelectorAll("[name='Form.Choice']").Length.ShouldBe(3);
        }
        about.Count.ShouldBe(kinds.Length);
    }

    /// <summary>The plan as its next version, with this meeting alone.</summary>
    private async Task OnlyAsync(StaffVisit visit, string meeting)
    {
        visit.Plan["plan"]!["version"] = visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        var next = visit.Plan.DeepClone();
        var meetings = next["plan"]!["meetings"]!.AsArray();
        foreach (var other in meetings.Where(m => m!["id"]!.GetValue<string>() != meeting).ToList()) meetings.Remove(other);
        await portal.LoadAsync(next);
    }

    private static void Put(JsonNode plan, string meeting, DateTimeOffset at, Action<JsonNode>? change = null)
    {
        var found = plan["plan"]!["meetings"]!.AsArray().Single(m => m!["id"]!.GetValue<string>() == meeting)!;
        found["at"] = Written(at);
        change?.Invoke(found);
    }

    private static string Written(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static List<string> Meetings(Browser browser) => [.. browser.Page.QuerySelectorAll("a[href^='/meeting/']").Select(a => a.GetAttribute("href")!).Distinct()];

    private static string Card(Browser browser, string title) => browser.Page.QuerySelectorAll(".app-card").Single(c => c.QuerySelector(".app-card__title")?.TextContent == title).TextContent;

    private async Task<string> ReadAsync(Browser browser, string path)
    {
        await browser.GoAsync(Site, path);
        return $"{(int)browser.Response.StatusCode} {BarePage.Of(browser.Html)}";
    }
}
