using System.Net;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Forms as no browser of today sends them: whatever stands in them is read, and nothing typed in them is lost.</summary>
public sealed class OddFormsTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-16")]
    [InlineData("no-such-charset")]
    public async Task A_charset_that_nobody_knows_loses_no_words(string charset)
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/ask-worker");

        await phone.SendAsync(As(phone.Prepare(null, ("Form.Words", "Who comes on Thursday, żółć?"))(), charset));

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await phone.GoAsync(Site, "/ask-worker")).Text.ShouldContain("Who comes on Thursday, żółć?");
    }

    [Theory]
    [InlineData("/ask-worker", "Form.Words")]
    [InlineData("/preferences/word", "Form.Words")]
    public async Task A_character_that_is_none_shows_that_something_stood_there(string page, string field)
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, page);
        var name = phone.Page.QuerySelectorAll("main [name]").Select(f => f.GetAttribute("name")!).First(n => n.EndsWith(field, StringComparison.Ordinal));

        await phone.SubmitAsync((name, "blue\0 bell"));

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        phone.Page.QuerySelector("main h1").ShouldNotBeNull();
        if (page == "/ask-worker") (await phone.GoAsync(Site, page)).Text.ShouldContain("blue\uFFFD bell");
    }

    [Fact]
    public async Task Danger_is_heard_whatever_stands_beside_it()
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/ask-worker");

        await phone.SendAsync(As(phone.Prepare(null, ("Form.Words", "\0he is hitting me now"))(), "utf-7"));

        phone.Text.ShouldContain("Ring 999 now");
    }

    [Theory]
    [InlineData("utf-7", "07700 900123")]
    [InlineData(null, "\007700 900123\0")]
    public async Task At_sign_in_too_there_is_a_page_that_says_what_to_do(string? charset, string contact)
    {
        using var phone = new Browser();
        await phone.GoAsync(Site, "/sign-in");
        var request = phone.Prepare(null, ("Form.Contact", contact))();

        await phone.SendAsync(charset is null ? request : As(request, charset));

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        phone.Page.QuerySelector("main h1").ShouldNotBeNull();
    }

    /// <summary>The framework's own answer is English, has no way on, and repeats what was sent.</summary>
    [Theory]
    [InlineData("/ask-worker", null)]
    [InlineData("/ask-worker", "zz-no-such-form")]
    [InlineData("/ask-worker", "")]
    [InlineData("/preferences", "zz-no-such-form")]
    [InlineData("/plan", "answer")]
    public async Task A_form_that_does_not_say_which_it_is_gets_a_page_that_says_what_to_do(string page, string? handler)
    {
        var plan = portal.Sample();
        plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "Ann Nance")!["language"] = "pl";
        var people = await portal.LoadAsync(plan);
        using var phone = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await phone.GoAsync(Site, page == "/plan" ? "/ask-worker" : page);
        var request = page == "/preferences" ? phone.Prepare(null, ("Chosen.From", "Who comes on Thursday?"))() : phone.Prepare(null, ("Form.Words", "Who comes on Thursday?"))();
        if (page == "/plan") request.RequestUri = new(Site, page);

        await phone.SendAsync(await WithHandlerAsync(request, handler));

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        phone.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        phone.Page.DocumentElement.GetAttribute("lang").ShouldBe("pl");
        phone.Page.QuerySelector("main h1")!.TextContent.ShouldBe("Nie udało się odczytać tego formularza");
        phone.Page.QuerySelector("main a[href='/']").ShouldNotBeNull();
        phone.Html.ShouldNotContain("zz-no-such-form");
        phone.Html.ShouldNotContain("Who comes on Thursday?");
        (await phone.GoAsync(Site, "/ask-worker")).Text.ShouldNotContain("Who comes on Thursday?");
    }

    /// <summary>No browser sends such a form; a line that breaks, or a program, does.</summary>
    [Theory]
    [InlineData("/plan", null, null)]
    [InlineData("/plan", "application/x-www-form-urlencoded", "")]
    [InlineData("/plan", "application/x-www-form-urlencoded", "_handler=answer")]
    [InlineData("/plan", "text/plain", "x")]
    [InlineData("/plan", "multipart/form-data; boundary=q", "--q\r\n")]
    [InlineData("/plan", "multipart/form-data", "x")]
    [InlineData("/ask-worker", null, null)]
    [InlineData("/ask-worker", "text/plain", "x")]
    [InlineData("/ask-worker", "multipart/form-data; boundary=q", "--q\r\nContent-Disposition: form-data; name=\"Form.Words\"\r\n\r\nWho com")]
    public async Task What_is_no_form_or_half_of_one_gets_a_page_that_says_what_to_do(string page, string? type, string? body)
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Site, page));
        request.Headers.Accept.ParseAdd("text/html");
        if (body is not null) request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        if (type is not null) request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);

        await phone.SendAsync(request);

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        phone.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        phone.Page.QuerySelector("main h1")!.TextContent.ShouldBe("We could not read that form");
        phone.Page.QuerySelector("main a[href='/']").ShouldNotBeNull();
    }

    /// <summary>What the browser itself says was typed on a page of ours is given back: words are not lost.</summary>
    [Fact]
    public async Task Of_a_form_that_was_not_read_the_words_come_back()
    {
        var (browser, _) = await portal.VisitAsync();
        using var phone = browser;
        await phone.GoAsync(Site, "/ask-worker");
        var request = await WithHandlerAsync(phone.Prepare(null, ("Form.Words", "Who comes on Thursday?"))(), null);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        await phone.SendAsync(request);

        phone.Page.QuerySelector("main h1")!.TextContent.ShouldBe("We could not read that form");
        phone.Text.ShouldContain("Who comes on Thursday?");
        phone.Text.ShouldNotContain("open too long");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("zz-no-such-form")]
    public async Task At_sign_in_too_such_a_form_gets_a_page(string? handler)
    {
        using var phone = new Browser();
        await phone.GoAsync(Site, "/sign-in");

        await phone.SendAsync(await WithHandlerAsync(phone.Prepare(null, ("Form.Contact", "07700 900123"))(), handler));

        phone.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        phone.Page.QuerySelector("main h1")!.TextContent.ShouldBe("We could not read that form");
        phone.Html.ShouldNotContain("zz-no-such-form");
        phone.Html.ShouldNotContain("900123");
    }

    /// <summary>The form with another name of the form it is; null: with none.</summary>
    private static async Task<HttpRequestMessage> WithHandlerAsync(HttpRequestMessage request, string? handler)
    {
        var fields = (await request.Content!.ReadAsStringAsync()).Split('&').Where(f => !f.StartsWith("_handler=", StringComparison.Ordinal));
        if (handler is not null) fields = fields.Append("_handler=" + handler);
        request.Content = new StringContent(string.Join('&', fields), System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return request;
    }

    private static HttpRequestMessage As(HttpRequestMessage request, string charset)
    {
        request.Content!.Headers.ContentType!.CharSet = charset;
        return request;
    }
}
