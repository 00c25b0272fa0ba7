using System.Net;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What is typed and not sent yet is kept on the server for its person, and for nobody else.</summary>
public sealed class DraftTests(PortalFixture portal)
{
    private const string Words = "I am still thinking about how to say this";

    private Uri Site => portal.Site.Host.Portal;

    [Theory]
    [InlineData("a[href^='/scale/']")]
    [InlineData("a[href^='/goal/']")]
    [InlineData("a[href^='/meeting/']")]
    [InlineData("/ask-worker")]
    [InlineData("/chat")]
    public async Task What_is_typed_is_there_again_on_the_same_page_and_gone_once_it_is_sent(string page)
    {
        var (browser, people) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/plan");
        var path = page.StartsWith('/') ? page : phone.Page.QuerySelector(page)!.GetAttribute("href")!.Split('#')[0];
        await phone.GoAsync(Site, path);
        var form = Fields(phone);

        (await KeepAsync(phone, path, form, ("Form.Words", Words[..10]))).ShouldBe(HttpStatusCode.NoContent);
        (await KeepAsync(phone, path, form, ("Form.Words", Words))).ShouldBe(HttpStatusCode.NoContent);

        await phone.GoAsync(Site, path);
        Typed(phone).ShouldBe(Words);
        phone.Text.ShouldContain("They are not sent yet.");
        using (var other = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance")))
        {
            await other.GoAsync(Site, path);
            Typed(other).ShouldBe(Words, "on any phone of theirs");
        }

        // The helper is not there in these tests.
        if (path == "/chat") return;

        // Sent: nothing waits, not even where the last of it arrives behind the sending.
        var sent = Fields(phone);
        await phone.SubmitAsync(phone.Page.QuerySelector("form[name='answer'], main form:has([name='Form.Who'])")!.QuerySelectorAll("button").Last().TextContent.Trim(), Answer(phone));
        await KeepAsync(phone, path, sent, ("Form.Words", "the last of it"));
        await phone.GoAsync(Site, path);
        Typed(phone).ShouldBeNullOrEmpty();
        await phone.GoAsync(Site, "/");
        phone.Text.ShouldNotContain("did not send");
    }

    /// <summary>Told apart by when they were written; of what they are about, a page that others may look at says nothing.</summary>
    [Fact]
    public async Task Two_drafts_say_when_they_were_written_and_nothing_more()
    {
        var (browser, people) = await portal.VisitAsync();
        using var phone = browser;
        foreach (var path in new[] { "/ask-worker", "/chat" })
        {
            await phone.GoAsync(Site, path);
            (await KeepAsync(phone, path, Fields(phone), ("Form.Words", Words))).ShouldBe(HttpStatusCode.NoContent);
        }

        await phone.GoAsync(Site, "/");

        var links = phone.Page.QuerySelectorAll("main a").Where(a => a.TextContent.Contains("did not send")).ToList();
        links.Count.ShouldBe(2);
        // Nor does the address, which the browser shows to whoever looks over a shoulder.
        links.ShouldAllBe(a => System.Text.RegularExpressions.Regex.IsMatch(a.GetAttribute("href")!, @"^/words/[0-9a-f]{16}$"));
        List<string> led = [];
        foreach (var link in links) led.Add((await phone.GoAsync(Site, link.GetAttribute("href")!)).Address.AbsolutePath);
        led.Order().ShouldBe(["/ask-worker", "/chat"]);
        // Of nobody else's words, and of none that are gone.
        using (var other = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"))) (await other.GoAsync(Site, links[0].GetAttribute("href")!)).Address.AbsolutePath.ShouldBe("/");
        (await phone.GoAsync(Site, "/words/0123456789abcdef")).Address.AbsolutePath.ShouldBe("/");
        var cards = links.Select(a => a.Closest(".app-task") ?? a).Select(c => c.TextContent).ToList();
        cards.ShouldAllBe(c => System.Text.RegularExpressions.Regex.IsMatch(c, @"Written on \w+ \d+ \w+( \d{4})?, \d+(:\d\d)?(am|pm)\."));
        cards.ShouldAllBe(c => !c.Contains("thinking") && !c.Contains("worker"));
    }

    [Fact]
    public async Task What_was_taken_out_again_does_not_wait()
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/ask-worker");
        var form = Fields(phone);
        await KeepAsync(phone, "/ask-worker", form, ("Form.Words", Words));
        (await KeepAsync(phone, "/ask-worker", form, ("Form.Words", "  "))).ShouldBe(HttpStatusCode.NoContent);
        await phone.GoAsync(Site, "/");
        phone.Text.ShouldNotContain("did not send");
    }

    /// <summary>The plan changed while somebody was writing about it: the way from the home page leads to their words, not past them.</summary>
    [Fact]
    public async Task Words_about_what_is_no_longer_in_the_plan_can_be_read_sent_another_way_and_deleted()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var phone = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await phone.GoAsync(Site, "/plan");
        var summary = plan["plan"]!["workingWell"]!.AsArray().First(i => phone.Text.Contains(i!["text"]!.GetValue<string>(), StringComparison.Ordinal))!;
        var path = phone.Page.QuerySelectorAll("main div").Last(d => d.TextContent.Contains(summary["text"]!.GetValue<string>(), StringComparison.Ordinal) && d.QuerySelector("a[href^='/see/']") is not null).QuerySelector("a[href^='/see/']")!.GetAttribute("href")!;
        await phone.GoAsync(Site, path);
        await KeepAsync(phone, path, Fields(phone), ("Form.Words", Words));
        plan["plan"]!["workingWell"]!.AsArray().Remove(summary);
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        await portal.LoadAsync(plan);

        await phone.GoAsync(Site, "/");
        await phone.FollowAsync("did not send");
        phone.Address.AbsolutePath.ShouldBe(path);
        phone.Text.ShouldContain(Words);
        phone.Text.ShouldContain("This part of the plan has changed");
        phone.Page.QuerySelector("main a[href='/ask-worker']").ShouldNotBeNull();
        phone.Html.ShouldNotContain(summary["text"]!.GetValue<string>());
        await phone.SubmitAsync("Delete what I wrote");
        (await phone.GoAsync(Site, path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await phone.GoAsync(Site, "/")).Text.ShouldNotContain("did not send");
    }

    /// <summary>A second tab is given the words of the first, and each goes on its own way.</summary>
    [Fact]
    public async Task Two_tabs_of_one_page_do_not_write_over_each_other()
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/ask-worker");
        var first = Fields(phone);
        await KeepAsync(phone, "/ask-worker", first, ("Form.Words", Words));
        await phone.GoAsync(Site, "/ask-worker");
        var second = Fields(phone);
        second["Form.Key"].ShouldBe(first["Form.Key"], "sent twice, it is one answer");
        (await KeepAsync(phone, "/ask-worker", second, ("Form.Words", "What the second tab says"))).ShouldBe(HttpStatusCode.NoContent);
        (await KeepAsync(phone, "/ask-worker", first, ("Form.Words", "What the first tab says"))).ShouldBe(HttpStatusCode.NoContent);

        await phone.SubmitAsync("Send", ("Form.Words", "What the second tab says"));
        await phone.GoAsync(Site, "/ask-worker");
        Typed(phone).ShouldBe("What the first tab says");
        await phone.SubmitAsync("Send");
        await phone.GoAsync(Site, "/ask-worker");
        Typed(phone).ShouldBeNullOrEmpty();
        phone.Text.ShouldContain("What the first tab says");
        phone.Text.ShouldContain("What the second tab says");
        await phone.GoAsync(Site, "/");
        phone.Text.ShouldNotContain("did not send");
    }

    [Fact]
    public async Task Leaving_takes_it_along_and_signing_out_does_not()
    {
        foreach (var leave in (bool[])[true, false])
        {
            var (browser, people) = await portal.VisitAsync();
            using var phone = browser;
            await phone.GoAsync(Site, "/ask-worker");
            await KeepAsync(phone, "/ask-worker", Fields(phone), ("Form.Words", Words));
            if (leave) await phone.SendAsync(new(HttpMethod.Post, new Uri(Site, "/leave")));
            else
            {
                await phone.GoAsync(Site, "/sign-out");
                await phone.SubmitAsync("Sign out");
            }
            using var later = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
            await later.GoAsync(Site, "/ask-worker");
            later.Html.Contains(Words, StringComparison.Ordinal).ShouldBe(!leave);
        }
    }

    [Theory]
    [InlineData("another person's form")]
    [InlineData("another person's page")]
    [InlineData("made-up owner")]
    [InlineData("other form")]
    [InlineData("other page")]
    [InlineData("another site")]
    [InlineData("signed out")]
    public async Task A_form_that_is_not_ones_own_is_not_kept(string attack)
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = new Browser();
        var secret = await portal.EnterAsync(ann, people.Single(p => p.Name == "Ann Nance"));
        using var jess = await portal.EnterAsync(people.Single(p => p.Name == "Jess Nance"));
        foreach (var phone in (Browser[])[ann, jess]) await phone.GoAsync(Site, "/ask-worker");
        var (form, hers) = (Fields(ann), Fields(jess));
        if (attack == "another person's form") form["Form.Who"] = hers["Form.Who"];
        if (attack == "another person's page") form["Idle.Who"] = hers["Idle.Who"];
        if (attack == "made-up owner") form["Form.Who"] = "made-up";
        if (attack == "other form") form["Form.Key"] = Guid.NewGuid().ToString("N");
        if (attack == "signed out") await portal.Get<PortalSessions>().EndAsync(secret);

        var status = await KeepAsync(Site, ann, attack == "other page" ? "/chat" : "/ask-worker", form, attack == "another site", ("Form.Words", "planted"));

        status.ShouldBe(attack == "signed out" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest);
        foreach (var person in (string[])["Ann Nance", "Jess Nance"])
        {
            using var own = await portal.EnterAsync(people.Single(p => p.Name == person));
            foreach (var path in (string[])["/", "/chat", "/ask-worker"])
            {
                await own.GoAsync(Site, path);
                own.Html.ShouldNotContain("planted");
            }
        }
    }

    /// <summary>Nobody pressed Send: thinking aloud alerts nobody (docs/decisions.md).</summary>
    [Fact]
    public async Task What_is_not_sent_yet_tells_nobody_whatever_it_says()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var phone = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await phone.GoAsync(Site, "/ask-worker");
        await KeepAsync(phone, "/ask-worker", Fields(phone), ("Form.Words", "He is hitting me right now"));
        (await portal.Get<Shared.Danger.Alerts>().OfFamilyAsync(await portal.StaffAsync(plan))).ShouldBeEmpty();
        await phone.GoAsync(Site, "/ask-worker");
        await phone.SubmitAsync("Send");
        (await portal.Get<Shared.Danger.Alerts>().OfFamilyAsync(await portal.StaffAsync(plan))).ShouldHaveSingleItem();
    }

    internal static Dictionary<string, string> Fields(Browser phone)
    {
        var fields = phone.Page.QuerySelectorAll("form:has([name='Form.Who']) input[type=hidden]").Where(f => f.HasAttribute("name")).DistinctBy(f => f.GetAttribute("name")).ToDictionary(f => f.GetAttribute("name")!, f => f.GetAttribute("value") ?? "");
        fields["Idle.Who"] = phone.Page.QuerySelector("[data-idle]")!.GetAttribute("data-who")!;
        return fields;
    }

    internal static string? Typed(Browser phone) => phone.Page.QuerySelector("[name='Form.Words']")!.TextContent;

    /// <summary>What the form needs besides its words.</summary>
    private static (string, string)[] Answer(Browser phone) =>
    [
        .. new[] { "Form.Score", "Form.Choice" }.Select(name => phone.Page.QuerySelector($"[name='{name}'][type=radio]")).Where(f => f is not null)
            .Select(f => (f!.GetAttribute("name")!, f.GetAttribute("value")!)),
    ];

    private Task<HttpStatusCode> KeepAsync(Browser phone, string path, Dictionary<string, string> form, params (string Name, string Value)[] typed) => KeepAsync(Site, phone, path, form, false, typed);

    /// <summary>As the page's script does; nothing of the browser's own state changes.</summary>
    internal static async Task<HttpStatusCode> KeepAsync(Uri site, Browser phone, string path, Dictionary<string, string> form, bool isOtherSite, params (string Name, string Value)[] typed)
    {
        var fields = new Dictionary<string, string>(form);
        foreach (var (name, value) in typed) fields[name] = value;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = phone.Cookies });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/words/draft" + path)) { Content = new FormUrlEncodedContent(fields) };
        if (isOtherSite) request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
