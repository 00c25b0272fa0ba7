using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Guessing PINs, going round them, and swapping what belongs to one attempt into another.</summary>
public sealed class PinAttackTests(SharedIdentity shared)
{
    private const string Wrong = "That is not your PIN. Check it and try again";
    private const string Closed = "The PIN does not work now. Ring your worker and ask for a new word";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task After_five_wrong_PINs_the_right_one_opens_nothing_in_any_browser(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = await ClaimedAsync(identity, client);
        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        (await browser.SubmitAsync(page, "pin", ("Form.Pin", "12"))).Errors.ShouldBe(["Enter your PIN, 4 to 8 numbers"], "what can be no PIN costs no try");
        for (var i = 0; i < 4; i++) (await browser.SubmitAsync(page, "pin", ("Form.Pin", $"60418{i}"))).Errors.ShouldBe([Wrong]);
        (await browser.SubmitAsync(page, "pin", ("Form.Pin", "604184"))).Errors.ShouldBe([Closed]);
        (await browser.SubmitAsync(page, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBe([Closed]);

        using var other = new Browser(identity.Address);
        var again = await other.GiveCodeAsync(identity, client.Authorize(), person);
        again.Url.AbsolutePath.ShouldBe("/sign-in/pin");
        (await other.SubmitAsync(again, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBe([Closed]);
    }

    [Fact]
    public async Task Only_wrong_ones_in_a_row_count()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = await ClaimedAsync(identity, client);
        for (var round = 0; round < 2; round++)
        {
            using var browser = new Browser(identity.Address);
            var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
            for (var i = 0; i < 4; i++) (await browser.SubmitAsync(page, "pin", ("Form.Pin", $"60418{i}"))).Errors.ShouldBe([Wrong]);
            (await browser.SubmitAsync(page, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PINs_guessed_at_once_in_two_copies_and_from_many_addresses_share_the_five_tries(string provider)
    {
        Dictionary<string, string?> behindProxy = new() { ["Proxy:Networks:0"] = "127.0.0.0/8", ["Proxy:Networks:1"] = "::1/128" };
        await using var databases = await TestDatabases.CreateAsync(provider);
        await using var one = await TestIdentity.StartAsync(databases, behindProxy);
        await using var two = await TestIdentity.StartAsync(databases, new(behindProxy) { ["Issuer"] = one.Address.ToString() });
        using var client = new OidcClient(one.Address);
        var person = await ClaimedAsync(one, client);
        using var browser = new Browser(one.Address);
        var page = await browser.GiveCodeAsync(one, client.Authorize(), person);

        // One attempt, its cookies at both copies, as behind one proxy; every guess from an address of its own.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => browser.PostFromAsync(
            $"203.0.113.{i + 1}", new Uri((i % 2 == 0 ? one : two).Address, page.Url.PathAndQuery).ToString(),
            ("_handler", "pin"), ("Form.Pin", $"6041{i + 10}"), page.Token())));

        answers.Count(a => a.Errors.Single() == Wrong).ShouldBeLessThanOrEqualTo(4);
        answers.Count(a => a.Errors.Single() == Closed).ShouldBeGreaterThanOrEqualTo(12);
        (await browser.SubmitAsync(page, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBe([Closed]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_right_PIN_as_sixth_at_once_with_five_wrong_ones_of_two_attempts_opens_at_most_once(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = await ClaimedAsync(identity, client);
        using var his = new Browser(identity.Address);
        using var hers = new Browser(identity.Address);
        var wrong = await his.GiveCodeAsync(identity, client.Authorize(), person);
        var right = await hers.GiveCodeAsync(identity, client.Authorize(), person);

        var guesses = Enumerable.Range(0, 5).Select(i => his.SubmitAsync(wrong, "pin", ("Form.Pin", $"60418{i}"))).ToList();
        var answers = await Task.WhenAll(guesses.Append(hers.SubmitAsync(right, "pin", ("Form.Pin", SigningIn.Pin))));

        // Either hers was among the first five, or it came too late: never is a sixth looked at.
        answers[..5].ShouldAllBe(a => a.Errors.Count == 1 && his.Cookie("fp-id") == null);
        (answers[5].Errors is [Closed] || answers[5].Errors.Count == 0).ShouldBeTrue(string.Join(' ', answers[5].Errors));
        if (answers[5].Errors.Count == 1) hers.Cookie("fp-id").ShouldBeNull();
    }

    [Theory]
    [InlineData("/sign-in/pin")]
    [InlineData("/sign-in/choose-pin")]
    [InlineData("/account")]
    [InlineData("/account/pin")]
    [InlineData("/account/passkey")]
    [InlineData("/account/news")]
    public async Task No_page_opens_without_what_comes_before_it(string path)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        (await browser.GetAsync(path)).Location!.AbsolutePath.ShouldBe("/sign-in");

        var code = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        (await browser.GetAsync(path)).Location!.AbsolutePath.ShouldBe("/sign-in");
        foreach (var (handler, fields) in (Dictionary<string, (string, string)[]>)new()
        {
            ["pin"] = [("Form.Pin", SigningIn.Pin)],
            ["choose"] = [("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin)],
            ["change"] = [("Form.Pin", "604183"), ("Form.Again", "604183")],
            ["account"] = [("Form.Do", "others")],
        })
            (await browser.PostAsync(path, [("_handler", handler), .. fields, code.Token()])).Status.ShouldNotBe(System.Net.HttpStatusCode.OK, handler);
        browser.Cookie("fp-id").ShouldBeNull();
    }

    [Fact]
    public async Task Choosing_a_PIN_needs_the_word_of_this_very_attempt()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var word = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        (await browser.OpenAsync("/sign-in/choose-pin")).Url.AbsolutePath.ShouldBe("/sign-in/word");
        var forged = await browser.PostAsync("/sign-in/choose-pin", ("_handler", "choose"), ("Form.Pin", "604183"), ("Form.Again", "604183"), word.Token());
        forged.Location!.AbsolutePath.ShouldBe("/sign-in/word");
        browser.Cookie("fp-id").ShouldBeNull();
        (await browser.SubmitAsync(await browser.OpenAsync("/sign-in/pin"), "pin", ("Form.Pin", "604183"))).Errors.ShouldBe([Wrong]);
    }

    [Fact]
    public async Task One_s_own_right_code_opens_nobody_else_s_PIN()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        foreach (var person in (TestPerson[])[family.Kerensa, family.Mark])
        {
            using var first = new Browser(identity.Address);
            var choose = await first.FollowAsync(await first.SubmitAsync(await first.GiveCodeAsync(identity, client.Authorize(), person), "word", ("Form.Word", person.Word)));
            var pin = person == family.Mark ? "604183" : "837264";
            (await first.SubmitAsync(choose, "choose", ("Form.Pin", pin), ("Form.Again", pin))).Errors.ShouldBeEmpty();
        }
        using var his = new Browser(identity.Address);
        var page = await his.GiveCodeAsync(identity, client.Authorize(), family.Mark);
        (await his.SubmitAsync(page, "pin", ("Form.Pin", "837264"))).Errors.ShouldBe([Wrong]);

        // An attempt with her number, and no code of hers, brought into the middle of his.
        using var hers = new Browser(identity.Address);
        await hers.AskForCodeAsync(client.Authorize(), family.Kerensa.Typed);
        his.SetCookie("fp-id-flow", hers.Cookie("fp-id-flow")!);
        (await his.SubmitAsync(page, "pin", ("Form.Pin", "837264"))).Location!.AbsolutePath.ShouldBe("/sign-in");
        his.Cookie("fp-id").ShouldBeNull();
    }

    [Fact]
    public async Task An_attempt_that_ended_cannot_be_replayed()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = await ClaimedAsync(identity, client);
        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        var attempt = browser.Cookie("fp-id-flow")!;
        (await browser.SubmitAsync(page, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBeEmpty();
        browser.Cookie("fp-id-flow").ShouldBeNull();

        using var thief = new Browser(identity.Address);
        var start = await thief.OpenAsync("/sign-in");
        thief.SetCookie("fp-id-flow", attempt);
        foreach (var path in (string[])["/sign-in/pin", "/sign-in/word", "/sign-in/choose-pin"]) (await thief.GetAsync(path)).Location!.AbsolutePath.ShouldBe("/sign-in");
        (await thief.PostAsync("/sign-in/pin", ("_handler", "pin"), ("Form.Pin", SigningIn.Pin), start.Token())).Location!.AbsolutePath.ShouldBe("/sign-in");
        thief.Cookie("fp-id").ShouldBeNull();
    }

    [Fact]
    public async Task A_known_device_helps_nobody_else_and_not_for_another_number()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), family.Kerensa, ownDevice: true);
        using (var first = new Browser(identity.Address)) await first.SignInAsync(identity, client.Authorize(), family.Mark);

        using var his = new Browser(identity.Address);
        his.SetCookie("fp-id-device", hers.Cookie("fp-id-device")!);
        (await his.GiveCodeAsync(identity, client.Authorize(), family.Mark)).Url.AbsolutePath.ShouldBe("/sign-in/pin");

        // Her number is withdrawn: her device gets no code, and none sent before is enough.
        var page = await hers.AskForCodeAsync(client.Authorize(("prompt", "login")), family.Kerensa.Typed);
        var code = (await identity.CodeAsync(family.Kerensa.Phone, after: 1))!;
        await family.SafetyAsync("""{"withdrawNumber":["kerensa"]}""");
        (await hers.FollowAsync(await hers.SubmitAsync(page, "code", ("Form.Code", code)))).Url.AbsolutePath.ShouldBe("/sign-in/pin");
    }

    [Fact]
    public async Task A_PIN_stays_good_for_years_whatever_keys_come_and_go()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        var person = await ClaimedAsync(identity, client);
        identity.Clock.Advance(TimeSpan.FromDays(800));
        await using var later = await TestIdentity.StartAsync(identity.Databases, new() { ["Issuer"] = identity.Address.ToString() });

        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        (await browser.SubmitAsync(page, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBeEmpty();
    }

    private static async Task<TestPerson> ClaimedAsync(TestIdentity identity, OidcClient client)
    {
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var first = new Browser(identity.Address);
        await first.SignInAsync(identity, client.Authorize(), person);
        return person;
    }
}
