using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What is new since somebody last looked: marked where it stands, summed up on top, theirs alone. On each database with a clock of its own.</summary>
public sealed class PlanNewsTests
{
    private const string Summary = "New since you last looked";
    private const string OldWords = "the three signs that mean";
    private const string NewWords = "Jess tells Ann the three signs.";
    private const string Added = "Ann rings the allowance office.";
    private const string HiddenFromAnn = "Only Jess may know of this step.";
    private readonly PortalFixture _portal = new();
    private JsonNode _plan = default!;

    public static TheoryData<string> Providers => [.. TestSite.Providers];

    private Uri Site => _portal.Site.Host.Portal;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_new_is_marked_for_whom_it_is_new_until_they_have_read_it_or_look_on_another_day(string provider)
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false, provider: provider);
        portal.Site.Clock.MoveToUkTime(new(9, 0));
        var visit = await StaffVisit.OpenAsync(portal);
        _plan = visit.Plan;
        var (ann, mo) = (await visit.PersonAsync("Ann Nance"), await visit.PersonAsync("Maureen Tregear"));
        await NothingIsNewAsync(ann, mo);

        var gone = Item("nextSteps", "kin-19")["text"]!.GetValue<string>();
        await NextAsync(() =>
        {
            List("nextSteps").Remove(Item("nextSteps", "kin-19"));
            Item("nextSteps", "kin-18")["text"] = NewWords;
            List("nextSteps").Add(Step("new-1", Added, "ann", "ann"));
            List("nextSteps").Add(Step("new-2", HiddenFromAnn, "jess", "jess"));
            Item("nextSteps", "kin-20")["text"] = "Other words for Tamsin alone.";
            _plan["plan"]!["takenBack"] = new JsonArray(new JsonObject { ["id"] = "kin-17", ["on"] = _plan["plan"]!["agreedOn"]!.GetValue<string>() });
            List("nextSteps").Remove(Item("nextSteps", "kin-17"));
        });
        await NothingIsNewAsync(mo);
        // Who never looked has nothing to compare it with.
        using var ken = await visit.PersonAsync("Ken Nance");
        await NothingIsNewAsync(ken);
        // A worker who checks what Ann sees is not Ann.
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        await visit.GoAsync(visit.Worker, visit.Worker.Page.QuerySelector("a[href*='/preview/']")!.GetAttribute("href")!);
        visit.Worker.Text.ShouldContain(Added);
        visit.Worker.Text.ShouldNotContain(Summary);

        (await ann.GoAsync(Site, "/")).Text.ShouldContain("3 things are new in your plan");
        await ann.FollowAsync("3 things are new");
        Marks(ann).ShouldBe([("Changed", NewWords), ("New", Added)]);
        ann.Page.QuerySelector(".app-card--filled li a")!.GetAttribute("href").ShouldBe("#" + ann.Page.QuerySelector("p[id]:has(.govuk-tag)")!.Id);
        ann.Text.ShouldContain("Next steps: 1 new and 1 changed");
        ann.Text.ShouldContain("1 thing that was here is no longer in the plan.");
        foreach (var words in (string[])[gone, OldWords, HiddenFromAnn, "Other words", "Beth sorts out"]) ann.Html.ShouldNotContain(words);
        // Another device, another spelling, another look: the same.
        using var again = await visit.PersonAsync("Ann Nance");
        foreach (var path in (string[])["/plan", "/Plan", "/plan"]) (await again.GoAsync(Site, path)).Html.ShouldBe((await ann.GoAsync(Site, path)).Html);
        ann.Text.ShouldContain(Summary);

        // Nobody else's page sends the form, and what came meanwhile was not read.
        var form = ann.Prepare("I have read what is new");
        (await ken.SendAsync(form())).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var forged = form();
        forged.Content = new FormUrlEncodedContent([new("Idle.Who", "abcdefghijkl"), new("Shown", "x")]);
        (await ann.SendAsync(forged)).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await NextAsync(() => Item("nextSteps", "new-1")["by"] = "2030-01-01");
        await ann.SendAsync(form());
        Marks(ann).ShouldBe([("Changed", NewWords), ("New", Added)]);
        await ann.SubmitAsync("I have read what is new");
        ann.Address.AbsolutePath.ShouldBe("/plan");
        await NothingIsNewAsync(ann, again);
        (await ann.GoAsync(Site, "/plan")).Text.ShouldContain("Col has both children overnight");

        // Nothing that is kept from her for somebody else's sake shows that it was there.
        await NextAsync(() => List("nextSteps").Add(Step("new-3", "Ken paints the fence.", "ken", "ann", "ken")));
        await SafetyAsync("""{"keepApart":[["ann","mo"]]}""");
        (await ann.GoAsync(Site, "/plan")).Text.ShouldNotContain("Col has both children overnight");
        Marks(ann).ShouldBe([("New", "Ken paints the fence.")]);
        ann.Text.ShouldNotContain("no longer in the plan");

        // Marked for the rest of the day; what comes the day after has a day of its own.
        portal.Site.Clock.Move(TimeSpan.FromHours(14));
        using var late = await visit.PersonAsync("Ann Nance");
        (await late.GoAsync(Site, "/plan")).Text.ShouldContain(Summary);
        portal.Site.Clock.Move(TimeSpan.FromHours(10));
        await NextAsync(() => List("nextSteps").Add(Step("new-4", "Ken washes the dog.", "ken", "ann", "ken")));
        using var morning = await visit.PersonAsync("Ann Nance");
        (await morning.GoAsync(Site, "/")).Text.ShouldContain("2 things are new in your plan");
        (await morning.GoAsync(Site, "/plan")).Text.ShouldContain(Summary);
        portal.Site.Clock.Move(TimeSpan.FromHours(24));
        using var after = await visit.PersonAsync("Ann Nance");
        (await after.GoAsync(Site, "/")).Text.ShouldNotContain("new in your plan");
        await NothingIsNewAsync(after);
    }

    /// <summary>On a worker's device it is the child who looks.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Together_with_a_worker_somebody_looks_as_on_their_own(string provider)
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false, provider: provider);
        var visit = await StaffVisit.OpenAsync(portal);
        _plan = visit.Plan;
        using var tamsin = await visit.PersonAsync("Tamsin Nance");
        await NothingIsNewAsync(tamsin);
        await NextAsync(() => List("ifThingsGoWrong").Add(new JsonObject { ["id"] = "new-5", ["text"] = "The pony is ill.", ["do"] = new JsonObject { ["text"] = "Tell Mo." }, ["call"] = new JsonArray(new JsonObject { ["person"] = "mo" }), ["audience"] = new JsonArray("tamsin") }));

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Tamsin Nance");
        await visit.Worker.FollowAsync("Do it together");
        await visit.Worker.SubmitAsync("Start now");
        await visit.Worker.SubmitAsync("Start");
        (await visit.GoAsync(visit.Worker, "/plan")).Text.ShouldContain("If things go wrong: 1 new");
        await visit.Worker.FollowAsync("If things go wrong");
        Marks(visit.Worker).ShouldBe([("New", "The pony is ill.")]);
        await visit.GoAsync(visit.Worker, "/plan");
        await visit.Worker.SubmitAsync("I have read what is new");
        await NothingIsNewAsync(visit.Worker, tamsin);
    }

    /// <summary>In another language everything reads otherwise; what is new stays new, and nothing else becomes so.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Another_language_loses_nothing_that_is_new(string provider)
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false, provider: provider);
        var visit = await StaffVisit.OpenAsync(portal);
        _plan = visit.Plan;
        using var ann = await visit.PersonAsync("Ann Nance");
        Item("nextSteps", "kin-18")["translations"] = new JsonObject { ["pl"] = "Stare slowa." };
        await NextAsync(() => { });
        await NothingIsNewAsync(ann);
        await SpeakAsync("pl");
        Marks(ann).ShouldBeEmpty();
        await SpeakAsync("en");
        Marks(ann).ShouldBeEmpty();

        await NextAsync(() =>
        {
            Item("nextSteps", "kin-18")["text"] = NewWords;
            Item("nextSteps", "kin-18")["translations"] = new JsonObject { ["pl"] = "Nowe slowa." };
            List("nextSteps").Add(Step("new-1", Added, "ann", "ann"));
        });
        await ReadsNewAsync(2, "Nowe slowa.");
        await ann.SubmitAsync("I have read what is new");
        await NothingIsNewAsync(ann);

        // Seen last in Polish, what is new is compared with that, whatever she reads now.
        await SpeakAsync("pl");
        await NextAsync(() => List("nextSteps").Add(Step("new-2", "Ann rings the school.", "ann", "ann")));
        await SpeakAsync("en");
        Marks(ann).ShouldBe([("New", "Ann rings the school.")]);

        async Task ReadsNewAsync(int count, string polish)
        {
            foreach (var language in (string[])["en", "pl", "en"])
            {
                await SpeakAsync(language);
                ann.Page.QuerySelectorAll("p[id]:has(.govuk-tag)").Length.ShouldBe(count);
                if (language == "pl") ann.Text.ShouldContain(polish);
                ann.Page.QuerySelector("form[action='/plan/read']").ShouldNotBeNull();
            }
            (await ann.GoAsync(Site, "/")).Text.ShouldContain($"{count} things are new in your plan");
            await ann.GoAsync(Site, "/plan");
        }

        async Task SpeakAsync(string language)
        {
            await ann.GoAsync(Site, "/preferences");
            var save = ann.Page.QuerySelector("[name='Chosen.Language']")!.Closest("form")!.QuerySelector("button")!.TextContent.Trim();
            await ann.SubmitAsync(save, ("Chosen.Language", language));
            await ann.GoAsync(Site, "/plan");
            ann.Html.ShouldContain($"lang=\"{language}");
        }
    }

    private async Task NothingIsNewAsync(params Browser[] browsers)
    {
        foreach (var browser in browsers)
        {
            (await browser.GoAsync(Site, "/plan")).Address.AbsolutePath.ShouldBe("/plan");
            browser.Text.ShouldNotContain(Summary);
            Marks(browser).ShouldBeEmpty();
            (await browser.GoAsync(Site, "/")).Text.ShouldNotContain("new in your plan");
            (await browser.GoAsync(Site, "/if-things-go-wrong")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            Marks(browser).ShouldBeEmpty();
        }
    }

    /// <summary>Each mark with the first words below it.</summary>
    private static List<(string Mark, string Words)> Marks(Browser browser) =>
        [.. browser.Page.QuerySelectorAll("main p[id]:has(.govuk-tag)").Select(p => (p.TextContent.Trim(), p.NextElementSibling!.TextContent.Trim()))];

    private async Task NextAsync(Action change)
    {
        _plan["plan"]!["version"] = _plan["plan"]!["version"]!.GetValue<int>() + 1;
        change();
        await _portal.LoadAsync(_plan);
    }

    private async Task SafetyAsync(string call)
    {
        var reference = Uri.EscapeDataString(_plan["family"]!["recordRef"]!.GetValue<string>());
        using var answer = await _portal.Site.RecordAsync(HttpMethod.Post, _plan["authority"]!.GetValue<string>(), $"families/{reference}/safety", Encoding.UTF8.GetBytes(call));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private JsonArray List(string name) => _plan["plan"]![name]!.AsArray();

    private JsonNode Item(string list, string id) => List(list).Single(i => i!["id"]!.GetValue<string>() == id)!;

    private static JsonObject Step(string id, string text, string who, params string[] audience) =>
        new() { ["id"] = id, ["text"] = text, ["who"] = new JsonArray(who), ["by"] = "2030-12-01", ["done"] = false, ["audience"] = new JsonArray([.. audience.Select(a => JsonValue.Create(a))]) };
}
