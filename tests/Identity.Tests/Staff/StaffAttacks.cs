using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>What somebody else does with the answer of an organisation's provider, or on a worker's device.</summary>
public sealed class StaffAttacks
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_answer_is_good_once_in_the_browser_that_asked_and_for_the_authority_that_was_asked(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var browser = new StaffBrowser(site);
        var back = await browser.ProveAsync(await browser.GoAsync(), Organisation.Tess);

        using var stranger = new StaffBrowser(site);
        await RefusedAsync(stranger, back);
        await stranger.GoAsync();
        await RefusedAsync(stranger, back);
        await browser.GoAsync("knowsley");
        await RefusedAsync(browser, new(back.ToString().Replace("/cornwall/", "/knowsley/")));
        await RefusedAsync(browser, With(back, "state", "rubbish"));
        await RefusedAsync(browser, With(back, "state", null));

        await browser.TokensAsync(await browser.ReturnAsync(back));
        await browser.Ours.PostAsync("/leave");
        await RefusedAsync(browser, back);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_code_of_somebody_else_is_not_taken(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var victim = new StaffBrowser(site);
        var stolen = await victim.ProveAsync(await victim.GoAsync(), Organisation.Priya);
        using var attacker = new StaffBrowser(site);
        var own = await attacker.ProveAsync(await attacker.GoAsync(), Organisation.Tess);
        await RefusedAsync(attacker, With(own, "code", QueryHelpers.ParseQuery(stolen.Query)["code"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://login.example.org/")]
    public async Task An_answer_that_does_not_name_its_provider_is_refused_against_mix_up(string? issuer)
    {
        await using var site = await Organisation.StartAsync("Sqlite");
        using var browser = new StaffBrowser(site);
        var back = await browser.ProveAsync(await browser.GoAsync(), Organisation.Tess);
        await RefusedAsync(browser, With(back, "iss", issuer));
    }

    [Fact]
    public async Task Who_holds_a_device_that_is_still_signed_in_at_the_provider_is_not_signed_in_by_that()
    {
        await using var site = await Organisation.StartAsync("Sqlite");
        using var browser = new StaffBrowser(site);
        await browser.TokensAsync(await browser.SignInAsync(Organisation.Tess));
        await browser.Ours.PostAsync("/leave");
        site.Theirs.Clock.Advance(TimeSpan.FromMinutes(5));
        site.Ours.Clock.Advance(TimeSpan.FromMinutes(5));

        var there = await browser.GoAsync();
        (await browser.Theirs.OpenAsync(there.PathAndQuery)).Location.ShouldBeNull("the provider asks again");
        // The limits taken out of the address by hand: the provider answers from its session, and we look when that began.
        var answer = await browser.Theirs.OpenAsync(With(With(there, "prompt", null), "max_age", null).PathAndQuery);
        answer.Sent("code").ShouldNotBeNull();
        await RefusedAsync(browser, answer.Location!);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_gives_a_plain_page()
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite", new()
        {
            ["StaffSignIn:cornwall:Issuer"] = TestIdentity.FreeAddress().ToString(),
            ["StaffSignIn:cornwall:ClientId"] = "family-portal",
            ["StaffSignIn:cornwall:ClientSecret"] = "a-secret-of-the-organisation",
            ["StaffSignIn:cornwall:Roles:worker"] = "worker",
        });
        using var browser = new Browser(identity.Address);
        // One organisation: straight on.
        (await browser.OpenAsync("/sign-in/staff")).Words.ShouldContain("Your work sign-in does not answer");
        (await browser.GetAsync("/sign-in/staff/knowsley")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_provider_the_way_is_not_shown()
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite");
        using var browser = new Browser(identity.Address);
        (await browser.GetAsync("/sign-in")).Text.ShouldNotContain("/sign-in/staff");
        (await browser.GetAsync("/sign-in/staff")).Words.ShouldContain("No work accounts are set up here");
    }

    private static async Task RefusedAsync(StaffBrowser browser, Uri back)
    {
        var answer = await browser.ReturnAsync(back);
        answer.Url.AbsolutePath.ShouldBe("/sign-in/staff-problem", answer.Words);
        answer.Words.ShouldContain("That did not work");
        (await browser.Ours.GetAsync(browser.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    private static Uri With(Uri address, string name, string? value)
    {
        var query = QueryHelpers.ParseQuery(address.Query).Where(p => p.Key != name).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString()));
        if (value is not null) query = query.Append(new(name, value));
        return new(QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), query));
    }
}
