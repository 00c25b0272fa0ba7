using System.Text.RegularExpressions;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd.Inspecting;

/// <summary>
/// docs/accessibility.md, on every page of the product: found by following links, and besides them what no link leads to (forms
/// that could not be taken, refusals, faults of ours). What the story meets on its way is checked there.
/// </summary>
public sealed partial class AccessibilityTests(Chromium chromium, AccessibilityTests.Family family) : IClassFixture<AccessibilityTests.Family>
{
    private const string Nobodys = "abcdefghijkl";

    /// <summary>The story's family in a product of this class's own.</summary>
    public sealed class Family : IAsyncLifetime
    {
        private Dictionary<string, string> _words = [];

        public TestSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await TestSite.StartAsync();
            Site.Clock.MoveToUkTime(new(11, 0));
            var plan = StoryPlan.Make(Site);
            // One that is over, so that somebody is asked how it was.
            var over = plan["plan"]!["meetings"]![0]!.DeepClone();
            (over["id"], over["at"]) = ("mos-48213-m0", Site.Clock.GetUtcNow().AddHours(-3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            plan["plan"]!["meetings"]!.AsArray().Add(over);
            _words = (await Site.LoadAsync(plan)).ToDictionary(p => p.Name, p => p.Word);
        }

        public Task<Browser> SignInAsync(string contact, string name) => Site.SignInAsync(contact, _words[name]);

        public string WordOf(string name) => _words[name];

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private Uri Portal => family.Site.Host.Portal;

    private Uri Identity => family.Site.Host.Identity;

    [Fact]
    public async Task FamilysPages_CanBeUsedByAnyone()
    {
        using var session = await family.SignInAsync(StoryPlan.Kerensa, "Kerensa Penhale");
        // So that she has words to ask about, whatever other tests of this family said.
        await session.GoAsync(Portal, "/ask-worker");
        await session.SubmitAsync("Send", ("Form.Words", "When do you come?"));
        await using var inspector = await Inspector.OpenAsync(chromium, session);
        List<string> wrong = [];
        var paths = await CrawlAsync(inspector, wrong, "/");
        foreach (var form in paths.Where(p => Forms().IsMatch(p)).ToList())
        {
            await inspector.GoAsync(new(Portal, form));
            // A meeting that is over has none on its own page.
            if (await inspector.Page.Locator("[name='Form.Words']").CountAsync() == 0) continue;
            await inspector.SendAsync("Form.Words");
            await LookAsync(inspector, wrong, "sent empty");
            await inspector.TypeAsync("Form.Words", "It was a good week & I said <so>.");
            if (form.StartsWith("/scale/", StringComparison.Ordinal)) await inspector.Page.Locator("[name='Form.Score'][value='6']").CheckAsync(new() { Force = true });
            if (await inspector.Page.Locator("[name='Form.Choice'][type=radio]").CountAsync() > 0) await inspector.Page.Locator("[name='Form.Choice'][type=radio]").First.CheckAsync(new() { Force = true });
            await inspector.SendAsync("Form.Words");
            // Without the place on the page that the address may name: the keyboard would start from there.
            await inspector.GoAsync(new(Portal, inspector.Path));
            await LookAsync(inspector, wrong, "sent");
        }
        await inspector.GoAsync(new(Portal, "/ask-worker"));
        await inspector.TypeAsync("Form.Words", "He is hitting me right now");
        await inspector.SendAsync("Form.Words");
        await LookAsync(inspector, wrong, "danger");
        foreach (var path in new[] { "/", "/plan", "/answers", "/story/end", "/no/such/page", $"/scale/{Nobodys}", "/staff", "/error/500", "/error/400", "/error/429" })
        {
            await inspector.GoAsync(new(Portal, path));
            await LookAsync(inspector, wrong, "by its address");
        }
        wrong.ShouldBeEmpty();
        // Words that another test left unsent lead to pages of this list.
        paths.Select(Crawl.Shape).Where(p => p != "/words/*").ShouldBe(
            [
                "/", "/ask-worker", "/card", "/card/names", "/card/numbers", "/chat", "/easy", "/goal/*", "/goal/*/done", "/help", "/if-things-go-wrong", "/meeting/*", "/meeting/*/after", "/my-words", "/my-words/everything",
                "/my-words/number", "/my-words/remove/*", "/plan", "/preferences", "/preferences/word", "/print", "/print/large", "/scale/*", "/see/*", "/see/*/wrong", "/sign-out", "/step/*", "/story", "/story/*", "/where-we-are",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task YoungPeoplesSpace_CanBeUsedByAnyone()
    {
        using var session = await family.SignInAsync(StoryPlan.Jowan, "Jowan Penhale");
        await session.GoAsync(Portal, "/space/dreams");
        await session.SubmitAsync("Put it in", ("Form.Words", "A dog"));
        await session.GoAsync(Portal, "/space/talk");
        await session.SubmitAsync("Send", ("Form.Words", "After school"));
        await using var inspector = await Inspector.OpenAsync(chromium, session);
        List<string> wrong = [];

        // One of each kind: the houses are alike, and so are the parts of the Safety House and the wishes.
        HashSet<string> kinds = [];
        var paths = await Crawl.PagesAsync(inspector.Page, Portal, "/space", _ => LookAsync(inspector, wrong, ""), path => kinds.Add(KindOfRoom(path)) && path.StartsWith("/space", StringComparison.Ordinal));

        wrong.ShouldBeEmpty();
        paths.Select(KindOfRoom).Order().ShouldBe(["/space", "/space/*", "/space/safety", "/space/safety/*", "/space/show/*", "/space/wish"]);
    }

    private static string KindOfRoom(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["space", "safety-house" or "safety"] => "/space/safety",
        ["space", "talk" or "worker" or "wrong"] => "/space/wish",
        ["space", var folder, _] => $"/space/{folder}/*",
        ["space", _] => "/space/*",
        _ => path,
    };

    [Fact]
    public async Task Helpers_CanAnswerTheirTasks()
    {
        using var session = await family.SignInAsync(StoryPlan.Lowena, "Lowena Penhale");
        await using var inspector = await Inspector.OpenAsync(chromium, session);
        List<string> wrong = [];
        await inspector.GoAsync(new(Portal, "/tasks"));
        await LookAsync(inspector, wrong, "");
        await inspector.LeaveAsync(() => inspector.Page.Locator("a[href^='/task/']").First.ClickAsync());
        await LookAsync(inspector, wrong, "");
        await inspector.SendAsync("Form.Words");
        await LookAsync(inspector, wrong, "sent empty");
        await inspector.Page.Locator("[name='Form.Choice'][value='cannot']").CheckAsync(new() { Force = true });
        await inspector.SendAsync("Form.Words");
        inspector.Path.ShouldEndWith("/saved");
        await LookAsync(inspector, wrong, "");
        wrong.ShouldBeEmpty();
    }

    /// <summary>The script leads to what is wrong, and never away from whom to ring.</summary>
    [Fact]
    public async Task ARefusedFormThatSaysDanger_KeepsTheNumbersInSight()
    {
        using var session = await family.SignInAsync(StoryPlan.Kerensa, "Kerensa Penhale");
        await using var phone = await Phone.OpenAsync(chromium, family.Site, "Kerensa", script: true);
        await phone.Page.Context.AddCookiesAsync(session.Cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = "localhost", Path = "/" }));
        await phone.GoAsync("/plan");
        await phone.FollowAsync("Give a number");
        await phone.TapAsync("Save");
        (await phone.Page.EvaluateAsync<bool>("document.activeElement.matches('.govuk-error-summary')")).ShouldBeTrue();

        await phone.TypeAsync("Form.Words", "He is hitting me right now");
        await phone.TapAsync("Save");

        await phone.SeesAsync("Choose a number from 0 to 10");
        (await phone.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Ring 999 now");
        await Microsoft.Playwright.Assertions.Expect(phone.Page.Locator("main h1").First).ToBeInViewportAsync();
        await Microsoft.Playwright.Assertions.Expect(phone.Page.Locator("main a[href='tel:999']").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task StaffPages_CanBeUsedByAnyone()
    {
        using var session = await family.Site.SignInStaffAsync("Tess Hocking");
        using var asker = await family.SignInAsync(StoryPlan.Sheila, "Sheila Bray");
        await asker.GoAsync(Portal, "/ask-worker");
        await asker.SubmitAsync("Send", ("Form.Words", "Is the blind mended? He has got a knife."));
        await using var inspector = await Inspector.OpenAsync(chromium, session);
        List<string> wrong = [];
        var paths = await CrawlAsync(inspector, wrong, "/staff");
        foreach (var form in paths.Where(p => p.Contains("/scale/", StringComparison.Ordinal) || p.Contains("/reply/", StringComparison.Ordinal)).ToList())
        {
            await inspector.GoAsync(new(Portal, form));
            await inspector.SendAsync("Form.Words");
            await LookAsync(inspector, wrong, "sent empty");
        }
        await inspector.GoAsync(new(Portal, $"/staff/family/{Guid.Empty}"));
        await LookAsync(inspector, wrong, "not theirs");
        wrong.ShouldBeEmpty();
        paths.Select(Crawl.Shape).ShouldContain("/staff/family/*/people/*/end");
    }

    [Fact]
    public async Task TheWayIn_CanBeUsedByAnyone()
    {
        await using var inspector = await Inspector.OpenAsync(chromium);
        List<string> wrong = [];
        foreach (var path in new[] { "/", "/help", "/signed-out", "/sign-in-problem", "/not-open", "/sign-out" })
        {
            await inspector.GoAsync(new(Portal, path));
            await LookAsync(inspector, wrong, "signed out");
        }
        foreach (var path in new[] { "/sign-out", "/signed-out", "/dev/staff", "/no/such/page", "/sign-in/code", "/connect/authorize" })
        {
            await inspector.GoAsync(new(Identity, path));
            await LookAsync(inspector, wrong, "at Identity");
        }

        await inspector.GoAsync(new(Portal, "/plan"));
        await LookAsync(inspector, wrong, "number");
        await inspector.SendAsync("Form.Contact");
        await LookAsync(inspector, wrong, "no number");
        var before = (await family.Site.TextsAsync(StoryPlan.Mark)).Count;
        await inspector.TypeAsync("Form.Contact", StoryPlan.Mark);
        await inspector.SendAsync("Form.Contact");
        await LookAsync(inspector, wrong, "code");
        await inspector.SendAsync("Form.Code");
        await LookAsync(inspector, wrong, "no code");
        await inspector.TypeAsync("Form.Code", (await family.Site.NextCodeAsync(StoryPlan.Mark, before))!);
        await inspector.SendAsync("Form.Code");
        await LookAsync(inspector, wrong, "word");
        await inspector.TypeAsync("Form.Word", "not the word");
        await inspector.SendAsync("Form.Word");
        await LookAsync(inspector, wrong, "wrong word");
        await inspector.TypeAsync("Form.Word", family.WordOf("Mark Rowe"));
        await inspector.SendAsync("Form.Word");
        await LookAsync(inspector, wrong, "PIN");
        await inspector.SendAsync("Form.Again");
        await LookAsync(inspector, wrong, "no PIN");
        await inspector.TypeAsync("Form.Pin", SigningIn.Pin);
        await inspector.TypeAsync("Form.Again", SigningIn.Pin);
        await inspector.SendAsync("Form.Again");
        inspector.Path.ShouldBe("/plan");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keyboard_IsEnoughToGiveANumber()
    {
        using var session = await family.SignInAsync(StoryPlan.Kerensa, "Kerensa Penhale");
        await using var inspector = await Inspector.OpenAsync(chromium, session);
        await inspector.GoAsync(new(Portal, "/plan"));

        await inspector.Page.Keyboard.PressAsync("Tab");
        (await inspector.Page.EvaluateAsync<bool>("document.activeElement.matches('.govuk-skip-link') && document.activeElement.getBoundingClientRect().width > 40")).ShouldBeTrue("the first stop is the way past the menu, and is seen");
        await inspector.Page.Keyboard.PressAsync("Enter");
        await inspector.Page.Keyboard.PressAsync("Tab");
        (await inspector.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)")).ShouldBeTrue("it leads to the page itself");

        await inspector.TabToAsync("a[href^='/scale/']");
        await inspector.LeaveAsync(() => inspector.Page.Keyboard.PressAsync("Enter"));
        await inspector.TabToAsync("[name='Form.Score']");
        await inspector.Page.Keyboard.PressAsync("Space");
        for (var i = 0; i < 4; i++) await inspector.Page.Keyboard.PressAsync("ArrowRight");
        await inspector.TabToAsync("[name='Form.Words']");
        await inspector.Page.Keyboard.TypeAsync("Mum came on Sunday.");
        await inspector.TabToAsync("form:has([name='Form.Words']) button");
        await inspector.LeaveAsync(() => inspector.Page.Keyboard.PressAsync("Enter"));

        inspector.Path.ShouldEndWith("/saved");
        (await inspector.Page.Locator("main").InnerTextAsync()).ShouldContain("You gave it 4");
    }

    private Task<IReadOnlyList<string>> CrawlAsync(Inspector inspector, List<string> wrong, string start) =>
        Crawl.PagesAsync(inspector.Page, Portal, start, _ => LookAsync(inspector, wrong, ""));

    private static async Task LookAsync(Inspector inspector, List<string> wrong, string what)
    {
        var path = Crawl.Shape(inspector.Path);
        wrong.AddRange((await inspector.InspectAsync()).Select(w => $"{path} {what}: {w}"));
    }

    /// <summary>Pages with a form of the family's.</summary>
    [GeneratedRegex("^/(ask-worker|chat|goal/[^/]+/done|(goal|scale|see|step)/[^/]+|meeting/[^/]+(/after)?)$")]
    private static partial Regex Forms();
}
