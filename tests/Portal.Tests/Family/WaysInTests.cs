using System.Text.RegularExpressions;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// A person comes in by the link of an invitation, or by a code from a sheet, through Portal and Identity; and what a worker
/// takes back is over at the very next step. By day, so that messages go.
/// </summary>
public sealed partial class WaysInTests(WaysInTests.ByDay day) : IClassFixture<WaysInTests.ByDay>
{
    private readonly PortalFixture _portal = day.Portal;

    [Fact]
    public async Task Link_AndWord_AndAPinOfOnesOwn_LeadIn_Once()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var (link, word) = await InviteAsync(visit, "Colin Nance");
        using var phone = new Browser();
        // Opened by the phone itself, twice, before anybody looks.
        for (var n = 0; n < 2; n++) (await phone.GoAsync(link)).Text.ShouldContain("You need the word that you were told.");
        phone.Address.Authority.ShouldBe(_portal.Site.Host.Identity.Authority);
        visit.Secrets().ShouldAllBe(s => !phone.Html.Contains(s), "nothing of a family opens before");

        await phone.SubmitAsync("I have my word");
        phone.Page.QuerySelector("[name='Form.Word']").ShouldNotBeNull();
        await phone.SubmitAsync(("Form.Word", "not the word"));
        visit.Secrets().ShouldAllBe(s => !phone.Html.Contains(s));
        await phone.SubmitAsync(("Form.Word", word));
        await phone.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));
        phone.Text.ShouldContain("Hello, Colin");

        using var another = new Browser();
        (await another.GoAsync(link)).Text.ShouldContain("That link does not work any more");
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Colin Nance");
        visit.Worker.Text.ShouldContain("They have signed in.");
    }

    [Fact]
    public async Task Link_UnknownUsedOrTakenBack_IsOnePage_AndAnAttemptUnderWayIsOver()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var (link, word) = await InviteAsync(visit, "Colin Nance");
        using var phone = new Browser();
        await phone.GoAsync(link);
        await phone.SubmitAsync("I have my word");
        await PersonAsync(visit, "Colin Nance");
        await visit.Worker.SubmitAsync("Take the invitation back");

        await phone.SubmitAsync(("Form.Word", word));
        phone.Page.QuerySelector("[name='Form.Pin']").ShouldBeNull();
        using var stranger = new Browser();
        var old = Body(await stranger.GoAsync(link));
        Body(await stranger.GoAsync(_portal.Site.Host.Portal, "/i/0123456789")).ShouldBe(old);
        Body(await stranger.GoAsync(_portal.Site.Host.Portal, "/i/x")).ShouldBe(old);
        old.ShouldContain("ask your worker for a new link");
    }

    [Fact]
    public async Task Link_WhoseNumberWasWithdrawn_BetweenTheWordAndThePin_LeadsNowhere()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var (link, word) = await InviteAsync(visit, "Colin Nance");
        using var phone = new Browser();
        await phone.GoAsync(link);
        await phone.SubmitAsync("I have my word");
        await phone.SubmitAsync(("Form.Word", word));
        await PersonAsync(visit, "Colin Nance");
        await visit.Worker.SubmitAsync("Withdraw their number");
        await phone.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));
        phone.Text.ShouldNotContain("Hello");
        await PersonAsync(visit, "Colin Nance");
        visit.Worker.Text.ShouldContain("Not signed in yet.");
    }

    [Fact]
    public async Task Sheet_LeadsInSomebodyToWhomNothingMayBeSent_WithTheWordFirst_AndThePinAfter()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        await PersonAsync(visit, "Kit Nance");
        await visit.Worker.SubmitAsync("Their phone is not safe");
        await visit.Worker.SubmitAsync("Give a new word");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        var codes = await PrintAsync(visit, "Kit Nance");

        using var library = new Browser();
        await AtSheetAsync(library);
        await library.SubmitAsync(("Form.Code", "00000-00000"));
        library.Text.ShouldContain("That code does not work.");
        await library.SubmitAsync(("Form.Code", codes[0].ToLowerInvariant().Replace('-', ' ')));
        await library.SubmitAsync(("Form.Word", word));
        await library.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));
        library.Text.ShouldContain("Hello, Kit");

        using var gran = new Browser();
        await AtSheetAsync(gran);
        await gran.SubmitAsync(("Form.Code", codes[0]));
        gran.Text.ShouldContain("That code does not work.", Case.Sensitive, "each code once");
        await gran.SubmitAsync(("Form.Code", codes[1]));
        await gran.SubmitAsync(("Form.Pin", SigningIn.Pin));
        gran.Text.ShouldContain("Hello, Kit", Case.Sensitive, "whoever chose the PIN is not asked who that was");

        using var later = new Browser();
        await AtSheetAsync(later);
        await later.SubmitAsync(("Form.Code", codes[2]));
        await later.SubmitAsync(("Form.Pin", SigningIn.Pin));
        later.Text.ShouldContain("Was this you?");
        await later.SubmitAsync("Yes, it was me");
        later.Text.ShouldContain("Hello, Kit");
    }

    [Fact]
    public async Task Sheet_StoppedOrAccessEnded_BetweenTheCodeAndThePin_LeadsNowhere()
    {
        foreach (var how in (string[])["Stop this sheet", "End their access"])
        {
            var visit = await StaffVisit.OpenAsync(_portal);
            await PersonAsync(visit, "Kit Nance");
            await visit.Worker.SubmitAsync("Give a new word");
            var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
            var codes = await PrintAsync(visit, "Kit Nance");
            using var library = new Browser();
            await AtSheetAsync(library);
            await library.SubmitAsync(("Form.Code", codes[0]));
            await library.SubmitAsync(("Form.Word", word));
            library.Page.QuerySelector("[name='Form.Again']").ShouldNotBeNull();

            await PersonAsync(visit, "Kit Nance");
            await visit.Worker.FollowAsync(how == "Stop this sheet" ? "Sheet of codes" : how);
            await visit.Worker.SubmitAsync(how);
            await library.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));
            library.Text.ShouldNotContain("Hello", Case.Sensitive, how);
            await library.GoAsync(_portal.Site.Host.Portal, "/plan");
            visit.Secrets().ShouldAllBe(s => !library.Html.Contains(s), how);
        }
    }

    [Fact]
    public async Task LostPhone_AndNewWord_AreInForceAtPortalAndIdentity_AtOnce()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var col = visit.People.Single(p => p.Name == "Colin Nance");
        var phone = await _portal.Site.SignInAsync(col.Contact!, col.Word);
        phone.Text.ShouldContain("Hello, Colin");
        await PersonAsync(visit, "Colin Nance");
        await visit.Worker.SubmitAsync("Give a new word");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();

        (await phone.GoAsync(_portal.Site.Host.Portal, "/plan")).Address.Authority.ShouldBe(_portal.Site.Host.Identity.Authority);
        phone.Page.QuerySelector("[name='Form.Contact']").ShouldNotBeNull("no silent sign-in either");
        phone = await _portal.Site.SignInAsync(col.Contact!, word);
        phone.Text.ShouldContain("Hello, Colin");
    }

    private async Task<(Uri Link, string Word)> InviteAsync(StaffVisit visit, string name)
    {
        var contact = visit.People.Single(p => p.Name == name).Contact!;
        var before = (await _portal.Site.TextsAsync(contact)).Count;
        await PersonAsync(visit, name);
        await visit.Worker.SubmitAsync("Invite them again");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        var text = await _portal.Site.NextTextAsync(contact, before, TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException("No link came.");
        text.ShouldNotContain(word);
        return (new Uri(Link().Match(text).Value), word);
    }

    private async Task<List<string>> PrintAsync(StaffVisit visit, string name)
    {
        await PersonAsync(visit, name);
        await visit.Worker.FollowAsync("Sheet of codes");
        await visit.Worker.SubmitAsync("Print a sheet");
        return [.. visit.Worker.Page.QuerySelectorAll("li.app-paper__code").Select(c => c.TextContent.Trim())];
    }

    private async Task AtSheetAsync(Browser browser)
    {
        await browser.GoAsync(_portal.Site.Host.Portal, "/sign-in");
        await browser.FollowAsync("I have a sheet of codes");
    }

    private static async Task PersonAsync(StaffVisit visit, string name)
    {
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync(name);
    }

    private static string Body(Browser browser) => browser.Page.QuerySelector("main")!.TextContent;

    [GeneratedRegex(@"http://localhost:\d+/i/[0-9A-Z]+")]
    private static partial Regex Link();

    /// <summary>A product of its own, at eleven in the morning.</summary>
    public sealed class ByDay : IAsyncLifetime
    {
        internal PortalFixture Portal { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            Portal.Site.Clock.MoveToUkTime(new(11, 0));
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
