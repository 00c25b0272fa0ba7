using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>Authorization requests before anybody signed in: what is refused, and where the refusal goes.</summary>
public sealed class AuthorizeRequestTests(SharedIdentity shared) : IAsyncLifetime
{
    private OidcClient _client = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var identity = await shared.OnAsync("Sqlite");
        _client = new(identity.Address);
        _browser = new(identity.Address);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _browser.Dispose();
        return default;
    }

    [Fact]
    public async Task A_good_request_leads_to_the_sign_in_page_and_its_way_back_is_kept()
    {
        var answer = await _browser.GetAsync(_client.Authorize());

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        answer.Location!.AbsolutePath.ShouldBe("/sign-in");
        answer.Sent("return")!.ShouldStartWith("/connect/authorize?");
        answer.Sent("return")!.ShouldContain("state=the-state");
    }

    [Fact]
    public async Task Oidcc_prompt_none_not_logged_in()
    {
        var answer = await _browser.GetAsync(_client.Authorize(("prompt", "none")));

        answer.Location!.GetLeftPart(UriPartial.Path).ShouldBe(OidcClient.RedirectUri);
        answer.Sent("error").ShouldBe("login_required");
        answer.Sent("state").ShouldBe("the-state");
        answer.Sent("iss").ShouldBe((await shared.OnAsync("Sqlite")).Address.ToString());
    }

    [Theory]
    [InlineData("http://localhost:5100/signin-oidc/")]
    [InlineData("http://localhost:5100/signin-oidc/more")]
    [InlineData("http://localhost:5100/signin-oidc?extra=1")]
    [InlineData("http://localhost:5100/signin-oidc#fragment")]
    [InlineData("http://localhost:5100/SIGNIN-OIDC")]
    [InlineData("http://localhost:5100/signin%2Doidc")]
    [InlineData("http://localhost:5100/x/../signin-oidc")]
    [InlineData("http://localhost:5101/signin-oidc")]
    [InlineData("https://localhost:5100/signin-oidc")]
    [InlineData("http://user@localhost:5100/signin-oidc")]
    [InlineData("http://localhost:5100@evil.example/signin-oidc")]
    [InlineData("http://localhost.evil.example:5100/signin-oidc")]
    [InlineData("//localhost:5100/signin-oidc")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Oidcc_ensure_registered_redirect_uri(string? uri)
    {
        var answer = await _browser.GetAsync(_client.Authorize(("redirect_uri", uri)));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Location.ShouldBeNull();
        answer.Words.ShouldContain("This link does not work");
    }

    [Fact]
    public async Task Oidcc_response_type_missing()
    {
        var answer = await _browser.GetAsync(_client.Authorize(("response_type", null)));
        IsRefused(answer, "invalid_request", "unsupported_response_type");
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    [InlineData("code token")]
    [InlineData("none")]
    public async Task Implicit_and_hybrid_are_refused(string type) =>
        IsRefused(await _browser.GetAsync(_client.Authorize(("response_type", type))), "unsupported_response_type", "unauthorized_client");

    [Theory]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task Response_modes_that_are_not_listed_are_refused(string mode) =>
        IsRefused(await _browser.GetAsync(_client.Authorize(("response_mode", mode))), "invalid_request");

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("code_challenge_method", "s256")]
    public async Task Without_PKCE_S256_nothing_begins(string parameter, string? value) =>
        IsRefused(await _browser.GetAsync(_client.Authorize((parameter, value))), "invalid_request");

    [Theory]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("request_uri", "https://evil.example/request.jwt", "request_uri_not_supported", "invalid_request_uri")]
    public async Task Oidcc_unsigned_request_object_and_request_uri_are_refused(string parameter, string value, params string[] errors) =>
        IsRefused(await _browser.GetAsync(_client.Authorize((parameter, value))), errors);

    [Theory]
    [InlineData("max_age", "x")]
    [InlineData("max_age", "-1")]
    [InlineData("max_age", "1e3")]
    [InlineData("prompt", "none login")]
    [InlineData("prompt", "consent")]
    [InlineData("id_token_hint", "not-a-token")]
    [InlineData("id_token_hint", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")]
    public async Task What_cannot_be_honoured_is_refused_instead_of_ignored(string parameter, string value) =>
        IsRefused(await _browser.GetAsync(_client.Authorize((parameter, value))), "invalid_request", "invalid_token");

    [Theory]
    [InlineData("state")]
    [InlineData("redirect_uri")]
    [InlineData("scope")]
    public async Task A_parameter_given_twice_is_refused(string name)
    {
        var answer = await _browser.GetAsync(_client.Authorize() + $"&{name}=again");
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("record-demo")]
    [InlineData("nobody")]
    [InlineData(null)]
    public async Task Only_the_web_client_signs_people_in(string? id)
    {
        var answer = await _browser.GetAsync(_client.Authorize(("client_id", id)));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Enormous_parameters_are_refused_and_not_served()
    {
        var answer = await _browser.GetAsync(_client.Authorize(("state", new string('x', 7000))));
        ((int)answer.Status).ShouldBeOneOf(302, 400, 414);
        if (answer.Location is not null) answer.Sent("error").ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("extra", "foobar")]
    [InlineData("display", "popup")]
    [InlineData("display", "page")]
    [InlineData("ui_locales", "cy en")]
    [InlineData("claims_locales", "cy")]
    [InlineData("acr_values", "urn:mace:incommon:iap:silver")]
    [InlineData("login_hint", "somebody")]
    [InlineData("claims", "{\"id_token\":{\"name\":{\"essential\":true}}}")]
    [InlineData("scope", "openid profile email phone address")]
    [InlineData("nonce", null)]
    public async Task Oidcc_what_we_do_not_need_to_know_is_no_error(string name, string? value)
    {
        var answer = await _browser.GetAsync(_client.Authorize((name, value)));
        answer.Location!.AbsolutePath.ShouldBe("/sign-in");
    }

    private static void IsRefused(Answer answer, params string[] errors)
    {
        if (answer.Location is null)
        {
            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            return;
        }
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(OidcClient.RedirectUri);
        answer.Sent("error").ShouldBeOneOf(errors);
        answer.Sent("code").ShouldBeNull();
    }
}
