using System.Net;
using AngleSharp.Dom;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

public class WebTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/answer", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/fault", HttpStatusCode.InternalServerError)]
    [InlineData("/_content/FamilyPortal.Look/css/app.css", HttpStatusCode.OK)]
    public async Task Every_answer_carries_the_security_headers(string path, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync();

        using var answer = await site.Client.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(status);
        Header(answer, "Content-Security-Policy").ShouldBe(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
            + "form-action 'self' https://id.example.uk; frame-ancestors 'none'; base-uri 'none'");
        Header(answer, "X-Frame-Options").ShouldBe("DENY");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Referrer-Policy").ShouldBe("no-referrer");
        Header(answer, "X-Robots-Tag").ShouldBe("noindex, nofollow");
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(answer, "Permissions-Policy").ShouldContain("camera=()");
    }

    [Fact]
    public async Task Pages_are_not_stored_unless_they_say_so()
    {
        await using var site = await TestSite.StartAsync();

        (await site.Client.GetAsync("/answer", Stop)).Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await site.Client.GetAsync("/no-such-page", Stop)).Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await site.Client.GetAsync("/kept", Stop)).Headers.CacheControl!.ToString().ShouldBe("max-age=60");
    }

    [Fact]
    public async Task Page_breaks_its_own_policy_nowhere()
    {
        await using var site = await TestSite.StartAsync();

        var page = Html.Parse(await site.Client.GetStringAsync("/answer", Stop));

        page.QuerySelectorAll("[style], style, script:not([src]), base").ShouldBeEmpty();
        page.All.SelectMany(e => e.Attributes).ShouldNotContain(a => a.Name.StartsWith("on"));
    }

    [Fact]
    public async Task Leaving_and_help_come_first_on_every_page_errors_included()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var path in (string[])["/answer", "/no-such-page", "/fault"])
        {
            var page = Html.Parse(await (await site.Client.GetAsync(path, Stop)).Content.ReadAsStringAsync(Stop));

            var stops = page.QuerySelectorAll("a[href], button").Take(3).ToArray();
            stops[0].GetAttribute("href").ShouldBe("#main");
            stops[1].Closest("form")!.GetAttribute("action").ShouldBe("/leave");
            stops[2].GetAttribute("href").ShouldBe("/help");
            page.GetElementById("main").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Leaving_opens_the_neutral_site_without_a_redirect_that_a_policy_could_stop()
    {
        await using var site = await TestSite.StartAsync();

        using var answer = await site.Client.PostAsync("/leave", null, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = Html.Parse(await answer.Content.ReadAsStringAsync(Stop));
        page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("0;url=https://weather.example.org/?a=1&b=%222%22");
        page.QuerySelector("a")!.GetAttribute("href").ShouldBe("https://weather.example.org/?a=1&b=%222%22");
    }

    [Fact]
    public async Task Form_with_its_token_is_taken()
    {
        await using var site = await TestSite.StartAsync();

        var (status, page) = await PostAsync(site, await TokenAsync(site), "It was calm", "123456");

        status.ShouldBe(HttpStatusCode.OK);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Thanks, got it");
    }

    [Fact]
    public async Task Error_leads_to_its_field_and_keeps_what_was_typed()
    {
        await using var site = await TestSite.StartAsync();

        var (status, page) = await PostAsync(site, await TokenAsync(site), "It was <b>calm</b>", "");

        status.ShouldBe(HttpStatusCode.OK);
        var link = page.QuerySelector(".govuk-error-summary a")!;
        var input = page.QuerySelector(link.GetAttribute("href")!)!;
        input.GetAttribute("name").ShouldBe("Form.Code");
        page.GetElementById(input.GetAttribute("aria-describedby")!)!.TextContent.ShouldContain("Enter the code");
        page.QuerySelector("textarea")!.TextContent.ShouldBe("It was <b>calm</b>");
        page.Title.ShouldBe("Error: My plan");
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Form_open_too_long_gives_the_words_back_but_no_code(string environment)
    {
        await using var site = await TestSite.StartAsync(environment: environment);

        var (status, page) = await PostAsync(site, "stale", "It was <b>calm</b>", "123456", fromUs: true);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Please send that again");
        page.QuerySelector(".app-quote")!.TextContent.Trim().ShouldBe("It was <b>calm</b>");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("123456");
    }

    [Fact]
    public async Task Form_from_another_site_puts_no_words_on_our_page()
    {
        await using var site = await TestSite.StartAsync();

        var (status, page) = await PostAsync(site, "forged", "Ring this number", "123456", fromUs: false);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Ring this number");
    }

    [Fact]
    public async Task Fault_of_ours_gives_the_words_back_and_no_detail()
    {
        await using var site = await TestSite.StartAsync(environment: "Development");

        var (status, page) = await PostAsync(site, await TokenAsync(site), "It was calm", "fault", fromUs: true);

        status.ShouldBe(HttpStatusCode.InternalServerError);
        page.QuerySelector(".app-quote")!.TextContent.Trim().ShouldBe("It was calm");
        page.DocumentElement.TextContent.ShouldNotContain("secret detail");
    }

    [Fact]
    public async Task Form_sent_to_a_page_that_is_closed_gives_the_words_back()
    {
        await using var site = await TestSite.StartAsync();

        var (status, page) = await PostAsync(site, await TokenAsync(site), "It was calm", "123456", fromUs: true, path: "/closed");

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Please wait a little");
        page.QuerySelector(".app-quote")!.TextContent.Trim().ShouldBe("It was calm");
    }

    [Fact]
    public async Task Machine_gets_problem_details_and_no_page()
    {
        await using var site = await TestSite.StartAsync();
        site.Client.DefaultRequestHeaders.Remove("Accept");

        using var fault = await site.Client.GetAsync("/fault", Stop);
        using var missing = await site.Client.GetAsync("/no-such-page", Stop);

        fault.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await fault.Content.ReadAsStringAsync(Stop)).ShouldNotContain("secret detail");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_are_compressed_and_padded()
    {
        await using var site = await TestSite.StartAsync();
        site.Client.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.Client.GetAsync("/answer", Stop)));

        answers.ShouldAllBe(a => a.Content.Headers.ContentEncoding.Contains("br"));
        answers.Select(a => Header(a, "X-Padding").Length).Distinct().Count().ShouldBeGreaterThan(3);
    }

    private static async Task<string> TokenAsync(TestSite site) =>
        Html.Parse(await site.Client.GetStringAsync("/answer", Stop)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<(HttpStatusCode Status, IDocument Page)> PostAsync(TestSite site, string token, string words, string code, bool? fromUs = null, string path = "/answer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["_handler"] = "answer",
            ["Form.Words"] = words,
            ["Form.Code"] = code,
        });
        if (fromUs is { } us) request.Headers.Add("Sec-Fetch-Site", us ? "same-origin" : "cross-site");
        using var answer = await site.Client.SendAsync(request, Stop);
        return (answer.StatusCode, Html.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).ShouldHaveSingleItem();
}
