using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>Somebody of a partner organisation, whom an administrator asks for, a manager agrees to, and a passkey signs in.</summary>
public sealed class PartnerStoryTests(Chromium chromium)
{
    private const string Partner = "Petra Chegwin";

    [Fact]
    public async Task Two_people_let_a_partner_in_and_a_passkey_alone_signs_them_in_afterwards()
    {
        await using var site = await TestSite.StartAsync();
        await site.LoadAsync(StoryPlan.Make(site));
        await using var administrator = await Phone.OpenStaffAsync(chromium, site, "Access team", script: true);
        await using var manager = await Phone.OpenStaffAsync(chromium, site, "Priya Nair", script: true);

        await administrator.GoAsync("/staff/colleagues");
        await administrator.TypeAsync("Email", "petra@school.example.org");
        await administrator.TapAsync("Invite them");
        await administrator.SeesAsync("Enter their name");
        (await administrator.Page.InputValueAsync("[name='Email']")).ShouldBe("petra@school.example.org");
        await administrator.TypeAsync("Name", Partner);
        await administrator.TapAsync("Invite them");
        await administrator.SeesAsync("Asked. Now a manager must agree.", Partner);
        (await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Make the link for" }).CountAsync()).ShouldBe(0);

        await manager.GoAsync("/staff");
        await manager.FollowAsync("People who wait for you to agree: 1");
        await manager.SeesAsync("Asked for by: Access team", "No plan names this address.");
        await manager.TapAsync($"Agree that {Partner} may sign in");
        await manager.SeesAsync($"The word for {Partner}");
        var word = await manager.Page.Locator(".govuk-panel__title").InnerTextAsync();

        await administrator.GoAsync("/staff/colleagues");
        await administrator.DoesNotSeeAsync(word);
        await administrator.TapAsync($"Make the link for {Partner}");
        var link = await administrator.Page.Locator("strong", new() { HasText = "/sign-in/partner/invitation/" }).InnerTextAsync();
        await administrator.GoAsync("/staff/colleagues");
        await administrator.DoesNotSeeAsync(link);

        await using var petra = await Phone.OpenAsync(chromium, site, "petra", script: true);
        await using var authenticator = await VirtualAuthenticator.OnAsync(petra.Page);
        await petra.Page.GotoAsync(link);
        await petra.LookAsync();
        await petra.TypeAsync("Form.Word", "not the word");
        await petra.TapAsync("Continue");
        await petra.SeesAsync("That is not the word.");
        await petra.TypeAsync("Form.Word", word.ToUpperInvariant());
        await petra.TapAsync("Continue");
        await petra.SeesAsync("Set up your way to sign in");
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await ArriveAsync(petra);
        await petra.SeesAsync($"You are signed in as {Partner}");
        (await authenticator.CountAsync()).ShouldBe(1);

        await petra.GoAsync("/sign-out");
        await petra.TapAsync("Sign out");
        await petra.GoAsync("/staff");
        // The demo's staff have the other link.
        await petra.Page.Locator("a[href^='/sign-in/staff']").ClickAsync();
        await petra.FollowAsync("I work for a partner organisation and was invited");
        await petra.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await ArriveAsync(petra);
        await petra.SeesAsync($"You are signed in as {Partner}");

        // The very next request.
        await administrator.GoAsync("/staff/colleagues");
        await administrator.TapAsync($"End the access of {Partner}");
        await petra.GoAsync("/staff");
        await petra.DoesNotSeeAsync(Partner);
    }

    private static async Task ArriveAsync(Phone phone)
    {
        await phone.Page.StandsAtAsync(url => url.Port == phone.Portal.Port && url.AbsolutePath.StartsWith("/staff", StringComparison.Ordinal));
        await phone.LookAsync();
    }
}
