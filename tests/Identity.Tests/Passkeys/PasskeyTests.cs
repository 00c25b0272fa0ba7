using System.Text;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Passkeys;

/// <summary>Signing in with a passkey over HTTP, and every way in which an answer is none. In a browser: tests/EndToEnd.</summary>
public sealed class PasskeyTests(SharedIdentity shared)
{
    private const string Refused = "That did not work. You can use a code instead.";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_passkey_signs_in_without_code_or_PIN_and_each_answer_once(string provider)
    {
        var identity = await shared.OnAsync(provider);
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var key = await AddAsync(signedIn.Browser, identity);
        using (var elsewhere = new Browser(identity.Address)) await elsewhere.SignInAsync(identity, signedIn.Client.Authorize(), signedIn.Person);

        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync(signedIn.Client.Authorize());
        var answer = key.Sign(Options(start), Origin(identity));
        var challenge = browser.Cookie("fp-id-passkey")!;
        var news = await browser.FollowAsync(await browser.SubmitAsync(start, "passkey", ("Answer", answer)));
        news.Url.AbsolutePath.ShouldBe("/account/news", "told after a passkey too");
        var token = await signedIn.RedeemAsync(await browser.GiveSecretsAsync(news, signedIn.Person));
        token.Subject.ShouldBe(signedIn.First.Subject);
        token.Claims.Where(c => c.Type == "amr").Select(c => c.Value).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);

        // The same answer, with everything that belonged to it.
        using var thief = new Browser(identity.Address);
        var again = await thief.OpenAsync("/sign-in");
        thief.SetCookie("fp-id-passkey", challenge);
        (await thief.SubmitAsync(again, "passkey", ("Answer", answer))).Errors.ShouldBe([Refused]);
        (await thief.SubmitAsync(again, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))))).Errors.ShouldBe([Refused], "answered already");
        thief.Cookie("fp-id").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_no_answer_of_theirs_signs_nobody_in()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var hers = await SignedInBrowser.StartAsync(identity);
        await using var his = await SignedInBrowser.StartAsync(identity);
        var key = await AddAsync(hers.Browser, identity);
        var hisKey = await AddAsync(his.Browser, identity);
        var origin = Origin(identity);
        Dictionary<string, Func<string, string>> attacks = new()
        {
            ["another origin"] = o => key.Sign(o, "https://evil.example"),
            ["the same host at another port"] = o => key.Sign(o, "http://localhost:1"),
            ["a subdomain"] = o => key.Sign(o, origin.Replace("localhost", "evil.localhost")),
            ["made for another site"] = o => key.Sign(o, origin, rpId: "evil.example"),
            ["the phone did not check its owner"] = o => key.Sign(o, origin, verified: false),
            ["as somebody else"] = o => hisKey.Sign(o, origin, userHandle: Encoding.UTF8.GetBytes(hers.First.Subject)),
            ["a key that nobody has"] = o => new SoftKey().Sign(o, origin, userHandle: Encoding.UTF8.GetBytes(hers.First.Subject)),
            ["the id of hers, signed by another"] = o => new SoftKey { Id = key.Id }.Sign(o, origin, userHandle: Encoding.UTF8.GetBytes(hers.First.Subject)),
            ["an answer of another kind"] = o => key.Sign(o, origin, type: "webauthn.create"),
            ["nothing"] = _ => "",
            ["rubbish"] = _ => "rubbish",
            ["an empty object"] = _ => "{}",
            ["a list"] = _ => "[1,2]",
            ["deep"] = _ => new string('[', 5000),
            ["large"] = _ => $"{{\"id\":\"{new string('a', 60_000)}\"}}",
        };
        foreach (var (what, attack) in attacks)
        {
            using var browser = new Browser(identity.Address);
            var start = await browser.OpenAsync("/sign-in");
            (await browser.SubmitAsync(start, "passkey", ("Answer", attack(Options(start))))).Errors.ShouldBe([Refused], what);
            browser.Cookie("fp-id").ShouldBeNull(what);
        }

        // A challenge of one browser answered in another, and one from before.
        using var asked = new Browser(identity.Address);
        using var answering = new Browser(identity.Address);
        var (first, other) = (await asked.OpenAsync("/sign-in"), await answering.OpenAsync("/sign-in"));
        (await answering.SubmitAsync(other, "passkey", ("Answer", key.Sign(Options(first), origin)))).Errors.ShouldBe([Refused]);
        await asked.OpenAsync("/sign-in");
        (await asked.SubmitAsync(first, "passkey", ("Answer", key.Sign(Options(first), origin)))).Errors.ShouldBe([Refused]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_check_of_belonging_stands(string provider)
    {
        var identity = await shared.OnAsync(provider);
        await using var revoked = await SignedInBrowser.StartAsync(identity);
        await using var renewed = await SignedInBrowser.StartAsync(identity);
        await using var removing = await SignedInBrowser.StartAsync(identity);
        var keys = new[] { await AddAsync(revoked.Browser, identity), await AddAsync(renewed.Browser, identity), await AddAsync(removing.Browser, identity) };
        foreach (var key in keys) (await UseAsync(identity, key)).Errors.ShouldBeEmpty();

        await revoked.Person.Family.SafetyAsync("""{"revoke":["kerensa"]}""");
        await renewed.Person.Family.NewWordAsync(renewed.Person);
        var page = await removing.Browser.OpenAsync("/account");
        await removing.Browser.SubmitAsync(page, "account", ("Form.Do", page.Page.QuerySelector("button[value^='passkey:']")!.GetAttribute("value")!));

        foreach (var key in keys) (await UseAsync(identity, key)).Errors.ShouldBe([Refused]);
        // Given back, what was made before counts again; what a new word voided does not.
        await revoked.Person.Family.SafetyAsync("""{"lift":{"revoke":["kerensa"]}}""");
        (await UseAsync(identity, keys[0])).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_offered_only_where_nobody_else_can_unlock_the_phone_and_several_are_listed()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var browser = signedIn.Browser;
        var question = await browser.OpenAsync("/account/passkey");
        question.Words.ShouldContain("Can anyone else unlock this phone?");
        question.Page.QuerySelector("[data-passkey]").ShouldBeNull();
        (await browser.SubmitAsync(question, "unlock")).Errors.ShouldBe(["Choose one of the two"]);
        (await browser.SubmitAsync(question, "unlock", ("Form.Others", "yes"))).Location!.AbsolutePath.ShouldBe("/account");
        var offer = await browser.SubmitAsync(question, "unlock", ("Form.Others", "no"));
        var place = offer.Page.QuerySelector("[data-passkey='make']")!;
        place.HasAttribute("hidden").ShouldBeTrue("a script shows it");
        foreach (var secret in (string[])["Kerensa", "Penhale", signedIn.Person.Phone[3..]]) offer.Text.ShouldNotContain(secret);
        place.GetAttribute("data-options")!.ShouldContain("\"userVerification\":\"required\"");

        await AddAsync(browser, identity);
        await AddAsync(browser, identity);
        (await browser.OpenAsync("/account")).Page.QuerySelectorAll("button[value^='passkey:']").Length.ShouldBe(2);

        // One made for her is not kept for somebody else, nor one that the phone did not ask its owner for.
        await using var his = await SignedInBrowser.StartAsync(identity);
        var hisOffer = await OfferAsync(his.Browser);
        his.Browser.SetCookie("fp-id-passkey", browser.Cookie("fp-id-passkey")!);
        (await his.Browser.SubmitAsync(hisOffer, "passkey", ("Answer", new SoftKey().Make(Options(hisOffer), Origin(identity))))).Errors.ShouldNotBeEmpty();
        hisOffer = await OfferAsync(his.Browser);
        (await his.Browser.SubmitAsync(hisOffer, "passkey", ("Answer", new SoftKey().Make(Options(hisOffer), Origin(identity), verified: false)))).Errors.ShouldNotBeEmpty();
        hisOffer = await OfferAsync(his.Browser);
        (await his.Browser.SubmitAsync(hisOffer, "passkey", ("Answer", new SoftKey().Make(Options(hisOffer), "https://evil.example")))).Errors.ShouldNotBeEmpty();
        (await his.Browser.OpenAsync("/account")).Page.QuerySelectorAll("button[value^='passkey:']").ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_that_is_theirs_alone_it_is_offered_once_after_the_sign_in()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        page = await browser.FollowAsync(await browser.SubmitAsync(page, "word", ("Form.Word", person.Word)));
        var offer = await browser.FollowAsync(await browser.SubmitAsync(page, "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin), ("Form.Phone", "own"), CanMake));

        offer.Url.AbsolutePath.ShouldBe("/account/passkey");
        var later = offer.Page.QuerySelectorAll("main a").Single(a => a.TextContent == "Not now").GetAttribute("href")!;
        (await browser.FollowAsync(await browser.GetAsync(later))).Sent("code").ShouldNotBeNull("and on to where they were going");
        using var other = new Browser(identity.Address);
        var pin = await other.GiveCodeAsync(identity, client.Authorize(), person);
        (await other.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "own"), CanMake)).Location!.AbsolutePath.ShouldNotBe("/account/passkey");
    }

    /// <summary>The page could only say that it cannot work.</summary>
    [Fact]
    public async Task Without_a_script_it_is_not_offered()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        page = await browser.FollowAsync(await browser.SubmitAsync(page, "word", ("Form.Word", person.Word)));
        page.Page.QuerySelector("input[data-passkey-can]")!.GetAttribute("name").ShouldBe(CanMake.Item1);

        page = await browser.FollowAsync(await browser.SubmitAsync(page, "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin), ("Form.Phone", "own")));

        page.Sent("code").ShouldNotBeNull("on to where they were going");
        browser.Cookie("fp-id-device").ShouldNotBeNull();
        (await browser.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']")!.ParentElement!.HasAttribute("hidden").ShouldBeTrue("a script shows it");
    }

    /// <summary>As the script fills it in.</summary>
    private static readonly (string, string) CanMake = ("Form.PhonePasskey", "true");

    private static async Task<SoftKey> AddAsync(Browser browser, TestIdentity identity)
    {
        var key = new SoftKey();
        var offer = await OfferAsync(browser);
        var kept = await browser.SubmitAsync(offer, "passkey", ("Answer", key.Make(Options(offer), Origin(identity))));
        kept.Errors.ShouldBeEmpty();
        return key;
    }

    private static async Task<Answer> OfferAsync(Browser browser) =>
        await browser.SubmitAsync(await browser.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));

    private static async Task<Answer> UseAsync(TestIdentity identity, SoftKey key)
    {
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync("/sign-in");
        return await browser.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))));
    }

    private static string Options(Answer page) => page.Page.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    private static string Origin(TestIdentity identity) => identity.Address.GetLeftPart(UriPartial.Authority);
}
