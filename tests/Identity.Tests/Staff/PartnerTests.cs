using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>Staff of partner organisations: a link and a word make one passkey, and the passkey alone signs in.</summary>
public sealed class PartnerTests(SharedIdentity shared)
{
    private const string NotTheWord = "That is not the word. Check how it is spelled and try again";
    private const string Closed = "The word does not work now. Ask the administrator to invite you again";
    private const string Refused = "That did not work. Use the device that you set up";
    private const string Old = "That link does not work any more";

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
    public async Task Three_wrong_words_lock_it_also_in_parallel_and_only_a_new_invitation_opens(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var given = await site.InviteAsync();
        using var browser = new Browser(site.Identity.Address);
        var page = await browser.OpenAsync(Link(given.Link));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => browser.SubmitAsync(page, "partner-word", ("Form.Word", $"guess {i}"))));
        answers.Count(a => a.Errors.Single() == Closed).ShouldBeGreaterThanOrEqualTo(6);
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", given.Word))).Errors.ShouldBe([Closed]);
        browser.Cookie("fp-id-partner").ShouldBeNull();

        var again = await site.AgainAsync(given);
        (await browser.OpenAsync(Link(given.Link))).Words.ShouldContain(Old);
        page = await browser.OpenAsync(Link(again.Link));
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", given.Word))).Errors.ShouldBe([NotTheWord]);
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", again.Word.ToUpperInvariant().Replace(' ', '-')))).Location!.AbsolutePath.ShouldBe("/sign-in/partner/key");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_is_over_after_seven_days_or_when_taken_back_or_when_the_access_ends(string provider)
    {
        await using var identity = await TestIdentity.StartAsync(provider);
        var site = await Partners.OnAsync(identity);
        var (old, back, ended) = (await site.InviteAsync(), await site.InviteAsync(), await site.InviteAsync());
        using var waiting = new Browser(site.Identity.Address);
        await TellAsync(waiting, back);

        (await site.Desk.WithdrawAsync(await site.AdministratorAsync(), await site.IdAsync(back))).ShouldBeTrue();
        (await waiting.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old, customMessage: "the word was told already");
        (await site.Access.EndAsync(await site.AdministratorAsync(), await site.IdAsync(ended))).ShouldBe(EndOutcome.Done);
        (await waiting.OpenAsync(Link(ended.Link))).Words.ShouldContain(Old);
        (await site.Access.RestoreAsync(await site.AdministratorAsync(), await site.IdAsync(ended))).ShouldBeTrue();
        (await waiting.OpenAsync(Link(ended.Link))).Words.ShouldContain(Old, customMessage: "not with the access");

        identity.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await waiting.OpenAsync(Link(old.Link))).Words.ShouldNotContain(Old);
        identity.Clock.Advance(TimeSpan.FromMinutes(2));
        (await waiting.OpenAsync(Link(old.Link))).Words.ShouldContain(Old);
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

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_invitation_opens_nothing_before_a_manager_agrees_and_nobody_has_both(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var (administrator, manager) = (await site.AdministratorAsync(), await site.ManagerAsync());
        var name = await site.AskAsync();
        var id = await site.IdAsync(name);
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull("nobody agreed");
        (await site.Desk.AgreeAsync(administrator, id)).ShouldBeNull("not their word alone");
        (await site.Desk.AgreeAsync(await site.UserAsync("Tess Hocking"), id)).ShouldBeNull("a worker");
        (await site.Desk.WaitingAsync(administrator)).ShouldBeEmpty();
        var waiting = (await site.Desk.WaitingAsync(manager)).Single(w => w.Id == id);
        (waiting.Name, waiting.AskedBy, waiting.Families).ShouldBe((name, "Access team", 0));

        var word = (await site.Desk.AgreeAsync(manager, id)).ShouldNotBeNull().Code;
        (await site.Desk.AgreeAsync(manager, id)).ShouldBeNull("once");
        (await site.Desk.LinkAsync(manager, id)).ShouldBeNull("they have the word");
        var link = (await site.Desk.LinkAsync(administrator, id)).ShouldNotBeNull().Code;
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull("once");
        using var browser = new Browser(site.Identity.Address);
        await TellAsync(browser, new(name, link, word));

        // Asked again: all anew, and what was told already opens nothing.
        (await site.Desk.InviteAgainAsync(administrator, id)).ShouldBeTrue();
        (await browser.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old);
        (await browser.OpenAsync(Link(link))).Words.ShouldContain(Old);
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull();
    }

    [Fact]
    public async Task Taken_back_or_ended_it_waits_for_nobody()
    {
        var site = await Partners.OnAsync(await shared.OnAsync("Sqlite"));
        var (administrator, manager) = (await site.AdministratorAsync(), await site.ManagerAsync());
        var (back, ended) = (await site.IdAsync(await site.AskAsync()), await site.IdAsync(await site.AskAsync()));
        (await site.Desk.WithdrawAsync(administrator, back)).ShouldBeTrue();
        (await site.Access.EndAsync(administrator, ended)).ShouldBe(EndOutcome.Done);
        (await site.Access.RestoreAsync(administrator, ended)).ShouldBeTrue();
        foreach (var id in new[] { back, ended }) (await site.Desk.AgreeAsync(manager, id)).ShouldBeNull();
        (await site.Desk.WaitingAsync(manager)).ShouldNotContain(w => w.Id == back || w.Id == ended);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_taken_up_as_it_is_asked_again_is_void(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        for (var round = 0; round < 8; round++)
        {
            var given = await site.InviteAsync();
            var id = await site.IdAsync(given);
            var key = new SoftKey();
            using var browser = new Browser(site.Identity.Address);
            var page = await TellAsync(browser, given);
            var made = key.Make(Options(page), Origin(site));
            var administrator = await site.AdministratorAsync();

            var taken = browser.SubmitAsync(page, "partner-key", ("Answer", made));
            var again = site.Desk.InviteAgainAsync(administrator, id);
            await Task.WhenAll(taken, again);

            (await again).ShouldBeTrue();
            (await browser.GetAsync(site.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
            using var later = new Browser(site.Identity.Address);
            (await UseAsync(site, later, key)).Errors.ShouldBe([Refused]);
        }
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

    [Fact]
    public async Task Only_an_administrator_of_the_same_authority_invites()
    {
        var site = await Partners.OnAsync(await shared.OnAsync("Sqlite"));
        var administrator = await site.AdministratorAsync();
        var worker = await site.UserAsync("Tess Hocking");
        var email = $"p{Guid.NewGuid():n}@school.example.org";

        (await site.Desk.InviteAsync(worker, "Pat Partner", email)).ShouldBe(PartnerFault.NotAllowed);
        (await site.Desk.InviteAsync(administrator, " ", email)).ShouldBe(PartnerFault.NoName);
        (await site.Desk.InviteAsync(administrator, "Pat Partner", "07700 900123")).ShouldBe(PartnerFault.NoEmail);
        (await site.Desk.InviteAsync(administrator, "Pat Partner", "Tess.Hocking@example.org")).ShouldBe(PartnerFault.Taken);
        var given = await site.InviteAsync();
        var id = await site.IdAsync(given);
        (await site.Desk.InviteAgainAsync(worker, id)).ShouldBeFalse();
        (await site.Desk.WithdrawAsync(worker, id)).ShouldBeFalse();
        var tess = (await site.Access.ListAsync(administrator)).Single(c => c.Name == "Tess Hocking").Id;
        (await site.Desk.InviteAgainAsync(administrator, tess)).ShouldBeFalse("she has a provider");
        (await site.Access.ReleaseAsync(administrator, id)).ShouldBeFalse();
        // The demo's page signs nobody of them in.
        (await site.Identity.Services.GetRequiredService<SignInDirectory>().StaffAsync()).ShouldNotContain(s => s.Id == id);
        (await site.Identity.Services.GetRequiredService<SignInDirectory>().ClaimStaffAsync(id, Guid.NewGuid().ToString())).ShouldBeFalse();
        (await site.Identity.Services.GetRequiredService<StaffDirectory>().SignInAsync("cornwall", Guid.NewGuid().ToString(), new("Pat", site.Email(given), StaffRole.Administrator))).ShouldBe(StaffSignIn.Taken);
    }

    private static string Link(string code) => "/sign-in/partner/invitation/" + code;

    private static string Options(Answer page) => (page.Page.QuerySelector("[data-passkey]") ?? throw new InvalidOperationException(page.Words)).GetAttribute("data-options")!;

    private static string Origin(Partners site) => site.Identity.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Link and word, to the page that makes the passkey.</summary>
    private static async Task<Answer> TellAsync(Browser browser, GivenPartner given) =>
        await browser.FollowAsync(await browser.SubmitAsync(await browser.OpenAsync(Link(given.Link)), "partner-word", ("Form.Word", given.Word)));

    private static async Task<Answer> MakeAsync(Partners site, Browser browser, GivenPartner given, SoftKey key)
    {
        var page = await TellAsync(browser, given);
        var made = await browser.SubmitAsync(page, "partner-key", ("Answer", key.Make(Options(page), Origin(site))));
        made.Location.ShouldNotBeNull(made.Words);
        return made;
    }

    private static async Task<Answer> UseAsync(Partners site, Browser browser, SoftKey key)
    {
        var page = await browser.OpenAsync("/sign-in/partner");
        return await browser.SubmitAsync(page, "partner", ("Answer", key.Sign(Options(page), Origin(site))));
    }

    private static async Task<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken> TokenAsync(Partners site, Browser browser)
    {
        var answer = await browser.GetAsync(site.Client.Authorize());
        answer.Sent("code").ShouldNotBeNull($"{answer.Status} {answer.Location}");
        return new((await site.Client.ExchangeAsync(answer.Sent("code")!))["id_token"]!);
    }
}

/// <summary>What a manager and an administrator gave.</summary>
internal sealed record GivenPartner(string Name, string Link, string Word);

/// <summary>An authority whose administrator invites staff of partners.</summary>
internal sealed class Partners
{
    private readonly Dictionary<string, string> _emails = [];

    private Partners(TestIdentity identity) => (Identity, Client) = (identity, new(identity.Address));

    public TestIdentity Identity { get; }

    public OidcClient Client { get; }

    public PartnerStaffDesk Desk => Identity.Services.GetRequiredService<PartnerStaffDesk>();

    public StaffAccessDesk Access => Identity.Services.GetRequiredService<StaffAccessDesk>();

    public static async Task<Partners> OnAsync(TestIdentity identity)
    {
        await TestFamily.CreateAsync(identity);
        return new(identity);
    }

    public Task<StaffUser> AdministratorAsync() => UserAsync("Access team");

    public async Task<StaffUser> UserAsync(string name)
    {
        var directory = Identity.Services.GetRequiredService<SignInDirectory>();
        var account = (await directory.StaffAsync()).Single(s => s.AuthorityId == "cornwall" && s.Name == name);
        await directory.ClaimStaffAsync(account.Id, account.Subject ?? Guid.NewGuid().ToString());
        var subject = (await directory.StaffAsync()).Single(s => s.Id == account.Id).Subject!;
        var sessions = Identity.Services.GetRequiredService<PortalSessions>();
        return (await sessions.ResolveAsync(await sessions.OpenAsync(subject, Guid.NewGuid().ToString("n"), isStaff: true)))!.Staff!;
    }

    public async Task<StaffUser> ManagerAsync() =>
        await UserAsync((await Identity.Services.GetRequiredService<SignInDirectory>().StaffAsync()).First(s => s is { AuthorityId: "cornwall", Role: StaffRole.Manager }).Name);

    /// <summary>An invitation that waits for a manager, and whose it is.</summary>
    public async Task<string> AskAsync()
    {
        var (name, email) = ($"Pat {Guid.NewGuid():n}", $"p{Guid.NewGuid():n}@school.example.org");
        _emails[name] = email;
        (await Desk.InviteAsync(await AdministratorAsync(), name, email)).ShouldBe(PartnerFault.None);
        return name;
    }

    public async Task<GivenPartner> InviteAsync() => await GiveAsync(await AskAsync());

    public async Task<GivenPartner> AgainAsync(GivenPartner given)
    {
        (await Desk.InviteAgainAsync(await AdministratorAsync(), await IdAsync(given))).ShouldBeTrue();
        return await GiveAsync(given.Name);
    }

    public string Email(GivenPartner given) => _emails[given.Name];

    public Task<Guid> IdAsync(GivenPartner given) => IdAsync(given.Name);

    public async Task<Guid> IdAsync(string name) => (await Access.ListAsync(await AdministratorAsync())).Single(c => c.Name == name).Id;

    private async Task<GivenPartner> GiveAsync(string name)
    {
        var id = await IdAsync(name);
        var word = (await Desk.AgreeAsync(await ManagerAsync(), id)).ShouldNotBeNull().Code;
        return new(name, (await Desk.LinkAsync(await AdministratorAsync(), id)).ShouldNotBeNull().Code, word);
    }

    public async Task<string> OpenPortalAsync(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) =>
        await Identity.Services.GetRequiredService<PortalSessions>().OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: true);

    public async Task<SignedIn?> PortalAsync(string secret) => await Identity.Services.GetRequiredService<PortalSessions>().ResolveAsync(secret);

    public async Task<SignedIn?> PortalAsync(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) => await PortalAsync(await OpenPortalAsync(token));
}
