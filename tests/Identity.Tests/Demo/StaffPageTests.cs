using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Demo;

public sealed class StaffPageTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task One_of_the_demo_staff_signs_in_and_goes_back_to_the_client(string provider)
    {
        var identity = await shared.OnAsync(provider);
        await TestFamily.CreateAsync(identity);
        using var client = new OidcClient(identity.Address);

        var subjects = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var browser = new Browser(identity.Address);
            var start = await browser.OpenAsync(client.Authorize());
            var staff = await browser.OpenAsync(start.Page.QuerySelector("main a[href^='/dev/staff']")!.GetAttribute("href")!);
            staff.Page.QuerySelectorAll("h2").Select(h => h.TextContent).ShouldContain("Cornwall");
            staff.Page.QuerySelectorAll("main button").ShouldContain(b => b.TextContent == "Duty team", "and not its role once more");
            var tess = staff.Page.QuerySelectorAll("main button").Single(b => b.TextContent == "Tess Hocking, worker");
            var answer = await browser.FollowAsync(await browser.SubmitAsync(staff, "staff", ("Form.Staff", tess.GetAttribute("value")!)));

            var tokens = await client.ExchangeAsync(answer.Sent("code")!);
            var token = await client.ValidateAsync(tokens["id_token"]!, "portal", "JWT");
            token.GetClaim("kind").Value.ShouldBe("staff");
            token.Claims.ShouldNotContain(c => c.Type == "amr", "nothing was proved");
            (await client.UserInfoAsync(tokens["access_token"]!))["kind"].ShouldBe("staff");
            subjects.Add(token.Subject);
        }

        subjects.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_demo_the_page_does_not_exist()
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite", new() { ["Demo:Enabled"] = "false" });
        using var browser = new Browser(identity.Address);
        (await browser.GetAsync("/dev/staff")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await browser.GetAsync("/sign-in")).Text.ShouldNotContain("/dev/staff");
    }

    [Theory]
    [InlineData("Host", "rebound.example.org", 404)]
    [InlineData("Host", "localhost.example.org", 404)]
    [InlineData("Sec-Fetch-Site", "cross-site", 404)]
    [InlineData("Origin", "https://rebound.example.org", 404)]
    // From a page of the Portal, which has another port; from the address bar; without script, under our own referrer policy.
    [InlineData("Sec-Fetch-Site", "same-site", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Origin", "null", 200)]
    public async Task The_page_is_for_this_machine_s_own_browser_and_no_other_site(string header, string value, int status)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var browser = new Browser(identity.Address, (header, value));
        ((int)(await browser.GetAsync("/dev/staff")).Status).ShouldBe(status);
    }

    [Fact]
    public async Task An_invented_account_signs_nobody_in()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var staff = await browser.OpenAsync("/dev/staff");
        (await browser.SubmitAsync(staff, "staff", ("Form.Staff", Guid.NewGuid().ToString()))).Errors.ShouldBe(["That person cannot sign in now. Choose another"]);
        (await browser.SubmitAsync(staff, "staff", ("Form.Staff", "rubbish"))).Errors.ShouldNotBeEmpty();
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }
}
