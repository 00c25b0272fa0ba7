using System.Net;
using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>What an administrator ended stays ended, whatever the organisation's provider says.</summary>
public sealed class StaffAccessTests
{
    public static TheoryData<string> Providers => TestDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_ended_access_is_over_at_the_next_request_until_it_is_restored(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        var desk = site.Ours.Services.GetRequiredService<StaffAccessDesk>();
        using var worker = new StaffBrowser(site);
        var (token, access) = await worker.TokensAsync(await worker.SignInAsync(Organisation.Tess));
        var portal = await site.OpenPortalAsync(token);
        var tess = (await site.StaffAsync()).Single(s => s.Subject == token.Subject).Id;
        var administrator = await UserAsync(site, "Access team, administrator");

        (await desk.ListAsync((await site.PortalAsync(portal))!.Staff!)).ShouldBeEmpty("a worker is no administrator");
        (await desk.EndAsync((await site.PortalAsync(portal))!.Staff!, tess)).ShouldBe(EndOutcome.NotAllowed);
        (await desk.EndAsync(administrator, (await desk.ListAsync(administrator)).Single(c => c.IsMe).Id)).ShouldBe(EndOutcome.NotAllowed, "never their own");
        (await desk.EndAsync(await UserAsync(site, "Access team, administrator", "knowsley"), tess)).ShouldBe(EndOutcome.NotAllowed, "another authority");

        (await desk.EndAsync(administrator, tess)).ShouldBe(EndOutcome.Done);
        (await site.PortalAsync(portal)).ShouldBeNull();
        (await worker.Client.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await worker.SignInAsync(Organisation.Tess)).Words.ShouldContain("You have no access here");

        (await desk.RestoreAsync(administrator, tess)).ShouldBeTrue();
        (await site.PortalAsync(portal)).ShouldBeNull("what was ended stays ended");
        (await worker.Client.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await worker.TokensAsync(await worker.SignInAsync(Organisation.Tess))).Token.Subject.ShouldBe(token.Subject);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_released_sign_in_is_whoever_has_the_address_next_and_nobody_s_until_then(string provider)
    {
        await using var site = await Organisation.StartAsync(provider);
        var desk = site.Ours.Services.GetRequiredService<StaffAccessDesk>();
        using var worker = new StaffBrowser(site);
        var (token, access) = await worker.TokensAsync(await worker.SignInAsync(Organisation.Tess));
        var portal = await site.OpenPortalAsync(token);
        var tess = (await site.StaffAsync()).Single(s => s.Subject == token.Subject).Id;
        var administrator = await UserAsync(site, "Access team, administrator");
        // The organisation moves to another tenant: the same people come as somebody else.
        await site.Ours.Databases.ChangeIdentityAsync("""UPDATE "OutsideLogins" SET "ProviderKey" = 'of the old tenant' WHERE "UserId" = '""" + token.Subject + "'");
        using var moved = new StaffBrowser(site);
        (await moved.SignInAsync(Organisation.Tess)).Words.ShouldContain("This address was used before");

        (await desk.ReleaseAsync((await site.PortalAsync(portal))!.Staff!, tess)).ShouldBeFalse("a worker is no administrator");
        (await desk.ReleaseAsync(await UserAsync(site, "Access team, administrator", "knowsley"), tess)).ShouldBeFalse("another authority");
        (await desk.ReleaseAsync(administrator, (await desk.ListAsync(administrator)).Single(c => c.IsMe).Id)).ShouldBeFalse("never their own");
        (await desk.ReleaseAsync(administrator, tess)).ShouldBeTrue();
        (await desk.ReleaseAsync(administrator, tess)).ShouldBeFalse("nobody holds it");
        (await site.PortalAsync(portal)).ShouldBeNull();
        (await worker.Client.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var (now, _) = await moved.TokensAsync(await moved.SignInAsync(Organisation.Tess));
        now.Subject.ShouldNotBe(token.Subject);
        (await site.StaffAsync()).Single(s => s.Id == tess).Subject.ShouldBe(now.Subject);
        (await site.PortalAsync(await site.OpenPortalAsync(now)))!.Staff!.Role.ShouldBe(StaffRole.Worker);
        (await site.PortalAsync(portal)).ShouldBeNull();
    }

    private static async Task<StaffUser> UserAsync(Organisation site, string who, string authority = "cornwall")
    {
        using var browser = new StaffBrowser(site);
        var (token, _) = await browser.TokensAsync(await browser.SignInAsync(who, authority));
        return (await site.PortalAsync(await site.OpenPortalAsync(token)))!.Staff!;
    }
}
