using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>Sending a code, or a person, to an address that is not the client's (RFC 9700, 4.1, 4.11).</summary>
public sealed class RedirectAttacks(AttackTarget target)
{
    [Fact]
    public async Task No_address_but_the_registered_one_is_redirected_to()
    {
        using var probe = await target.SomebodyAsync();
        foreach (var uri in Tricks(target.RedirectUri))
        {
            var answer = await probe.AuthorizeAsync(("redirect_uri", uri));
            answer.Location.ShouldBeNull(uri);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, uri);
        }
    }

    [Fact]
    public async Task Errors_are_not_redirected_to_an_address_that_is_not_registered()
    {
        using var probe = target.Nobody();
        foreach (var (name, value) in ((string, string)[])[("prompt", "none"), ("response_type", "token"), ("scope", "nonsense"), ("request", "x"), ("max_age", "x")])
            (await probe.AuthorizeAsync(("redirect_uri", "https://evil.example/"), (name, value))).Location.ShouldBeNull(name);
    }

    [Fact]
    public async Task A_second_redirect_address_beside_the_registered_one_is_refused()
    {
        using var probe = await target.SomebodyAsync();
        var right = QueryHelpers.AddQueryString(target.Endpoint("authorization").ToString(), probe.Request());
        foreach (var second in (string[])["&redirect_uri=https%3A%2F%2Fevil.example", "&redirect_uri[]=https%3A%2F%2Fevil.example", "&Redirect_Uri=https%3A%2F%2Fevil.example"])
        {
            var answer = await probe.GetAsync(right + second);
            if (answer.Location is not null) answer.Location.ToString().ShouldStartWith(target.RedirectUri);
        }
    }

    [Fact]
    public async Task Sign_out_never_redirects_to_an_address_that_is_not_registered()
    {
        using var probe = await target.SomebodyAsync();
        var hint = (await probe.TokensAsync())["id_token"]!;
        // An empty one is none: that would be a right request, and would end the session.
        foreach (var uri in Tricks(target.PostLogoutUri).Append(target.RedirectUri).Where(u => u.Length > 0))
        {
            var url = QueryHelpers.AddQueryString(target.Endpoint("end_session").ToString(), new Dictionary<string, string?> { ["post_logout_redirect_uri"] = uri, ["id_token_hint"] = hint, ["client_id"] = target.ClientId });
            var answer = await probe.GetAsync(url, alone: true);
            if (answer.Location is not null) answer.Location.Authority.ShouldBe(target.Issuer.Authority, uri);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/connect/authorize/../../evil.example?")]
    [InlineData("https:evil.example")]
    [InlineData("/connect/authorize?@evil.example\r\nLocation: https://evil.example")]
    [InlineData("javascript:alert(1)//evil.example")]
    public async Task A_way_back_of_the_sign_in_page_leads_to_no_other_site(string back)
    {
        _ = target.Product;
        using var probe = target.Nobody();
        var answer = await probe.GetAsync(QueryHelpers.AddQueryString(new Uri(target.Issuer, "sign-in").ToString(), "return", back), alone: true);
        if (answer.Location is not null) answer.Location.Authority.ShouldBe(target.Issuer.Authority);
        foreach (var link in answer.Page.QuerySelectorAll("[href], [action]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("action")!))
            if (Uri.TryCreate(answer.Url, link, out var to) && to.Scheme is "http" or "https" or "javascript") to.Host.ShouldNotBe("evil.example");
    }

    /// <summary>Addresses that some providers, proxies or browsers take for the registered one.</summary>
    private static IEnumerable<string> Tricks(string uri)
    {
        var real = new Uri(uri);
        var (scheme, host, path) = (real.Scheme, real.Authority, real.AbsolutePath);
        string[] tricks =
        [
            uri + "/", uri + "/more", uri + "?", uri + "?extra=1", uri + "#", uri + "#fragment", uri + ";x", uri + "%20", uri + "%00", uri + "%2F", uri + " ", " " + uri,
            uri + "\\", uri + "/../x", uri + "/%2e%2e/x", uri + "/.", uri + "&code=x", uri + "\r\nX: y", uri + "@evil.example",
            uri.ToUpperInvariant(), $"{scheme}://{host.ToUpperInvariant()}{path}", $"{scheme}://{host}{path.ToUpperInvariant()}", $"{scheme.ToUpperInvariant()}://{host}{path}",
            $"{(scheme == "https" ? "http" : "https")}://{host}{path}", $"{scheme}://{real.Host}:{real.Port + 1}{path}", $"{scheme}://{real.Host}:443{path}", $"{scheme}://{real.Host}:{path}",
            $"{scheme}://user@{host}{path}", $"{scheme}://user:secret@{host}{path}", $"{scheme}://{host}@evil.example{path}", $"{scheme}://evil.example/{host}{path}",
            $"{scheme}://{host}.evil.example{path}", $"{scheme}://evil.{host}{path}", $"{scheme}://evil.example\\@{host}{path}", $"{scheme}://evil.example%2F@{host}{path}", $"{scheme}://evil.example#@{host}{path}",
            $"{scheme}://{host}/x/..{path}", $"{scheme}://{host}/%2e%2e{path}", $"{scheme}://{host}/{path}", $"{scheme}://{host}{path[..^1]}%{(int)path[^1]:X2}",
            $"{scheme}:{host}{path}", $"//{host}{path}", path, "*", $"{scheme}://*", "https://evil.example/", "javascript:alert(1)", "data:text/html,x", "about:blank", "",
        ];
        return tricks.Where(t => t != uri && t != uri.ToLowerInvariant());
    }
}
