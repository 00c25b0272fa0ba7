using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A yes that was taken back goes on standing for nobody, and whom the task's `seenBy` names sees that nobody has it. On each database.</summary>
public sealed class NewestWordTests
{
    private const string Yes = "Yes, I can do this";
    private const string Nobody = "Nobody has this task at the moment";
    private readonly PortalFixture _portal = new();
    private JsonNode _task = default!;
    private Browser _col = default!;

    public static TheoryData<string> Providers => [.. TestSite.Providers];

    private Uri Site => _portal.Site.Host.Portal;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_yes_that_its_giver_took_back_is_shown_to_nobody_else_and_who_may_know_sees_that_nobody_has_it(string provider)
    {
        await using var portal = _portal;
        await portal.StartAsync(withBot: false, provider: provider);
        var plan = portal.Sample();
        _task = plan["plan"]!["network"]!.AsArray().Single(t => t!["backup"]?.GetValue<string>() == "mo")!;
        // Mo and Ken may know what is said to it; Ann sees the task alone.
        foreach (var id in (string[])["mo", "ann", "ken"]) if (!_task["audience"]!.AsArray().Any(a => a!.GetValue<string>() == id)) _task["audience"]!.AsArray().Add(id);
        _task["seenBy"] = new JsonArray("col", "mo", "ken");
        string Name(string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!["name"]!.GetValue<string>();
        var people = await portal.LoadAsync(plan);
        Task<Browser> EnterAsync(string id) => portal.EnterAsync(people.Single(p => p.Name == Name(id)));
        using var col = _col = await EnterAsync("col");
        using var mo = await EnterAsync("mo");
        using var ken = await EnterAsync("ken");
        using var ann = await EnterAsync("ann");
        await ReadsAsync(mo, yes: false, nobody: false);

        await AnswerAsync("accept", Name("mo"));
        await ReadsAsync(mo, yes: true, nobody: false);
        await ReadsAsync(ken, yes: false, nobody: false);

        await AnswerAsync("cannot");
        var saved = col.Text;
        await ReadsAsync(mo, yes: false, nobody: true);
        // His own pages promise no more than is true.
        saved.ShouldContain("see only that nobody has it");
        (await col.GoAsync(Site, "/my-words")).Text.ShouldContain("You answered again since. Only your workers see this now.");
        await ReadsAsync(ken, yes: false, nobody: true);
        await ReadsAsync(ann, yes: false, nobody: false);
        (await mo.GoAsync(Site, "/where-we-are")).Text.ShouldNotContain(Yes);
        (await mo.GoAsync(Site, "/tasks")).Text.ShouldContain(Nobody);

        await AnswerAsync("accept");
        await ReadsAsync(mo, yes: false, nobody: false);
        (await mo.GoAsync(Site, "/tasks")).Text.ShouldNotContain(Nobody);

        // What says danger stays with workers, who are alerted: not even the state of it goes out.
        await AnswerAsync("cannot", words: "He has got a knife and says he will stab me");
        await ReadsAsync(mo, yes: false, nobody: false);

        await AnswerAsync("cannot");
        await ReadsAsync(mo, yes: false, nobody: true);
        var reference = Uri.EscapeDataString(plan["family"]!["recordRef"]!.GetValue<string>());
        using var apart = await portal.Site.RecordAsync(HttpMethod.Post, plan["authority"]!.GetValue<string>(), $"families/{reference}/safety", """{"keepApart":[["col","ken"]]}"""u8.ToArray());
        apart.IsSuccessStatusCode.ShouldBeTrue();
        await ReadsAsync(ken, yes: false, nobody: false);
        await ReadsAsync(mo, yes: false, nobody: true);
    }

    private async Task ReadsAsync(Browser reader, bool yes, bool nobody)
    {
        await reader.GoAsync(Site, "/plan");
        (reader.Text.Contains(Yes, StringComparison.Ordinal), reader.Text.Contains(Nobody, StringComparison.Ordinal)).ShouldBe((yes, nobody));
        foreach (var words in (string[])["My back is bad", "No, I cannot", "a knife"]) reader.Text.ShouldNotContain(words);
    }

    private async Task AnswerAsync(string choice, string? with = null, string words = "My back is bad")
    {
        await _col.GoAsync(Site, "/tasks");
        await _col.FollowAsync(_task["text"]!.GetValue<string>());
        (string, string)[] fields = [("Form.Choice", choice), ("Form.Words", with is null ? words : "")];
        if (with is not null) fields = [.. fields, ("Form.Share", _col.Page.QuerySelectorAll("label").Single(l => l.TextContent.Trim() == with).ParentElement!.QuerySelector("input")!.GetAttribute("value")!)];
        await _col.SubmitAsync("Save", fields);
        _col.Address.AbsolutePath.ShouldEndWith("/saved");
    }
}
