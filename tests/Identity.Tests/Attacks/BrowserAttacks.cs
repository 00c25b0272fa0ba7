using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>Attacks by way of the person's browser: mix-up, login CSRF, session fixation, clickjacking (RFC 9700, 4.4, 4.7, 4.16).</summary>
public sealed class BrowserAttacks(AttackTarget target)
{
    [Fact]
    public async Task Every_answer_names_its_issuer_against_mix_up()
    {
        using var somebody = await target.SomebodyAsync();
        using var nobody = target.Nobody();
        var issuer = target.Discovery["issuer"]!.ToString();

        (await somebody.AuthorizeAsync()).Sent("iss").ShouldBe(issuer);
        (await nobody.AuthorizeAsync(("prompt", "none"))).Sent("iss").ShouldBe(issuer);
        (await somebody.AuthorizeAsync(("response_type", "token"))).Sent("iss").ShouldBeOneOf(issuer, null);
        new JsonWebToken((await somebody.TokensAsync())["id_token"]).Issuer.ShouldBe(issuer);
        target.Discovery["authorization_response_iss_parameter_supported"]!.GetValue<bool>().ShouldBeTrue();
        issuer.ShouldBe(target.Issuer.ToString());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with spaces & signs = ? # %")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("ünï")]
    [InlineData("\r\nSet-Cookie: a=b")]
    public async Task State_comes_back_as_it_was_sent(string state)
    {
        using var probe = await target.SomebodyAsync();
        var answer = await probe.AuthorizeAsync(("state", state));
        answer.Sent("state").ShouldBe(state);
        answer.Response.Headers.Contains("a").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_site_cannot_send_the_sign_in_forms()
    {
        _ = target.Product;
        using var mine = new Browser(target.Issuer);
        using var theirs = new Browser(target.Issuer);
        var page = await mine.OpenAsync("/sign-in");
        var token = page.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        (await theirs.PostAsync("/sign-in", ("_handler", "contact"), ("Form.Contact", "07700 900001"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        // The attacker's own token is no token of the victim's browser.
        await theirs.OpenAsync("/sign-in");
        (await theirs.PostAsync("/sign-in", ("_handler", "contact"), ("Form.Contact", "07700 900001"), ("__RequestVerificationToken", token))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_session_that_was_planted_is_not_the_one_signed_in()
    {
        using var browser = new Testing.Browser();
        var planted = "planted-by-somebody-else";
        foreach (var name in (string[])["fp-id", "fp-id-flow", "portal-session"]) browser.Cookies.Add(target.Product.Host.Identity, new Cookie(name, planted));

        var (_, cookie) = await target.SignInAsync(browser);

        cookie.ShouldNotContain(planted);
        browser.Cookies.GetCookies(target.Product.Host.Portal)["portal-session"]!.Value.ShouldNotBe(planted);
        using var attacker = new Probe(target, "fp-id=" + planted);
        (await attacker.AuthorizeAsync(("prompt", "none"))).Sent("error").ShouldBe("login_required");
    }

    [Fact]
    public async Task No_page_may_be_framed_and_none_is_kept()
    {
        using var probe = target.Nobody();
        var authorize = await probe.AuthorizeAsync();
        List<string> pages =
        [
            authorize.Location!.ToString(),
            QueryHelpers.AddQueryString(target.Endpoint("authorization").ToString(), probe.Request(("redirect_uri", "https://evil.example/"))),
            target.Endpoint("end_session").ToString(),
        ];
        foreach (var page in pages)
        {
            var answer = await probe.GetAsync(page);
            var headers = answer.Response.Headers;
            var framing = string.Join(' ', headers.TryGetValues("Content-Security-Policy", out var csp) ? csp : []) + string.Join(' ', headers.TryGetValues("X-Frame-Options", out var xfo) ? xfo : []);
            (framing.Contains("frame-ancestors 'none'") || framing.Contains("DENY")).ShouldBeTrue(page);
            headers.CacheControl!.NoStore.ShouldBeTrue(page);
            headers.GetValues("Referrer-Policy").ShouldContain("no-referrer", page);
        }
    }

    [Fact]
    public async Task Tokens_are_never_kept_by_a_cache_and_never_in_an_address()
    {
        using var probe = await target.SomebodyAsync();
        var code = await probe.CodeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint("token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = target.RedirectUri,
                ["code_verifier"] = probe.Verifier,
                ["client_id"] = target.ClientId,
                ["client_secret"] = target.ClientSecret,
            }),
        };
        var answer = await probe.SendAsync(request);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var token = System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!["access_token"]!.ToString();
        ((int)(await probe.GetAsync(target.Endpoint("userinfo") + "?access_token=" + token)).Status).ShouldBeInRange(400, 401);
        ((int)(await probe.GetAsync(target.Endpoint("token") + "?grant_type=client_credentials")).Status).ShouldBeOneOf(400, 404, 405);
    }
}
