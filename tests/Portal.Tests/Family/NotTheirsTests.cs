using System.Text.RegularExpressions;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Texting.Sending;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A number that was only typed for somebody, and a form that lies open on a phone which is no longer theirs.</summary>
public sealed class NotTheirsTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    /// <summary>
    /// The ex told his worker that her number is his; he comes in by e-mail. What she texts us is hers, who showed that the number
    /// is hers, whichever family was there first or texted last.
    /// </summary>
    [Fact]
    public async Task A_text_from_a_number_is_of_whom_it_stands_for_and_not_of_whom_it_was_typed_for()
    {
        var his = portal.Sample("knowsley-hard-evenings");
        var hers = portal.Sample();
        var ann = hers["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "ann")!;
        var ex = his["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "parent")!;
        var phone = ann["phone"]!.GetValue<string>();
        ex["phone"] = phone;
        var his2 = await portal.LoadAsync(his);
        var hers2 = await portal.LoadAsync(hers);
        // She comes in with her number.
        var directory = portal.Get<SignInDirectory>();
        var subject = Guid.NewGuid().ToString();
        var word = hers2.Single(p => p.Name == "Ann Nance").Word;
        foreach (var candidate in await directory.FindAsync(ContactAddress.Parse(phone)!))
            if (await directory.TryWordAsync([candidate], word) is { Outcome: WordOutcome.Right } told)
                (await portal.Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, ClaimWith.NewPin)).ShouldNotBeNull();
        // He with his address.
        var person = his2.Single(p => p.Name == ex["name"]!.GetValue<string>());
        using var he = await portal.EnterAsync(person with { Contact = ex["email"]!.GetValue<string>() });
        await he.GoAsync(Site, "/answers");
        he.Response.IsSuccessStatusCode.ShouldBeTrue();

        await portal.Site.ReplyByTextAsync(phone, "We moved to Tregenna Terrace, please do not tell him");
        using var she = new Browser();
        she.Cookies.Add(new System.Net.Cookie("portal-session", await portal.Site.Host.Services.OpenSessionAsync(subject), "/", Site.Host));
        var (his3, hers3) = ("", "");
        for (var i = 0; i < 60 && !(his3 + hers3).Contains("Tregenna"); i++)
        {
            await Task.Delay(100);
            his3 = (await he.GoAsync(Site, "/answers")).Html;
            hers3 = (await she.GoAsync(Site, "/answers")).Html;
        }
        (his3.Contains("Tregenna"), hers3.Contains("Tregenna")).ShouldBe((false, true), "(on his page, on hers)");
    }

    /// <summary>Words of danger by text: her workers are told, and nothing of it is said under his name.</summary>
    [Fact]
    public async Task Danger_in_a_text_is_told_to_the_workers_of_whom_the_number_stands_for()
    {
        var his = portal.Sample("knowsley-hard-evenings");
        var hers = portal.Sample();
        var phone = hers["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "ann")!["phone"]!.GetValue<string>();
        var ex = his["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "parent")!;
        ex["phone"] = phone;
        await portal.LoadAsync(his);
        var word = (await portal.LoadAsync(hers)).Single(p => p.Name == "Ann Nance").Word;
        var directory = portal.Get<SignInDirectory>();
        foreach (var candidate in await directory.FindAsync(ContactAddress.Parse(phone)!))
            if (await directory.TryWordAsync([candidate], word) is { Outcome: WordOutcome.Right } told)
                (await portal.Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, Guid.NewGuid().ToString(), ClaimWith.NewPin)).ShouldNotBeNull();
        await portal.Site.ReplyByTextAsync(phone, "He is hitting me right now and I am scared");
        var (his2, hers2) = (0, 0);
        for (var i = 0; i < 60 && his2 + hers2 == 0; i++)
        {
            await Task.Delay(100);
            his2 = (await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(his))).Count;
            hers2 = (await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(hers))).Count;
        }
        (his2, hers2).ShouldBe((0, 1), "(alerts in his family, in hers)");
    }

    /// <summary>The phone is lost, and a new word given: a page that lies open on it is void too.</summary>
    [Fact]
    public async Task A_form_open_on_a_phone_that_was_signed_out_everywhere_plants_no_words_in_her_name()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = visit.People.Single(p => p.Name == "Ann Nance");
        using var thief = await portal.EnterAsync(ann);
        await thief.GoAsync(Site, "/ask-worker");
        var send = thief.Prepare("Send", ("Form.Words", "Please let him see the children again"));
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        await visit.Worker.SubmitAsync("Give a new word");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        using var hers = await portal.EnterAsync(ann with { Word = word });
        await thief.SendAsync(send());
        await hers.GoAsync(Site, "/ask-worker");
        hers.Html.ShouldNotContain("Please let him", Case.Sensitive, "planted as words of hers, from a phone that was signed out everywhere");
    }

    /// <summary>A phone that two people of the family use: what one of them typed is sent when the other has signed in meanwhile.</summary>
    [Fact]
    public async Task Danger_in_a_form_that_is_sent_while_somebody_else_is_signed_in_there_is_heard()
    {
        var plan = portal.Sample();
        var people = await portal.LoadAsync(plan);
        using var browser = new Browser();
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        var send = browser.Prepare("Send", ("Form.Words", "He is hitting me right now and I am scared"));
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Jess Nance"));
        await browser.SendAsync(send());
        var alerts = await portal.Get<Alerts>().OfFamilyAsync(await portal.StaffAsync(plan));
        (alerts.Count, browser.Text.Contains("999")).ShouldBe((1, true), "(alerts, numbers)");
        browser.Text.ShouldNotContain("Ann Nance");
        await portal.EnterAsync(browser, people.Single(p => p.Name == "Ann Nance"));
        await browser.GoAsync(Site, "/ask-worker");
        browser.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("He is hitting me right now and I am scared");
    }
}

/// <summary>By day, so that invitations go.</summary>
public sealed partial class LinksByDayTests(WaysInTests.ByDay day) : IClassFixture<WaysInTests.ByDay>
{
    private readonly PortalFixture _portal = day.Portal;

    /// <summary>
    /// The parent's phone, where the parent signed in a minute ago: whoever opens their own link there chooses their own PIN, and even
    /// by the wrong button two people of one family are not made one.
    /// </summary>
    [Theory]
    [InlineData("I have my word")]
    [InlineData("Yes, I have a PIN here already")]
    public async Task A_link_opened_where_another_of_the_same_family_is_signed_in_is_not_tied_to_them(string button)
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var (link, word) = await InviteAsync(visit, "Colin Nance");
        var ann = visit.People.Single(p => p.Name == "Ann Nance");
        var shared = await _portal.Site.SignInAsync(ann.Contact!, ann.Word);
        shared.Text.ShouldContain("Hello, Ann");
        await shared.GoAsync(link);
        await shared.SubmitAsync(button);
        await shared.SubmitAsync(("Form.Word", word));
        shared.Page.QuerySelector("[name='Form.Again']").ShouldNotBeNull("Colin chooses his PIN: " + shared.Text);
        await shared.SubmitAsync(("Form.Pin", "604183"), ("Form.Again", "604183"), ("Form.Phone", "shared"));
        shared.Text.ShouldContain("Hello, Colin");
    }

    /// <summary>Whoever asked for a text about sign-ins is asked by its link, and not for a number on a scale.</summary>
    [Fact]
    public async Task The_link_of_a_text_about_a_sign_in_leads_to_the_question_whether_it_was_they()
    {
        var visit = await StaffVisit.OpenAsync(_portal);
        var colin = visit.People.Single(p => p.Name == "Colin Nance");
        using var browser = await _portal.EnterAsync(colin);
        await browser.GoAsync(_portal.Site.Host.Portal, "/n");
        browser.Address.Authority.ShouldBe(_portal.Site.Host.Portal.Authority, "no such text went out");

        var before = (await _portal.Site.TextsAsync(colin.Contact!)).Count;
        await _portal.Get<SignInNotices>().QueueAsync((await _portal.Get<SignInDirectory>().FindAsync(ContactAddress.Parse(colin.Contact)!)).Single().Subject!);
        (await _portal.Site.NextTextAsync(colin.Contact!, before, TimeSpan.FromSeconds(60))).ShouldNotBeNull();
        using var phone = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies });
        using var tapped = await phone.GetAsync(new Uri(_portal.Site.Host.Portal, "/n"));
        tapped.Headers.Location!.ShouldBe(new Uri(_portal.Site.Host.Identity, "/account/news"));
    }

    private async Task<(Uri Link, string Word)> InviteAsync(StaffVisit visit, string name)
    {
        var contact = visit.People.Single(p => p.Name == name).Contact!;
        var before = (await _portal.Site.TextsAsync(contact)).Count;
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync(name);
        await visit.Worker.SubmitAsync("Invite them again");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        var text = await _portal.Site.NextTextAsync(contact, before, TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException("No link came.");
        return (new Uri(Link().Match(text).Value), word);
    }

    [GeneratedRegex(@"http://localhost:\d+/i/[0-9A-Z]+")]
    private static partial Regex Link();
}
