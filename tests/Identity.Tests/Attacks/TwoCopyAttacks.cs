using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>
/// Guessing and replaying at two copies at once, from many addresses: what one counts, the other knows. (At one copy:
/// SignIn/GuessingTests. Only in-process.)
/// </summary>
public sealed class TwoCopyAttacks
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Five_wrong_codes_in_parallel_at_two_copies_from_many_addresses_shut_the_code(string provider)
    {
        Dictionary<string, string?> behindProxy = new() { ["Proxy:Networks:0"] = "127.0.0.0/8", ["Proxy:Networks:1"] = "::1/128" };
        await using var first = await TestIdentity.StartAsync(provider, behindProxy);
        await using var second = await TestIdentity.StartAsync(first.Databases, new(behindProxy) { ["Issuer"] = first.Address.ToString() });
        using var client = new OidcClient(first.Address);
        using var browser = new Browser(first.Address);
        var person = (await TestFamily.CreateAsync(first)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await first.CodeAsync(person.Phone))!;
        var token = page.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var cookies = browser.Cookies.GetCookieHeader(first.Address);
        async Task<HttpResponseMessage> TryAsync(int i, string guess)
        {
            var copy = i % 2 == 0 ? first : second;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(copy.Address, page.Url.PathAndQuery));
            request.Headers.Add("Cookie", cookies);
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            request.Headers.Accept.ParseAdd("text/html");
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "code", ["Form.Code"] = guess, ["__RequestVerificationToken"] = token });
            return await http.SendAsync(request);
        }
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => await (await TryAsync(i, ((int.Parse(code) + 1 + i) % 1_000_000).ToString("D6"))).Content.ReadAsStringAsync()));

        answers.Count(a => a.Contains("That code is not right")).ShouldBeLessThanOrEqualTo(4);
        foreach (var i in (int[])[0, 1]) (await TryAsync(i, code)).Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("SignIn:TriesPerAddress")]
    [InlineData("SignIn:Tries")]
    public async Task Brakes_on_trying_hold_across_copies(string setting)
    {
        await using var first = await TestIdentity.StartAsync("Sqlite", new() { [setting] = "3" });
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { [setting] = "3" });
        using var client = new OidcClient(first.Address);
        List<int> statuses = [];
        foreach (var copy in (TestIdentity[])[first, second, second, first, second])
        {
            using var browser = new Browser(copy.Address);
            var page = await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());
            statuses.Add((int)(await browser.SubmitAsync(page, "code", ("Form.Code", "123456"))).Status);
        }
        statuses.ShouldBe([200, 200, 200, 429, 429]);
    }

    [Fact]
    public async Task An_address_that_a_caller_claims_counts_for_nothing_without_a_proxy()
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite", new() { ["SignIn:CodesPerAddress"] = "3" });
        List<int> statuses = [];
        for (var i = 0; i < 5; i++)
        {
            using var browser = new Browser(identity.Address, ("X-Forwarded-For", $"203.0.113.{i}"), ("Forwarded", $"for=203.0.113.{i}"), ("X-Real-IP", $"203.0.113.{i}"));
            var page = await browser.OpenAsync("/sign-in");
            statuses.Add((int)(await browser.SubmitAsync(page, "contact", ("Form.Contact", TestFamily.Nobody()))).Status);
        }
        statuses.ShouldBe([302, 302, 302, 429, 429]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_number_gets_five_codes_an_hour_from_two_copies_together(string provider)
    {
        await using var first = await TestIdentity.StartAsync(provider);
        await using var second = await TestIdentity.StartAsync(first.Databases);
        using var client = new OidcClient(first.Address);
        var family = await TestFamily.CreateAsync(first);

        var browsers = Enumerable.Range(0, 10).Select(i => new Browser((i % 2 == 0 ? first : second).Address)).ToList();
        await Task.WhenAll(browsers.Select(b => b.AskForCodeAsync(client.Authorize(), family.Kerensa.Typed)));
        browsers.ForEach(b => b.Dispose());
        // A later code of somebody else shows that the queue is empty.
        using var other = new Browser(first.Address);
        await other.AskForCodeAsync(client.Authorize(), family.Dan.Typed);
        (await first.CodeAsync(family.Dan.Phone)).ShouldNotBeNull();

        (await first.TextsAsync(family.Kerensa.Phone)).ShouldBeLessThanOrEqualTo(5);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_code_or_refresh_token_used_at_two_copies_at_once_gives_nobody_anything_that_lasts(string provider)
    {
        await using var first = await TestIdentity.StartAsync(provider);
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { ["Issuer"] = first.Address.ToString() });
        await using var signedIn = await SignedInBrowser.StartAsync(first);
        using var there = new OidcClient(second.Address);
        async Task<string> CodeAsync() => (await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!;
        async Task NothingLastsAsync(Reply[] replies)
        {
            replies.Count(r => r.Json.ContainsKey("access_token")).ShouldBeLessThanOrEqualTo(1);
            foreach (var winner in replies.Where(r => r.Json.ContainsKey("access_token")))
                ((int)(await there.UserInfoAsync(winner["access_token"]!)).Status).ShouldBe(401);
        }

        var code = await CodeAsync();
        await NothingLastsAsync(await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? signedIn.Client : there).ExchangeAppAsync(code, ("code_verifier", signedIn.Client.Verifier)))));
        var tokens = await signedIn.Client.ExchangeAppAsync(await CodeAsync());
        await NothingLastsAsync(await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? signedIn.Client : there).RefreshAsync(tokens["refresh_token"]!))));
    }
}
