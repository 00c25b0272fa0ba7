using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

public sealed class KnownDeviceTests(SharedIdentity shared)
{
    private const string PinPage = "/sign-in/pin";

    [Fact]
    public async Task A_code_is_enough_on_a_device_that_only_they_use_for_thirty_days()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        await browser.SignInAsync(identity, client.Authorize(), person, ownDevice: true);

        identity.Clock.Advance(TimeSpan.FromDays(29));
        var known = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        known.Sent("code").ShouldNotBeNull(known.Words);
        var token = await client.ValidateAsync((await client.ExchangeAsync(known.Sent("code")!))["id_token"]!, "portal", "JWT", identity.Clock.GetUtcNow());
        token.Claims.Where(c => c.Type == "amr").Select(c => c.Value).ShouldBe(["otp"]);

        identity.Clock.Advance(TimeSpan.FromDays(2));
        (await browser.GiveCodeAsync(identity, client.Authorize(), person)).Url.AbsolutePath.ShouldBe(PinPage);
    }

    [Fact]
    public async Task A_device_is_not_remembered_unless_the_person_says_it_is_theirs_alone()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        await browser.SignInAsync(identity, client.Authorize(), person);

        browser.Cookie("fp-id-device").ShouldBeNull();
        (await browser.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person)).Url.AbsolutePath.ShouldBe(PinPage);
    }

    /// <summary>A sheet is for whoever has no phone of their own: somebody else's tablet, the library's computer.</summary>
    [Fact]
    public async Task With_a_sheet_nobody_is_asked_whose_phone_it_is_and_no_device_becomes_known()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var codes = await person.Family.SheetAsync(person);
        foreach (var code in codes.Take(3))
        {
            using var browser = new Browser(identity.Address);
            await browser.OpenAsync(client.Authorize());
            var page = await browser.FollowAsync(await browser.SubmitAsync(await browser.GetAsync("/sign-in/sheet"), "sheet", ("Form.Code", code)));
            if (code == codes[0])
            {
                page.Url.AbsolutePath.ShouldBe("/sign-in/word");
                page = await browser.FollowAsync(await browser.SubmitAsync(page, "word", ("Form.Word", person.Word)));
            }
            page.Url.AbsolutePath.ShouldBe(code == codes[0] ? "/sign-in/choose-pin" : PinPage);
            page.Page.QuerySelectorAll("[name='Form.Phone']").ShouldBeEmpty();

            // Nor where the answer is sent all the same.
            page = await browser.FollowAsync(await browser.SubmitAsync(page, code == codes[0] ? "choose" : "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin), ("Form.Phone", "own")));
            page.Url.AbsolutePath.ShouldNotBe("/account/passkey");
            browser.Cookie("fp-id").ShouldNotBeNull(page.Words);
            browser.Cookie("fp-id-device").ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_device_known_for_one_person_is_not_known_for_another_and_is_forgotten_when_another_uses_it()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        await browser.SignInAsync(identity, client.Authorize(), family.Kerensa, ownDevice: true);

        (await browser.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), family.Mark)).Url.AbsolutePath.ShouldBe("/sign-in/word");
        await browser.SignInAsync(identity, client.Authorize(("prompt", "login")), family.Mark);
        (await browser.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), family.Kerensa)).Url.AbsolutePath.ShouldBe(PinPage);
    }

    [Fact]
    public async Task A_revoked_person_gets_in_on_no_device()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        await browser.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
        var page = await browser.AskForCodeAsync(client.Authorize(("prompt", "login")), person.Typed);
        var code = (await identity.CodeAsync(person.Phone, after: 1))!;

        await person.Family.SafetyAsync("""{"revoke":["kerensa"]}""");

        // The same page as before, and nothing on it that says why.
        var pin = await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", code)));
        pin.Url.AbsolutePath.ShouldBe(PinPage);
        (await browser.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "own"))).Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
    }

    [Fact]
    public async Task An_attempt_that_ran_out_starts_again_and_keeps_its_way_back()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;

        identity.Clock.Advance(TimeSpan.FromMinutes(11));
        (await browser.SubmitAsync(page, "code", ("Form.Code", code))).Errors.ShouldBe(["That code is too old. Press “Send another code” and use the new one"]);
        identity.Clock.Advance(TimeSpan.FromMinutes(55));
        var again = await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", code)));

        again.Url.AbsolutePath.ShouldBe("/sign-in");
        again.Text.ShouldNotContain(person.Phone[3..], Case.Sensitive, "the next person at this phone must not read it");
        again.Words.ShouldContain("That took a while, so we start again. Nothing is lost.");
        QueryHelpers.ParseQuery(again.Url.Query)["return"].ToString().ShouldStartWith("/connect/authorize?");
        var next = await browser.FollowAsync(await browser.SubmitAsync(again, "contact", ("Form.Contact", person.Typed)));
        next.Url.AbsolutePath.ShouldBe("/sign-in/code");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/connect/authorize.evil")]
    [InlineData("/leave")]
    [InlineData("/connect/authorize?x\r\nSet-Cookie: a=b")]
    public async Task A_way_back_to_anywhere_else_is_none(string back)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var start = QueryHelpers.AddQueryString("/sign-in", "return", back);

        var page = await browser.GiveCodeAsync(identity, start, person);
        page.Url.Query.ShouldNotContain("evil");
        var choose = await browser.FollowAsync(await browser.SubmitAsync(page, "word", ("Form.Word", person.Word)));
        choose.Url.Query.ShouldNotContain("evil");
        var answer = await browser.GiveSecretsAsync(choose, person);

        answer.Location.ShouldBe(new Uri("http://localhost:5100/sign-in"));
    }
}
