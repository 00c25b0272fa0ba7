using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static FamilyPortal.Identity.Tests.Staff.PartnerPages;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>Who invites staff of partner organisations, who agrees, and when an invitation is over.</summary>
public sealed class PartnerInvitationTests(SharedIdentity shared)
{
    private const string Closed = "The word does not work now. Ask the administrator to invite you again";

    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Three_wrong_words_lock_it_also_in_parallel_and_only_a_new_invitation_opens(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var given = await site.InviteAsync();
        using var browser = new Browser(site.Identity.Address);
        var page = await browser.OpenAsync(Link(given.Link));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => browser.SubmitAsync(page, "partner-word", ("Form.Word", $"guess {i}"))));
        answers.Count(a => a.Errors.Single() == Closed).ShouldBeGreaterThanOrEqualTo(6);
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", given.Word))).Errors.ShouldBe([Closed]);
        browser.Cookie("fp-id-partner").ShouldBeNull();

        var again = await site.AgainAsync(given);
        (await browser.OpenAsync(Link(given.Link))).Words.ShouldContain(Old);
        page = await browser.OpenAsync(Link(again.Link));
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", given.Word))).Errors.ShouldBe([NotTheWord]);
        (await browser.SubmitAsync(page, "partner-word", ("Form.Word", again.Word.ToUpperInvariant().Replace(' ', '-')))).Location!.AbsolutePath.ShouldBe("/sign-in/partner/key");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_is_over_after_seven_days_or_when_taken_back_or_when_the_access_ends(string provider)
    {
        await using var identity = await TestIdentity.StartAsync(provider);
        var site = await Partners.OnAsync(identity);
        var (old, back, ended) = (await site.InviteAsync(), await site.InviteAsync(), await site.InviteAsync());
        using var waiting = new Browser(site.Identity.Address);
        await TellAsync(waiting, back);

        (await site.Desk.WithdrawAsync(await site.AdministratorAsync(), await site.IdAsync(back))).ShouldBeTrue();
        (await waiting.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old, customMessage: "the word was told already");
        (await site.Access.EndAsync(await site.AdministratorAsync(), await site.IdAsync(ended))).ShouldBe(EndOutcome.Done);
        (await waiting.OpenAsync(Link(ended.Link))).Words.ShouldContain(Old);
        (await site.Access.RestoreAsync(await site.AdministratorAsync(), await site.IdAsync(ended))).ShouldBeTrue();
        (await waiting.OpenAsync(Link(ended.Link))).Words.ShouldContain(Old, customMessage: "not with the access");

        identity.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await waiting.OpenAsync(Link(old.Link))).Words.ShouldNotContain(Old);
        identity.Clock.Advance(TimeSpan.FromMinutes(2));
        (await waiting.OpenAsync(Link(old.Link))).Words.ShouldContain(Old);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_invitation_opens_nothing_before_a_manager_agrees_and_nobody_has_both(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        var (administrator, manager) = (await site.AdministratorAsync(), await site.ManagerAsync());
        var name = await site.AskAsync();
        var id = await site.IdAsync(name);
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull("nobody agreed");
        (await site.Desk.AgreeAsync(administrator, id)).ShouldBeNull("not their word alone");
        (await site.Desk.AgreeAsync(await site.UserAsync("Tess Hocking"), id)).ShouldBeNull("a worker");
        (await site.Desk.WaitingAsync(administrator)).ShouldBeEmpty();
        var waiting = (await site.Desk.WaitingAsync(manager)).Single(w => w.Id == id);
        (waiting.Name, waiting.AskedBy, waiting.Families).ShouldBe((name, "Access team", 0));

        var word = (await site.Desk.AgreeAsync(manager, id)).ShouldNotBeNull().Code;
        (await site.Desk.AgreeAsync(manager, id)).ShouldBeNull("once");
        (await site.Desk.LinkAsync(manager, id)).ShouldBeNull("they have the word");
        var link = (await site.Desk.LinkAsync(administrator, id)).ShouldNotBeNull().Code;
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull("once");
        using var browser = new Browser(site.Identity.Address);
        await TellAsync(browser, new(name, link, word));

        // Asked again: all anew, and what was told already opens nothing.
        (await site.Desk.InviteAgainAsync(administrator, id)).ShouldBeTrue();
        (await browser.OpenAsync("/sign-in/partner/key")).Words.ShouldContain(Old);
        (await browser.OpenAsync(Link(link))).Words.ShouldContain(Old);
        (await site.Desk.LinkAsync(administrator, id)).ShouldBeNull();
    }

    [Fact]
    public async Task Taken_back_or_ended_it_waits_for_nobody()
    {
        var site = await Partners.OnAsync(await shared.OnAsync("Sqlite"));
        var (administrator, manager) = (await site.AdministratorAsync(), await site.ManagerAsync());
        var (back, ended) = (await site.IdAsync(await site.AskAsync()), await site.IdAsync(await site.AskAsync()));
        (await site.Desk.WithdrawAsync(administrator, back)).ShouldBeTrue();
        (await site.Access.EndAsync(administrator, ended)).ShouldBe(EndOutcome.Done);
        (await site.Access.RestoreAsync(administrator, ended)).ShouldBeTrue();
        foreach (var id in new[] { back, ended }) (await site.Desk.AgreeAsync(manager, id)).ShouldBeNull();
        (await site.Desk.WaitingAsync(manager)).ShouldNotContain(w => w.Id == back || w.Id == ended);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_taken_up_as_it_is_asked_again_is_void(string provider)
    {
        var site = await Partners.OnAsync(await shared.OnAsync(provider));
        for (var round = 0; round < 8; round++)
        {
            var given = await site.InviteAsync();
            var id = await site.IdAsync(given);
            var key = new SoftKey();
            using var browser = new Browser(site.Identity.Address);
            var page = await TellAsync(browser, given);
            var made = key.Make(Options(page), Origin(site));
            var administrator = await site.AdministratorAsync();

            var taken = browser.SubmitAsync(page, "partner-key", ("Answer", made));
            var again = site.Desk.InviteAgainAsync(administrator, id);
            await Task.WhenAll(taken, again);

            (await again).ShouldBeTrue();
            (await browser.GetAsync(site.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
            using var later = new Browser(site.Identity.Address);
            (await UseAsync(site, later, key)).Errors.ShouldBe([Refused]);
        }
    }

    [Fact]
    public async Task Only_an_administrator_of_the_same_authority_invites()
    {
        var site = await Partners.OnAsync(await shared.OnAsync("Sqlite"));
        var administrator = await site.AdministratorAsync();
        var worker = await site.UserAsync("Tess Hocking");
        var email = $"p{Guid.NewGuid():n}@school.example.org";

        (await site.Desk.InviteAsync(worker, "Pat Partner", email)).ShouldBe(PartnerFault.NotAllowed);
        (await site.Desk.InviteAsync(administrator, " ", email)).ShouldBe(PartnerFault.NoName);
        (await site.Desk.InviteAsync(administrator, "Pat Partner", "07700 900123")).ShouldBe(PartnerFault.NoEmail);
        (await site.Desk.InviteAsync(administrator, "Pat Partner", "Tess.Hocking@example.org")).ShouldBe(PartnerFault.Taken);
        var given = await site.InviteAsync();
        var id = await site.IdAsync(given);
        (await site.Desk.InviteAgainAsync(worker, id)).ShouldBeFalse();
        (await site.Desk.WithdrawAsync(worker, id)).ShouldBeFalse();
        var tess = (await site.Access.ListAsync(administrator)).Single(c => c.Name == "Tess Hocking").Id;
        (await site.Desk.InviteAgainAsync(administrator, tess)).ShouldBeFalse("she has a provider");
        (await site.Access.ReleaseAsync(administrator, id)).ShouldBeFalse();
        // The demo's page signs nobody of them in.
        (await site.Identity.Services.GetRequiredService<SignInDirectory>().StaffAsync()).ShouldNotContain(s => s.Id == id);
        (await site.Identity.Services.GetRequiredService<SignInDirectory>().ClaimStaffAsync(id, Guid.NewGuid().ToString())).ShouldBeFalse();
        (await site.Identity.Services.GetRequiredService<StaffDirectory>().SignInAsync("cornwall", Guid.NewGuid().ToString(), new("Pat", site.Email(given), StaffRole.Administrator))).ShouldBe(StaffSignIn.Taken);
    }
}
