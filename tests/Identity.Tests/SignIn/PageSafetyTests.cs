using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Headers, cookies, tokens in forms, and what is left behind in logs and tables.</summary>
public sealed class PageSafetyTests(SharedIdentity shared)
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/signed-out")]
    [InlineData("/dev/staff")]
    [InlineData("/nothing-here")]
    [InlineData("/connect/authorize")]
    public async Task Every_page_keeps_its_headers(string path)
    {
        using var browser = new Browser((await shared.OnAsync("Sqlite")).Address);

        var answer = await browser.GetAsync(path);

        string Header(string name) => answer.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        Header("Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        Header("Content-Security-Policy").ShouldNotContain("unsafe");
        // A form may end at the clients of the configuration, and nowhere else.
        Header("Content-Security-Policy").Split(';').Single(d => d.Trim().StartsWith("form-action ", StringComparison.Ordinal)).Trim().Split(' ')
            .ShouldBe(["form-action", "'self'", "http://localhost:5100", "http://localhost:5200"], ignoreOrder: true);
        Header("X-Frame-Options").ShouldBe("DENY");
        Header("Referrer-Policy").ShouldBe("no-referrer");
        Header("Cache-Control").ShouldContain("no-store");
        Header("Server").ShouldBeEmpty();
        answer.Page.QuerySelector("form[action='/leave']").ShouldNotBeNull();
        answer.Page.QuerySelector("a.app-help")!.GetAttribute("href").ShouldBe("http://localhost:5100/help");
    }

    [Theory]
    [InlineData("/sign-in?word=1")]
    [InlineData("/sign-in?word=")]
    [InlineData("/sign-in/code?again=x")]
    [InlineData("/sign-in/code?enough=1&enough=2")]
    [InlineData("/sign-in/code?enough=")]
    [InlineData("/account/passkey?in=maybe")]
    public async Task What_somebody_typed_into_an_address_is_no_error_of_ours(string path)
    {
        using var browser = new Browser((await shared.OnAsync("Sqlite")).Address);
        (await browser.GetAsync(path)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("/sign-in", "contact")]
    [InlineData("/sign-in/code", "code")]
    [InlineData("/sign-in/code", "again")]
    [InlineData("/sign-in/word", "word")]
    [InlineData("/sign-in/pin", "pin")]
    [InlineData("/sign-in/choose-pin", "choose")]
    [InlineData("/dev/staff", "staff")]
    public async Task Every_form_wants_its_token(string path, string handler)
    {
        using var browser = new Browser((await shared.OnAsync("Sqlite")).Address);
        (await browser.PostAsync(path, ("_handler", handler), ("Form.Contact", "07700 900123"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Cookies_are_closed_to_scripts_and_other_sites()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var person = signedIn.Person;
        using var browser = new Browser(signedIn.Identity.Address);
        var start = await browser.OpenAsync(signedIn.Client.Authorize());
        var sent = await browser.SubmitAsync(start, "contact", ("Form.Contact", person.Typed));
        var code = (await signedIn.Identity.CodeAsync(person.Phone, after: 1))!;
        var pin = await browser.FollowAsync(await browser.SubmitAsync(await browser.FollowAsync(sent), "code", ("Form.Code", code)));
        var done = await browser.SubmitAsync(pin, "pin", ("Form.Pin", SigningIn.Pin), ("Form.Phone", "own"));

        var cookies = start.SetCookies.Concat(sent.SetCookies).Concat(done.SetCookies).Select(c => c.ToLowerInvariant()).ToList();
        cookies.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var cookie in cookies)
        {
            cookie.ShouldContain("httponly");
            cookie.ShouldContain(cookie.StartsWith("fp-id=", StringComparison.Ordinal) || cookie.StartsWith("fp-id-form", StringComparison.Ordinal) ? "samesite=lax" : "samesite=strict");
            cookie.ShouldStartWith("fp-id");
        }
        done.SetCookies.Single(c => c.StartsWith("fp-id=", StringComparison.Ordinal)).ShouldNotContain("expires", Case.Insensitive);
        done.SetCookies.Single(c => c.StartsWith("fp-id-device=", StringComparison.Ordinal)).ShouldContain("max-age=2592000", Case.Insensitive);
    }

    [Fact]
    public async Task Behind_https_cookies_are_Secure_and_bound_to_the_host()
    {
        await using var databases = await TestDatabases.CreateAsync("Sqlite");
        await using var identity = await TestIdentity.StartAsync(databases, new() { ["Issuer"] = "https://id.example.org", ["Proxy:Networks:0"] = "127.0.0.0/8", ["Proxy:Networks:1"] = "::1/128" });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = identity.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Host = "id.example.org";

        var page = await http.GetAsync("/sign-in");

        var cookies = page.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldContain(c => c.StartsWith("__Host-fp-id-form=", StringComparison.Ordinal));
        cookies.ShouldAllBe(c => c.StartsWith("__Host-fp-id-", StringComparison.Ordinal) && c.Contains("secure"));
        (await http.GetAsync("/.well-known/openid-configuration")).StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Remove("X-Forwarded-Proto");
        (await http.GetAsync("/.well-known/openid-configuration")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "http is refused when the issuer is https");
    }

    [Fact]
    public async Task No_number_code_word_or_token_is_logged_or_stored_in_clear()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(("login_hint", "somebody-s-hint")), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;
        await browser.SubmitAsync(page, "code", ("Form.Code", "987654"));
        var word = await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", code)));
        await browser.SubmitAsync(word, "word", ("Form.Word", "not the word 4711"));
        var choose = await browser.FollowAsync(await browser.SubmitAsync(word, "word", ("Form.Word", person.Word)));
        await browser.SubmitAsync(choose, "choose", ("Form.Pin", "1990"), ("Form.Again", "1990"));
        await browser.SubmitAsync(choose, "choose", ("Form.Pin", "573921"), ("Form.Again", "573924"));
        var answer = await browser.GiveSecretsAsync(choose, person, ownDevice: true);
        var tokens = await client.ExchangeAsync(answer.Sent("code")!);
        await client.UserInfoAsync(tokens["access_token"]!);
        await client.ExchangeAsync(answer.Sent("code")!);
        await client.MachineAsync("record.read", secret: "a-wrong-secret");
        await browser.GetAsync("/connect/end-session?id_token_hint=" + tokens["id_token"]);

        string[] secrets = [person.Phone[3..], person.Typed, code, "987654", person.Word, SigningIn.Pin, "573921", "573924", "not the word", "somebody-s-hint", answer.Sent("code")!,
            tokens["access_token"]!, tokens["id_token"]!, "demo-only-secret", "a-wrong-secret", TestIdentity.PortalSecret, "the-state", "Kerensa", "Penhale"];
        // What the catcher catches: everything that the program's own filters let through.
        identity.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogTrace("caught");
        var logs = identity.Logs.Text;
        logs.ShouldContain("caught");
        var stored = await identity.Databases.DumpIdentityAsync();
        stored.ShouldContain("portal");
        foreach (var secret in secrets)
        {
            logs.ShouldNotContain(secret, Case.Insensitive);
            // Six digits may stand by chance inside a long number or hash.
            if (secret.Length > 6 || !secret.All(char.IsAsciiDigit)) stored.ShouldNotContain(secret, Case.Insensitive);
        }
        foreach (var cookie in (string[])["fp-id", "fp-id-device"])
        {
            logs.ShouldNotContain(browser.Cookie(cookie) ?? "never", Case.Sensitive);
            stored.ShouldNotContain(browser.Cookie(cookie) ?? "never", Case.Sensitive);
        }
    }
}
