using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static FamilyPortal.Identity.Tests.Staff.PartnerPages;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>Staff of partner organisations: a link and a word make one passkey, and the passkey alone signs in.</summary>
public sealed class PartnerTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Link_and_word_make_a_passkey_which_alone_signs_in(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var given = await site.InviteAsync();
        using var browser = new Browser(site.Identity.Address);
        var key = new SoftKey();
        var made = await MakeAsync(site, browser, given, key);
        made.Location!.ToString().ShouldBe(TestIdentity.PortalAddress + "/sign-in");
        var first = await TokenAsync(site, browser);
        first.GetClaim("kind").Value.ShouldBe("staff");
        first.Claims.Where(c => c.Type == "amr").Select(c => c.Value).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);

        using var later = new Browser(site.Identity.Address);
        (await UseAsync(site, later, key)).Errors.ShouldBeEmpty();
        (await TokenAsync(site, later)).Subject.ShouldBe(first.Subject);
        var user = (await site.PortalAsync(first))!.Staff!;
        (user.Role, user.AuthorityId).ShouldBe((StaffRole.Worker, "cornwall"));
        // No code by text, no PIN, no word: there is nothing else to prove.
        (await site.Identity.Services.GetRequiredService<SignInDirectory>().FindAsync(ContactAddress.Parse(site.Email(given))!)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Neither_link_nor_word_alone_and_neither_a_second_time(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var (given, other) = (await site.InviteAsync(), await site.InviteAsync());
        using var browser = new Browser(site.Identity.Address);

        // The link alone, and somebody else's word.
        (await browser.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old);
        var page = await browser.OpenAsync(Link(given.Link));
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", other.Word))).Errors.ShouldBe([NotTheWord]);
        browser.Cookie("fp-id-partner").ShouldBeNull();
        (await browser.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old);
        // The word alone: no link, a wrong one, the link of a family's invitation.
        foreach (var link in (string[])["0000000000", "rubbish", new string('A', 5000)])
            (await browser.OpenAsync(Link(link))).Words.ShouldContain(Old);
        (await browser.OpenAsync("/i/" + given.Link)).Words.ShouldContain(Old);
        // A passkey for nobody: made before the word was told.
        (await browser.PostAsync("/sign-in/partner/key", ("_handler", "partner-key"), ("Answer", "{}"), page.Token())).Words.ShouldContain(Old);

        await MakeAsync(site, browser, given, new SoftKey());
        using var again = new Browser(site.Identity.Address);
        (await again.OpenAsync(Link(given.Link))).Words.ShouldContain(Old);
        foreach (var opened in (string[])["/account", "/account/passkey", "/account/pin"]) (await browser.GetAsync(opened)).Location!.AbsolutePath.ShouldBe("/sign-in", "no page of a family");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Of_two_who_have_told_the_word_one_gets_in(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var given = await site.InviteAsync();
        var (mine, theirs) = (new SoftKey(), new SoftKey());
        using var first = new Browser(site.Identity.Address);
        using var second = new Browser(site.Identity.Address);
        var (one, two) = (await TellAsync(first, given), await TellAsync(second, given));
        var kept = second.Cookie("fp-id-partner")!;

        var answers = await Task.WhenAll(
            first.SubmitAsync(one, "partner-key", ("Answer", mine.Make(Options(one), Origin(site)))),
            second.SubmitAsync(two, "partner-key", ("Answer", theirs.Make(Options(two), Origin(site)))));

        answers.Count(a => a.Location is not null).ShouldBe(1);
        answers.Single(a => a.Location is null).Words.ShouldContain(Old);
        (answers[0].Location is null ? first : second).Cookie("fp-id").ShouldBeNull();
        // What the browser kept opens nothing afterwards.
        second.SetCookie("fp-id-partner", kept);
        (await second.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old);
        using var loser = new Browser(site.Identity.Address);
        (await UseAsync(site, loser, answers[0].Location is null ? mine : theirs)).Errors.ShouldBe([Refused]);
        // Nothing is left of who did not get in: they may use the same passkey another time.
        var anew = await site.InviteAsync();
        using var later = new Browser(site.Identity.Address);
        await MakeAsync(site, later, anew, answers[0].Location is null ? mine : theirs);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_end_and_a_new_invitation_void_passkey_and_sessions_at_the_next_request(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var (given, lost) = (await site.InviteAsync(), await site.InviteAsync());
        var (key, lostKey) = (new SoftKey(), new SoftKey());
        using var browser = new Browser(site.Identity.Address);
        using var thief = new Browser(site.Identity.Address);
        await MakeAsync(site, browser, given, key);
        await MakeAsync(site, thief, lost, lostKey);
        var (token, stolen) = (await TokenAsync(site, browser), await TokenAsync(site, thief));
        var (portal, stolenPortal) = (await site.OpenPortalAsync(token), await site.OpenPortalAsync(stolen));
        var administrator = await site.AdministratorAsync();

        (await site.Access.EndAsync(administrator, await site.IdAsync(given))).ShouldBe(EndOutcome.Done);
        (await site.PortalAsync(portal)).ShouldBeNull();
        (await browser.GetAsync(site.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await UseAsync(site, new Browser(site.Identity.Address), key)).Errors.ShouldBe([Refused]);
        (await site.Access.RestoreAsync(administrator, await site.IdAsync(given))).ShouldBeTrue();
        (await UseAsync(site, new Browser(site.Identity.Address), key)).Errors.ShouldBe([Refused], "what was void stays void");

        var again = await site.AgainAsync(lost);
        (await site.PortalAsync(stolenPortal)).ShouldBeNull();
        (await UseAsync(site, new Browser(site.Identity.Address), lostKey)).Errors.ShouldBe([Refused]);
        using var fresh = new Browser(site.Identity.Address);
        await MakeAsync(site, fresh, again, new SoftKey());
        (await TokenAsync(site, fresh)).Subject.ShouldNotBe(stolen.Subject, "nobody of before");
        (await UseAsync(site, new Browser(site.Identity.Address), lostKey)).Errors.ShouldBe([Refused]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_passkey_of_a_family_member_is_no_staff_s_and_the_other_way(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var key = new SoftKey();
        using (var browser = new Browser(site.Identity.Address)) await MakeAsync(site, browser, await site.InviteAsync(), key);
        await using var family = await SignedInBrowser.StartAsync(site.Identity);
        var familyKey = new SoftKey();
        var offer = await family.Browser.SubmitAsync(await family.Browser.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        (await family.Browser.SubmitAsync(offer, "passkey", ("Answer", familyKey.Make(Options(offer), Origin(site))))).Errors.ShouldBeEmpty();

        using var staffPage = new Browser(site.Identity.Address);
        (await UseAsync(site, staffPage, familyKey)).Errors.ShouldBe([Refused]);
        staffPage.Cookie("fp-id").ShouldBeNull();
        using var familyPage = new Browser(site.Identity.Address);
        var start = await familyPage.OpenAsync("/sign-in");
        (await familyPage.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(site))))).Errors.ShouldHaveSingleItem();
        familyPage.Cookie("fp-id").ShouldBeNull();

        // The family's offer answered on the partner's page, with the partner's word told.
        var given = await site.InviteAsync();
        using var mixing = new Browser(site.Identity.Address);
        var page = await TellAsync(mixing, given);
        var familyOffer = await family.Browser.SubmitAsync(await family.Browser.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        mixing.SetCookie("fp-id-passkey", family.Browser.Cookie("fp-id-passkey")!);
        (await mixing.SubmitAsync(page, "partner-key", ("Answer", new SoftKey().Make(Options(familyOffer), Origin(site))))).Errors.ShouldHaveSingleItem();
        mixing.Cookie("fp-id").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task One_passkey_for_two_invitations_at_once_signs_in_where_it_is_kept(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var key = new SoftKey();
        using var first = new Browser(site.Identity.Address);
        using var second = new Browser(site.Identity.Address);
        var (one, two) = (await TellAsync(first, await site.InviteAsync()), await TellAsync(second, await site.InviteAsync()));
        var (oneMade, twoMade) = (key.Make(Options(one), Origin(site)), key.Make(Options(two), Origin(site)));

        var answers = await Task.WhenAll(first.SubmitAsync(one, "partner-key", ("Answer", oneMade)), second.SubmitAsync(two, "partner-key", ("Answer", twoMade)));

        answers.Count(a => a.Location is not null).ShouldBeLessThanOrEqualTo(1);
        foreach (var (browser, answer) in new[] { (first, answers[0]), (second, answers[1]) })
            if (answer.Location is null) browser.Cookie("fp-id").ShouldBeNull("nobody is signed in without a passkey");
    }

    [Fact]
    public async Task What_is_no_passkey_uses_nothing_up()
    {
        var site = await Partners.OnAsync(await shared.OnAsync("Sqlite"));
        var given = await site.InviteAsync();
        using var browser = new Browser(site.Identity.Address);
        var page = await TellAsync(browser, given);
        page.Words.ShouldNotContain(given.Name, customMessage: "the page says nothing of who it is for");
        foreach (var answer in (Func<string, string>[])[_ => "", _ => "rubbish", o => new SoftKey().Make(o, "https://evil.example"), o => new SoftKey().Make(o, Origin(site), verified: false)])
        {
            var offered = await browser.OpenAsync("/sign-in/partner/key");
            (await browser.SubmitAsync(offered, "partner-key", ("Answer", answer(Options(offered))))).Errors.ShouldHaveSingleItem();
            browser.Cookie("fp-id").ShouldBeNull();
        }
        var last = await browser.OpenAsync("/sign-in/partner/key");
        (await browser.SubmitAsync(last, "partner-key", ("Answer", new SoftKey().Make(Options(last), Origin(site))))).Location.ShouldNotBeNull();
    }
}
