using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>Staff sign in with the provider of their organisation, played by a second copy of our own.</summary>
public sealed class StaffSignInTests
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_worker_signs_in_with_their_organisation_and_finds_their_families(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        var before = await site.StaffAsync();

        var subjects = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var browser = new StaffBrowser(site);
            var there = await browser.GoAsync();
            there.Query.ShouldContain("prompt=login");
            there.Query.ShouldContain("code_challenge_method=S256");
            var (token, access) = await browser.TokensAsync(await browser.ReturnAsync(await browser.ProveAsync(there, Organisation.Tess)));
            token.GetClaim("kind").Value.ShouldBe("staff");
            token.GetClaim("amr").Value.ShouldBe("fed");
            token.Claims.ShouldNotContain(c => c.Type == "email" || c.Type == "name", "the Portal needs neither");
            (await browser.Client.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.OK);
            subjects.Add(token.Subject);

            var signedIn = (await site.PortalAsync(await site.OpenPortalAsync(token)))!;
            signedIn.Staff!.Name.ShouldBe("Tess Hocking");
            (await site.Ours.Services.GetRequiredService<StaffDesk>().FamiliesAsync(signedIn.Staff)).ShouldHaveSingleItem();
        }

        subjects.Distinct().ShouldHaveSingleItem();
        (await site.StaffAsync()).Count.ShouldBe(before.Count, "the account of the plan's own worker, and no second one");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Somebody_new_is_added_and_their_role_follows_their_groups(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Email" = 'newly.wed@example.org', "Name" = 'Tess Newly' WHERE "Email" = 'tess.hocking@example.org'""");
        using var browser = new StaffBrowser(site);
        var (token, _) = await browser.TokensAsync(await browser.SignInAsync("Tess Newly, worker"));
        var portal = await site.OpenPortalAsync(token);
        (await site.PortalAsync(portal))!.Staff!.Role.ShouldBe(StaffRole.Worker);
        (await site.Ours.Services.GetRequiredService<StaffDesk>().FamiliesAsync((await site.PortalAsync(portal))!.Staff!)).ShouldBeEmpty();

        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Role" = 1 WHERE "Email" = 'newly.wed@example.org'""");
        using var another = new StaffBrowser(site);
        (await another.TokensAsync(await another.SignInAsync("Tess Newly, manager"))).Token.Subject.ShouldBe(token.Subject);
        (await site.PortalAsync(portal))!.Staff!.Role.ShouldBe(StaffRole.Manager, "in force at the next request of a session elsewhere, too");
        await browser.TokensAsync(await browser.SignInAsync("Tess Newly, manager"));
        (await site.PortalAsync(portal)).ShouldBeNull("a sign-in in the same browser ends the one before");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Without_a_group_of_ours_nobody_gets_in_and_an_access_ends_at_the_next_request(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var browser = new StaffBrowser(site);
        var (token, access) = await browser.TokensAsync(await browser.SignInAsync(Organisation.Tess));
        var portal = await site.OpenPortalAsync(token);

        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Role" = 3 WHERE "Email" = 'tess.hocking@example.org'""");
        using var another = new StaffBrowser(site);
        var answer = await another.SignInAsync("Tess Hocking, duty team");
        answer.Words.ShouldContain("You have no access here");
        (await site.PortalAsync(portal)).ShouldBeNull();
        (await browser.Client.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.Ours.GetAsync(browser.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");

        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Role" = 0 WHERE "Email" = 'tess.hocking@example.org'""");
        (await another.TokensAsync(await another.SignInAsync(Organisation.Tess))).Token.Subject.ShouldBe(token.Subject);
        (await site.PortalAsync(portal)).ShouldBeNull("what was ended stays ended");
        (await browser.Ours.GetAsync(browser.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_address_that_is_given_out_again_inherits_nothing(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var browser = new StaffBrowser(site);
        var (token, _) = await browser.TokensAsync(await browser.SignInAsync(Organisation.Tess));

        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Email" = 'tess.moved@example.org' WHERE "Email" = 'tess.hocking@example.org'""");
        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Email" = 'tess.hocking@example.org' WHERE "Email" = 'priya.nair@example.org'""");
        using var heir = new StaffBrowser(site);
        var answer = await heir.SignInAsync(Organisation.Priya);
        answer.Words.ShouldContain("Ask your administrator");
        (await heir.Ours.GetAsync(heir.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");

        // A changed address is the same person still; then the old one is nobody's, but it was somebody's.
        (await browser.TokensAsync(await browser.SignInAsync(Organisation.Tess))).Token.Subject.ShouldBe(token.Subject);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_address_of_a_colleague_is_not_taken_over_by_a_change(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var browser = new StaffBrowser(site);
        var (token, _) = await browser.TokensAsync(await browser.SignInAsync(Organisation.Priya));
        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Email" = 'gone@example.org' WHERE "Email" = 'tess.hocking@example.org'""");
        await site.Theirs.Databases.ChangeAsync("""UPDATE "Staff" SET "Email" = 'tess.hocking@example.org' WHERE "Email" = 'priya.nair@example.org'""");
        (await browser.TokensAsync(await browser.SignInAsync(Organisation.Priya))).Token.Subject.ShouldBe(token.Subject);
        (await site.StaffAsync()).Single(s => s.Name == "Tess Hocking").Subject.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Staff_of_one_authority_never_become_staff_of_another(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        using var browser = new StaffBrowser(site);
        var (cornwall, _) = await browser.TokensAsync(await browser.SignInAsync(Organisation.Tess));
        using var other = new StaffBrowser(site);
        var (knowsley, _) = await other.TokensAsync(await other.SignInAsync(Organisation.Tess, "knowsley"));
        knowsley.Subject.ShouldNotBe(cornwall.Subject);
        var staff = (await site.PortalAsync(await site.OpenPortalAsync(knowsley)))!.Staff!;
        staff.AuthorityId.ShouldBe("knowsley");
        (await site.Ours.Services.GetRequiredService<StaffDesk>().FamiliesAsync(staff)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_family_member_of_the_provider_is_no_staff(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        var family = await TestFamily.CreateAsync(site.Theirs);
        using var browser = new StaffBrowser(site);
        var there = await browser.GoAsync();
        var answer = await browser.Theirs.SignInAsync(site.Theirs, there.PathAndQuery, family.Kerensa);
        (await browser.ReturnAsync(answer.Location!)).Words.ShouldContain("You have no access here");
        (await browser.Ours.GetAsync(browser.Client.Authorize(("prompt", "none")))).Sent("error").ShouldBe("login_required");
        (await site.Ours.Databases.CountIdentityAsync("OutsideLogins")).ShouldBe(0);
    }
}
