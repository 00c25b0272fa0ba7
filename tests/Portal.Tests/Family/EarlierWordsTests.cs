using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>"I agree" was said of words. Where the worker writes others in their place, nobody has agreed to those. On each database.</summary>
public sealed class EarlierWordsTests
{
    private const string Changed = "The words here have changed since then.";
    private readonly PortalFixture _portal = new();
    private StaffVisit _visit = default!;

    public static TheoryData<string> Providers => [.. TestSite.Providers];

    private Uri Site => _portal.Site.Host.Portal;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_answer_to_other_words_says_so_to_all_who_read_it_and_its_giver_is_asked_again(string provider)
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false, provider: provider);
        _visit = await StaffVisit.OpenAsync(portal);
        using var ann = await _visit.PersonAsync("Ann Nance");
        using var col = await _visit.PersonAsync("Colin Nance");
        var goal = await AnswerAsync(ann, "/goal/", Text("goals", "kin-13"), "agree");
        var task = await AnswerAsync(col, "/task/", Task(), "accept");
        await StandsAsync(ann, goal, col, task, changed: false);

        await NextAsync((list, id) => list["text"] = " " + list["text"]!.GetValue<string>().ToUpperInvariant().TrimEnd('.'));
        await StandsAsync(ann, goal, col, task, changed: false);

        await NextAsync((list, id) => list["text"] = $"Other words altogether, {id}.");
        await StandsAsync(ann, goal, col, task, changed: true);
        (await ann.GoAsync(Site, "/my-words")).Text.ShouldContain(Changed);
        await _visit.WorkerAtAsync("/answers");
        _visit.Worker.Text.ShouldContain("They answered when it said something else.");

        // Other things change; the words of these two do not.
        await NextAsync((_, _) => { });
        await StandsAsync(ann, goal, col, task, changed: true);

        await ann.GoAsync(Site, goal);
        await ann.SubmitAsync(("Form.Choice", "partly"));
        await col.GoAsync(Site, task);
        await col.SubmitAsync(("Form.Choice", "accept"));
        await StandsAsync(ann, goal, col, task, changed: false);
    }

    /// <summary>"Done" was said of other words too. What the new ones ask is not done, and nobody reads that it is.</summary>
    [Fact]
    public async Task A_step_that_was_done_is_asked_again_when_it_says_something_else()
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false);
        _visit = await StaffVisit.OpenAsync(portal);
        using var ken = await _visit.PersonAsync("Ken Nance");
        var step = await AnswerAsync(ken, "/step/", Text("nextSteps", "kin-19"), "done");
        await DueAsync(ken, step, due: false);
        await KeptAsync(ken, kept: true);

        await NextAsync("nextSteps", "kin-19", i => i["text"] = "Ken sees Dr Shah every week until Easter.");
        await DueAsync(ken, step, due: true);
        await KeptAsync(ken, kept: false);

        await ken.GoAsync(Site, step);
        ken.Text.ShouldContain(Changed);
        await ken.SubmitAsync(("Form.Choice", "not-yet"));
        // Now it waits as any step does, and of its words nothing is said any more.
        await DueAsync(ken, step, due: true, again: false);
        await ken.GoAsync(Site, step);
        ken.Text.ShouldNotContain(Changed);
        await ken.SubmitAsync(("Form.Choice", "done"));
        await DueAsync(ken, step, due: false);
        await KeptAsync(ken, kept: true);
    }

    [Fact]
    public async Task Who_gives_another_number_is_told_first_that_the_ends_say_something_else_now()
    {
        const string ends = "The words here have changed since your last number.";
        await using var portal = _portal;
        await portal.StartAsync(withBot: false);
        _visit = await StaffVisit.OpenAsync(portal);
        using var ann = await _visit.PersonAsync("Ann Nance");
        using var ken = await _visit.PersonAsync("Ken Nance");
        var scale = await GoToAsync(ann, "/scale/", Text("scales", "kin-27"));
        ann.Text.ShouldNotContain(ends);
        await ann.SubmitAsync(("Form.Score", "6"));
        (await ann.GoAsync(Site, scale)).Text.ShouldNotContain(ends);

        await NextAsync("scales", "kin-27", i => i["zero"]!["text"] = "They cry all week.");

        (await ann.GoAsync(Site, scale)).Text.ShouldContain(ends);
        // Before its time it is not asked for, and who gave no number has nothing to be told.
        await DueAsync(ann, scale, due: false);
        await GoToAsync(ken, "/scale/", Text("scales", "kin-27"));
        ken.Text.ShouldNotContain(ends);

        await ann.GoAsync(Site, scale);
        await ann.SubmitAsync(("Form.Score", "3"));
        (await ann.GoAsync(Site, scale)).Text.ShouldNotContain(ends);
    }

    private async Task DueAsync(Browser reader, string page, bool due, bool? again = null)
    {
        await reader.GoAsync(Site, "/");
        var card = reader.Page.QuerySelector($"main .app-task a[href='{page}']")?.ParentElement;
        (card is not null).ShouldBe(due);
        if (due) card!.TextContent.Contains("The words have changed", StringComparison.Ordinal).ShouldBe(again ?? due);
    }

    private async Task KeptAsync(Browser reader, bool kept)
    {
        await reader.GoAsync(Site, "/where-we-are");
        reader.Page.QuerySelectorAll("main .govuk-tag").Any(t => t.TextContent.Trim() == "Done").ShouldBe(kept);
        reader.Text.Contains(Changed, StringComparison.Ordinal).ShouldBe(!kept);
    }

    private async Task StandsAsync(Browser ann, string goal, Browser col, string task, bool changed)
    {
        (await ann.GoAsync(Site, "/plan")).Text.Contains(Changed, StringComparison.Ordinal).ShouldBe(changed);
        await ann.GoAsync(Site, "/");
        ann.Page.QuerySelectorAll($"main a[href='{goal}']").Any().ShouldBe(changed);
        (await col.GoAsync(Site, "/plan")).Text.Contains(Changed, StringComparison.Ordinal).ShouldBe(changed);
        await col.GoAsync(Site, "/");
        col.Page.QuerySelectorAll($"main a[href='{task}']").Any().ShouldBe(changed);
    }

    /// <summary>The page of an item with these words, once it is answered.</summary>
    private async Task<string> AnswerAsync(Browser person, string kind, string words, string choice)
    {
        var page = await GoToAsync(person, kind, words);
        await person.SubmitAsync(("Form.Choice", choice));
        return page;
    }

    private async Task<string> GoToAsync(Browser person, string kind, string words)
    {
        await person.GoAsync(Site, "/plan");
        foreach (var link in person.Page.QuerySelectorAll($"main a[href^='{kind}']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => h.Split('/').Length == 3).Distinct().ToList())
            if ((await person.GoAsync(Site, link)).Text.Contains(words, StringComparison.Ordinal)) return link;
        throw new InvalidOperationException(words);
    }

    private async Task NextAsync(string list, string id, Action<JsonNode> change)
    {
        _visit.Plan["plan"]!["version"] = _visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        change(Item(list, id));
        await _portal.LoadAsync(_visit.Plan.DeepClone());
    }

    private async Task NextAsync(Action<JsonNode, string> change)
    {
        _visit.Plan["plan"]!["version"] = _visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        change(Item("goals", "kin-13"), "a goal");
        change(Item("network", _task), "a task");
        await _portal.LoadAsync(_visit.Plan.DeepClone());
    }

    private string _task = "";

    private string Task()
    {
        var task = _visit.Plan["plan"]!["network"]!.AsArray().First(t => t!["person"]!.GetValue<string>() == "col")!;
        _task = task["id"]!.GetValue<string>();
        return task["text"]!.GetValue<string>();
    }

    private string Text(string list, string id) => Item(list, id)["text"]!.GetValue<string>();

    private JsonNode Item(string list, string id) => _visit.Plan["plan"]![list]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == id)!;
}
