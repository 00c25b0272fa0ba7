using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>Words that a worker let go, and somebody of the chosen who comes back later (docs/decisions.md, 50).</summary>
public sealed class ReleaseStoryTests(PortalFixture portal)
{
    private const string Danger = "He has got a knife and says he will stab me";

    [Fact]
    public async Task WhoComesBackAfterARelease_ReadsIt_OnlyOnceTheWorkerLetsThemByName()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cheshire-east-kacper", WithTasksOfBoth);
        using var magda = await visit.PersonAsync("Magda Lis");
        using var piotr = await visit.PersonAsync("Piotr Nowak");
        await visit.GoAsync(magda, "/tasks");
        await magda.FollowAsync("Magda przychodzi, zanim Agnieszka wyjdzie");
        await magda.SubmitAsync([("Form.Choice", "accept"), ("Form.Words", Danger), .. magda.Page.QuerySelectorAll("[name='Form.Share']").Select(b => ("Form.Share", b.GetAttribute("value")!))]);
        await SetAccessAsync(visit, isEnded: true);
        await visit.WorkerAtAsync();
        visit.Worker.Page.QuerySelectorAll("main button[name=Release]").ShouldHaveSingleItem().TextContent.ShouldStartWith("Let Piotr Nowak read this");
        await LetAsync(visit);
        (await visit.GoAsync(piotr, "/plan")).Text.ShouldContain("knife");

        await SetAccessAsync(visit, isEnded: false);

        using var agnieszka = await visit.PersonAsync("Agnieszka Nowak");
        (await visit.GoAsync(agnieszka, "/plan")).Text.ShouldNotContain("knife");
        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain($"{visit.WorkerName} let these people read it, ");
        visit.Worker.Text.ShouldContain(": Piotr Nowak. Those who may read it again since then do not yet.");
        visit.Worker.Text.ShouldNotContain("None of the family but the giver can read it");
        await visit.Worker.SubmitAsync("Let Agnieszka Nowak read this");
        visit.Worker.Text.ShouldContain("Tick that you have talked with Magda Lis about this", Case.Sensitive, "as the first time");
        await LetAsync(visit);

        (await visit.GoAsync(agnieszka, "/plan")).Text.ShouldContain("knife");
        (await visit.GoAsync(piotr, "/plan")).Text.ShouldContain("knife");
        await visit.WorkerAtAsync("/answers");
        visit.Worker.Text.ShouldContain(": Agnieszka Nowak and Piotr Nowak.");
        visit.Worker.Page.QuerySelectorAll("main button[name=Release]").ShouldBeEmpty();
    }

    /// <summary>What a worker has to decide is nowhere behind a summary: neither while it is new, nor once it is read.</summary>
    [Fact]
    public async Task WhatWaitsForARelease_StaysInSight_HoweverMuchTheSamePersonSaysAfterIt()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cheshire-east-kacper", WithTasksOfBoth);
        using var magda = await visit.PersonAsync("Magda Lis");
        await visit.GoAsync(magda, "/tasks");
        await magda.FollowAsync("Magda przychodzi, zanim Agnieszka wyjdzie");
        await magda.SubmitAsync([("Form.Choice", "accept"), ("Form.Words", Danger), .. magda.Page.QuerySelectorAll("[name='Form.Share']").Select(b => ("Form.Share", b.GetAttribute("value")!))]);
        foreach (var words in (string[])["He hit me last night", "He hit me on Monday", "He is hitting me right now"])
        {
            await visit.GoAsync(magda, "/ask-worker");
            await magda.SubmitAsync([("Form.Words", words)]);
        }

        await visit.WorkerAtAsync();
        visit.Worker.Page.QuerySelectorAll("main details summary").ShouldContain(s => s.TextContent == "2 more from Magda Lis");
        InSight();
        var read = visit.Worker.Page.QuerySelector("main button[name=Release]")!.Closest("[id^='a-']")!.QuerySelector("button[name=Read]")!;
        await visit.Worker.SendAsync(visit.Worker.Prepare(read.TextContent)());
        visit.Worker.Text.ShouldContain("Marked as read");
        await visit.WorkerAtAsync();
        InSight();

        void InSight()
        {
            visit.Worker.Page.QuerySelectorAll("main details button[name=Release]").ShouldBeEmpty();
            visit.Worker.Page.QuerySelectorAll("main button[name=Release]").ShouldHaveSingleItem();
        }
    }

    private static async Task LetAsync(StaffVisit visit)
    {
        var box = visit.Worker.Page.QuerySelector("main input[name^=Talked]")!;
        await visit.Worker.SubmitAsync(visit.Worker.Page.QuerySelector("main button[name=Release]")!.TextContent, (box.GetAttribute("name")!, box.GetAttribute("value")!));
        visit.Worker.Text.ShouldContain("Those they chose can read the words now.");
    }

    private async Task SetAccessAsync(StaffVisit visit, bool isEnded)
    {
        var (worker, desk) = (await portal.StaffAsync(visit.Plan), portal.Get<PeopleDesk>());
        var handle = (await desk.PeopleAsync(worker)).Single(p => p.Name == "Agnieszka Nowak").Handle;
        if (isEnded) await desk.RestrictAsync(worker, handle, RestrictionKind.AccessEnded);
        else (await desk.LiftAsync(worker, handle, RestrictionKind.AccessEnded)).ShouldBeTrue();
    }

    /// <summary>Magda may choose by name whom a task names that she sees.</summary>
    private static void WithTasksOfBoth(JsonNode plan)
    {
        var network = plan["plan"]!["network"]!.AsArray();
        foreach (var person in (string[])["agnieszka", "piotr"])
        {
            var task = network[0]!.DeepClone();
            (task["id"], task["text"], task["person"], task["audience"], task["seenBy"]) = ($"task-of-{person}", $"A task of {person}.", person, new JsonArray(person, "magda"), new JsonArray(person));
            task.AsObject().Remove("translations");
            network.Add(task);
        }
    }
}
