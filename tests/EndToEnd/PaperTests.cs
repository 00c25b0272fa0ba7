using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>The plan as it comes out of a printer, and as it is read aloud: of each sample for whoever has most to read.</summary>
public sealed partial class PaperTests(Chromium chromium)
{
    /// <summary>A phone's voice that says when it is told to say something, and is done when the test says so.</summary>
    private const string Voice = """
        window.heard = [];
        class Utterance { constructor(text) { this.text = text } }
        Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
        Object.defineProperty(window, 'speechSynthesis', { value: {
          getVoices: () => [{ lang: 'en-GB', localService: true }],
          speak: one => { window.heard.push(one.lang + ' ' + one.text); window.speaks = one },
          cancel: () => { window.speaks = null },
          addEventListener: () => {}
        } });
        """;

    [Fact]
    public async Task Everybody_s_part_fits_on_two_pages_and_each_side_of_the_card_in_a_pocket()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var name in SamplePlans.Names)
        {
            var plan = site.Sample(name);
            var people = await site.LoadAsync(plan);
            var longest = people.Where(p => p.Contact is not null).MaxBy(p => Length(plan, p.Name))!;
            var context = await chromium.Browser.NewContextAsync();
            await SignInAsync(site, context, longest);
            var page = await context.NewPageAsync();

            (await PagesAsync(site, page, "print")).ShouldBeInRange(1, 2, $"{longest.Name} of {name}");
            (await PagesAsync(site, page, "print/large")).ShouldBeGreaterThan(1);
            await page.GotoAsync(new Uri(site.Host.Portal, "card/names").ToString());
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            foreach (var size in await page.EvaluateAsync<double[][]>("[...document.querySelectorAll('.app-pocket')].map(p => [p.offsetWidth * 25.4 / 96, p.offsetHeight * 25.4 / 96])"))
            {
                size[0].ShouldBeInRange(85, 86.2, longest.Name);
                size[1].ShouldBeInRange(53.4, 54.6, $"{longest.Name} of {name}");
            }
            await context.CloseAsync();
        }
    }

    [Fact]
    public async Task It_is_read_aloud_sentence_by_sentence_where_there_is_a_voice_and_no_dead_button_stands_where_there_is_none()
    {
        await using var site = await TestSite.StartAsync();
        var people = await site.LoadAsync(StoryPlan.Make(site));
        await using var phone = await Phone.OpenAsync(chromium, site, "easy", script: true);
        await SignInAsync(site, phone.Page.Context, people.Single(p => p.Contact == StoryPlan.Kerensa));
        // Each of them is inspected with all the others.
        foreach (var path in (string[])["/print", "/easy", "/plan"])
        {
            await phone.Page.GotoAsync(new Uri(site.Host.Portal, path).ToString());
            (await phone.Page.Locator(".app-aloud").CountAsync()).ShouldBe(0, path);
        }

        await phone.Page.AddInitScriptAsync(Voice);
        await phone.GoAsync("/easy");
        var lines = await phone.Page.Locator("main h2, .app-easy p").AllTextContentsAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Read it to me" }).ClickAsync();
        (await HeardAsync(phone)).ShouldBe("en " + lines[0].Trim());
        (await phone.Page.EvaluateAsync<int>("CSS.highlights.size")).ShouldBe(1);
        await phone.Page.EvaluateAsync("speaks.onend()");
        (await HeardAsync(phone)).ShouldBe("en " + lines[1].Trim());
        await phone.LookAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        (await HeardAsync(phone)).ShouldBe("en " + lines[2].Trim());
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Stop for a bit" }).ClickAsync();
        (await phone.Page.EvaluateAsync<bool>("speaks === null && CSS.highlights.size === 0")).ShouldBeTrue();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Read it to me" }).ClickAsync();
        (await HeardAsync(phone)).ShouldBe("en " + lines[2].Trim());
        // Whoever leaves is not read out.
        await phone.Page.EvaluateAsync("document.documentElement.classList.add('app-leaving')");
        await phone.Page.StandsAsync("speaks === null");
    }

    /// <summary>Whoever cannot read hears the page as it stands: all of the plan's words in their order, once, and no link without a sentence.</summary>
    [Fact]
    public async Task The_plan_is_read_aloud_whole_and_what_is_only_there_to_be_pressed_is_not()
    {
        await using var site = await TestSite.StartAsync();
        var people = await site.LoadAsync(site.Sample("cornwall-a-sober-grown-up"));
        await using var phone = await Phone.OpenAsync(chromium, site, "aloud", script: true);
        await SignInAsync(site, phone.Page.Context, people.Single(p => p.Name == "Kerensa Penhale"));
        await phone.Page.AddInitScriptAsync(Voice);
        foreach (var path in (string[])["/plan", "/where-we-are", "/if-things-go-wrong"])
        {
            await phone.GoAsync(path);
            // What stands there for a reader, without the links that are a line of their own and without the explanations, which are closed.
            var written = await phone.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-read] h2, [data-read] .app-text')].map(e => e.innerText.replace(/\\s+/g, ''))");
            written.Length.ShouldBeGreaterThan(5, path);
            await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Read it to me" }).ClickAsync();
            await phone.Page.EvaluateAsync("for (let n = 0; n < 500 && speaks; n++) speaks.onend()");
            var heard = await phone.Page.EvaluateAsync<string>("heard.map(h => h.slice(3)).join(' ').replace(/\\s+/g, '')");

            var at = 0;
            foreach (var text in written)
            {
                var found = heard.IndexOf(text, at, StringComparison.Ordinal);
                found.ShouldBeGreaterThanOrEqualTo(at, $"{text} on {path}");
                at = found + text.Length;
            }
            heard.ShouldNotContain("HowIseeit");
            heard.ShouldNotContain("Giveanumber");
            if (path == "/if-things-go-wrong") heard.ShouldContain("07700900");
            await phone.LookAsync();
        }
    }

    private static async Task SignInAsync(TestSite site, IBrowserContext context, DemoPerson person) =>
        await context.AddCookiesAsync([new() { Name = "portal-session", Value = await site.Host.Services.OpenSessionAsync(person), Url = site.Host.Portal.ToString() }]);

    private static Task<string> HeardAsync(Phone phone) => phone.Page.EvaluateAsync<string>("heard[heard.length - 1]");

    private static async Task<int> PagesAsync(TestSite site, IPage page, string path)
    {
        await page.GotoAsync(new Uri(site.Host.Portal, path).ToString());
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });
        if (Environment.GetEnvironmentVariable("FAMILYPORTAL_PICTURES") is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"{path.Replace('/', '-')}-{Guid.NewGuid():N}.pdf"), pdf);
        return APage().Count(Encoding.Latin1.GetString(pdf));
    }

    private static int Length(JsonNode plan, string name)
    {
        var person = plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == name)!;
        string[] entries = [person["id"]!.GetValue<string>(), "everyone", $"role:{person["role"]}"];
        return plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>().SelectMany(l => l)
            .Where(i => i!["audience"] is JsonArray audience && audience.Any(a => entries.Contains(a!.GetValue<string>()))).Sum(i => i!.ToJsonString().Length);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex APage();
}
