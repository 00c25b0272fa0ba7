using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A worker sees at once which task has nobody, and how the next steps go.</summary>
public sealed class StandingTests(PortalFixture portal)
{
    private const string Stable = "Mo has Tamsin at the stable";
    private const string Dancing = "Col has both children overnight";
    private const string Step = "Jess writes down for Ann";

    [Fact]
    public async Task Tasks_ThatNobodyDoes_StandFirst_WithWhatWasSaidAndTheStandIn()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var mo = await visit.PersonAsync("Maureen Tregear");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain("Nobody yet Maureen Tregear has not answered. No stand-in.");
        Line(visit, Dancing).ShouldContain("Nobody yet Colin Nance has not answered. If not: Maureen Tregear.");

        await AnswerAsync(visit, mo, "accept-with-change", "From ten, not nine");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain("Will do it, with a change. No stand-in.");
        Line(visit, Stable).ShouldNotContain("Nobody yet");
        Card(visit).QuerySelectorAll("div").Last(d => d.QuerySelector("p") is not null).TextContent.ShouldContain(Stable);
        visit.Worker.Text.ShouldContain("Maureen Tregear answered about a task");
        visit.Worker.Text.ShouldContain("From ten, not nine");

        await AnswerAsync(visit, mo, "cannot", "");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain("Nobody yet");
        Line(visit, Stable).ShouldContain("Cannot do it.");
    }

    [Fact]
    public async Task Tasks_ThatWentToSomebodyElse_WaitForTheirAnswer()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var mo = await visit.PersonAsync("Maureen Tregear");
        await AnswerAsync(visit, mo, "accept", "");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain("Will do it.");
        visit.Plan["plan"]!["version"] = visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        var task = visit.Plan["plan"]!["network"]!.AsArray().Single(t => t!["text"]!.GetValue<string>().StartsWith(Stable, StringComparison.Ordinal))!;
        (task["person"], task["audience"]) = ("col", new System.Text.Json.Nodes.JsonArray("col", "ann", "ken"));
        await portal.LoadAsync(visit.Plan);

        await visit.WorkerAtAsync();

        Line(visit, Stable).ShouldContain("Nobody yet Colin Nance has not answered.");
    }

    /// <summary>A yes to what the task said before is no yes to what it says now (docs/decisions.md, 48).</summary>
    [Fact]
    public async Task WhatWasSaidToOtherWords_IsMarked_UntilItIsSaidAgain()
    {
        const string other = "They answered when it said something else.";
        var visit = await StaffVisit.OpenAsync(portal);
        using var mo = await visit.PersonAsync("Maureen Tregear");
        await AnswerAsync(visit, mo, "accept", "");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldNotContain(other);

        visit.Plan["plan"]!["version"] = visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        var task = visit.Plan["plan"]!["network"]!.AsArray().Single(t => t!["text"]!.GetValue<string>().StartsWith(Stable, StringComparison.Ordinal))!;
        task["text"] = task["text"]!.GetValue<string>() + " And she brings her home.";
        await portal.LoadAsync(visit.Plan);
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain($"Will do it. {other} They are asked again.");

        await AnswerAsync(visit, mo, "accept", "");
        await visit.WorkerAtAsync();
        Line(visit, Stable).ShouldContain("Will do it.");
        Line(visit, Stable).ShouldNotContain(other);
    }

    [Fact]
    public async Task ANoThatSaysDanger_IsLetBeKnownFromTheDesk_AndWhatWasAnsweredAgainIsNotOffered()
    {
        const string nobody = "Nobody has this task at the moment", let = "know that nobody has this task";
        var visit = await StaffVisit.OpenAsync(portal, change: plan =>
        {
            var task = plan["plan"]!["network"]!.AsArray().Single(t => t!["text"]!.GetValue<string>().StartsWith(Stable, StringComparison.Ordinal))!;
            (task["audience"], task["seenBy"]) = (new System.Text.Json.Nodes.JsonArray("mo", "ann"), new System.Text.Json.Nodes.JsonArray("mo", "ann"));
        });
        using var mo = await visit.PersonAsync("Maureen Tregear");
        using var ann = await visit.PersonAsync("Ann Nance");
        await AnswerAsync(visit, mo, "cannot", "He has got a knife and says he will stab me");
        (await visit.GoAsync(ann, "/plan")).Text.ShouldNotContain(nobody);

        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("these people do not know yet that nobody has the task: Ann Nance.");
        await AnswerAsync(visit, mo, "cannot", "He has got a knife, I mean it");
        await visit.WorkerAtAsync("/answers");
        visit.Worker.Page.QuerySelectorAll("main button").Count(b => b.TextContent.Contains(let)).ShouldBe(1, "the newest alone");
        visit.Worker.Text.ShouldContain("Maureen Tregear answered this again later. Only workers and Maureen Tregear see this one now.");
        await visit.Worker.SubmitAsync(visit.Worker.Page.QuerySelectorAll("main button").Single(b => b.TextContent.Contains(let)).TextContent);
        visit.Worker.Text.ShouldContain("They can see now that nobody has this task, and nothing else.");
        visit.Worker.Page.QuerySelectorAll("main button").ShouldNotContain(b => b.TextContent.Contains(let));

        (await visit.GoAsync(ann, "/plan")).Text.ShouldContain(nobody);
        ann.Text.ShouldNotContain("knife");
        (await visit.GoAsync(ann, "/where-we-are")).Text.ShouldNotContain("knife");
    }

    /// <summary>Held words were promised to stay with workers until one has talked with whoever said them; and who said them learns that they went.</summary>
    [Fact]
    public async Task WordsThatSayDanger_GoOnlyAfterATalk_AndTheirGiverIsToldWho()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: plan =>
        {
            var task = plan["plan"]!["network"]!.AsArray().Single(t => t!["text"]!.GetValue<string>().StartsWith(Stable, StringComparison.Ordinal))!;
            (task["audience"], task["seenBy"]) = (new System.Text.Json.Nodes.JsonArray("mo", "ann"), new System.Text.Json.Nodes.JsonArray("mo", "ann"));
        });
        using var mo = await visit.PersonAsync("Maureen Tregear");
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(mo, "/tasks");
        await mo.FollowAsync(Stable);
        await mo.SubmitAsync("Save", ("Form.Choice", "cannot"), ("Form.Words", "He has got a knife and says he will stab me"), ("Form.Share", mo.Page.QuerySelector("[name='Form.Share']")!.GetAttribute("value")!));

        await visit.WorkerAtAsync();
        string Let() => visit.Worker.Page.QuerySelectorAll("main button[name=Release]").ShouldHaveSingleItem().TextContent;
        visit.Worker.Text.ShouldContain("I have talked with Maureen Tregear about this");
        await visit.Worker.SubmitAsync(Let());
        visit.Worker.Text.ShouldContain("Tick that you have talked with Maureen Tregear about this");
        (await visit.GoAsync(ann, "/tasks")).Text.ShouldNotContain("knife");

        var box = visit.Worker.Page.QuerySelector("main input[name^=Talked]")!;
        await visit.Worker.SubmitAsync(Let(), (box.GetAttribute("name")!, box.GetAttribute("value")!));
        visit.Worker.Text.ShouldContain("Those they chose can read the words now.");
        (await visit.GoAsync(mo, "/my-words")).Text.ShouldContain("Your worker let them read it on ");
        (await visit.GoAsync(mo, "/my-words/everything")).Text.ShouldMatch($@"{visit.WorkerName} let them read it, \w+ \d+ \w+, [\d:]+[ap]m\.");
        mo.Text.ShouldContain($"{visit.WorkerName} opened it, ");
        (await visit.GoAsync(mo, "/")).Text.ShouldContain("Your worker let others read your words");
    }

    /// <summary>However often it is said: an emergency must not look like an ordinary line.</summary>
    [Fact]
    public async Task TheSameDanger_SaidAgain_IsLabelledEachTime()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var mo = await visit.PersonAsync("Maureen Tregear");
        for (var i = 0; i < 4; i++) await AnswerAsync(visit, mo, i % 2 == 0 ? "cannot" : "accept", "He has got a knife and says he will stab me");

        await visit.WorkerAtAsync();
        var cards = visit.Worker.Page.QuerySelectorAll("main [id^='a-']").Where(c => c.TextContent.Contains("knife")).ToList();
        cards.Count.ShouldBe(4);
        cards.ShouldAllBe(c => c.TextContent.Contains("Emergency"));
    }

    [Fact]
    public async Task Steps_ShowWhatIsSaidOfThem()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var jess = await visit.PersonAsync("Jess Nance");
        await visit.GoAsync(jess, "/");
        await jess.FollowAsync(Step);
        await jess.SubmitAsync("Save", ("Form.Choice", "need-help"), ("Form.Words", "I do not know how to start"));

        await visit.WorkerAtAsync();

        Line(visit, Step, "Next steps").ShouldContain("Needs help Jess Nance, ");
        visit.Worker.Text.ShouldContain("Jess Nance said how a next step is going");
        visit.Worker.Text.ShouldContain("I do not know how to start");
    }

    /// <summary>As with numbers: what somebody said alone is not put out of sight by what they said beside a worker.</summary>
    [Fact]
    public async Task WhatWasSaidAlone_StandsBesideWhatWasSaidTogether()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var manager = await visit.ManagerAsync();
        using var jess = await visit.PersonAsync("Jess Nance");
        await visit.GoAsync(jess, "/");
        await jess.FollowAsync(Step);
        await jess.SubmitAsync("Save", ("Form.Choice", "need-help"), ("Form.Words", ""));
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Jess Nance");
        await visit.Worker.FollowAsync("Do it together");
        await visit.Worker.SubmitAsync("Start now");
        await visit.Worker.SubmitAsync("Start");
        await visit.GoAsync(visit.Worker, "/");
        await visit.Worker.FollowAsync(Step);
        await visit.Worker.SubmitAsync("Save", ("Form.Choice", "done"), ("Form.Words", ""));
        visit.Worker.Text.ShouldNotContain("I need help");

        await visit.GoAsync(manager, visit.Home);

        var line = string.Join(' ', manager.Page.QuerySelectorAll("main section").Single(s => s.QuerySelector("h2")?.TextContent == "Next steps").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line.ShouldContain($"It is done Jess Nance, with {visit.WorkerName}, ");
        line.ShouldContain("Needs help Jess Nance, ");
    }

    [Fact]
    public async Task WhatWasDoneAboutAGoal_IsReadWithItsDay()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/plan");
        await ann.FollowAsync("Say what you have done about it");
        await ann.SubmitAsync("Save", ("Form.Words", "I rang her first"), ("Form.DoneOn", "3/2/2026"));

        await visit.WorkerAtAsync();

        foreach (var shown in new[] { "Ann Nance said what they have done about a goal", "Done on 3 February 2026", "I rang her first" }) visit.Worker.Text.ShouldContain(shown);
    }

    private static async Task AnswerAsync(StaffVisit visit, Browser mo, string choice, string words)
    {
        await visit.GoAsync(mo, "/tasks");
        await mo.FollowAsync(Stable);
        await mo.SubmitAsync("Save", ("Form.Choice", choice), ("Form.Words", words));
        mo.Address.AbsolutePath.ShouldEndWith("/saved");
    }

    private static AngleSharp.Dom.IElement Card(StaffVisit visit, string title = "Who does what to help") => visit.Worker.Page.QuerySelectorAll("main section").Single(s => s.QuerySelector("h2")?.TextContent == title);

    /// <summary>What stands about one item.</summary>
    private static string Line(StaffVisit visit, string item, string card = "Who does what to help") => string.Join(' ', Card(visit, card).QuerySelectorAll("div")
        .First(d => d.TextContent.Contains(item) && d.QuerySelector("p:not(.app-text)") is not null).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
