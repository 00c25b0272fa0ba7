using System.Text.RegularExpressions;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>One number in two families: one person in both, or two people of whom one gets in. Neither family learns of the other.</summary>
public sealed partial class TwoFamiliesTests(SharedIdentity shared)
{
    private const string ChoosePage = "/sign-in/choose-pin";
    private const string PinPage = "/sign-in/pin";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_second_family_s_word_and_the_PIN_from_the_first_make_it_one_person(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var (first, second) = await OneNumberAsync(identity);
        using var browser = new Browser(identity.Address);
        var subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first));
        (await identity.FamiliesAsync(subject)).ShouldBe(1, "a number alone links nothing");

        // The code leads to the PIN, as always; the word of the second family is told on its own page.
        using var later = new Browser(identity.Address);
        (await later.GiveCodeAsync(identity, client.Authorize(), second)).Url.AbsolutePath.ShouldBe(PinPage);
        var pin = await TellAsync(later, second);
        pin.Url.AbsolutePath.ShouldBe(PinPage);
        pin.Words.ShouldContain("This number or address is in use here already.");
        pin.Page.QuerySelector("main a[href^='/sign-in/word']").ShouldBeNull("the word is told");
        (await later.GetAsync(ChoosePage)).Location!.AbsolutePath.ShouldBe(PinPage, "no second PIN for the same number");
        await later.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin));

        (await client.SubjectAsync(await later.OpenAsync(client.Authorize()))).ShouldBe(subject);
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
        // The word is used up; from now on there is only the PIN.
        using var third = new Browser(identity.Address);
        await third.GiveCodeAsync(identity, client.Authorize(), second);
        (await TellAsync(third, second)).Errors.ShouldBe(["That is not the word. Check how it is spelled and try again"]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_wrong_PIN_links_nothing_and_two_people_with_one_number_do_not_both_get_in(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var (first, second) = await OneNumberAsync(identity);
        using (var hers = new Browser(identity.Address)) await hers.SignInAsync(identity, client.Authorize(), first);

        using var theirs = new Browser(identity.Address);
        await theirs.GiveCodeAsync(identity, client.Authorize(), second);
        var pin = await TellAsync(theirs, second);
        pin = await theirs.SubmitAsync(pin, "pin", ("Form.Pin", "604183"));
        pin.Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
        pin.Words.ShouldContain("They can print codes for you instead.");
        theirs.Cookie("fp-id").ShouldBeNull();

        // Told again, it still opens nothing by itself, and it is not used up either.
        using var again = new Browser(identity.Address);
        await again.GiveCodeAsync(identity, client.Authorize(), second);
        (await TellAsync(again, second)).Url.AbsolutePath.ShouldBe(PinPage);
        var candidates = await identity.Services.GetRequiredService<SignInDirectory>().FindAsync(ContactAddress.Parse(second.Phone)!);
        candidates.Count(c => c.Subject is null).ShouldBe(1, "the second family's place is nobody's");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_families_words_at_the_same_moment_make_one_person_at_most(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var (first, second) = await OneNumberAsync(identity);
        // Neither is claimed yet: both browsers are asked to choose a PIN.
        var browsers = new[] { new Browser(identity.Address), new Browser(identity.Address) };
        var choices = new List<Answer>();
        foreach (var (browser, person) in browsers.Zip([first, second]))
        {
            await browser.GiveCodeAsync(identity, client.Authorize(), person);
            choices.Add(await TellAsync(browser, person));
        }
        choices.ShouldAllBe(c => c.Url.AbsolutePath == ChoosePage);

        var answers = await Task.WhenAll(browsers.Zip(choices, (b, c) => b.SubmitAsync(c, "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin))));

        browsers.Count(b => b.Cookie("fp-id") is not null).ShouldBe(1);
        // Who came second starts again here; who came first goes on to the Portal.
        answers.Count(a => a.Location!.Authority == identity.Address.Authority && a.Location.AbsolutePath == "/sign-in").ShouldBe(1);
        var candidates = await identity.Services.GetRequiredService<SignInDirectory>().FindAsync(ContactAddress.Parse(first.Phone)!);
        candidates.Count(c => c.Subject is not null).ShouldBe(1);
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task In_the_first_family_nothing_is_different_when_a_second_one_has_the_number()
    {
        await using var identity = await TestIdentity.StartAsync();
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), first);
        // The first time on a device not known is news the next time.
        await VisitAsync(identity, client, first);
        var before = await VisitAsync(identity, client, first);

        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        (await VisitAsync(identity, client, first)).ShouldBe(before, "invited");
        // No more than five codes in an hour.
        identity.Clock.Advance(TimeSpan.FromMinutes(61));
        using (var browser = new Browser(identity.Address))
        {
            await browser.GiveCodeAsync(identity, client.Authorize(), second);
            await browser.SubmitAsync(await TellAsync(browser, second), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        }
        (await VisitAsync(identity, client, first)).ShouldBe(before, "and linked");
    }

    [Fact]
    public async Task A_number_that_its_first_person_gave_up_stands_for_nobody()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var (first, second) = await OneNumberAsync(identity);
        using (var hers = new Browser(identity.Address)) await hers.SignInAsync(identity, client.Authorize(), first);
        await first.Family.SafetyAsync("""{"withdrawNumber":["kerensa"]}""");

        using var theirs = new Browser(identity.Address);
        (await theirs.GiveCodeAsync(identity, client.Authorize(), second)).Url.AbsolutePath.ShouldBe("/sign-in/word");
        (await TellAsync(theirs, second)).Url.AbsolutePath.ShouldBe(ChoosePage);
    }

    [Fact]
    public async Task A_second_person_whose_plan_brings_them_a_number_in_use_does_not_get_in_with_it()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var (first, second) = await OneNumberAsync(identity);
        using (var hers = new Browser(identity.Address)) await hers.SignInAsync(identity, client.Authorize(), first);
        // As if they had claimed with another number before: an account of their own, then her number.
        var (directory, claims) = (identity.Services.GetRequiredService<SignInDirectory>(), identity.Services.GetRequiredService<MembershipClaims>());
        var contact = ContactAddress.Parse(second.Phone)!;
        var open = (await directory.FindAsync(contact)).Single(c => c.Subject is null);
        var told = await directory.TryWordAsync([open], second.Word);

        (await claims.ClaimAsync(open, told.Proof, Guid.NewGuid().ToString(), ClaimWith.NewPin)).ShouldBeNull();
        (await claims.ClaimAsync(open, "another proof", (await claims.HolderAsync(open))!, ClaimWith.Pin)).ShouldBeNull();
        (await directory.FindAsync(contact)).Count(c => c.Subject is not null).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Somebody_who_came_in_in_her_place_is_told_to_her_when_the_family_is_hers(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), first);
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var thief = new Browser(identity.Address))
        {
            await thief.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]);
            await thief.SubmitAsync(await thief.TellWordAsync(second.Word), "choose", ("Form.Pin", "604183"), ("Form.Again", "604183"));
            (await identity.OpensAsync(client, await thief.OpenAsync(client.Authorize()))).ShouldBe(1);
        }

        var word = await second.Family.NewWordAsync(second);
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), second);
        var page = await hers.FollowAsync(await hers.SubmitAsync(await hers.TellWordAsync(word), "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "shared")));
        page.Url.AbsolutePath.ShouldBe("/account/news");
        page.Words.ShouldContain("Was this you?");
    }

    private static async Task<(TestPerson First, TestPerson Second)> OneNumberAsync(TestIdentity identity)
    {
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        second.Word.ShouldNotBe(first.Word);
        return (first, second);
    }

    private static Task<Answer> TellAsync(Browser browser, TestPerson person) => browser.TellWordAsync(person.Word);

    /// <summary>Every page of the way in, wrong answers included, as the first family's person sees them.</summary>
    private static async Task<string> VisitAsync(TestIdentity identity, OidcClient client, TestPerson person)
    {
        using var browser = new Browser(identity.Address);
        var pin = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        var wrong = await browser.SubmitAsync(pin, "pin", ("Form.Pin", "604183"));
        var word = await browser.SubmitAsync(await browser.OpenAsync("/sign-in/word"), "word", ("Form.Word", "no word of mine"));
        var done = await browser.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        return Sealed().Replace(string.Join('\n', pin.Text, wrong.Text, word.Text, done.Status, done.Location!.AbsolutePath), "sealed");
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_%-]+|(?<=asked_at=)[^\"&]+")]
    private static partial Regex Sealed();
}
