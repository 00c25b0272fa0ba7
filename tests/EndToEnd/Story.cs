using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace FamilyPortal.EndToEnd;

/// <summary>One family's story through every part, told by a real browser. One file a chapter; each goes on where the last ended.</summary>
internal sealed partial class Story(Chromium chromium, bool script, string provider) : IAsyncDisposable
{
    private TestSite _site = null!;
    private WebhookReceiver _record = null!;
    private WebhookReceiver _duty = null!;
    private JsonNode _plan = null!;
    private Dictionary<string, string> _words = [];

    public async Task TellAsync()
    {
        await StartAsync();
        await PlanArrivesAndBadOnesAreRefusedAsync();
        await using var kerensa = await ParentComesInAsync();
        await ParentReadsThePlanAsync(kerensa);
        await ParentScoresAsync(kerensa);
        await ParentAnswersAGoalAsync(kerensa);
        await ParentAnswersAboutAMeetingAsync(kerensa);
        await using var jowan = await YoungPersonScoresAsync(kerensa);
        await using var lowena = await GranAnswersHerTasksAsync();
        await HelperAnswersAsync(kerensa);
        await SomebodyIsNotSafeAsync(kerensa, jowan);
        await NudgesGoOutAsync();
        // A quarter of an hour has passed: nobody is signed in any more.
        await kerensa.SignInAgainAsync(StoryPlan.Kerensa, "/plan");
        await lowena.SignInAgainAsync(StoryPlan.Lowena, "/plan");
        await jowan.SignInAgainAsync(StoryPlan.Jowan, "/plan");
        await using var tess = await WorkerReadsAndScoresAsync(kerensa);
        await RecordHasEverythingAsync();
        await AccessEndsAsync(tess, lowena);
        await SafetyCallRestrictsAsync(jowan);
        await ParentLeavesAsync(kerensa);
        await StopEndsNudgesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        if (_record is not null) await _record.DisposeAsync();
        if (_duty is not null) await _duty.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _record = await WebhookReceiver.StartAsync();
        _duty = await WebhookReceiver.StartAsync();
        _site = await TestSite.StartAsync(provider, settings: new Dictionary<string, string?>
        {
            ["Record:Connectors:test:Kind"] = "webhook",
            ["Record:Connectors:test:Url"] = _record.Url,
            ["Record:Connectors:test:Secret"] = _record.Secret,
            ["Duty:Default:Webhook"] = _duty.Url,
            ["Duty:Default:Secret"] = _duty.Secret,
        });
        // Within everybody's hours for texts, whatever the hour of the test.
        _site.Clock.MoveToUkTime(new(11, 0));
    }

    private async Task PlanArrivesAndBadOnesAreRefusedAsync()
    {
        _plan = StoryPlan.Make(_site);
        var bytes = Encoding.UTF8.GetBytes(_plan.ToJsonString());
        using (var stored = await _site.RecordAsync(HttpMethod.Put, StoryPlan.Authority, StoryPlan.Path, bytes))
            stored.StatusCode.ShouldBe(HttpStatusCode.Created, await stored.Content.ReadAsStringAsync());
        _words = (await _site.LoadAsync(_plan)).ToDictionary(p => p.Name, p => p.Word);

        foreach (var bad in SamplePlans.Bad.Where(b => b.SentAfter == "cornwall-a-sober-grown-up"))
        {
            using var refused = await _site.RecordAsync(HttpMethod.Put, StoryPlan.Authority, StoryPlan.Path, bad.Load());
            ((int)refused.StatusCode).ShouldBe(bad.Status, bad.Name);
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    private async Task<Phone> ParentComesInAsync()
    {
        foreach (var nobody in new[] { "07700 900999", "+447700900105" })
        {
            await using var stranger = await Phone.OpenAsync(chromium, _site, "stranger", script);
            await stranger.GoAsync("/plan");
            await stranger.TypeAsync("Form.Contact", nobody);
            await stranger.Page.Locator("form:has([name='Form.Contact']) button").First.ClickAsync();
            await stranger.Page.Locator("[name='Form.Code']").WaitForAsync();
        }
        (await _site.TextsAsync("+447700900999")).ShouldBeEmpty();
        (await _site.TextsAsync("+447700900105")).ShouldBeEmpty("a worker's number never signs in");

        var kerensa = await Phone.OpenAsync(chromium, _site, "kerensa", script);
        await kerensa.GoAsync("/plan");
        new Uri(kerensa.Page.Url).Port.ShouldBe(_site.Host.Identity.Port, "nothing opens without signing in");
        await kerensa.GoAsync("/help");
        await kerensa.SeesAsync("999");
        await kerensa.SignInAsync(StoryPlan.Kerensa, _words["Kerensa Penhale"]);
        await kerensa.SeesAsync("What to do next");
        return kerensa;
    }

    private async Task ParentReadsThePlanAsync(Phone kerensa)
    {
        await kerensa.GoAsync("/plan");
        await kerensa.SeesAsync("What is working well", "What we are worried about", "What needs to happen", "How sure are you that there is always a grown-up awake and sober");
        await kerensa.DoesNotSeeAsync(StoryPlan.Hidden, "How safe and looked after do you feel", "mos-48213", StoryPlan.Mark);
        // A word of the trade opens its explanation in place, with a tap and no script.
        var jargon = kerensa.Page.Locator("details.app-jargon, details.jargon").First;
        await jargon.Locator("summary").ClickAsync();
        (await jargon.GetAttributeAsync("open")).ShouldNotBeNull();

        await kerensa.FollowAsync("How I see it");
        await kerensa.TypeAsync("Form.Words", "It was one time & I have said <sorry>.");
        await kerensa.TapAsync("Save");
        await kerensa.GoAsync("/plan");
        await kerensa.SeesAsync("It was one time & I have said <sorry>.");
    }

    private async Task ParentScoresAsync(Phone kerensa)
    {
        await OpenScaleAsync(kerensa);
        await kerensa.TypeAsync("Form.Words", "Mum has come for tea all week.");
        await kerensa.TapAsync("Save");
        await kerensa.SeesAsync("Choose a number from 0 to 10");
        (await kerensa.Page.Locator("[name='Form.Words']").InputValueAsync()).ShouldBe("Mum has come for tea all week.", "a failed save loses nothing");

        await kerensa.ChooseAsync("Form.Score", "6");
        await kerensa.TypeAsync("Form.OneHigher", "A plan for Sunday nights.");
        await kerensa.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).DblClickAsync();
        await kerensa.Page.StandsAtAsync(url => url.AbsolutePath.Contains("/saved", StringComparison.Ordinal));
        await kerensa.LookAsync();
        await kerensa.SeesAsync("You gave it 6", "Mum has come for tea all week.");

        // A resend after a lost connection: back to the filled form, and again.
        await kerensa.Page.GoBackAsync();
        if (await kerensa.Page.Locator("[name='Form.Score'][value='6']").IsCheckedAsync()) await kerensa.TapAsync("Save");
        _site.Clock.Move(TimeSpan.FromMinutes(1));
        await OpenScaleAsync(kerensa);
        await kerensa.ChooseAsync("Form.Score", "7");
        await kerensa.TapAsync("Save");
        await kerensa.SeesAsync("You gave it 7");
        (await kerensa.Page.Locator("svg").CountAsync()).ShouldBeGreaterThan(0, "a chart of one's own line");
        (await kerensa.Page.Locator("table").CountAsync()).ShouldBeGreaterThan(0, "and the same as a table");
        (await ScoresAsync()).ShouldBe([6, 7]);
    }

    private async Task OpenScaleAsync(Phone phone)
    {
        await phone.GoAsync("/plan");
        await phone.FollowAsync("Give a number");
        await phone.SeesAsync("0", "10", "Why this number?", "What would make it one higher?");
    }

    /// <summary>The scores in the record so far, by the pull API.</summary>
    private async Task<List<int>> ScoresAsync() =>
        [.. (await PullAsync()).Where(e => e.GetProperty("type").GetString()!.Contains(".score.")).Select(e => e.GetProperty("data").GetProperty("score").GetInt32())];

    private async Task<List<JsonElement>> PullAsync()
    {
        using var answer = await _site.RecordAsync(HttpMethod.Get, StoryPlan.Authority, $"families/{StoryPlan.RecordRef}/responses?limit=200");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return [.. page.EnumerateObject().First(m => m.Value.ValueKind == JsonValueKind.Array).Value.EnumerateArray()];
    }
}
