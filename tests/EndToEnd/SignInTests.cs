using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>One person's ways in, on phones of their own, in a real browser: word and PIN, PIN, known, one tap, and their own page about it.</summary>
public sealed class SignInTests(Chromium chromium)
{
    [Fact]
    public async Task With_script_and_a_passkey()
    {
        await using var site = await TestSite.StartAsync();
        var word = await WordAsync(site);
        await using var phone = await Phone.OpenAsync(chromium, site, "passkey", script: true);
        await using var authenticator = await VirtualAuthenticator.OnAsync(phone.Page);
        await ChoosePinAsync(site, phone, word);

        // Offered once, and only where nobody else can unlock the phone.
        await phone.SeesAsync("Can anyone else unlock this phone?");
        await phone.ChooseAsync("Form.Others", "no");
        await phone.TapAsync("Continue");
        await phone.TapAsync("Set it up");
        await phone.Page.StandsAtAsync(url => url.Port == site.Host.Portal.Port && url.AbsolutePath != "/signin-oidc");
        await phone.SeesAsync("What to do next");
        (await authenticator.CountAsync()).ShouldBe(1);

        await phone.FollowAsync("How I sign in");
        await phone.SeesAsync("How you sign in", "Since ", "This one");
        await phone.GoAsync("/sign-out");
        await phone.TapAsync("Sign out");

        // One tap, and nothing was sent or typed.
        var before = (await site.TextsAsync(StoryPlan.Kerensa)).Count;
        await phone.GoAsync("/plan");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with one tap" }).ClickAsync();
        await phone.Page.StandsAtAsync(url => url.AbsolutePath == "/plan");
        await phone.SeesAsync("What is working well");
        (await site.TextsAsync(StoryPlan.Kerensa)).Count.ShouldBe(before);

        // Without the finger it opens nothing, and a code still does.
        await phone.GoAsync("/sign-out");
        await phone.TapAsync("Sign out");
        await authenticator.VerifyAsync(false);
        await phone.GoAsync("/plan");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with one tap" }).ClickAsync();
        await phone.Page.GetByText("That did not work. You can use a code instead.").WaitForAsync();
        await phone.LookAsync();

        // Taken off on the page, it opens nothing with it either.
        await authenticator.VerifyAsync(true);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with one tap" }).ClickAsync();
        await phone.Page.StandsAtAsync(url => url.AbsolutePath == "/plan");
        await phone.FollowAsync("How I sign in");
        await phone.Page.Locator("button[value^='passkey:']").ClickAsync();
        await phone.SeesAsync("That one no longer works.");
        await phone.LookAsync();
        await phone.GoAsync("/sign-out");
        await phone.TapAsync("Sign out");
        await phone.GoAsync("/plan");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with one tap" }).ClickAsync();
        await phone.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "That did not work. You can use a code instead." }).WaitForAsync();
    }

    [Fact]
    public async Task Without_script()
    {
        await using var site = await TestSite.StartAsync();
        var word = await WordAsync(site);
        await using var phone = await Phone.OpenAsync(chromium, site, "account", script: false);
        await ChoosePinAsync(site, phone, word);
        // Straight on: a passkey needs a script.
        await phone.Page.StandsAtAsync(url => url.Port == site.Host.Portal.Port && url.AbsolutePath != "/signin-oidc");

        // On another phone, with the PIN; then the first is told.
        await using var other = await Phone.OpenAsync(chromium, site, "other", script: false);
        await GiveCodeAsync(site, other);
        await other.SeesAsync("What is your PIN?");
        await other.TypeAsync("Form.Pin", "60 41 80");
        await other.TapAsync("Sign in");
        await other.SeesAsync("That is not your PIN.");
        await other.TypeAsync("Form.Pin", SigningIn.Pin);
        await other.ChooseAsync("Form.Phone", "soon");
        await other.TapAsync("Sign in");
        await other.Page.StandsAtAsync(url => url.Port == site.Host.Portal.Port && url.AbsolutePath != "/signin-oidc");

        await phone.GoAsync("/");
        await phone.FollowAsync("How I sign in");
        await phone.SeesAsync("Somebody signed in on a phone or computer that we do not know.", "Where you are signed in", "This one");
        (await phone.Page.GetByText("Sign in with one tap").IsVisibleAsync()).ShouldBeFalse();
        await phone.FollowAsync("Have a look");
        await phone.SeesAsync("Was this you?");
        await phone.TapAsync("No, sign them out");
        await phone.SeesAsync("They are signed out. Now change your PIN, and tell your worker.");
        await other.GoAsync("/plan");
        (await other.Page.Locator("[name='Form.Contact']").CountAsync()).ShouldBe(1, "the other phone is out");

        site.Clock.Move(TimeSpan.FromMinutes(11));
        await phone.FollowAsync("Change my PIN");
        await phone.TypeAsync("Form.Old", SigningIn.Pin);
        await phone.TypeAsync("Form.Pin", "1234");
        await phone.TypeAsync("Form.Again", "1234");
        await phone.TapAsync("Save");
        await phone.SeesAsync("Many people would try that PIN first.");
        await phone.TypeAsync("Form.Old", SigningIn.Pin);
        await phone.TypeAsync("Form.Pin", "604183");
        await phone.TypeAsync("Form.Again", "604183");
        await phone.TapAsync("Save");
        await phone.SeesAsync("Your PIN is changed.");
        await phone.TapAsync("This phone is shared");
        await phone.SeesAsync("We will ask for your PIN here next time.");
    }

    private static async Task<string> WordAsync(TestSite site) =>
        (await site.LoadAsync(StoryPlan.Make(site))).Single(p => p.Contact == StoryPlan.Kerensa).Word;

    private static async Task GiveCodeAsync(TestSite site, Phone phone)
    {
        var before = (await site.TextsAsync(StoryPlan.Kerensa)).Count;
        await phone.GoAsync("/");
        await phone.FollowAsync("Sign in");
        await phone.TypeAsync("Form.Contact", StoryPlan.Kerensa);
        await phone.TapAsync("Send me a code");
        var code = (await site.NextCodeAsync(StoryPlan.Kerensa, before, TimeSpan.FromSeconds(60)))!;
        var field = phone.Page.Locator("[name='Form.Code']");
        (await field.GetAttributeAsync("autocomplete")).ShouldBe("one-time-code");
        (await field.GetAttributeAsync("inputmode")).ShouldBe("numeric");
        // As it is pasted from a message.
        await phone.TypeAsync("Form.Code", $" {code[..3]} {code[3..]} ");
        await phone.TapAsync("Continue");
    }

    private static async Task ChoosePinAsync(TestSite site, Phone phone, string word)
    {
        await GiveCodeAsync(site, phone);
        await phone.TypeAsync("Form.Word", word.ToUpperInvariant());
        await phone.TapAsync("Continue");
        await phone.SeesAsync("Choose a PIN", "Does anybody else use this phone?");
        await phone.TypeAsync("Form.Pin", SigningIn.Pin);
        await phone.TypeAsync("Form.Again", "4826");
        await phone.ChooseAsync("Form.Phone", "own");
        await phone.TapAsync("Save and go on");
        await phone.SeesAsync("The two PINs are not the same.");
        (await phone.Page.Locator("[name='Form.Pin']").InputValueAsync()).ShouldBeEmpty("a PIN is never shown again");
        await phone.TypeAsync("Form.Pin", SigningIn.Pin);
        await phone.TypeAsync("Form.Again", SigningIn.Pin);
        await phone.TapAsync("Save and go on");
    }
}
