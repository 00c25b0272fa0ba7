using System.Text.Json;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.OpenId;

/// <summary>OpenID Connect Back-Channel Logout 1.0, the provider's side.</summary>
public sealed class BackChannelLogoutTests
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Oidcc_backchannel_rp_initiated_logout(string provider)
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var identity = await TestIdentity.StartAsync(provider, Settings(receiver));
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        await signedIn.Client.ExchangeAppAsync((await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp())).Sent("code")!);

        await signedIn.Browser.GetAsync($"/connect/end-session?id_token_hint={signedIn.IdToken}");

        var written = (await receiver.UntilAsync(1)).ShouldHaveSingleItem();
        receiver.Forms.Single().Keys.ShouldBe(["logout_token"]);
        var token = await signedIn.Client.ValidateAsync(written, "app", "logout+jwt");
        token.Subject.ShouldBe(signedIn.First.Subject);
        token.GetClaim("sid").Value.ShouldBe(signedIn.First.GetClaim("sid").Value);
        token.Id.ShouldNotBeNullOrEmpty();
        token.IssuedAt.ShouldNotBe(DateTime.MinValue);
        (token.ValidTo - token.IssuedAt).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
        token.GetPayloadValue<JsonElement>("events").GetProperty(Event).GetRawText().ShouldBe("{}");
        token.TryGetClaim("nonce", out _).ShouldBeFalse();
        token.Audiences.ShouldBe(["app"]);
    }

    [Fact]
    public async Task A_client_that_took_no_part_in_the_session_hears_nothing()
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var identity = await TestIdentity.StartAsync("Sqlite", Settings(receiver));
        await using var without = await SignedInBrowser.StartAsync(identity);
        await using var with = await SignedInBrowser.StartAsync(identity);
        await with.Browser.GetAsync(with.Client.AuthorizeApp());

        await without.Browser.PostAsync("/leave");
        await with.Browser.PostAsync("/leave");

        var token = await with.Client.ValidateAsync((await receiver.UntilAsync(1)).Single(), "app", "logout+jwt");
        token.GetClaim("sid").Value.ShouldBe(with.First.GetClaim("sid").Value);
        await Task.Delay(1500);
        receiver.Tokens.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_another_sign_in_replaces_is_over_for_clients_too()
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var identity = await TestIdentity.StartAsync("Sqlite", Settings(receiver));
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp());

        await signedIn.RedeemAsync(await signedIn.Browser.SignInAsync(identity, signedIn.Client.Authorize(("prompt", "login")), signedIn.Person));

        var token = await signedIn.Client.ValidateAsync((await receiver.UntilAsync(1)).Single(), "app", "logout+jwt");
        token.GetClaim("sid").Value.ShouldBe(signedIn.First.GetClaim("sid").Value);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_client_that_is_down_hears_later_and_each_time_by_a_new_token(string provider)
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var identity = await TestIdentity.StartAsync(provider, Settings(receiver));
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp());
        receiver.Answers = 503;
        await signedIn.Browser.PostAsync("/leave");
        await receiver.UntilAsync(1);
        receiver.Answers = 400;
        identity.Clock.Advance(TimeSpan.FromSeconds(11));
        await receiver.UntilAsync(2);
        receiver.Answers = 204;
        identity.Clock.Advance(TimeSpan.FromSeconds(21));
        await receiver.UntilAsync(3);
        identity.Clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(1500);

        receiver.Tokens.Count.ShouldBe(3);
        receiver.Tokens.Select(t => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(t).Id).Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_copies_send_each_notice_once(string provider)
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        await using var first = await TestIdentity.StartAsync(provider, Settings(receiver));
        await using var second = await TestIdentity.StartAsync(first.Databases, Settings(receiver).Append(new("Issuer", first.Address.ToString())).ToDictionary());
        List<SignedInBrowser> people = [];
        for (var i = 0; i < 6; i++)
        {
            people.Add(await SignedInBrowser.StartAsync(first));
            await people[i].Browser.GetAsync(people[i].Client.AuthorizeApp());
        }

        await Task.WhenAll(people.Select(p => p.Browser.PostAsync("/leave")));

        await receiver.UntilAsync(6);
        await Task.Delay(1500);
        receiver.Tokens.Select(t => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(t).GetClaim("sid").Value)
            .ShouldBe(people.Select(p => p.First.GetClaim("sid").Value), ignoreOrder: true);
        foreach (var person in people) await person.DisposeAsync();
    }

    [Fact]
    public async Task After_two_hours_we_give_up_and_keep_nothing()
    {
        await using var receiver = await LogoutReceiver.StartAsync();
        receiver.Answers = 500;
        await using var identity = await TestIdentity.StartAsync("Sqlite", Settings(receiver));
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        await signedIn.Browser.GetAsync(signedIn.Client.AuthorizeApp());
        await signedIn.Browser.PostAsync("/leave");
        await receiver.UntilAsync(1);

        // It is tried again only once the first try is over: no try that is under way is judged by the hours that follow.
        await WhileAsync(() => receiver.Tokens.Count < 2);
        identity.Clock.Advance(TimeSpan.FromHours(2));
        await WhileAsync(() => !identity.Logs.Text.Contains("We have given up"));
        var tried = receiver.Tokens.Count;
        tried.ShouldBeGreaterThan(1);
        identity.Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(1500);

        receiver.Tokens.Count.ShouldBe(tried);
        identity.Logs.Text.ShouldContain("We have given up");
        identity.Logs.Text.ShouldNotContain(receiver.Tokens.First());

        async Task WhileAsync(Func<bool> waits)
        {
            for (var wait = 0; wait < 400 && waits(); wait++)
            {
                identity.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(50);
            }
        }
    }

    [Theory]
    [InlineData("http://app.example.org/logout")]
    [InlineData("https://app.example.org/logout#part")]
    [InlineData("ftp://app.example.org/logout")]
    public async Task An_unsafe_address_stops_the_start(string address)
    {
        await using var databases = await TestDatabases.CreateAsync("Sqlite");
        (await Should.ThrowAsync<InvalidOperationException>(() => TestIdentity.StartAsync(databases, new() { ["Clients:app:BackChannelLogoutUri"] = address }))).Message.ShouldContain(address);
    }

    private static Dictionary<string, string?> Settings(LogoutReceiver receiver) => new() { ["Clients:app:BackChannelLogoutUri"] = receiver.Address };
}
