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

    private static HttpRequestMessage As(HttpRequestMessage request, string charset)
    {
        request.Content!.Headers.ContentType!.CharSet = charset;
        return request;
    }
}
