using FamilyPortal.Identity.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>What one family types, gives out or ends shuts nobody out of another, and no state is a dead end.</summary>
public sealed class ShutOutTests(SharedIdentity shared)
{
    private const string ChoosePage = "/sign-in/choose-pin";
    private const string PinPage = "/sign-in/pin";
    private const string Other = "604183";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [InlineData("word-twice")]
    [InlineData("number-in-both")]
    public async Task After_she_is_one_person_again_her_PIN_still_stands(string how, string provider = "Sqlite")
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        using var browser = new Browser(identity.Address);
        if (how == "word-twice")
        {
            await second.Family.NewWordAsync(second);
            var word = await second.Family.NewWordAsync(second);
            await browser.GiveCodeAsync(identity, client.Authorize(), first);
            await browser.SubmitAsync(await browser.TellWordAsync(word), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        }
        else
        {
            second = await second.Family.ChangeNumberAsync(second);
            second = second with { Word = await second.Family.NewWordAsync(second) };
            subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), second));
            first = await first.Family.ChangeNumberAsync(first, second.Phone);
            await browser.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), first);
            await browser.SubmitAsync(await browser.TellWordAsync(await first.Family.NewWordAsync(first)), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        }
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
        using var next = new Browser(identity.Address);
        var page = await next.GiveCodeAsync(identity, client.Authorize(), first);
        // And the first family's worker can help.
        using var helped = new Browser(identity.Address);
        var word1 = await first.Family.NewWordAsync(first);
        await helped.GiveCodeAsync(identity, client.Authorize(), first);
        var told = await helped.TellWordAsync(word1);
        (page.Url.AbsolutePath, string.Join('|', told.Errors)).ShouldBe((PinPage, ""), "(page after the code, what family 1's new word brings)");
    }

    [Theory]
    [InlineData("typed")]
    [InlineData("lifted")]
    public async Task A_number_that_another_family_types_or_gives_back_does_not_shut_out_whose_it_is(string how, string provider = "Sqlite")
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), second);
        TestPerson first;
        using var hers = new Browser(identity.Address);
        if (how == "typed")
        {
            first = (await TestFamily.CreateAsync(identity)).Kerensa; // invited, not come yet
            await second.Family.ChangeNumberAsync(second, first.Phone);
            await hers.GiveCodeAsync(identity, client.Authorize(), first);
            (await hers.TellWordAsync(first.Word)).Url.AbsolutePath.ShouldBe(ChoosePage, "her first sign-in, with her phone and her word");
        }
        else
        {
            await second.Family.WithdrawAsync(second);
            first = (await TestFamily.CreateAsync(identity, second.Phone)).Kerensa;
            var subject = await client.SubjectAsync(await hers.SignInAsync(identity, client.Authorize(), first)); // her own PIN is the same here: told apart by subject
            await second.Family.WithdrawAsync(second, lift: true);
            using var again = new Browser(identity.Address);
            var answer = await again.SignInAsync(identity, client.Authorize(), first);
            (await client.SubjectAsync(answer)).ShouldBe(subject, "her phone now leads to the other person's account");
        }
    }

    /// <summary>The PIN is one, so whoever has a sheet of either family, or her phone, can close it; neither worker depends on the other to open it.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_PIN_that_was_closed_with_the_second_family_s_sheet_is_mended_by_the_first_one_s_worker(string provider)
    {
        var (identity, client, first, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        using var thief = new Browser(identity.Address);
        var page = await thief.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]);
        page.Url.AbsolutePath.ShouldBe(PinPage);
        for (var i = 0; i < 5; i++) page = await thief.SubmitAsync(page, "pin", ("Form.Pin", "915347"));

        using var hers = new Browser(identity.Address);
        var word = await first.Family.NewWordAsync(first);
        await hers.GiveCodeAsync(identity, client.Authorize(), first);
        (await hers.TellWordAsync(word)).Url.AbsolutePath.ShouldBe(ChoosePage);
        await hers.GiveSecretsAsync(await hers.OpenAsync(ChoosePage), first);
        (await identity.OpensAsync(client, await hers.OpenAsync(client.Authorize()))).ShouldBe(1);
        using var again = new Browser(identity.Address);
        (await again.SignInAsync(identity, client.Authorize(), first)).Sent("code").ShouldNotBeNull("the number stands for what she chose");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Somebody_who_came_with_a_sheet_can_come_by_phone_again_after_a_new_word(string provider)
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        // Phone broken: family 2 prints a sheet and gives a word.
        var code = (await second.Family.SheetAsync(second))[0];
        var word = await second.Family.NewWordAsync(second);
        using (var sheet = new Browser(identity.Address))
        {
            await sheet.GiveSheetCodeAsync(client.Authorize(), code);
            await sheet.SubmitAsync(await sheet.TellWordAsync(word), "choose", ("Form.Pin", Other), ("Form.Again", Other));
        }
        // She has her phone again, and wants to use it for both.
        word = await second.Family.NewWordAsync(second);
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), second);
        var page = await hers.TellWordAsync(word);
        page.Errors.ShouldBeEmpty("a right word");
        await hers.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_family_that_closed_does_not_keep_its_person_from_coming_into_another(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), first);
        await first.Family.NewWordAsync(first);
        await first.Family.SafetyAsync("""{"revoke":["kerensa"]}""");
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), second);
        var page = await hers.TellWordAsync(second.Word);
        page.Errors.ShouldBeEmpty("whose only word is this one");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_first_sign_in_by_phone_does_not_ask_for_the_PIN_of_somebody_with_a_sheet(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity)).Kerensa;
        var first = (await TestFamily.CreateAsync(identity, second.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        var codes = await second.Family.SheetAsync(second);
        using var theirs = new Browser(identity.Address);
        await theirs.GiveSheetCodeAsync(client.Authorize(), codes[0]);
        await theirs.SubmitAsync(await theirs.TellWordAsync(second.Word), "choose", ("Form.Pin", Other), ("Form.Again", Other));

        using var hers = new Browser(identity.Address);
        var page = await hers.GiveCodeAsync(identity, client.Authorize(), first);
        for (var i = 0; page.Url.AbsolutePath == PinPage && i < 5; i++) page = await hers.SubmitAsync(page, "pin", ("Form.Pin", "915347"));
        using var again = new Browser(identity.Address);
        var pin = await again.GiveSheetCodeAsync(client.Authorize(), codes[1]);
        (await again.SubmitAsync(pin, "pin", ("Form.Pin", Other))).Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Somebody_who_chose_the_first_PIN_in_her_place_is_told_to_her(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using var ex = new Browser(identity.Address);
        await ex.GiveCodeAsync(identity, client.Authorize(), first);
        await ex.SubmitAsync(await ex.TellWordAsync(first.Word), "choose", ("Form.Pin", Other), ("Form.Again", Other), ("Form.Phone", "shared"));
        (await ex.OpenAsync(client.Authorize())).Sent("code").ShouldNotBeNull();
        // "My word does not work": her worker gives a new one.
        var word = await first.Family.NewWordAsync(first);
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), first);
        var page = await hers.FollowAsync(await hers.SubmitAsync(await hers.TellWordAsync(word), "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin), ("Form.Phone", "shared")));
        var chosen = $"{page.Url.AbsolutePath} {page.Location} {string.Join(";", page.Errors)} {page.Words}";
        using var next = new Browser(identity.Address);
        var pin = await next.GiveCodeAsync(identity, client.Authorize(), first);
        page = await next.FollowAsync(await next.SubmitAsync(pin, "pin", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Phone", "shared")));
        new[] { chosen, page.Url.AbsolutePath }.ShouldContain("/account/news");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_address_typed_besides_does_not_keep_its_owner_out(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var mail = $"hers{Guid.NewGuid():n}@example.org";
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        await first.Family.ChangeNumberAsync(first, mail);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), second);
        await second.Family.ChangeNumberAsync(second, mail);
        using var hers = new Browser(identity.Address);
        await hers.GiveCodeAsync(identity, client.Authorize(), first);
        (await hers.TellWordAsync(first.Word)).Url.AbsolutePath.ShouldBe(ChoosePage, "even by her phone, which nobody else ever had");
    }

    /// <summary>Typed in two families, shown by nobody yet.</summary>
    [Theory]
    [InlineData(Other, true)]
    [InlineData(Harness.SigningIn.Pin, false)]
    public async Task A_number_that_is_typed_twice_is_hers_whose_PIN_it_is(string his, bool tells)
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address))
        {
            await browser.GiveCodeAsync(identity, client.Authorize(), second);
            await browser.SubmitAsync(await browser.TellWordAsync(second.Word), "choose", ("Form.Pin", his), ("Form.Again", his));
        }
        second = await second.Family.ChangeNumberAsync(second);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        string subject;
        using (var browser = new Browser(identity.Address)) subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first));
        first = await first.Family.ChangeNumberAsync(first, second.Phone);

        using var hers = new Browser(identity.Address);
        var page = await hers.GiveCodeAsync(identity, client.Authorize(), first);
        page = await hers.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        var answer = await hers.OpenAsync(client.Authorize());
        if (tells) (await client.SubjectAsync(answer)).ShouldBe(subject);
        else page.Errors.ShouldBe(["That is not your PIN. Check it and try again"], "the same PIN by chance opens neither");
        // From now on it is hers, whatever else he tries with it.
        using var again = new Browser(identity.Address);
        page = await again.SubmitAsync(await again.GiveCodeAsync(identity, client.Authorize(), first), "pin", ("Form.Pin", Other));
        page.Errors.ShouldBe(["That is not your PIN. Check it and try again"]);
    }

    [Fact]
    public async Task A_number_changed_away_and_typed_back_stands_for_who_shows_it()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), second);
        var p = second.Phone;
        await second.Family.ChangeNumberAsync(second);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        string subject;
        using (var browser = new Browser(identity.Address)) subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first));
        first = await first.Family.ChangeNumberAsync(first, p);
        using (var hers = new Browser(identity.Address)) (await client.SubjectAsync(await hers.SignInAsync(identity, client.Authorize(), first))).ShouldBe(subject);
        await second.Family.ChangeNumberAsync(second, p); // typed back
        using var again = new Browser(identity.Address);
        (await client.SubjectAsync(await again.SignInAsync(identity, client.Authorize(), first))).ShouldBe(subject, "she showed that she has it; he was only typed");
    }

    [Fact]
    public async Task A_number_changed_away_and_an_invitation_elsewhere_do_not_shut_her_out()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), second);
        var p = second.Phone;
        await second.Family.ChangeNumberAsync(second);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), first);
        first = await first.Family.ChangeNumberAsync(first, p);
        using (var hers = new Browser(identity.Address)) await hers.SignInAsync(identity, client.Authorize(), first);
        await TestFamily.CreateAsync(identity, p, "Demelza Carlyon-Pascoe"); // a third family types it
        using var again = new Browser(identity.Address);
        (await again.GiveCodeAsync(identity, client.Authorize(), first)).Url.AbsolutePath.ShouldBe(PinPage);
    }

    [Fact]
    public async Task A_family_that_closed_does_not_keep_her_from_a_passkey()
    {
        var (identity, client, first, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        await second.Family.SafetyAsync("""{"revoke":["kerensa"]}""");
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first);
        (await hers.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Leaving_a_session_of_the_second_family_keeps_what_waits_in_the_first()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        var sessions = identity.Services.GetRequiredService<FamilyPortal.Shared.Families.PortalSessions>();
        var late = identity.Services.GetRequiredService<FamilyPortal.Shared.Responses.Late.LateForms>();
        FamilyPortal.Shared.Families.FamilyViewer viewer;
        using (var browser = new Browser(identity.Address))
        {
            var answer = await browser.SignInAsync(identity, client.Authorize(), first);
            var token = await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT");
            viewer = (await sessions.ResolveAsync(await sessions.OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: false)))!.Viewer!;
        }
        (await late.DraftAsync(viewer, new("form-1"), "/x", [1, 2, 3])).ShouldBeTrue();
        var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var later = new Browser(identity.Address))
        {
            await later.GiveCodeAsync(identity, client.Authorize(), second);
            await later.SubmitAsync(await later.TellWordAsync(second.Word), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        }
        (await late.FindAsync(viewer, "/x")).ShouldNotBeNull();
        using var sheet = new Browser(identity.Address);
        await sheet.SubmitAsync(await sheet.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        var sent = await sheet.OpenAsync(client.Authorize());
        var t = await client.ValidateAsync((await client.ExchangeAsync(sent.Sent("code")!))["id_token"]!, "portal", "JWT");
        await sessions.OpenAsync(t.Subject, t.GetClaim("sid").Value, isStaff: false);
        await late.LeaveSignInAsync(t.GetClaim("sid").Value);
        (await late.FindAsync(viewer, "/x")).ShouldNotBeNull("family 1's words, thrown away by a session that cannot open family 1");
    }
}
