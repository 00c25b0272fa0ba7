using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

public sealed class CodeAndWordTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Oidcc_server(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;

        var answer = await browser.SignInAsync(identity, client.Authorize(), person);

        answer.Location!.GetLeftPart(UriPartial.Path).ShouldBe(OidcClient.RedirectUri);
        answer.Sent("state").ShouldBe("the-state");
        answer.Sent("iss").ShouldBe(identity.Address.ToString());
        var tokens = await client.ExchangeAsync(answer.Sent("code")!);
        tokens.Status.ShouldBe(HttpStatusCode.OK);
        tokens.Json.ContainsKey("refresh_token").ShouldBeFalse();
        var id = await client.ValidateAsync(tokens["id_token"]!, "portal", "JWT");
        id.GetClaim("nonce").Value.ShouldBe("the-nonce");
        id.GetClaim("kind").Value.ShouldBe("family");
        id.GetClaim("sid").Value.ShouldNotBeEmpty();
        id.Claims.Where(c => c.Type == "amr").Select(c => c.Value).ShouldBe(["otp", "kba", "mfa"], ignoreOrder: true);
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(id.GetClaim("auth_time").Value)).ShouldBe(identity.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        Guid.TryParse(id.Subject, out _).ShouldBeTrue();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            var info = await client.UserInfoAsync(tokens["access_token"]!, method);
            info.Status.ShouldBe(HttpStatusCode.OK);
            info["sub"].ShouldBe(id.Subject);
            info.Json.Select(m => m.Key).ShouldBe(["sub", "kind"], ignoreOrder: true);
        }
        foreach (var secret in (string[])["Kerensa", "Penhale", person.Phone[3..], "MOS-"])
            (id.EncodedPayload + string.Join(' ', id.Claims.Select(c => c.Value))).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Without_the_word_nothing_opens()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;

        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        page.Words.ShouldContain("What is the word your worker gave you?");
        browser.Cookie("fp-id").ShouldBeNull();
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await browser.GetAsync(client.Authorize())).Location!.AbsolutePath.ShouldBe("/sign-in");
        (await browser.SubmitAsync(page, "word", ("Form.Word", ""))).Errors.ShouldBe(["Enter the word your worker gave you"]);
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    [Fact]
    public async Task The_word_page_does_not_open_without_a_right_code()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        await browser.AskForCodeAsync(client.Authorize(), person.Typed);

        (await browser.GetAsync("/sign-in/word")).Location!.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task The_same_person_has_the_same_subject_and_a_new_sid_each_time()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;

        var tokens = new List<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken>();
        for (var i = 0; i < 2; i++)
        {
            using var browser = new Browser(identity.Address);
            var answer = await browser.SignInAsync(identity, client.Authorize(), person);
            tokens.Add(await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT"));
        }

        tokens[1].Subject.ShouldBe(tokens[0].Subject);
        tokens[1].GetClaim("sid").Value.ShouldNotBe(tokens[0].GetClaim("sid").Value);
    }

    [Theory]
    [InlineData("", "Enter your mobile number or email address")]
    [InlineData("hello", "Enter a number like 07700 900123, or an email address like name@example.org")]
    [InlineData("7", "Enter a number like 07700 900123, or an email address like name@example.org")]
    [InlineData("<script>alert(1)</script>", "Enter a number like 07700 900123, or an email address like name@example.org")]
    public async Task A_contact_that_is_none_is_explained_and_given_back(string typed, string error)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);

        var page = await browser.SubmitAsync(await browser.OpenAsync(client.Authorize()), "contact", ("Form.Contact", typed));

        page.Errors.ShouldBe([error]);
        page.Page.QuerySelector("input[name='Form.Contact']")!.GetAttribute("value").ShouldBe(typed);
        page.Url.Query.ShouldContain("return=");
    }

    [Fact]
    public async Task The_code_field_takes_what_a_phone_pastes()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var field = page.Page.QuerySelector("input[name='Form.Code']")!;
        field.GetAttribute("autocomplete").ShouldBe("one-time-code");
        field.GetAttribute("inputmode").ShouldBe("numeric");

        (await browser.SubmitAsync(page, "code", ("Form.Code", "12 34"))).Errors.ShouldBe(["Enter the code, 6 numbers"]);
        var code = (await identity.CodeAsync(person.Phone))!;
        var next = await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", $" {code[..3]}\u00a0{code[3..]} ")));

        next.Url.AbsolutePath.ShouldBe("/sign-in/word");
    }
}
