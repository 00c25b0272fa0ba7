using System.Text.RegularExpressions;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Texting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>
/// Attacks from one family on another by way of a number, an address, a sheet, a word or a lost phone, on an account that opens
/// both.
/// </summary>
public sealed class SharedAccountAttackTests(SharedIdentity shared)
{
    private const string ChoosePage = "/sign-in/choose-pin";
    private const string PinPage = "/sign-in/pin";
    private const string Other = "604183";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_PIN_and_a_code_to_a_number_that_is_not_hers_do_not_open_her_account(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var first = (await TestFamily.CreateAsync(identity)).Kerensa;
        string subject;
        using (var browser = new Browser(identity.Address)) subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), first));

        // Family 2: the ex is its person; his own address he has, and says that her number is his.
        var his = $"ex{Guid.NewGuid():n}@example.org";
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        await second.Family.ChangeNumberAsync(second, his);
        second = await second.Family.ChangeNumberAsync(second, first.Phone);
        var textsToHer = await identity.TextsAsync(first.Phone);

        using var ex = new Browser(identity.Address);
        await CodeToAsync(identity, ex, client.Authorize(), his);
        var page = await ex.TellWordAsync(await second.Family.NewWordAsync(second));
        page.Words.ShouldNotContain("in use here already", Case.Insensitive, "nobody is told that we know her number");
        page.Url.AbsolutePath.ShouldBe(ChoosePage, "his own address stands for nobody");
        await ex.SubmitAsync(page, "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin));
        var answer = await ex.OpenAsync(client.Authorize());
        (await identity.OpensAsync(client, answer)).ShouldBe(1);
        // From then on his address and that PIN, which is hers too: still his family alone.
        using var later = new Browser(identity.Address);
        await later.SubmitAsync(await CodeToAsync(identity, later, client.Authorize(), his), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        answer = await later.FollowAsync(await later.GetAsync(client.Authorize()));
        (await client.SubjectAsync(answer)).ShouldNotBe(subject);
        (await identity.TextsAsync(first.Phone)).ShouldBe(textsToHer);
        // And her own way is as it was.
        using var hers = new Browser(identity.Address);
        (await client.SubjectAsync(await hers.SignInAsync(identity, client.Authorize(), first))).ShouldBe(subject);
    }

    [Theory]
    [InlineData("withdraw")]
    [InlineData("safety")]
    public async Task A_passkey_that_one_family_voided_does_not_come_back_when_that_family_leaves_the_account(string how, string provider = "Sqlite")
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using var browser = new Browser(identity.Address);
        var subject = await client.SubjectAsync(await browser.SignInAsync(identity, client.Authorize(), second));
        var key = await AddAsync(browser, identity);
        // The phone is lost.
        await second.Family.SignOutAsync(second);
        (await UseAsync(identity, key)).Errors.ShouldNotBeEmpty();
        // Weeks later another family invites her.
        var first = (await TestFamily.CreateAsync(identity, second.Phone)).Kerensa;
        using (var later = new Browser(identity.Address))
        {
            await later.GiveCodeAsync(identity, client.Authorize(), first);
            await later.SubmitAsync(await later.TellWordAsync(first.Word), "pin", ("Form.Pin", Harness.SigningIn.Pin));
            (await client.SubjectAsync(await later.OpenAsync(client.Authorize()))).ShouldBe(subject);
        }
        (await identity.FamiliesAsync(subject)).ShouldBe(2);
        (await UseAsync(identity, key)).Errors.ShouldNotBeEmpty("void in both");

        if (how == "withdraw") await second.Family.WithdrawAsync(second);
        else await second.Family.SafetyAsync("""{"withdrawNumber":["kerensa"]}""");

        (await UseAsync(identity, key)).Errors.ShouldNotBeEmpty("whoever has the lost phone opens the first family");
        await second.Family.NewWordAsync(second);
        (await UseAsync(identity, key)).Errors.ShouldNotBeEmpty("nor when the second family leaves the account");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task After_a_changed_number_a_person_in_one_family_and_in_two_is_asked_for_the_same(string provider)
    {
        var (identity, client, _, second, _) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        var alone = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), alone);
        var pages = new List<string>();
        foreach (var person in new[] { second, alone })
        {
            var changed = await person.Family.ChangeNumberAsync(person);
            using var browser = new Browser(identity.Address);
            pages.Add((await browser.GiveCodeAsync(identity, client.Authorize(), changed)).Url.AbsolutePath);
        }
        pages[0].ShouldBe(pages[1]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_sheet_of_the_second_family_and_the_PIN_do_not_open_the_first(string provider)
    {
        var (identity, client, _, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync(provider));
        using var ex = new Browser(identity.Address);
        var page = await ex.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]);
        await ex.SubmitAsync(page, "pin", ("Form.Pin", Harness.SigningIn.Pin));
        (await identity.OpensAsync(client, await ex.OpenAsync(client.Authorize()))).ShouldBe(1);
        // Nor may a passkey be made there, which would.
        (await ex.OpenAsync("/account")).Page.QuerySelector("a[href^='/account/passkey']").ShouldBeNull();
        (await ex.GetAsync("/account/passkey")).Location!.AbsolutePath.ShouldBe("/account");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_known_device_that_one_family_voided_does_not_come_back(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        var second = (await TestFamily.CreateAsync(identity, null, "Demelza Carlyon-Pascoe")).Kerensa;
        using var lost = new Browser(identity.Address);
        await lost.SignInAsync(identity, client.Authorize(), second, ownDevice: true);
        await second.Family.SignOutAsync(second);
        var first = (await TestFamily.CreateAsync(identity, second.Phone)).Kerensa;
        using (var later = new Browser(identity.Address))
        {
            await later.GiveCodeAsync(identity, client.Authorize(), first);
            await later.SubmitAsync(await later.TellWordAsync(first.Word), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        }
        (await lost.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), first)).Url.AbsolutePath.ShouldBe(PinPage);
        await second.Family.SafetyAsync("""{"withdrawNumber":["kerensa"]}""");
        (await lost.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), first)).Url.AbsolutePath.ShouldBe(PinPage);
    }

    [Fact]
    public async Task A_lost_phone_is_not_known_again_when_the_other_family_s_word_is_told_first()
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        var word2 = await second.Family.NewWordAsync(second);          // t1: K2 leaves
        using var lost = new Browser(identity.Address);
        await lost.SignInAsync(identity, client.Authorize(("prompt", "login")), first, ownDevice: true); // t2: known device, opens K1
        await first.Family.SignOutAsync(first);                        // t3: lost phone, K1 only
        await first.Family.NewWordAsync(first);                        // t4: K1 leaves
        using (var hers = new Browser(identity.Address))
        {
            await hers.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), second);
            var page = await hers.TellWordAsync(word2);
            page.Url.AbsolutePath.ShouldBe(ChoosePage);
            await hers.SubmitAsync(page, "choose", ("Form.Pin", Other), ("Form.Again", Other), ("Form.Phone", "shared"));
            (await client.SubjectAsync(await hers.OpenAsync(client.Authorize()))).ShouldBe(subject, "the former account goes on");
        }
        var got = await lost.GiveCodeAsync(identity, client.Authorize(("prompt", "login")), second);
        got = got.Location is null ? await lost.FollowAsync(got) : got;
        ($"{got.Url.AbsolutePath} {got.Location}").ShouldStartWith(PinPage, Case.Sensitive, "the lost phone is known again: a code alone, no PIN");
    }

    [Fact]
    public async Task A_sheet_of_the_second_family_changes_no_PIN_of_the_first()
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        using var hers = new Browser(identity.Address);
        await hers.SignInAsync(identity, client.Authorize(), first);
        var form = await hers.OpenAsync("/account/pin");
        form.Page.QuerySelector("[name='Form.Pin']").ShouldNotBeNull("her number opens both");
        using var ex = new Browser(identity.Address);
        await ex.SubmitAsync(await ex.GiveSheetCodeAsync(client.Authorize(), (await second.Family.SheetAsync(second))[0]), "pin", ("Form.Pin", Harness.SigningIn.Pin));
        await ex.OpenAsync(client.Authorize());
        (await ex.GetAsync("/account/pin")).Location!.AbsolutePath.ShouldBe("/account");
        (await ex.OpenAsync("/account")).Words.ShouldContain("Your PIN opens another one too.");
        using var again = new Browser(identity.Address);
        (await client.SubjectAsync(await again.SignInAsync(identity, client.Authorize(), first))).ShouldBe(subject);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Two_first_words_with_one_number_at_once_leave_one_holder(string provider)
    {
        var identity = await shared.OnAsync(provider);
        using var client = new OidcClient(identity.Address);
        for (var round = 0; round < 8; round++)
        {
            var first = (await TestFamily.CreateAsync(identity)).Kerensa;
            var second = (await TestFamily.CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
            using var one = new Browser(identity.Address);
            using var two = new Browser(identity.Address);
            await one.GiveCodeAsync(identity, client.Authorize(), first);
            await two.GiveCodeAsync(identity, client.Authorize(), second);
            var a = await one.TellWordAsync(first.Word);
            var b = await two.TellWordAsync(second.Word);
            await Task.WhenAll(
                one.SubmitAsync(a, "choose", ("Form.Pin", Other), ("Form.Again", Other)),
                two.SubmitAsync(b, "choose", ("Form.Pin", Harness.SigningIn.Pin), ("Form.Again", Harness.SigningIn.Pin)));
            var ins = 0;
            foreach (var x in new[] { one, two }) if ((await x.GetAsync(client.Authorize())).Location?.Query.Contains("code=") == true) ins++;
            ins.ShouldBe(1, $"round {round}: both claimed; the number stands for two");
        }
    }

    [Fact]
    public async Task Two_safety_calls_with_two_shared_people_do_not_lock_each_other()
    {
        var identity = await shared.OnAsync("Postgres");
        using var client = new OidcClient(identity.Address);
        for (var round = 0; round < 4; round++)
        {
            var f1 = await TestFamily.CreateAsync(identity);
            var f2 = await TestFamily.CreateAsync(identity, f1.Kerensa.Phone, "Demelza Carlyon-Pascoe");
            var mark2 = await f2.ChangeNumberAsync(f2.Mark, f1.Mark.Phone);
            foreach (var (a, b) in new[] { (f1.Kerensa, f2.Kerensa), (f1.Mark, mark2) })
            {
                using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), a);
                using var later = new Browser(identity.Address);
                await later.GiveCodeAsync(identity, client.Authorize(), b);
                await later.SubmitAsync(await later.TellWordAsync(b.Word), "pin", ("Form.Pin", Harness.SigningIn.Pin));
            }
            await Task.WhenAll(
                Task.Run(() => f1.SafetyAsync("""{"withdrawNumber":["kerensa","mark"]}""")),
                Task.Run(() => f2.SafetyAsync("""{"withdrawNumber":["mark","kerensa"]}""")));
        }
    }

    [Fact]
    public async Task A_lost_phone_told_to_the_family_that_gave_a_word_is_out_of_the_other_too()
    {
        var (identity, client, first, second, subject) = await TestFamily.LinkedAsync(await shared.OnAsync("Sqlite"));
        await second.Family.NewWordAsync(second);
        using var lost = new Browser(identity.Address);
        await lost.SignInAsync(identity, client.Authorize(("prompt", "login")), first, ownDevice: true);
        await second.Family.SignOutAsync(second); // she rang this worker: phone lost
        (await lost.GetAsync(client.Authorize(("prompt", "none")))).Location!.Query.ShouldNotContain("code=");
    }

    private static async Task<Answer> CodeToAsync(TestIdentity identity, Browser browser, string authorize, string contact)
    {
        var demo = identity.Services.GetRequiredService<DemoPhone>();
        var before = (await demo.ListAsync(contact)).Count;
        var page = await browser.AskForCodeAsync(authorize, contact);
        for (var i = 0; i < 100; i++)
        {
            var texts = await demo.ListAsync(contact);
            if (texts.Count > before) return await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", Regex.Match(texts[0].Body, "[0-9]{6}").Value)));
            await Task.Delay(50);
        }
        throw new InvalidOperationException("no code");
    }

    private static async Task<SoftKey> AddAsync(Browser browser, TestIdentity identity)
    {
        var key = new SoftKey();
        var offer = await browser.SubmitAsync(await browser.OpenAsync("/account/passkey"), "unlock", ("Form.Others", "no"));
        var kept = await browser.SubmitAsync(offer, "passkey", ("Answer", key.Make(Options(offer), Origin(identity))));
        kept.Errors.ShouldBeEmpty();
        return key;
    }

    private static async Task<Answer> UseAsync(TestIdentity identity, SoftKey key)
    {
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync("/sign-in");
        return await browser.SubmitAsync(start, "passkey", ("Answer", key.Sign(Options(start), Origin(identity))));
    }

    private static string Options(Answer page) => page.Page.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    private static string Origin(TestIdentity identity) => identity.Address.GetLeftPart(UriPartial.Authority);
}
