using System.Text.RegularExpressions;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>A browser that asked for all the codes of a number is told so, however it asked. It says nothing of who has the number.</summary>
public sealed partial class AskingTests(SharedIdentity shared)
{
    private const string Enough = "You have asked for 5 codes. Use the newest one, or wait an hour. You can also ring your worker.";
    private const string EnoughElsewhere = "You have asked for 5 codes with this number or address. Wait an hour, or ring your worker";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sixth_is_told_where_a_number_was_mistyped_between_and_the_newest_code_still_opens(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var person = (await TestFamily.CreateAsync(identity)).Kerensa;
        for (var i = 0; i < 5; i++)
        {
            (await browser.AskForCodeAsync(client.Authorize(), person.Typed)).Words.ShouldNotContain("You have asked");
            // The texts go out after a random wait: the newest must be the last.
            await identity.CodeAsync(person.Phone, after: i);
        }
        var newest = (await identity.CodeAsync(person.Phone, after: 4))!;
        await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());
        await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());

        var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);

        page.Words.ShouldContain(Enough);
        page.Words.ShouldContain("0" + person.Phone[3..]);
        (await browser.SubmitAsync(page, "again")).Errors.ShouldBe([Enough]);
        (await browser.SubmitAsync(page, "code", ("Form.Code", newest))).Location!.AbsolutePath.ShouldBe("/sign-in/word");
        (await identity.TextsAsync(person.Phone)).ShouldBe(5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Numbers_that_take_turns_are_each_counted(bool isKnown)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        string[] typed = isKnown ? [family.Kerensa.Typed, family.Dan.Typed, family.Mark.Typed, TestFamily.Nobody(), TestFamily.Nobody()] : [.. Enumerable.Range(0, 5).Select(_ => TestFamily.Nobody())];

        for (var round = 0; round < 5; round++)
            foreach (var one in typed) (await browser.AskForCodeAsync(client.Authorize(), one)).Url.AbsolutePath.ShouldBe("/sign-in/code");

        // Of the last three the newest code can still be given; of those before it cannot, and nothing else is said.
        foreach (var one in typed.AsEnumerable().Reverse().Take(3)) (await browser.AskForCodeAsync(client.Authorize(), one)).Words.ShouldContain(Enough);
        foreach (var one in typed.Take(2))
        {
            var page = await browser.AskForCodeAsync(client.Authorize(), one);
            page.Url.AbsolutePath.ShouldBe("/sign-in");
            page.Errors.ShouldBe([EnoughElsewhere]);
        }
        // Of another number nothing was asked.
        (await browser.AskForCodeAsync(client.Authorize(), TestFamily.Nobody())).Words.ShouldNotContain("You have asked");
    }

    /// <summary>The codes of a number come back one by one, an hour after each was asked for; the browser's own count must not forget sooner.</summary>
    [Fact]
    public async Task A_code_is_free_again_an_hour_after_it_was_asked_for_and_not_an_hour_after_the_first()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var typed = TestFamily.Nobody();
        await browser.AskForCodeAsync(client.Authorize(), typed);
        identity.Clock.Advance(TimeSpan.FromMinutes(50));
        for (var i = 0; i < 4; i++) (await browser.AskForCodeAsync(client.Authorize(), typed)).Words.ShouldNotContain("You have asked");
        identity.Clock.Advance(TimeSpan.FromMinutes(15));

        (await browser.AskForCodeAsync(client.Authorize(), typed)).Words.ShouldNotContain("You have asked");
        (await browser.AskForCodeAsync(client.Authorize(), typed)).Words.ShouldContain(Enough);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Pages_and_cookies_are_the_same_for_a_number_that_nobody_has(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        var nobody = TestFamily.Nobody();
        nobody = "0" + nobody[3..7] + " " + nobody[7..];
        string[] between = [TestFamily.Nobody(), TestFamily.Nobody(), TestFamily.Nobody(), TestFamily.Nobody()];

        var known = await AskAllAsync(identity, client, family.Kerensa.Typed, between);
        var unknown = await AskAllAsync(identity, client, nobody, between);

        for (var i = 0; i < known.Count; i++) unknown[i].ShouldBe(known[i], $"answer {i}");
    }

    /// <summary>Whoever takes the phone after "Leave this page" finds no count of what was asked for on it.</summary>
    [Fact]
    public async Task Leaving_takes_the_count_along()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var typed = TestFamily.Nobody();
        for (var i = 0; i < 5; i++) await browser.AskForCodeAsync(client.Authorize(), typed);

        await browser.PostAsync("/leave");

        browser.Cookie("fp-id-flow").ShouldBeNull();
        (await browser.AskForCodeAsync(client.Authorize(), typed)).Words.ShouldNotContain("You have asked");
    }

    [Fact]
    public async Task The_cookie_stays_small_however_many_long_addresses_are_typed()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        using var browser = new Browser(identity.Address);
        var sizes = new List<int>();

        for (var i = 0; i < 12; i++)
        {
            await browser.AskForCodeAsync(client.Authorize(), $"{new string('a', 60)}{i:00}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 3))}.org");
            sizes.Add(browser.Cookie("fp-id-flow")!.Length);
        }

        sizes.Max().ShouldBeLessThan(2500);
        sizes.Skip(3).Distinct().Count().ShouldBe(1, "it grows no more");
        using var other = new Browser(identity.Address);
        foreach (var _ in Enumerable.Range(0, 4)) await other.AskForCodeAsync(client.Authorize(), TestFamily.Nobody());
        other.Cookie("fp-id-flow")!.Length.ShouldBeLessThan(900);
    }

    private static async Task<List<string>> AskAllAsync(TestIdentity identity, OidcClient client, string typed, string[] between)
    {
        using var browser = new Browser(identity.Address);
        var seen = new List<string>();
        foreach (var one in (string[])[typed, typed, between[0], typed, typed, between[1], typed, typed, between[2], between[3], between[0], typed])
        {
            var sent = await browser.SubmitAsync(await browser.OpenAsync(client.Authorize()), "contact", ("Form.Contact", one));
            var page = await browser.FollowAsync(sent);
            // The passkey's challenge is written as JSON with escapes: its length is as random as itself.
            var cookies = sent.SetCookies.Select(c => c.StartsWith("fp-id-passkey=", StringComparison.Ordinal) ? "passkey" : $"{c.Split('=')[0]} {c.Length} {c.Split(';', 2)[1]}").Order();
            seen.Add($"{sent.Status} {sent.Location?.AbsolutePath} {string.Join(',', cookies)}\n{Numbers().Replace(Sealed().Replace(page.Text, "sealed"), "NUMBER")}");
        }
        seen[^1].ShouldContain(EnoughElsewhere);
        return seen;
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_%-]+|(?<=challenge&quot;:&quot;)[A-Za-z0-9_-]{43}")]
    private static partial Regex Sealed();

    [GeneratedRegex(@"07700 ?[0-9]{6}")]
    private static partial Regex Numbers();
}
