using System.Net;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;
using static FamilyPortal.Portal.Tests.Family.PortalAddresses;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Whoever adds an address and forgets to say who may open it has it closed: every address is tried signed out.</summary>
public sealed class DefaultDenyTests(PortalFixture portal)
{
    /// <summary>All that is open, and why it may be.</summary>
    private static readonly HashSet<string> Open =
    [
        "/", "/help", "/sign-in", "/sign-out", "/sign-out/now", "/signed-out", "/sign-in-problem", "/not-open", "/leave",
        // The councils' colours, all in one.
        "/own.{version}.css",
        // Hands on to Identity.
        "/i/{link}",
        // Takes nothing but a token that Identity signed: BackChannelLogoutTests.
        "/signout-backchannel",
        // Takes the form of a session that has just ended; the seal in it says whose it is, and nothing is told back.
        "/session/end/{**path}",
        "/health/live", "/health/ready", "/error/{Code:int}",
        // What a record system reads before it has a token.
        "/openapi/{documentName}.json", "/problems/{code}",
        // The demo's own, which exist in no other host.
        "/dev/phone/", "/dev/phone/{number}",
    ];

    private IReadOnlyList<RouteEndpoint> Endpoints => PortalAddresses.Of(portal);

    [Fact]
    public async Task Every_address_that_is_not_on_the_list_of_open_ones_is_closed_to_somebody_signed_out()
    {
        var tried = 0;
        foreach (var endpoint in Endpoints.Where(e => !Open.Contains(Pattern(e))))
        {
            var path = Filled(endpoint);
            foreach (var method in Methods(endpoint) is { Count: > 0 } methods ? methods : ["GET", "POST"])
            {
                using var request = new HttpRequestMessage(new(method), new Uri(portal.Site.Host.Portal, path));
                request.Headers.Accept.ParseAdd("text/html");
                if (method is "POST" or "PUT") request.Content = new FormUrlEncodedContent([new("Form.Words", "Hello there")]);
                using var response = await portal.Site.Http.SendAsync(request);
                var way = response.Headers.Location?.ToString() ?? "";
                (response.StatusCode == HttpStatusCode.Unauthorized || way.StartsWith(portal.Site.Host.Identity.ToString(), StringComparison.Ordinal))
                    .ShouldBeTrue($"{method} {path} answers {response.StatusCode} {way} to somebody signed out");
                tried++;
            }
        }
        tried.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Nothing_stands_on_the_list_of_open_addresses_that_is_not_there() =>
        Open.Except(Endpoints.Select(Pattern)).ShouldBeEmpty();

    [Fact]
    public async Task An_address_that_is_not_there_looks_like_one_that_is()
    {
        using var there = await portal.Site.Http.GetAsync(new Uri(portal.Site.Host.Portal, "/scale/abcdefghijkl"));
        using var nowhere = await portal.Site.Http.GetAsync(new Uri(portal.Site.Host.Portal, "/no/such/page"));
        nowhere.StatusCode.ShouldBe(there.StatusCode);
        nowhere.Headers.Location!.Host.ShouldBe(there.Headers.Location!.Host);
        nowhere.Headers.Location!.AbsolutePath.ShouldBe(there.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Staff_pages_are_closed_to_a_family_member()
    {
        var (browser, _) = await portal.VisitAsync();
        foreach (var endpoint in Endpoints.Where(e => Pattern(e).StartsWith("/staff", StringComparison.Ordinal)))
        {
            await browser.GoAsync(portal.Site.Host.Portal, Filled(endpoint));
            browser.Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, Filled(endpoint));
        }
    }
}
