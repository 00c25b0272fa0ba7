using FamilyPortal.Testing;
using Microsoft.Playwright;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>One person in two families of two councils: linked by their PIN, and not to be handed on by either worker.</summary>
public sealed class TwoFamiliesStoryTests(Chromium chromium)
{
    private const string First = "The Penhale family";
    private const string Second = "The Doyle family";

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_second_family_is_joined_with_word_and_PIN_and_its_worker_does_not_open_the_first(bool script)
    {
        await using var site = await TestSite.StartAsync();
        var hers = (await site.LoadAsync(StoryPlan.Make(site))).Single(p => p.Contact == StoryPlan.Kerensa).Word;
        var plan = site.Sample("knowsley-hard-evenings");
        StoryPlan.Person(plan, "jo")["phone"] = StoryPlan.Kerensa;
        plan["family"]!["name"] = Second;
        var second = (await site.LoadAsync(plan)).Single(p => p.Contact == StoryPlan.Kerensa).Word;

        await using var phone = await Phone.OpenAsync(chromium, site, "two-families", script);
        await phone.SignInAsync(StoryPlan.Kerensa, hers);
        await phone.SeesAsync("What to do next");
        await phone.DoesNotSeeAsync("Open another one", Second);
        await LeaveAsync(phone);

        await TellAsync(phone, second);
        await phone.SeesAsync("Which one do you want to open?", First, Second);
        await phone.TapAsync(Second);
        await phone.GoAsync("/plan");
        await phone.SeesAsync(Second);
        await phone.DoesNotSeeAsync("Penhale");
        await phone.GoAsync("/");
        await phone.TapAsync(First);
        await phone.GoAsync("/plan");
        await phone.SeesAsync(First);
        await phone.DoesNotSeeAsync("Doyle");

        // The second family's worker: sees one person of theirs, and gives a new word.
        await using var worker = await Phone.OpenStaffAsync(chromium, site, "Dean Ashcroft", script);
        await worker.FollowAsync(Second);
        await worker.FollowAsync("People");
        await worker.FollowAsync("Joanne Doyle");
        await worker.SeesAsync("Has signed in");
        await worker.DoesNotSeeAsync("Kerensa", "Penhale", "Cornwall");
        await worker.TapAsync("Give a new word");
        await worker.DoesNotSeeAsync("Kerensa", "Penhale", "Cornwall");
        var renewed = await worker.Page.Locator(".govuk-panel__title").InnerTextAsync();

        // Out everywhere; the PIN stands, and opens the first family alone until the word is told.
        await phone.GiveCodeAsync(StoryPlan.Kerensa, "/plan", "Form.Pin");
        await phone.SendAsync("Form.Pin", SigningIn.Pin);
        await AnswerNewsAsync(phone);
        await phone.SeesAsync(First);
        await phone.GoAsync("/");
        await phone.DoesNotSeeAsync("Open another one", Second);
        await LeaveAsync(phone);

        await TellAsync(phone, renewed);
        await phone.SeesAsync("Which one do you want to open?", First, Second);
    }

    /// <summary>Number, code, the word of a second family, and the PIN from the first.</summary>
    private static async Task TellAsync(Phone phone, string word)
    {
        await phone.GiveCodeAsync(StoryPlan.Kerensa, "/", "Form.Pin");
        await phone.FollowAsync("My worker gave me a word");
        await phone.SendAsync("Form.Word", word);
        await phone.ArriveAsync("Form.Pin");
        await phone.SeesAsync("This number or address is in use here already.", "one sign-in opens both families");
        await phone.SendAsync("Form.Pin", SigningIn.Pin);
        await AnswerNewsAsync(phone);
    }

    /// <summary>Where an earlier sign-in on this shared phone is asked about.</summary>
    private static async Task AnswerNewsAsync(Phone phone)
    {
        await phone.StandsAtAsync(url => url.AbsolutePath == "/account/news" || (url.Port == phone.Portal.Port && url.AbsolutePath != "/signin-oidc"));
        if (await phone.Page.Locator("[name='Form.Was']").CountAsync() > 0)
        {
            await phone.LookAsync();
            await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, it was me" }).ClickAsync();
        }
        await phone.ComeInAsync();
    }

    private static async Task LeaveAsync(Phone phone)
    {
        await phone.GoAsync("/sign-out");
        await phone.TapAsync("Sign out");
    }
}
