using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Families;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>What a signed-in browser may and may not have from the authorization, token and userinfo endpoints.</summary>
public sealed class SessionTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Fact]
    public async Task Oidcc_prompt_none_logged_in()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var again = await signedIn.AuthorizeAsync(("prompt", "none"));
        again.Subject.ShouldBe(signedIn.First.Subject);
        Of(again, "auth_time").ShouldBe(Of(signedIn.First, "auth_time"));
        Of(again, "sid").ShouldBe(Of(signedIn.First, "sid"));
    }

    [Fact]
    public async Task Oidcc_ensure_post_request_succeeds()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(signedIn.Identity.Address, signedIn.Client.Authorize()).Query);
        var answer = await signedIn.Browser.PostAsync("/connect/authorize", [.. query.Select(p => (p.Key, p.Value.ToString()))]);
        answer.Sent("code").ShouldNotBeNull();
    }

    [Fact]
    public async Task Oidcc_prompt_login()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        identity.Clock.Advance(TimeSpan.FromSeconds(5));

        var request = signedIn.Client.Authorize(("prompt", "login"));
        (await signedIn.Browser.GetAsync(request)).Location!.AbsolutePath.ShouldBe("/sign-in");
        var answer = await signedIn.Browser.SignInAsync(identity, request, signedIn.Person);
        var token = await signedIn.RedeemAsync(answer);

        long.Parse(Of(token, "auth_time")).ShouldBeGreaterThan(long.Parse(Of(signedIn.First, "auth_time")));
        Of(token, "sid").ShouldNotBe(Of(signedIn.First, "sid"));
        token.Subject.ShouldBe(signedIn.First.Subject);
    }

    [Fact]
    public async Task A_sign_in_from_before_does_not_answer_prompt_login_however_the_way_back_is_used()
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync("Sqlite"));
        var asked = await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "login")));

        var back = asked.Sent("return")!;
        (await signedIn.Browser.GetAsync(back)).Location!.AbsolutePath.ShouldBe("/sign-in");
        // A mark made for one request is none for another.
        var mark = back[back.IndexOf("asked_at=", StringComparison.Ordinal)..];
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "login"), ("state", "other")) + "&" + mark)).Location!.AbsolutePath.ShouldBe("/sign-in");
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "login")) + "&asked_at=forged")).Location!.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Oidcc_max_age_1_and_10000()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        identity.Clock.Advance(TimeSpan.FromSeconds(5));

        var same = await signedIn.AuthorizeAsync(("max_age", "10000"));
        Of(same, "auth_time").ShouldBe(Of(signedIn.First, "auth_time"));
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("max_age", "1"), ("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("max_age", "0")))).Location!.AbsolutePath.ShouldBe("/sign-in");

        var answer = await signedIn.Browser.SignInAsync(identity, signedIn.Client.Authorize(("max_age", "1")), signedIn.Person);
        long.Parse(Of(await signedIn.RedeemAsync(answer), "auth_time")).ShouldBeGreaterThan(long.Parse(Of(signedIn.First, "auth_time")));
    }

    [Fact]
    public async Task Oidcc_id_token_hint()
    {
        var identity = await shared.OnAsync("Sqlite");
        await using var hers = await SignedInBrowser.StartAsync(identity);
        await using var his = await SignedInBrowser.StartAsync(identity, family => family.Mark);

        (await hers.AuthorizeAsync(("prompt", "none"), ("id_token_hint", hers.IdToken))).Subject.ShouldBe(hers.First.Subject);
        (await hers.Browser.GetAsync(hers.Client.Authorize(("prompt", "none"), ("id_token_hint", his.IdToken)))).Sent("error").ShouldBe("login_required");
        // Without prompt=none the person may sign in; as somebody else again, the client is told.
        var request = hers.Client.Authorize(("id_token_hint", his.IdToken));
        (await hers.Browser.GetAsync(request)).Location!.AbsolutePath.ShouldBe("/sign-in");
        var page = await hers.Browser.GiveCodeAsync(identity, request, hers.Person);
        var answer = await hers.Browser.GiveSecretsAsync(page, hers.Person);
        answer.Sent("error").ShouldBe("login_required");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_session_left_at_the_Portal_signs_nobody_in(string provider)
    {
        var identity = await shared.OnAsync(provider);
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var portal = identity.Services.GetRequiredService<PortalSessions>();
        var secret = await portal.OpenAsync(signedIn.First.Subject, Of(signedIn.First, "sid"), isStaff: false);
        (await signedIn.AuthorizeAsync(("prompt", "none"))).Subject.ShouldBe(signedIn.First.Subject);

        await portal.EndAsync(secret);

        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize())).Location!.AbsolutePath.ShouldBe("/sign-in");
        (await signedIn.Client.UserInfoAsync(signedIn.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_person_whose_access_ended_is_refused_at_the_very_next_request(string provider)
    {
        await using var signedIn = await SignedInBrowser.StartAsync(await shared.OnAsync(provider));
        var pending = (await signedIn.Browser.GetAsync(signedIn.Client.Authorize())).Sent("code")!;

        await signedIn.Person.Family.SafetyAsync("""{"revoke":["kerensa"]}""");

        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await signedIn.Client.ExchangeAsync(pending))["error"].ShouldBe("invalid_grant");
        (await signedIn.Client.UserInfoAsync(signedIn.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_a_quarter_of_an_hour_unused()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);

        identity.Clock.Advance(TimeSpan.FromMinutes(14));
        await signedIn.AuthorizeAsync(("prompt", "none"));
        identity.Clock.Advance(TimeSpan.FromMinutes(14));
        await signedIn.AuthorizeAsync(("prompt", "none"));
        identity.Clock.Advance(TimeSpan.FromMinutes(16));

        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_much_it_is_used()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        for (var i = 0; i < 51; i++)
        {
            identity.Clock.Advance(TimeSpan.FromMinutes(14));
            (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();
        }

        identity.Clock.Advance(TimeSpan.FromMinutes(14));

        (await signedIn.Browser.GetAsync(signedIn.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    private static string Of(JsonWebToken token, string claim) => token.GetClaim(claim).Value;
}
