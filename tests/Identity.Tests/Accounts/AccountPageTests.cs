using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Families;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Accounts;

/// <summary>A person's own page: where they are signed in, known devices, PIN, what happened since last time.</summary>
public sealed class AccountPageTests(SharedIdentity shared)
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; SM-A156B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
    private const string Tablet = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_person_sees_where_they_are_signed_in_and_ends_the_others(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var phone = new Browser(identity.Address) { Agent = Phone };
        using var tablet = new Browser(identity.Address) { Agent = Tablet };
        using var third = new Browser(identity.Address) { Agent = Tablet };
        await phone.SignInAsync(identity, client.Authorize(), person);
        var lost = await tablet.SignInAsync(identity, client.Authorize(), person);
        var tokens = await client.ExchangeAsync(lost.Sent("code")!);
        var sid = (await client.ValidateAsync(tokens["id_token"]!, "portal", "JWT")).GetClaim("sid").Value;
        var portal = identity.Services.GetRequiredService<PortalSessions>();
        var subject = (await client.ValidateAsync(tokens["id_token"]!, "portal", "JWT")).Subject;
        var secret = await portal.OpenAsync(subject, sid, isStaff: false);
        await third.SignInAsync(identity, client.Authorize(), person);

        var page = await phone.OpenAsync("/account");
        page.Page.Title.ShouldBe("Sign-in - My plan");
        System.Text.RegularExpressions.Regex.Replace(page.Words, @"\s+", " ").ShouldContain("Phone, Chrome This one");
        page.Page.QuerySelectorAll("button[value^='end:']").Length.ShouldBe(2);
        page.Text.ShouldNotContain(sid);
        page.Text.ShouldNotContain(subject);
        page.Words.ShouldNotContain("Android");

        // The tablet that signed in first is the second of the two others: newest come first.
        var ended = await phone.FollowAsync(await phone.SubmitAsync(page, "account", ("Form.Do", page.Page.QuerySelectorAll("button[value^='end:']")[1].GetAttribute("value")!)));
        ended.Words.ShouldContain("Signed out there.");
        (await tablet.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await client.UserInfoAsync(tokens["access_token"]!)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await portal.ResolveAsync(secret)).ShouldBeNull("the Portal's session ends with it");
        (await third.GetAsync(client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();

        await phone.SubmitAsync(await phone.OpenAsync("/account"), "account", ("Form.Do", "others"));
        (await third.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await phone.GetAsync(client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_ends_or_takes_off_what_is_another_s()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        using var hers = new Browser(identity.Address);
        using var hersToo = new Browser(identity.Address);
        using var his = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), family.Kerensa, ownDevice: true);
        await hersToo.SignInAsync(identity, client.Authorize(), family.Kerensa, ownDevice: true);
        await his.SignInAsync(identity, client.Authorize(), family.Mark);
        var values = (await hers.OpenAsync("/account")).Page.QuerySelectorAll("button[name='Form.Do']").Select(b => b.GetAttribute("value")!).ToList();
        values.ShouldContain(v => v.StartsWith("end:"));
        values.ShouldContain(v => v.StartsWith("device:"));

        var page = await his.OpenAsync("/account");
        foreach (var value in values.Where(v => v.Contains(':'))) await his.SubmitAsync(page, "account", ("Form.Do", value));

        (await hersToo.GetAsync(client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();
        (await hersToo.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), family.Kerensa)).Sent("code").ShouldNotBeNull("still known");
    }

    [Fact]
    public async Task A_phone_that_is_shared_is_known_no_more()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var here = new Browser(identity.Address);
        using var there = new Browser(identity.Address);
        await here.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
        await there.SignInAsync(identity, client.Authorize(), person, ownDevice: true);

        var page = await here.OpenAsync("/account");
        page.Page.QuerySelectorAll("button[value^='device:']").Length.ShouldBe(2);
        await here.SubmitAsync(page, "account", ("Form.Do", "shared"));
        (await here.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person)).Url.AbsolutePath.ShouldBe("/sign-in/pin");

        page = await here.OpenAsync("/account");
        await here.SubmitAsync(page, "account", ("Form.Do", page.Page.QuerySelector("button[value^='device:']")!.GetAttribute("value")!));
        (await there.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person)).Url.AbsolutePath.ShouldBe("/sign-in/pin");
    }

    [Fact]
    public async Task Five_minutes_when_they_ask_for_it_at_the_sign_in_or_later()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var browser = new Browser(identity.Address);
        await browser.SignInAsync(identity, client.Authorize(), person);
        var pin = await browser.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person);
        var answer = await browser.FollowAsync(await browser.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "soon")));
        if (answer.Sent("code") is null) answer = await browser.FollowAsync(await browser.SubmitAsync(answer, "news", ("Form.Was", "me")));
        var token = await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT");
        token.GetClaim("ends_soon").Value.ShouldBe("true");

        await browser.SubmitAsync(await browser.OpenAsync("/account"), "account", ("Form.Do", "later"));
        identity.Clock.Advance(TimeSpan.FromMinutes(6));
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("code").ShouldNotBeNull();
        await browser.SubmitAsync(await browser.OpenAsync("/account"), "account", ("Form.Do", "soon"));
        identity.Clock.Advance(TimeSpan.FromMinutes(6));
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    [Fact]
    public async Task Use_of_the_Portal_keeps_the_sign_in_alive_here()
    {
        await using var identity = await TestIdentity.StartAsync();
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var portal = identity.Services.GetRequiredService<PortalSessions>();
        var secret = await portal.OpenAsync(signedIn.First.Subject, signedIn.First.GetClaim("sid").Value, isStaff: false);

        for (var i = 0; i < 3; i++)
        {
            identity.Clock.Advance(TimeSpan.FromMinutes(10));
            (await portal.ResolveAsync(secret)).ShouldNotBeNull();
        }

        (await signedIn.Browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_PIN_is_changed_with_the_old_one_or_just_after_it_was_given()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var other = new Browser(identity.Address);
        await other.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
        using var browser = new Browser(identity.Address);
        await browser.SignInAsync(identity, client.Authorize(), person);
        (await browser.OpenAsync("/account/pin")).Page.QuerySelector("[name='Form.Old']").ShouldBeNull("just given");
        identity.Clock.Advance(TimeSpan.FromMinutes(11));

        var page = await browser.OpenAsync("/account/pin");
        (await browser.SubmitAsync(page, "change", ("Form.Old", Harness.SigningIn.Pin), ("Form.Pin", "1234"), ("Form.Again", "1234"))).Errors.ShouldBe(["Many people would try that PIN first. Choose another one"]);
        (await browser.SubmitAsync(page, "change", ("Form.Old", Harness.SigningIn.Pin), ("Form.Pin", person.Phone[^6..]), ("Form.Again", person.Phone[^6..]))).Errors.ShouldBe(["Many people would try that PIN first. Choose another one"]);
        (await browser.SubmitAsync(page, "change", ("Form.Old", "604180"), ("Form.Pin", "604183"), ("Form.Again", "604183"))).Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
        (await browser.SubmitAsync(page, "change", ("Form.Old", Harness.SigningIn.Pin), ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin))).Errors.ShouldBe(["This is the PIN that you have now. Choose another one"]);
        (await browser.SubmitAsync(page, "change", ("Form.Old", "604180"), ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin))).Errors.ShouldBe(["That is not your PIN. Check it and try again"], "no guess is told apart");
        var done = await browser.FollowAsync(await browser.SubmitAsync(page, "change", ("Form.Old", Harness.SigningIn.Pin), ("Form.Pin", "604183"), ("Form.Again", "604183")));
        done.Words.ShouldContain("Your PIN is changed. We signed you out everywhere else.");

        (await other.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        var pin = await other.GiveCodeAsync(identity, client.Authorize(), person);
        pin.Url.AbsolutePath.ShouldBe("/sign-in/pin", "the other phone is known no more");
        (await other.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin))).Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
        (await other.SubmitAsync(pin, "pin", ("Form.Pin", "604183"))).Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_old_PIN_is_guessed_here_no_more_often_than_at_the_sign_in(string provider)
    {
        await using var identity = await TestIdentity.StartAsync(provider);
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        identity.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await signedIn.Browser.OpenAsync("/account/pin");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => signedIn.Browser.SubmitAsync(page, "change", ("Form.Old", $"60418{i}"), ("Form.Pin", "837264"), ("Form.Again", "837264"))));

        answers.Count(a => a.Errors.Single() == "That is not your PIN. Check it and try again").ShouldBeLessThanOrEqualTo(4);
        (await signedIn.Browser.SubmitAsync(page, "change", ("Form.Old", Harness.SigningIn.Pin), ("Form.Pin", "837264"), ("Form.Again", "837264"))).Errors
            .ShouldBe(["The PIN does not work now. Ring your worker and ask for a new word"]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sign_in_on_another_device_is_told_at_the_next_one_and_ended_if_it_was_not_they(string provider)
    {
        await using var identity = await TestIdentity.StartAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var own = new Browser(identity.Address) { Agent = Phone };
        using var other = new Browser(identity.Address) { Agent = Tablet };
        await own.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
        (await own.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person)).Sent("code").ShouldNotBeNull("one's own phone is no news");
        await other.SignInAsync(identity, client.Authorize(), person, ownDevice: true);

        (await own.OpenAsync("/account")).Words.ShouldContain("Somebody signed in on a phone or computer that we do not know.");
        var news = await own.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person);
        news.Url.AbsolutePath.ShouldBe("/account/news");
        news.Page.Title.ShouldBe("A question - My plan");
        news.Words.ShouldContain("Tablet, Safari");
        var account = await own.FollowAsync(await own.SubmitAsync(news, "news", ("Form.Was", "other")));
        account.Url.AbsolutePath.ShouldBe("/account");

        (await other.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await other.GiveCodeAsync(identity, client.Authorize(), person)).Url.AbsolutePath.ShouldBe("/sign-in/pin");
        // No more than five codes in an hour.
        identity.Clock.Advance(TimeSpan.FromMinutes(61));
        (await own.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), person)).Sent("code").ShouldNotBeNull("told once");
    }

    [Fact]
    public async Task A_text_about_it_goes_only_to_who_chose_that()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        foreach (var person in (TestPerson[])[family.Kerensa, family.Mark])
        {
            using var own = new Browser(identity.Address);
            await own.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
            if (person == family.Kerensa) (await own.FollowAsync(await own.SubmitAsync(await own.OpenAsync("/account"), "account", ("Form.Do", "texts-yes")))).Words.ShouldContain("You get a text when this happens.");
            using var other = new Browser(identity.Address);
            await other.SignInAsync(identity, client.Authorize(), person);
        }

        (await identity.Databases.WaitingTextsAsync(family.Kerensa.Phone)).ShouldBe(["NewSignIn"]);
        (await identity.Databases.WaitingTextsAsync(family.Mark.Phone)).ShouldBeEmpty();
    }
}
