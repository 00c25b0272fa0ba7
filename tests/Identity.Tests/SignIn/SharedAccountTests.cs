using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>
/// One person with one account in two families, and what the worker of one of them gives out: it opens that family at most, to
/// whoever has it, and what opens the other stays as it is.
/// </summary>
public sealed class SharedAccountTests(SharedIdentity shared)
{
    private const string ChoosePage = "/sign-in/choose-pin";
    private const string PinPage = "/sign-in/pin";
    private const string ThiefsPin = "604183";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Another_number_and_a_new_word_of_the_second_family_do_not_open_the_first(string provider)
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        var stolen = await second.Family.ChangeNumberAsync(second);
        stolen = stolen with { Word = await second.Family.NewWordAsync(second) };

        using var thief = new Browser(identity.Address);
        await thief.GiveCodeAsync(identity, client.Authorize(), stolen);
        var choose = await thief.TellWordAsync(stolen.Word);
        choose.Url.AbsolutePath.ShouldBe(ChoosePage);
        await thief.SubmitAsync(choose, "choose", ("Form.Pin", ThiefsPin), ("Form.Again", ThiefsPin));

        var thiefs = await client.SubjectAsync(await thief.OpenAsync(client.Authorize()));
        thiefs.ShouldNotBe(subject);
        (await identity.FamiliesAsync(thiefs)).ShouldBe(1, "the second family only");
        (await identity.FamiliesAsync(subject)).ShouldBe(1, "the first family only");
        await HerPinStandsAsync(identity, client, first, subject);

        // Nor when the second family gives the number back that she has in the first.
        var back = await second.Family.ChangeNumberAsync(stolen, first.Phone);
        await HerPinStandsAsync(identity, client, first, subject);
        using var late = new Browser(identity.Address);
        (await late.SubmitAsync(await late.GiveCodeAsync(identity, client.Authorize(), back), "pin", ("Form.Pin", ThiefsPin))).Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
        // What the thief won ends with what it came from.
        await second.Family.SafetyAsync("""{"revoke":["kerensa"]}""");
        (await thief.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await identity.FamiliesAsync(thiefs)).ShouldBe(0);
        (await identity.FamiliesAsync(subject)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sheet_and_a_new_word_of_the_second_family_do_not_open_the_first(string provider)
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        var code = (await second.Family.SheetAsync(second))[0];
        var word = await second.Family.NewWordAsync(second);

        using var thief = new Browser(identity.Address);
        (await thief.GiveSheetCodeAsync(client.Authorize(), code)).Url.AbsolutePath.ShouldBe("/sign-in/word");
        var choose = await thief.TellWordAsync(word);
        choose.Url.AbsolutePath.ShouldBe(ChoosePage, "a sheet says nothing of a number");
        await thief.SubmitAsync(choose, "choose", ("Form.Pin", ThiefsPin), ("Form.Again", ThiefsPin));

        var thiefs = await client.SubjectAsync(await thief.OpenAsync(client.Authorize()));
        thiefs.ShouldNotBe(subject);
        (await identity.FamiliesAsync(thiefs)).ShouldBe(1);
        (await identity.FamiliesAsync(subject)).ShouldBe(1);
        await HerPinStandsAsync(identity, client, first, subject);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_new_word_of_the_second_family_resets_no_PIN_and_with_her_PIN_she_is_one_person_again(string provider)
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first, ownDevice: true);

        var word = await second.Family.NewWordAsync(second);

        (await hers.GetAsync(client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required", "signed out everywhere all the same");
        var page = await hers.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), first);
        page.Url.AbsolutePath.ShouldBe(PinPage, "no device is known any more, and the PIN stands");
        (await hers.TellWordAsync(word)).Url.AbsolutePath.ShouldBe(PinPage);
        await hers.SubmitAsync(await hers.OpenAsync(PinPage), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        (await client.SubjectAsync(await hers.OpenAsync(client.Authorize()))).ShouldBe(subject);
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
        await BackAsync(identity, client, first, subject, Harness.SigningIn.Pin);
    }

    /// <summary>No worker of one family can reset it; five wrong ones close it, and then the word and the number are enough for that family.</summary>
    [Fact]
    public async Task A_PIN_that_is_forgotten_or_closed_is_chosen_anew_with_a_word_of_each_family()
    {
        await using var own = await TestIdentity.StartAsync();
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(own);
        using var browser = new Browser(identity.Address);
        var word = await first.Family.NewWordAsync(first);
        await browser.GiveCodeAsync(identity, client.Authorize(), first);
        var page = await browser.TellWordAsync(word);
        page.Url.AbsolutePath.ShouldBe(PinPage);
        for (var i = 0; i < 5; i++) page = await browser.SubmitAsync(page, "pin", ("Form.Pin", $"91534{i}"));
        page.Errors.ShouldBe(["The PIN does not work now. Ring your worker and ask for a new word"]);

        word = await first.Family.NewWordAsync(first);
        await browser.GiveCodeAsync(identity, client.Authorize(), first);
        page = await browser.TellWordAsync(word);
        page.Url.AbsolutePath.ShouldBe(ChoosePage);
        await browser.SubmitAsync(page, "choose", ("Form.Pin", ThiefsPin), ("Form.Again", ThiefsPin));
        var now = await client.SubjectAsync(await browser.OpenAsync(client.Authorize()));
        now.ShouldNotBe(subject);
        (await identity.FamiliesAsync(now)).ShouldBe(1, "one word opens one family");

        // The number stands for the new account: the other family's word, and this PIN.
        word = await second.Family.NewWordAsync(second);
        using var later = new Browser(identity.Address);
        await later.GiveCodeAsync(identity, client.Authorize(), first);
        page = await later.TellWordAsync(word);
        page.Url.AbsolutePath.ShouldBe(PinPage);
        await later.SubmitAsync(page, "pin", ("Form.Pin", ThiefsPin));
        var answer = await later.OpenAsync(client.Authorize());
        (await identity.OpensAsync(client, answer)).ShouldBe(2);
        // No more than five codes in an hour.
        identity.Clock.Advance(TimeSpan.FromMinutes(61));
        await BackAsync(identity, client, first, now, ThiefsPin);
    }

    [Fact]
    public async Task A_number_changed_in_one_family_is_the_way_into_that_one_until_it_is_changed_in_the_other_too()
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        var changed = await second.Family.ChangeNumberAsync(second);
        foreach (var person in new[] { changed, first })
        {
            using var apart = new Browser(identity.Address);
            var answer = await apart.SignInAsync(identity, client.Authorize(), person);
            (await identity.OpensAsync(client, answer)).ShouldBe(1, person.Phone);
        }

        var both = await first.Family.ChangeNumberAsync(first, changed.Phone);
        using var browser = new Browser(identity.Address);
        (await identity.OpensAsync(client, await browser.SignInAsync(identity, client.Authorize(), both))).ShouldBe(2);
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_second_person_with_the_same_number_gets_in_with_a_sheet_and_the_first_notices_nothing(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity)).Kerensa;
        var first = (await TestFamily.CreateAsync(identity, second.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        // Even where they come first: the number is whose phone it is.
        var codes = await second.Family.SheetAsync(second);
        using var theirs = new Browser(identity.Address);
        await theirs.GiveSheetCodeAsync(client.Authorize(), codes[0]);
        var choose = await theirs.TellWordAsync(second.Word);
        choose.Url.AbsolutePath.ShouldBe(ChoosePage);
        await theirs.SubmitAsync(choose, "choose", ("Form.Pin", ThiefsPin), ("Form.Again", ThiefsPin));
        var they = await client.SubjectAsync(await theirs.OpenAsync(client.Authorize()));

        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), first);
        (await hers.TellWordAsync(first.Word)).Url.AbsolutePath.ShouldBe(ChoosePage);
        await hers.GiveSecretsAsync(await hers.OpenAsync(ChoosePage), first);
        var she = await client.SubjectAsync(await hers.OpenAsync(client.Authorize()));
        she.ShouldNotBe(they);
        await HerPinStandsAsync(identity, client, first, she);
        using var again = new Browser(identity.Address);
        var pin = await again.GiveSheetCodeAsync(client.Authorize(), codes[1]);
        await again.SubmitAsync(pin, "pin", ("Form.Pin", ThiefsPin));
        (await client.SubjectAsync(await again.OpenAsync(client.Authorize()))).ShouldBe(they);
    }

    /// <summary>Neither family learns of the other: the worker's page says the same of somebody with one family.</summary>
    [Fact]
    public async Task The_worker_sees_the_same_of_a_person_in_one_family_and_in_two()
    {
        var (identity, client, _, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        var alone = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), alone);

        (await SeenAsync(second)).ShouldBe(await SeenAsync(alone));
        foreach (var person in new[] { second, alone }) await person.Family.ChangeNumberAsync(person);
        (await SeenAsync(second)).ShouldBe(await SeenAsync(alone), "with another number");
        foreach (var person in new[] { second, alone }) await person.Family.NewWordAsync(person);
        (await SeenAsync(second)).ShouldBe(await SeenAsync(alone), "with a new word");

        static async Task<string> SeenAsync(TestPerson person)
        {
            var seen = await person.Family.OnDeskAsync(person);
            return $"{seen.HasSignedIn} {seen.IsInvited} {seen.MayLook} {seen.MayTakePart} {seen.MayBeReached} {seen.Invitation.Step} {seen.Invitation.Message} {seen.Restrictions.Count}";
        }
    }

    /// <summary>And once more, on another phone: what opened once opens again.</summary>
    private static async Task BackAsync(TestIdentity identity, OidcClient client, TestPerson person, string subject, string pin)
    {
        using var browser = new Browser(identity.Address);
        var page = await browser.GiveCodeAsync(identity, client.Authorize(), person);
        page.Url.AbsolutePath.ShouldBe(PinPage);
        await browser.SubmitAsync(page, "pin", ("Form.Pin", pin));
        (await client.SubjectAsync(await browser.OpenAsync(client.Authorize()))).ShouldBe(subject);
    }

    /// <summary>She comes in with the number and the PIN that she has in the first family.</summary>
    private static async Task HerPinStandsAsync(TestIdentity identity, OidcClient client, TestPerson first, string subject)
    {
        using var browser = new Browser(identity.Address);
        (await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first))).ShouldBe(subject);
    }
}
