using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// A plan page that was kept is the page that would be written now, to the byte, whatever has happened since. `/Plan` is the same page
/// at a spelling for which none is kept: it is written anew each time.
/// </summary>
public sealed class KeptPlanPageTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    public static TheoryData<string> Samples => [.. SamplePlans.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task After_everything_that_changes_a_page_everybody_s_kept_page_is_the_one_written_now(string name)
    {
        var plan = portal.Sample(name);
        var people = (await portal.LoadAsync(plan)).Where(p => p.Contact is not null).ToList();
        List<Browser> browsers = [];
        foreach (var person in people) browsers.Add(await portal.EnterAsync(person));
        var desk = portal.Get<StaffDesk>();
        var worker = await portal.StaffAsync(plan);

        await SameAsync(browsers, "the first visit");
        foreach (var browser in browsers) await AnswerAllAsync(browser);
        await SameAsync(browsers, "answers");
        foreach (var answer in await desk.AnswersAsync(worker)) await desk.MarkReadAsync(worker, answer.Id);
        await SameAsync(browsers, "a reading");
        foreach (var answer in await desk.AnswersAsync(worker)) await desk.ReleaseAsync(worker, answer.Id, answer.ReadersMark);
        await SameAsync(browsers, "a release");

        var ids = plan["people"]!.AsArray().Where(p => p!["role"]!.GetValue<string>() is not ("worker" or "manager")).Select(p => p!["id"]!.GetValue<string>()).ToList();
        await SafetyAsync(plan, new() { ["keepApart"] = new JsonArray(new JsonArray(ids[0], ids[^1])) });
        await SameAsync(browsers, "two kept apart");
        await SafetyAsync(plan, new() { ["lift"] = new JsonObject { ["keepApart"] = new JsonArray(new JsonArray(ids[0], ids[^1])) } });
        await SameAsync(browsers, "two no longer kept apart");
        var words = plan["plan"]!["summary"]!.AsArray()[0]!;
        await SafetyAsync(plan, new() { ["takeBack"] = new JsonArray(words["id"]!.GetValue<string>()) });
        foreach (var html in await SameAsync(browsers, "a taking back")) WebUtility.HtmlDecode(html).ShouldNotContain(words["text"]!.GetValue<string>());
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task Two_devices_of_one_person_get_the_same_page_and_nobody_else_does()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var again = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));

        var page = (await ann.GoAsync(Site, "/plan")).Html;

        (await again.GoAsync(Site, "/plan")).Html.ShouldBe(page);
        (await ken.GoAsync(Site, "/plan")).Html.ShouldNotBe(page);
        ann.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        again.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        again.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        again.Response.Headers.Contains("X-Padding").ShouldBeTrue();
    }

    [Theory]
    [InlineData("I like __RequestVerificationToken here")]
    [InlineData("name=\"__RequestVerificationToken\"")]
    public async Task No_words_take_the_page_away_from_those_who_read_them(string words)
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await ann.GoAsync(Site, "/plan");
        await ann.GoAsync(Site, ann.Page.QuerySelector("a[href^='/see/']")!.GetAttribute("href")!);
        await ann.SubmitAsync("Save", ("Form.Words", words));

        for (var visit = 1; visit <= 2; visit++)
        {
            await ann.GoAsync(Site, "/plan");
            ann.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            ann.Text.ShouldContain(words);
        }
    }

    [Fact]
    public async Task A_session_that_ends_sooner_warns_sooner_on_the_same_page()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var usual = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var sooner = new Browser();
        await portal.EnterAsync(sooner, people.Single(p => p.Name == "Ann Nance"), endsSoon: true);
        for (var visit = 1; visit <= 2; visit++)
        {
            (await usual.GoAsync(Site, "/plan")).Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("900");
            (await sooner.GoAsync(Site, "/plan")).Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe(((int)SessionLife.IdleOf(endsSoon: true).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Nobody_gets_a_kept_page_whose_access_has_ended()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var again = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        for (var visit = 1; visit <= 2; visit++) (await ann.GoAsync(Site, "/plan")).Address.AbsolutePath.ShouldBe("/plan");
        var id = plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "Ann Nance")!["id"]!.GetValue<string>();

        await SafetyAsync(plan, new() { ["revoke"] = new JsonArray(id) });

        foreach (var browser in (Browser[])[ann, again])
        {
            await browser.GoAsync(Site, "/plan");
            browser.Address.Authority.ShouldNotBe(Site.Authority);
            browser.Html.ShouldNotContain("Nance");
        }
    }

    [Fact]
    public async Task A_kept_page_goes_in_the_encoding_that_is_asked_for()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        var html = (await ann.GoAsync(Site, "/plan")).Html;
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = ann.Cookies });

        foreach (var asked in (string[])["br", "gzip", "br, gzip", "identity", "br"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Site, "plan")) { Headers = { { "Accept", "text/html" }, { "Accept-Encoding", asked } } };
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            var encoding = asked == "identity" ? null : asked.Split(',')[0];
            answer.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
            answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
            await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await using var plain = encoding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
            using var reader = new StreamReader(plain, Encoding.UTF8);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe(html);
        }
    }

    /// <summary>Twice: the second time it is the kept one for certain.</summary>
    private async Task<List<string>> SameAsync(IEnumerable<Browser> browsers, string after)
    {
        List<string> pages = [];
        foreach (var browser in browsers)
        {
            var written = (await browser.GoAsync(Site, "/Plan")).Html;
            for (var visit = 1; visit <= 2; visit++) (await browser.GoAsync(Site, "/plan")).Html.ShouldBe(written, $"after {after}, visit {visit}");
            browser.Address.AbsolutePath.ShouldBe("/plan");
            pages.Add(written);
        }
        return pages;
    }

    /// <summary>A number or a reply to whatever the page asks, for everyone who may be let see it.</summary>
    private async Task AnswerAllAsync(Browser browser)
    {
        await browser.GoAsync(Site, "/plan");
        var links = browser.Page.QuerySelectorAll("a[href^='/scale/'], a[href^='/see/']").Select(a => a.GetAttribute("href")!).Distinct().ToList();
        foreach (var link in links.Take(4))
        {
            await browser.GoAsync(Site, link);
            List<(string, string)> fields = [("Form.Words", $"How {link.Length} of us see it")];
            if (link.StartsWith("/scale/", StringComparison.Ordinal)) fields.Add(("Form.Score", "6"));
            fields.AddRange(browser.Page.QuerySelectorAll("input[name='Form.Share']").Select(i => ("Form.Share", i.GetAttribute("value")!)));
            await browser.SubmitAsync([.. fields]);
        }
    }

    private async Task SafetyAsync(JsonNode plan, JsonObject call)
    {
        var reference = Uri.EscapeDataString(plan["family"]!["recordRef"]!.GetValue<string>());
        using var answer = await portal.Site.RecordAsync(HttpMethod.Post, plan["authority"]!.GetValue<string>(), $"families/{reference}/safety", Encoding.UTF8.GetBytes(call.ToJsonString()));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
