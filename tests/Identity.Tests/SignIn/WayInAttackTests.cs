using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Families;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Attacks by brakes, sheets, sessions and news that earlier ones left open.</summary>
public sealed class WayInAttackTests(SharedIdentity shared)
{
    private const string ChoosePage = "/sign-in/choose-pin";
    private const string PinPage = "/sign-in/pin";
    private const string Other = "604183";

    [Theory]
    [InlineData("asking")]
    [InlineData("trying")]
    public async Task One_address_that_is_over_its_own_brake_does_not_use_up_everybody_s(string what)
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite", new()
        {
            ["SignIn:CodesPerAddress"] = what == "asking" ? "2" : "1000",
            ["SignIn:Codes"] = what == "asking" ? "10" : "1000",
            ["SignIn:TriesPerAddress"] = what == "asking" ? "1000" : "2",
            ["SignIn:Tries"] = what == "asking" ? "1000" : "10",
            ["Proxy:Networks:0"] = "127.0.0.0/8",
            ["Proxy:Networks:1"] = "::1/128",
        });
        using var client = new OidcClient(identity.Address);
        for (var i = 0; i < 14; i++)
        {
            using var one = new Browser(identity.Address, ("X-Forwarded-For", "203.0.113.7"));
            if (what == "asking") await one.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());
            else await one.GetAsync("/i/0123456789");
        }
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var hers = new Browser(identity.Address, ("X-Forwarded-For", "198.51.100.20"));
        var page = await hers.AskForCodeAsync(client.Authorize(), person.Typed);
        if (what == "asking") page.Url.AbsolutePath.ShouldBe("/sign-in/code", $"{(int)page.Status}: shut out by one stranger's address");
        else
        {
            var code = await identity.CodeAsync(person.Phone);
            ((int)(await hers.SubmitAsync(page, "code", ("Form.Code", code!))).Status).ShouldNotBe(429, "shut out by one stranger's address");
        }
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("word-first")]
    public async Task A_new_number_of_hers_in_one_family_and_an_invitation_of_another_with_it(string how)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        string subject;
        using (var browser = new Browser(identity.Address)) subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first));
        first = await first.Family.ChangeNumberAsync(first);
        // Before she ever used it: another family invites her there.
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        if (how == "word-first")
        {
            using var them = new Browser(identity.Address);
            await them.GiveCodeAsync(identity, client.Authorize(), second);
            var told = await them.TellWordAsync(second.Word);
            told.Url.AbsolutePath.ShouldBe(ChoosePage, "nobody is told that the number is known elsewhere");
            var pin = await them.OpenAsync(told.Page.QuerySelectorAll("a").Single(a => a.TextContent == "I have a PIN already").GetAttribute("href")!);
            await them.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin));
            (await client.SubjectAsync(await them.OpenAsync(client.Authorize()))).ShouldBe(subject);
            (await identity.FamiliesAsync(subject)).ShouldBe(2);
        }
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), first);
        var page = await hers.OpenAsync(PinPage);
        page = await hers.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        page.Errors.ShouldBeEmpty("her first family's worker said: a code, and your PIN");
        (await client.SubjectAsync(await hers.OpenAsync(client.Authorize()))).ShouldBe(subject);
    }

    [Fact]
    public async Task A_lost_phone_is_not_known_again_when_the_word_comes_between_the_other_family_s_word_and_the_PIN()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var lost = new Browser(identity.Address);
        await lost.SignInAsync(identity, client.Authorize(), first, ownDevice: true);
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), second);
        var page = await hers.TellWordAsync(second.Word);
        page.Url.AbsolutePath.ShouldBe(PinPage);
        // Her worker gives a new word, since the phone is lost: the only membership of the account leaves it.
        await first.Family.SignOutAsync(first);
        await first.Family.NewWordAsync(first);
        await hers.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        var got = await lost.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), second);
        got = got.Location is null ? got : await lost.FollowAsync(got);
        got.Url.AbsolutePath.ShouldBeOneOf([PinPage, "/sign-in/word"], $"a code alone on the lost phone: {got.Location}");
    }

    [Fact]
    public async Task A_sheet_s_session_adds_no_passkey_by_posting_the_form()
    {
        var (identity, client, _, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        using var ex = new Browser(identity.Address);
        await ex.SubmitAsync(await ex.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        var token = (await ex.OpenAsync("/account")).Token();
        var offer = await ex.PostAsync("/account/passkey", ("_handler", "unlock"), ("Form.Others", "no"), token);
        offer.Text.ShouldNotContain("data-options");
    }

    /// <summary>With a challenge made elsewhere by a session of the same account that may: kept is what a sheet's session sends.</summary>
    [Fact]
    public async Task A_sheet_s_session_keeps_no_passkey_with_a_challenge_from_elsewhere()
    {
        var (identity, client, first, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first);
        var offer = await hers.SubmitAsync(await hers.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        using var ex = new Browser(identity.Address);
        await ex.SubmitAsync(await ex.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        var token = (await ex.OpenAsync("/account")).Token();
        ex.SetCookie("fp-id-passkey", hers.Cookie("fp-id-passkey")!);
        var key = new SoftKey();
        await ex.PostAsync("/account/passkey", ("_handler", "passkey"), ("Answer", key.Make(Options(offer), Origin(identity))), token);
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync("/sign-in");
        (await browser.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))))).Errors.ShouldNotBeEmpty("a passkey made in a sheet's session");
    }

    [Fact]
    public async Task A_passkey_used_after_a_sheet_in_one_browser_does_not_make_the_browser_hers()
    {
        var (identity, client, first, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first);
        var key = new SoftKey();
        var offer = await hers.SubmitAsync(await hers.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        (await hers.SubmitAsync(offer, "passkey", ("Answer", key.Make(Options(offer), Origin(identity))))).Errors.ShouldBeEmpty();

        using var library = new Browser(identity.Address);
        await library.SubmitAsync(await library.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        (await library.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']").ShouldBeNull();
        var start = await library.OpenAsync("/sign-in");
        await library.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))));
        (await library.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']").ShouldBeNull("the device is still the one of a sheet");
    }

    [Fact]
    public async Task After_a_sheet_and_then_a_code_in_one_browser_there_is_no_passkey()
    {
        var identity = await shared.OnAsync("Sqlite");
        var (_, client, first, second, subject) = await TestFamily.LinkedAsync(identity);
        // Family 2 by sheet alone from now on: another number there.
        second = await second.Family.ChangeNumberAsync(second);
        var sheet = (await second.Family.SheetAsync(second))[0];
        using var browser = new Browser(identity.Address);
        await browser.SubmitAsync(await browser.GiveSheetCodeAsync(client.Authorize(), sheet), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        (await identity.OpensAsync(client, await browser.OpenAsync(client.Authorize()))).ShouldBe(1);
        var answer = await browser.SignInAsync(identity, client.Authorize(("prompt", "login")), first);
        (await identity.OpensAsync(client, answer)).ShouldBe(2);
        (await browser.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']").ShouldBeNull("the sheet's family would be in a passkey that outlives the sheet");
    }

    [Theory]
    [InlineData("others")]
    [InlineData("pin")]
    [InlineData("not-me")]
    public async Task Ending_all_others_ends_a_Portal_session_whose_Identity_session_was_replaced(string how)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var sessions = identity.Services.GetRequiredService<PortalSessions>();
        using var thief = new Browser(identity.Address);
        var token = await client.ValidateAsync((await client.ExchangeAsync((await thief.SignInAsync(identity, client.Authorize(), person)).Sent("code")!))["id_token"]!, "portal", "JWT");
        var secret = await sessions.OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: false);
        // Again in the same browser: the first one's row at Identity ends, the Portal's goes on.
        await thief.SignInAsync(identity, client.Authorize(("prompt", "login")), person);
        using var hers = new Browser(identity.Address);
        var page = await hers.GiveCodeAsync(identity, client.Authorize(), person);
        page = await hers.FollowAsync(await hers.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "shared")));
        if (how == "not-me") await hers.SubmitAsync(page, "news", ("Form.Was", "other"));
        else
        {
            if (page.Url.AbsolutePath == "/account/news") await hers.SubmitAsync(page, "news", ("Form.Was", "me"));
            if (how == "others") await hers.SubmitAsync(await hers.OpenAsync("/account"), "account", ("Form.Do", "others"));
            else (await hers.SubmitAsync(await hers.OpenAsync("/account/pin"), "change", ("Form.Pin", Other), ("Form.Again", Other))).Errors.ShouldBeEmpty();
        }
        (await sessions.ResolveAsync(secret)).ShouldBeNull("she ended all others, and this one is still in her plan");
    }

    /// <summary>A sign-in in one browser opens nothing of another person's there before.</summary>
    [Fact]
    public async Task A_sign_in_after_another_person_s_in_one_browser_opens_its_own_alone()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        using var browser = new Browser(identity.Address);
        var a = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), family.Kerensa));
        var answer = await browser.SignInAsync(identity, client.Authorize(("prompt", "login")), family.Mark);
        (await identity.OpensAsync(client, answer)).ShouldBe(1);
    }

    /// <summary>Family 2's sheet, in its worker's office: nothing of what she did in family 1 is on the page, and nothing of hers there is taken away.</summary>
    [Theory]
    [InlineData("news")]
    [InlineData("passkey")]
    public async Task A_sheet_of_the_second_family_shows_and_takes_away_nothing_of_the_first(string what)
    {
        var (identity, client, first, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        second = await second.Family.ChangeNumberAsync(second); // from now on her first number is family 1's alone
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first);
        var key = new SoftKey();
        var offer = await hers.SubmitAsync(await hers.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        (await hers.SubmitAsync(offer, "passkey", ("Answer", key.Make(Options(offer), Origin(identity))))).Errors.ShouldBeEmpty();
        using var office = new Browser(identity.Address);
        var page = await office.FollowAsync(await office.SubmitAsync(await office.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin)));
        if (what == "news")
        {
            page.Url.AbsolutePath.ShouldNotBe("/account/news", "a sign-in that opened family 1 alone, told in family 2's office: " + page.Words);
            return;
        }
        if (page.Url.AbsolutePath == "/account/news") await office.SubmitAsync(page, "news", ("Form.Was", "me"));
        page = await office.OpenAsync("/account");
        foreach (var button in page.Page.QuerySelectorAll("button[value^='passkey:']").Select(b => b.GetAttribute("value")!))
            await office.SubmitAsync(page, "account", ("Form.Do", button));
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync("/sign-in");
        (await browser.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))))).Errors.ShouldBeEmpty("her passkey of family 1, removed with family 2's sheet");
    }

    /// <summary>A worker types a number: what the page says of it must not tell what another family's worker knows.</summary>
    [Theory]
    [InlineData("notSafe")]
    [InlineData("stop")]
    public async Task What_a_worker_is_told_of_a_message_says_nothing_of_another_family(string what)
    {
        var identity = await shared.OnAsync("Sqlite");
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        var other = TestFamily.Nobody();
        if (what == "notSafe") await first.Family.SafetyAsync("""{"notSafe":["kerensa"]}""");
        else await identity.Services.GetRequiredService<FamilyPortal.Shared.Texting.Inbound.InboundTexts>().ReceiveAsync("e" + Guid.NewGuid().ToString("n"), first.Phone, "STOP");
        var of = new List<(bool, string?)>();
        foreach (var phone in new[] { other, first.Phone })
        {
            var second = (await TestFamily.CreateAsync(identity, phone, "Demelza Carlyon-Pascoe")).Kerensa;
            var outlook = await second.Family.OutlookAsync(second);
            of.Add((outlook.MayGo, outlook.Why));
        }
        of[1].ShouldBe(of[0], "(a number that nobody has, one that another family knows)");
    }

    private static string Options(Answer page) => page.Page.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    private static string Origin(TestIdentity identity) => identity.Address.GetLeftPart(UriPartial.Authority);
}
