using System.Net;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A staff form with the fields of another version of its page says that nothing happened, and gives the words back.</summary>
public sealed class OldFormsTests(PortalFixture portal)
{
    [Theory]
    [InlineData("/team", "team")]
    [InlineData("/people/{person}", "person")]
    [InlineData("/people/{person}/sheet", "sheet")]
    [InlineData("", "family")]
    [InlineData("/answers", "answers")]
    [InlineData("/staff/alerts", "alerts")]
    [InlineData("/staff/feed", "feed")]
    [InlineData("/staff/colleagues", "access")]
    public async Task AFormWithoutAnythingThatThePageKnows_SaysThatNothingHappened(string page, string form)
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var (browser, at) = (visit.Worker, visit.Home + page);
        if (page.StartsWith("/staff/", StringComparison.Ordinal)) at = page;
        if (form == "access") browser = await StaffVisit.EnterAsync(portal, visit.Authority, "Access team");
        if (page.Contains("{person}")) at = at.Replace("{person}", (await visit.WorkerAtAsync("/people")).Page.QuerySelector("a[href*='/people/']")!.GetAttribute("href")!.Split('/')[5]);
        // The token is one of the same person's, on whatever page of theirs.
        await visit.GoAsync(browser, form == "access" ? at : visit.Home + "/team");
        var token = browser.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Site.Host.Portal, at)) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", form), new("Act", "bar"), new("Whom", "x"), new("Why", "She is the mother's cousin.")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        await browser.SendAsync(request);

        browser.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        browser.Page.QuerySelector("main h1")!.TextContent.ShouldBe("We could not read that form");
        browser.Text.ShouldContain("nothing else happened");
        browser.Text.ShouldContain("She is the mother's cousin.");
    }
}
