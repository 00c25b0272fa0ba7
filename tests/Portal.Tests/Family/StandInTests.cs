using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Whoever stands in for a task learns what its doer said, if that was shared with them, and otherwise no more than that nobody has it.</summary>
public sealed class StandInTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    /// <summary>Whoever stands in and is not shown the task learns nothing of it; whose task it is, is told whom to ask, and not what the other sees.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_a_task_is_told_to_ask_whether_the_stand_in_knows_whether_or_not_they_are_shown_it(bool isShown)
    {
        var plan = portal.Sample();
        var task = plan["plan"]!["network"]!.AsArray().Single(t => t!["backup"]?.GetValue<string>() == "mo")!;
        if (isShown) task["audience"]!.AsArray().Add("mo");
        string Name(string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!["name"]!.GetValue<string>();
        var people = await portal.LoadAsync(plan);
        using var col = await portal.EnterAsync(people.Single(p => p.Name == Name("col")));
        using var mo = await portal.EnterAsync(people.Single(p => p.Name == Name("mo")));

        await col.GoAsync(Site, "/tasks");
        (await col.FollowAsync(task["text"]!.GetValue<string>())).Text.ShouldContain($"If you cannot, {Name("mo")} does it. Ask your worker if they know about it.");
        (await mo.GoAsync(Site, "/tasks")).Text.Contains(task["text"]!.GetValue<string>(), StringComparison.Ordinal).ShouldBe(isShown);
    }

    [Fact]
    public async Task Who_stands_in_reads_that_the_other_cannot_once_that_was_shared()
    {
        var plan = portal.Sample();
        var task = plan["plan"]!["network"]!.AsArray().Single(t => t!["backup"]?.GetValue<string>() == "mo")!;
        task["audience"]!.AsArray().Add("mo");
        task["seenBy"]!.AsArray().Add("mo");
        string Name(string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!["name"]!.GetValue<string>();
        var people = await portal.LoadAsync(plan);
        using var col = await portal.EnterAsync(people.Single(p => p.Name == Name("col")));
        using var mo = await portal.EnterAsync(people.Single(p => p.Name == Name("mo")));
        await ReadsAsync($"If {Name("col")} cannot");

        await AnswerAsync("cannot");
        await ReadsAsync("Nobody has this task at the moment");
        await AnswerAsync("cannot", shared: true);
        await ReadsAsync($"{Name("col")} cannot do this now");
        mo.Text.ShouldNotContain("My back is bad");
        await AnswerAsync("accept", shared: true);
        await ReadsAsync($"{Name("col")} does this");

        async Task ReadsAsync(string state)
        {
            await mo.GoAsync(Site, "/tasks");
            mo.Page.QuerySelectorAll(".app-card__status").Select(s => s.TextContent.Trim()).ShouldContain(state);
        }

        async Task AnswerAsync(string choice, bool shared = false)
        {
            await col.GoAsync(Site, "/tasks");
            await col.FollowAsync(task["text"]!.GetValue<string>());
            (string, string)[] fields = [("Form.Choice", choice), ("Form.Words", "My back is bad")];
            if (shared) fields = [.. fields, ("Form.Share", col.Page.QuerySelectorAll("label").Single(l => l.TextContent.Trim() == Name("mo")).ParentElement!.QuerySelector("input")!.GetAttribute("value")!)];
            await col.SubmitAsync("Save", fields);
            col.Address.AbsolutePath.ShouldEndWith("/saved");
        }
    }
}
