using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Telling the worker's word: small slips of the pen are forgiven, and who is locked out knows whom to ring.</summary>
public sealed partial class WordPageTests(SharedIdentity shared)
{
    private const string Wrong = "That is not the word. Check how it is spelled and try again";
    private const string OneLeft = "That is not the word. You have one try left. Check the paper, or ring your worker first";
    private const string Locked = "The word does not work now. Ring your worker and ask for a new one";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [InlineData(" ", "")]
    [InlineData(" ", "-")]
    [InlineData(" ", " . ")]
    [InlineData(" ", "\u00a0 ")]
    [InlineData(" ", "\u2013")]
    public async Task The_word_is_right_however_it_is_spaced_and_written(string space, string typed)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        var next = await browser.SubmitAsync(page, "word", ("Form.Word", $" {person.Word.Replace(space, typed, StringComparison.Ordinal).ToUpperInvariant()}. "));

        next.Location!.AbsolutePath.ShouldBe("/sign-in/choose-pin");
    }

    [Fact]
    public async Task A_letter_that_is_wrong_and_a_number_that_is_missing_stay_wrong()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        Dictionary<TestPerson, string> slips = new()
        {
            [family.Kerensa] = "x" + family.Kerensa.Word[1..],
            [family.Mark] = family.Mark.Word.Split(' ')[0],
            [family.Dan] = family.Dan.Word + "1",
        };

        foreach (var (person, slip) in slips)
        {
            using var browser = new Browser(identity.Address);
            var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
            (await browser.SubmitAsync(page, "word", ("Form.Word", slip))).Errors.ShouldBe([Wrong]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" . - ")]
    public async Task What_holds_no_letter_and_no_number_is_no_try(string typed)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        for (var i = 0; i < 4; i++) (await browser.SubmitAsync(page, "word", ("Form.Word", typed))).Errors.ShouldBe(["Enter the word your worker gave you"]);

        (await browser.SubmitAsync(page, "word", ("Form.Word", person.Word))).Location!.AbsolutePath.ShouldBe("/sign-in/choose-pin");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_page_tells_of_the_number_then_of_the_last_try_then_whom_to_ring(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        page.Page.QuerySelector(".govuk-hint")!.TextContent.ShouldContain("A number belongs to it");

        (await TellAsync(browser, page)).Errors.ShouldBe([Wrong]);
        (await TellAsync(browser, page)).Errors.ShouldBe([OneLeft]);
        var last = await TellAsync(browser, page);

        last.Errors.ShouldBe([Locked]);
        last.Page.QuerySelector($"main a[href='{TestIdentity.PortalAddress}/help']").ShouldNotBeNull();
        // The samples' authorities are five: which one it is would say whose number this is.
        last.Page.QuerySelector("main a[href^='tel:']").ShouldBeNull();
    }

    [Fact]
    public async Task Where_there_is_one_authority_its_number_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("fp-packs-").FullName;
        await using var packs = typeof(Shared.Authorities.AuthorityPacks).Assembly.GetManifestResourceStream("Authorities/cornwall.json")!;
        await using (var file = File.Create(Path.Combine(folder, "cornwall.json"))) await packs.CopyToAsync(file, TestContext.Current.CancellationToken);
        await using var identity = await TestIdentity.StartAsync("Sqlite", new() { ["Authorities:Folder"] = folder });
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);

        for (var i = 0; i < 3; i++) page = await TellAsync(browser, page);

        var number = page.Page.QuerySelector("main a[href^='tel:']")!;
        number.GetAttribute("href").ShouldBe("tel:07700900904");
        number.TextContent.ShouldContain("Cornwall Council");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Each_wrong_word_is_answered_alike_whether_the_number_still_opens_something_or_not(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var (stands, other) = (await TestFamily.CreateAsync(identity), await TestFamily.CreateAsync(identity));
        List<(Browser Browser, Answer Page)> tries = [];
        foreach (var person in (TestPerson[])[stands.Kerensa, other.Kerensa, other.Mark, other.Dan])
        {
            var browser = new Browser(identity.Address);
            tries.Add((browser, await browser.GiveCodeAsync(identity, client.Authorize(), person)));
        }
        // After their codes: from here on their numbers are as good as nobody's.
        await other.SafetyAsync("""{"notSafe":["kerensa"],"revoke":["mark"],"withdrawNumber":["dan"]}""");

        for (var i = 0; i < 5; i++)
        {
            var answers = new List<string>();
            foreach (var (browser, page) in tries)
            {
                var answer = await TellAsync(browser, page);
                answers.Add($"{answer.Status} {JsonSerializer.Serialize(answer.SetCookies.Select(c => c.Split('=')[0]))}\n{Sealed().Replace(answer.Text, "sealed")}");
            }
            answers.Distinct().ShouldHaveSingleItem();
        }
        foreach (var (browser, _) in tries) browser.Dispose();
    }

    private static Task<Answer> TellAsync(Browser browser, Answer page) => browser.SubmitAsync(page, "word", ("Form.Word", "marbel 114"));

    [GeneratedRegex("CfDJ8[A-Za-z0-9_%-]+")]
    private static partial Regex Sealed();
}
