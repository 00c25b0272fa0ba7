using System.Text.RegularExpressions;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>Nobody can tell who has a number, or what became of them.</summary>
public sealed partial class SameForEverybodyTests(SharedIdentity shared)
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Known_unknown_not_safe_revoked_and_withdrawn_numbers_are_answered_alike(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        var unsafeFamily = await TestFamily.CreateAsync(identity);
        await unsafeFamily.SafetyAsync("""{"notSafe":["kerensa"],"revoke":["mark"],"withdrawNumber":["dan"]}""");
        var nobody = new TestPerson("nobody", TestFamily.Nobody(), "", family);

        var known = await AskAsync(identity, client, family.Kerensa);
        foreach (var person in (TestPerson[])[nobody, unsafeFamily.Kerensa, unsafeFamily.Mark, unsafeFamily.Dan])
            (await AskAsync(identity, client, person)).ShouldBe(known, person.Id);

        (await identity.CodeAsync(family.Kerensa.Phone)).ShouldNotBeNull();
        // Queued after the others' would have been: when it is out, theirs would be too.
        foreach (var person in (TestPerson[])[nobody, unsafeFamily.Kerensa, unsafeFamily.Mark, unsafeFamily.Dan])
            (await identity.TextsAsync(person.Phone)).ShouldBe(0, person.Id);
    }

    [Fact]
    public async Task A_wrong_code_is_answered_alike_for_a_number_that_nobody_has()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);
        var nobody = new TestPerson("nobody", TestFamily.Nobody(), "", family);

        var pages = new List<string>();
        foreach (var person in (TestPerson[])[family.Kerensa, nobody])
        {
            using var browser = new Browser(identity.Address);
            var page = await browser.AskForCodeAsync(client.Authorize(), person.Typed);
            for (var i = 0; i < 6; i++) page = await browser.SubmitAsync(page, "code", ("Form.Code", "00000 " + i));
            page.Errors.ShouldHaveSingleItem();
            pages.Add(Bare(page, person));
        }

        pages[1].ShouldBe(pages[0]);
    }

    [Fact]
    public async Task How_often_somebody_else_asked_with_a_number_does_not_show()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var family = await TestFamily.CreateAsync(identity);

        // Seven people at seven browsers ask with the same number; it gets five codes.
        var answers = new List<string>();
        for (var i = 0; i < 7; i++) answers.Add(await AskAsync(identity, client, family.Kerensa));
        // Another's code is out only after theirs.
        using var other = new Browser(identity.Address);
        await other.AskForCodeAsync(client.Authorize(), family.Dan.Typed);
        (await identity.CodeAsync(family.Dan.Phone)).ShouldNotBeNull();
        await Task.Delay(200);

        answers.Distinct().Count().ShouldBe(1);
        (await identity.TextsAsync(family.Kerensa.Phone)).ShouldBe(5);
    }

    private static async Task<string> AskAsync(TestIdentity identity, OidcClient client, TestPerson person)
    {
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync(client.Authorize());
        var sent = await browser.SubmitAsync(start, "contact", ("Form.Contact", person.Typed));
        var page = await browser.FollowAsync(sent);
        // The passkey's challenge is written as JSON with escapes: its length is as random as itself, and it is made before a number is read.
        var cookies = string.Join(',', sent.SetCookies.Select(c => c.Split('=')[0] + ":" + c.Split(';', 2)[1] + ":" + (c.StartsWith("fp-id-passkey=", StringComparison.Ordinal) ? "any" : c.Length)).Order());
        return $"{sent.Status} {sent.Location!.AbsolutePath} {cookies} {page.Status}\n{Bare(page, person)}";
    }

    /// <summary>The page without what differs by itself: tokens, and the number that was typed.</summary>
    private static string Bare(Answer page, TestPerson person)
    {
        var text = Sealed().Replace(page.Text, "sealed");
        text.ShouldContain("0" + person.Phone[3..]);
        return text.Replace("0" + person.Phone[3..], "NUMBER");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_%-]+")]
    private static partial Regex Sealed();
}
