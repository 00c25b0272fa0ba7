using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Choosing a PIN, and signing in with it.</summary>
public sealed class PinTests(SharedIdentity shared)
{
    private const string WrongPin = "That is not your PIN. Check it and try again";
    private const string Common = "Many people would try that PIN first. Choose another one";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_word_and_a_new_PIN_the_first_time_then_the_PIN_and_the_word_no_more(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using (var first = new Browser(identity.Address)) await first.SignInAsync(identity, client.Authorize(), person);

        using var second = new Browser(identity.Address);
        var page = await second.GiveCodeAsync(identity, client.Authorize(), person);

        page.Words.ShouldContain("What is your PIN?");
        var field = page.Page.QuerySelector("input[name='Form.Pin']")!;
        field.GetAttribute("inputmode").ShouldBe("numeric");
        field.GetAttribute("autocomplete").ShouldBe("off");
        field.GetAttribute("type").ShouldBe("text", "browsers offer to keep what is typed into a password field");
        var word = await second.OpenAsync(page.Page.QuerySelector("main a[href^='/sign-in/word']")!.GetAttribute("href")!);
        (await second.SubmitAsync(word, "word", ("Form.Word", person.Word))).Errors.ShouldBe(["That is not the word. Check how it is spelled and try again"]);
        // The sign-in before was on another phone too, but they chose this very PIN there: nothing to ask.
        var answer = await second.FollowAsync(await second.SubmitAsync(page, "pin", ("Form.Pin", " 4826-91 73 ")));
        var token = await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT");
        token.Claims.Where(c => c.Type == "amr").Select(c => c.Value).ShouldBe(["otp", "pin", "mfa"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("123", "Choose 4 to 8 numbers")]
    [InlineData("123456789", "Choose 4 to 8 numbers")]
    [InlineData("", "Choose 4 to 8 numbers")]
    [InlineData("48a6", "Use only numbers, 4 to 8 of them")]
    [InlineData("٤٨٢٦", "Use only numbers, 4 to 8 of them")]
    [InlineData("0000", Common)]
    [InlineData("7777777", Common)]
    [InlineData("1112", Common)]
    [InlineData("1212", Common)]
    [InlineData("123123", Common)]
    [InlineData("11112222", Common)]
    [InlineData("1234", Common)]
    [InlineData("98765", Common)]
    [InlineData("7890", Common)]
    [InlineData("2468", Common)]
    [InlineData("2580", Common)]
    [InlineData("147258", Common)]
    [InlineData("159753", Common)]
    [InlineData("1990", Common)]
    [InlineData("2014", Common)]
    [InlineData("0305", Common)]
    [InlineData("3112", Common)]
    [InlineData("030590", Common)]
    [InlineData("900503", Common)]
    [InlineData("03051990", Common)]
    [InlineData("19900503", Common)]
    public async Task A_PIN_that_others_would_try_is_refused_and_says_why(string pin, string error)
    {
        var (_, browser, page) = await AtChoiceAsync();
        using (browser)
        {
            var again = await browser.SubmitAsync(page, "choose", ("Form.Pin", pin), ("Form.Again", pin), ("Form.Phone", "own"));
            again.Errors.ShouldBe([error]);
            again.Page.QuerySelector("input[value='own']")!.HasAttribute("checked").ShouldBeTrue("what was chosen is kept");
            again.Page.QuerySelector("input[name='Form.Pin']")!.GetAttribute("value").ShouldBeNullOrEmpty("a PIN is never shown");
            browser.Cookie("fp-id").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("4826")]
    [InlineData("73946")]
    [InlineData("604183")]
    [InlineData("83619204")]
    public async Task Any_other_PIN_of_four_to_eight_digits_is_taken(string pin)
    {
        var (person, browser, page) = await AtChoiceAsync();
        using (browser)
        {
            // By chance these may stand in the number.
            if (person.Phone.Contains(pin)) return;
            (await browser.SubmitAsync(page, "choose", ("Form.Pin", pin), ("Form.Again", pin))).Errors.ShouldBeEmpty();
            browser.Cookie("fp-id").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Part_of_ones_own_number_is_no_PIN_and_two_that_differ_are_none()
    {
        var (person, browser, page) = await AtChoiceAsync();
        using (browser)
        {
            (await browser.SubmitAsync(page, "choose", ("Form.Pin", person.Phone[^6..]), ("Form.Again", person.Phone[^6..]))).Errors.ShouldBe([Common]);
            (await browser.SubmitAsync(page, "choose", ("Form.Pin", "0" + person.Phone[3..9]), ("Form.Again", "0" + person.Phone[3..9]))).Errors.ShouldBe([Common]);
            (await browser.SubmitAsync(page, "choose", ("Form.Pin", "604183"), ("Form.Again", "604182"))).Errors.ShouldBe(["The two PINs are not the same. Type the PIN again"]);
            browser.Cookie("fp-id").ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Who_leaves_between_word_and_PIN_has_lost_nothing_and_is_not_in(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var browser = new Browser(identity.Address);
        var word = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        (await browser.FollowAsync(await browser.SubmitAsync(word, "word", ("Form.Word", person.Word)))).Url.AbsolutePath.ShouldBe("/sign-in/choose-pin");

        // Skipping the PIN opens nothing, in this browser or another, known or not.
        (await browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        browser.Cookie("fp-id").ShouldBeNull();
        (await browser.OpenAsync("/sign-in/word")).Url.AbsolutePath.ShouldBe("/sign-in/choose-pin", "the attempt goes on where it was");
        using var later = new Browser(identity.Address);
        var again = await later.GiveCodeAsync(identity, client.Authorize(), person);
        again.Url.AbsolutePath.ShouldBe("/sign-in/word", "without a PIN the word is needed again");

        var answer = await later.GiveSecretsAsync(again, person);
        answer.Sent("code").ShouldNotBeNull("the same word still works");
        // The attempt left open before is over now: its word has been used.
        var late = await browser.GiveSecretsAsync(await browser.OpenAsync("/sign-in/choose-pin"), person);
        late.Url.AbsolutePath.ShouldBe("/sign-in");
        browser.Cookie("fp-id").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_new_word_of_the_worker_opens_a_closed_PIN_and_voids_everything_before(string provider)
    {
        var identity = await shared.OnAsync(provider);
        await using var signedIn = await SignedInBrowser.StartAsync(identity);
        var (client, person) = (signedIn.Client, signedIn.Person);
        using var known = new Browser(identity.Address);
        await known.SignInAsync(identity, client.Authorize(), person, ownDevice: true);
        using var closing = new Browser(identity.Address);
        var page = await closing.GiveCodeAsync(identity, client.Authorize(), person);
        for (var i = 0; i < 5; i++) page = await closing.SubmitAsync(page, "pin", ("Form.Pin", $"60418{i}"));
        page.Errors.ShouldBe(["The PIN does not work now. Ring your worker and ask for a new word"]);

        var renewed = person with { Word = await person.Family.NewWordAsync(person) };

        (await signedIn.Browser.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required", "signed out at the very next request");
        (await signedIn.Client.UserInfoAsync(signedIn.AccessToken)).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        // Not known any more: the code alone is not enough, and the old PIN is none.
        var word = await known.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), renewed);
        word.Url.AbsolutePath.ShouldBe("/sign-in/word");
        (await known.SubmitAsync(await known.OpenAsync("/sign-in/pin"), "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBe([WrongPin]);
        (await known.SubmitAsync(word, "word", ("Form.Word", person.Word))).Errors.ShouldBe(["That is not the word. Check how it is spelled and try again"]);
        var choose = await known.FollowAsync(await known.SubmitAsync(word, "word", ("Form.Word", renewed.Word)));
        var done = await known.FollowAsync(await known.SubmitAsync(choose, "choose", ("Form.Pin", "604183"), ("Form.Again", "604183")));
        var token = await signedIn.RedeemAsync(done.Location is null ? await known.GetAsync(client.Authorize()) : done);
        token.Subject.ShouldBe(signedIn.First.Subject, "the same person, whatever the word");

        using var other = new Browser(identity.Address);
        var pin = await other.GiveCodeAsync(identity, client.Authorize(), person);
        (await other.SubmitAsync(pin, "pin", ("Form.Pin", SigningIn.Pin))).Errors.ShouldBe([WrongPin]);
        (await other.SubmitAsync(pin, "pin", ("Form.Pin", "604183"))).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_that_the_worker_replaced_opens_nothing_even_halfway()
    {
        var (person, browser, page) = await AtChoiceAsync();
        using (browser)
        {
            await person.Family.NewWordAsync(person);
            (await browser.GiveSecretsAsync(page, person)).Url.AbsolutePath.ShouldBe("/sign-in");
            browser.Cookie("fp-id").ShouldBeNull();
        }
    }

    private async Task<(TestPerson Person, Browser Browser, Answer Page)> AtChoiceAsync()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var browser = new Browser(identity.Address);
        var word = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        return (person, browser, await browser.FollowAsync(await browser.SubmitAsync(word, "word", ("Form.Word", person.Word))));
    }
}
