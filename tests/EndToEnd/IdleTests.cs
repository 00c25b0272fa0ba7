using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>An idle session, with a browser whose clock the test moves together with the server's.</summary>
public sealed class IdleTests(Chromium chromium, IdleTests.Product product) : IClassFixture<IdleTests.Product>
{
    private readonly TestSite _site = product.Site;

    /// <summary>One family, and a clock that these tests move.</summary>
    public sealed class Product : IAsyncLifetime
    {
        internal TestSite Site { get; private set; } = null!;

        internal DemoPerson Ann { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await TestSite.StartAsync();
            Ann = (await Site.LoadAsync(Site.Sample("cornwall-gran-and-grampy"))).Single(p => p.Name == "Ann Nance");
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Fact]
    public async Task A_warning_comes_that_a_keyboard_answers_and_at_the_end_nothing_typed_is_lost()
    {
        await using var phone = await EnterAsync(script: true);
        var page = phone.Page;
        var warning = page.GetByRole(AriaRole.Alertdialog);
        await phone.GoAsync("/ask-worker");
        await page.Locator("[name='Form.Words']").FillAsync("half written");
        await page.Locator("[name='Form.Words']").FocusAsync();

        await PassAsync(page, 13);
        await warning.WaitForAsync();
        (await FocusedAsync(page)).ShouldBe("Stay signed in");
        await phone.LookAsync();
        await phone.SeesAsync("Are you still there?");

        // Escape stays, and gives the focus back.
        await page.Keyboard.PressAsync("Escape");
        await warning.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("Form.Words");

        // So does Enter on the button.
        await PassAsync(page, 13);
        await warning.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await warning.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.InputValueAsync("[name='Form.Words']")).ShouldBe("half written");

        // Once a minute before the end, and not more often, it speaks again.
        await PassAsync(page, 13);
        await warning.WaitForAsync();
        await phone.SeesAsync("in 2 minutes");
        await PassAsync(page, 1.2);
        await Assertions.Expect(page.GetByText("in 1 minute.")).ToBeVisibleAsync();

        await PassAsync(page, 2);
        await page.StandsAtAsync(url => url.AbsolutePath == "/session/end/ask-worker");
        await phone.SeesAsync("You were signed out", "for 3 days");
        await phone.DoesNotSeeAsync("half written");
        await phone.LookAsync();

        await page.GoBackAsync();
        await phone.DoesNotSeeAsync("half written");

        await ComeInAsync(phone);
        await phone.GoAsync("/ask-worker");
        (await page.InputValueAsync("[name='Form.Words']")).ShouldBe("half written");
        await phone.SeesAsync("Your words are still here");
    }

    [Fact]
    public async Task Leave_works_while_the_warning_stands()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/plan");
        await PassAsync(phone.Page, 13);
        await phone.Page.GetByRole(AriaRole.Alertdialog).WaitForAsync();
        // The press is also use, which asks the server to stay: the answer comes when it has already left.
        var left = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        await phone.Page.RouteAsync("**/session/stay", async route =>
        {
            await left.Task;
            await route.FulfillAsync(new() { Status = 401 });
            answered.SetResult();
        });
        await phone.Page.RouteAsync("**/leave", async route =>
        {
            left.SetResult();
            await answered.Task;
            // Whatever the page makes of the answer, it makes in this time. (Asked of the page itself, it would wait for this navigation.)
            await Task.Delay(500);
            await route.ContinueAsync();
        });
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Leave this page" }).First.ClickAsync();
        await phone.Page.StandsAtAsync(url => !url.IsLoopback);
    }

    [Fact]
    public async Task Left_in_one_tab_is_left_in_all()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/plan");
        var other = await phone.Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(phone.Portal, "/ask-worker").ToString());
        await other.Locator("[name='Form.Words']").FillAsync("for nobody else to read");
        for (var i = 0; i < 3; i++) await phone.Page.Keyboard.PressAsync("Shift");
        await phone.Page.StandsAtAsync(url => !url.IsLoopback);
        await other.StandsAtAsync(url => !url.IsLoopback);
    }

    [Fact]
    public async Task Another_tab_in_use_keeps_this_one_and_signing_out_there_ends_it()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/plan");
        var other = await phone.Page.Context.NewPageAsync();
        await PassAsync(phone.Page, 10);
        await other.GotoAsync(new Uri(phone.Portal, "/plan").ToString());
        await PassAsync(phone.Page, 5);
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await phone.SeesAsync("My plan");

        await other.GotoAsync(new Uri(phone.Portal, "/sign-out").ToString());
        await other.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.StandsAtAsync(url => url.AbsolutePath == "/signed-out");
        await PassAsync(phone.Page, 14);
        await phone.Page.StandsAtAsync(url => url.AbsolutePath == "/session/end/plan");
    }

    [Fact]
    public async Task A_phone_that_slept_past_the_end_wakes_with_nothing_on_the_page_even_without_a_connection()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/plan");
        // Asleep: no timer runs, and nothing answers.
        await phone.Page.Context.SetOfflineAsync(true);
        _site.Clock.Move(TimeSpan.FromMinutes(60));
        await phone.Page.Clock.SetSystemTimeAsync((await NowAsync(phone.Page)).AddMinutes(60).UtcDateTime);
        await phone.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(phone.Page.Locator("body")).ToHaveCSSAsync("opacity", "0");

        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.Clock.RunForAsync(6_000);
        await phone.Page.StandsAtAsync(url => url.AbsolutePath == "/session/end/plan");
        await phone.SeesAsync("You were signed out");
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_is_covered_and_keeps_its_focus()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/ask-worker");
        await phone.Page.Locator("[name='Form.Words']").FocusAsync();
        await HideAsync(phone.Page, true);
        await Assertions.Expect(phone.Page.Locator("body")).ToHaveCSSAsync("opacity", "0");
        await HideAsync(phone.Page, false);
        await Assertions.Expect(phone.Page.Locator("body")).ToHaveCSSAsync("opacity", "1");
        (await phone.Page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("Form.Words");
    }

    [Fact]
    public async Task Whoever_types_for_long_is_not_asked()
    {
        await using var phone = await EnterAsync(script: true);
        await phone.GoAsync("/ask-worker");
        var field = phone.Page.Locator("[name='Form.Words']");
        for (var minute = 0; minute < 20; minute += 4)
        {
            await PassAsync(phone.Page, 4);
            var stays = phone.Page.WaitForResponseAsync("**/session/stay");
            await field.PressSequentiallyAsync("a");
            (await stays).Ok.ShouldBeTrue();
        }
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        (await field.InputValueAsync()).ShouldBe("aaaaa");
    }

    [Fact]
    public async Task Without_script_a_form_says_how_long_there_is_and_loses_nothing()
    {
        await using var phone = await EnterAsync(script: false);
        await phone.GoAsync("/ask-worker");
        await phone.SeesAsync("If you do nothing for 15 minutes, we sign you out.");
        await Assertions.Expect(phone.Page.GetByText("Are you still there?")).ToBeHiddenAsync();
        await phone.Page.Locator("[name='Form.Words']").FillAsync("sent too late");
        _site.Clock.Move(SessionLife.Idle);
        await phone.TapAsync("Send");
        await phone.Page.Locator("[name='Form.Contact']").WaitForAsync();
        await ComeInAsync(phone);
        await phone.GoAsync("/");
        await phone.FollowAsync("words that you did not send");
        (await phone.Page.InputValueAsync("[name='Form.Words']")).ShouldBe("sent too late");
    }

    private async Task<Phone> EnterAsync(bool script)
    {
        var phone = await Phone.OpenAsync(chromium, _site, "Ann", script);
        // Nothing waits from the test before.
        await _site.Host.Services.GetRequiredService<LateForms>().LeaveSignInAsync(await ComeInAsync(phone));
        // From here on only the test moves the page's clock.
        if (script) await phone.Page.Clock.InstallAsync(new() { TimeDate = _site.Clock.GetUtcNow().UtcDateTime });
        return phone;
    }

    /// <summary>As sign-in does it; the way through Identity is the story's.</summary>
    private async Task<string> ComeInAsync(Phone phone)
    {
        var person = product.Ann;
        var sid = Guid.NewGuid().ToString("N");
        var directory = _site.Host.Services.GetRequiredService<SignInDirectory>();
        var candidate = (await directory.FindAsync(ContactAddress.Parse(person.Contact!)!)).Single();
        var subject = candidate.Subject ?? Guid.NewGuid().ToString();
        if (candidate.Subject is null)
        {
            var told = await directory.TryWordAsync([candidate], person.Word);
            (await _site.Host.Services.GetRequiredService<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, ClaimWith.NewPin)).ShouldNotBeNull();
        }
        var secret = await _site.Host.Services.OpenSessionAsync(subject, sid);
        await phone.Page.Context.AddCookiesAsync([new() { Name = "portal-session", Value = secret, Url = phone.Portal.ToString() }]);
        return sid;
    }

    /// <summary>Time passes at the server and, in steps in which timers run, in the browser.</summary>
    private async Task PassAsync(IPage page, double minutes)
    {
        _site.Clock.Move(TimeSpan.FromMinutes(minutes));
        await page.Clock.FastForwardAsync((long)(minutes * 60_000));
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static async Task<DateTimeOffset> NowAsync(IPage page) => DateTimeOffset.FromUnixTimeMilliseconds((long)await page.EvaluateAsync<double>("Date.now()"));

    private static Task HideAsync(IPage page, bool isHidden) => page.EvaluateAsync(
        $"Object.defineProperty(document, 'hidden', {{ value: {(isHidden ? "true" : "false")}, configurable: true }}); document.dispatchEvent(new Event('visibilitychange'))");
}
