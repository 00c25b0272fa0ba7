using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Guessing codes and words, one after the other and all at once.</summary>
public sealed class GuessingTests(SharedIdentity shared)
{
    private const string Wrong = "That code is not right. Use the code from our last message";
    private const string UsedUp = "That was too many tries. Press “Send another code” and use the new one";
    private const string WrongWord = "That is not the word. Check how it is spelled and try again";
    private const string OneLeft = "That is not the word. You have one try left. Check the paper, or ring your worker first";
    private const string Locked = "The word does not work now. Ring your worker and ask for a new one";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task After_five_wrong_codes_the_right_one_opens_nothing(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;

        for (var i = 0; i < 4; i++) (await browser.SubmitAsync(page, "code", ("Form.Code", NotThe(code, i)))).Errors.ShouldBe([Wrong]);
        (await browser.SubmitAsync(page, "code", ("Form.Code", NotThe(code, 4)))).Errors.ShouldBe([UsedUp]);
        (await browser.SubmitAsync(page, "code", ("Form.Code", code))).Errors.ShouldBe([UsedUp]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Guesses_in_parallel_share_the_five_tries(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => browser.SubmitAsync(page, "code", ("Form.Code", NotThe(code, i)))));

        answers.Count(a => a.Errors.Single() == Wrong).ShouldBeLessThanOrEqualTo(4);
        answers.Count(a => a.Errors.Single() == UsedUp).ShouldBeGreaterThanOrEqualTo(20);
        (await browser.SubmitAsync(page, "code", ("Form.Code", code))).Errors.ShouldBe([UsedUp]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_right_code_sent_many_times_at_once_opens_once(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.SubmitAsync(page, "code", ("Form.Code", code))));

        answers.Count(a => a.Location?.AbsolutePath == "/sign-in/word").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_number_gets_five_codes_an_hour_however_they_are_asked_for(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);

        var browsers = Enumerable.Range(0, 12).Select(_ => new Browser(identity.Address)).ToList();
        await Task.WhenAll(browsers.Select(b => b.AskForCodeAsync(client.Authorize(), family.Kerensa.Typed)));
        browsers.ForEach(b => b.Dispose());
        using var other = new Browser(identity.Address);
        await other.AskForCodeAsync(client.Authorize(), family.Dan.Typed);
        (await identity.CodeAsync(family.Dan.Phone)).ShouldNotBeNull();
        await Task.Delay(300);

        (await identity.TextsAsync(family.Kerensa.Phone)).ShouldBe(5);
    }

    [Fact]
    public async Task One_browser_is_told_when_it_has_asked_for_all_its_codes()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);

        for (var i = 0; i < 4; i++)
        {
            page = await browser.FollowAsync(await browser.SubmitAsync(page, "again"));
            page.Words.ShouldContain("We have sent another code if we know this number");
        }

        (await browser.SubmitAsync(page, "again")).Errors.ShouldBe(["You have asked for 5 codes. Use the newest one, or wait an hour. You can also ring your worker."]);
    }

    [Fact]
    public async Task Only_the_newest_code_is_good_and_it_brings_new_tries()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var first = (await identity.CodeAsync(person.Phone))!;
        for (var i = 0; i < 5; i++) await browser.SubmitAsync(page, "code", ("Form.Code", NotThe(first, i)));

        page = await browser.FollowAsync(await browser.SubmitAsync(page, "again"));
        var second = (await identity.CodeAsync(person.Phone, after: 1))!;

        if (first != second) (await browser.SubmitAsync(page, "code", ("Form.Code", first))).Errors.ShouldBe([Wrong]);
        (await browser.SubmitAsync(page, "code", ("Form.Code", second))).Location!.AbsolutePath.ShouldBe("/sign-in/word");
    }

    [Fact]
    public async Task A_code_is_good_only_in_the_browser_that_asked()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var hers = new Browser(identity.Address);
        using var theirs = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        await hers.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await identity.CodeAsync(person.Phone))!;
        var page = await theirs.AskForCodeAsync(client.Authorize(), person.Typed);
        var other = (await identity.CodeAsync(person.Phone, after: 1))!;

        if (code != other) (await theirs.SubmitAsync(page, "code", ("Form.Code", code))).Errors.ShouldBe([Wrong]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Three_wrong_words_lock_until_the_worker_gives_a_new_one(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        (await browser.SubmitAsync(page, "word", ("Form.Word", "guess one"))).Errors.ShouldBe([WrongWord]);
        (await browser.SubmitAsync(page, "word", ("Form.Word", "guess two"))).Errors.ShouldBe([OneLeft]);
        (await browser.SubmitAsync(page, "word", ("Form.Word", "guess three"))).Errors.ShouldBe([Locked]);
        (await browser.SubmitAsync(page, "word", ("Form.Word", person.Word))).Errors.ShouldBe([Locked]);

        using var another = new Browser(identity.Address);
        var again = await another.GiveCodeAsync(identity, client.Authorize(), person);
        (await another.SubmitAsync(again, "word", ("Form.Word", person.Word))).Errors.ShouldBe([Locked]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Words_in_parallel_share_the_three_tries(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => browser.SubmitAsync(page, "word", ("Form.Word", $"guess {i}"))));

        answers.Count(a => a.Errors.Single() is WrongWord or OneLeft).ShouldBeLessThanOrEqualTo(2);
        (await browser.SubmitAsync(page, "word", ("Form.Word", person.Word))).Errors.ShouldBe([Locked]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_first_word_told_many_times_at_once_makes_one_person(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var browsers = Enumerable.Range(0, 3).Select(_ => new Browser(identity.Address)).ToList();
        var pages = new List<Answer>();
        foreach (var browser in browsers) pages.Add(await browser.GiveCodeAsync(identity, client.Authorize(), person));

        // All have told the word before the first has chosen a PIN.
        var choices = await Task.WhenAll(browsers.Zip(pages, async (b, p) => await b.FollowAsync(await b.SubmitAsync(p, "word", ("Form.Word", person.Word)))));
        choices.ShouldAllBe(c => c.Url.AbsolutePath == "/sign-in/choose-pin");
        var answers = await Task.WhenAll(browsers.Zip(choices, (b, c) => b.GiveSecretsAsync(c, person)));
        browsers.ForEach(b => b.Dispose());

        var subjects = new List<string>();
        foreach (var code in answers.Select(a => a.Sent("code")).OfType<string>())
            subjects.Add((await client.ValidateAsync((await client.ExchangeAsync(code))["id_token"]!, "portal", "JWT")).Subject);
        subjects.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("SignIn:CodesPerAddress")]
    [InlineData("SignIn:Codes")]
    public async Task Brakes_on_asking_hold_across_copies(string setting)
    {
        await using var first = await TestIdentity.StartAsync("Sqlite", new() { [setting] = "3" });
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { [setting] = "3" });
        using var client = new OidcClient(first.Address);

        foreach (var copy in (TestIdentity[])[first, second, first])
        {
            using var browser = new Browser(copy.Address);
            (await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody())).Url.AbsolutePath.ShouldBe("/sign-in/code");
        }
        using var last = new Browser(second.Address);
        var refused = await last.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());

        ((int)refused.Status).ShouldBe(429);
        refused.Errors.ShouldBe(["Too many people are trying right now. Wait ten minutes, then try again."]);
    }

    [Theory]
    [InlineData("SignIn:TriesPerAddress")]
    [InlineData("SignIn:Tries")]
    public async Task Brakes_on_trying_hold_across_attempts(string setting)
    {
        await using var identity = await TestIdentity.StartAsync("Sqlite", new() { [setting] = "3" });
        using var client = new OidcClient(identity.Address);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var browser = new Browser(identity.Address);
            var page = await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());
            statuses.Add((int)(await browser.SubmitAsync(page, "code", ("Form.Code", "123456"))).Status);
        }

        statuses.ShouldBe([200, 200, 200, 429]);
    }

    [Fact]
    public async Task A_code_asked_for_at_one_copy_is_given_at_the_other()
    {
        await using var first = await TestIdentity.StartAsync();
        await using var second = await TestIdentity.StartAsync(first.Databases, new() { ["Issuer"] = first.Address.ToString() });
        using var client = new OidcClient(first.Address);
        using var browser = new Browser(first.Address);
        var person = (await TestFamily.CreateAsync(first)).Kerensa;
        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
        var code = (await first.CodeAsync(person.Phone))!;

        // Cookies of localhost ignore ports, as behind one proxy.
        var next = await browser.PostAsync(new Uri(second.Address, page.Url.PathAndQuery).ToString(), [("_handler", "code"), ("Form.Code", code), page.Token()]);

        next.Location!.AbsolutePath.ShouldBe("/sign-in/word");
    }

    private static string NotThe(string code, int i) => ((int.Parse(code) + 1 + i) % 1_000_000).ToString("D6");
}
