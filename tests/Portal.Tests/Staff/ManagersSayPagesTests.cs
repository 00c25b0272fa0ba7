using System.Globalization;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What the family's manager set has a sentence in place of a button, for everybody else (the rule: ManagersSayTests).</summary>
public sealed class ManagersSayPagesTests(PortalFixture portal)
{
    [Fact]
    public async Task OfWhatTheManagerSet_OthersReadWhoUndoesIt()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/people");
        await manager.FollowAsync("Ken Nance");
        var ken = manager.Address.AbsolutePath[visit.Home.Length..];
        await manager.SubmitAsync("Their phone is not safe");
        await visit.GoAsync(manager, visit.Home + ken + "/end");
        await manager.SubmitAsync("End their access");
        manager.Page.QuerySelector("button[value=lift-AccessEnded]").ShouldNotBeNull();
        await visit.GoAsync(manager, visit.Home + ken);
        await manager.SubmitAsync("Keep these two apart", ("Other", manager.Page.QuerySelector("input[name=Other]")!.GetAttribute("value")!));

        await visit.WorkerAtAsync(ken);
        visit.Worker.Text.ShouldContain("The family's manager set this. Only they can undo it: ask them.");
        // How they would come in is not told beside it, nor that a worker could give it back.
        visit.Worker.Text.ShouldContain("Their access has ended. No word, code or sheet opens anything.");
        foreach (var untrue in (string[])["Link and word work until", "Give it back first", "print a sheet of codes"]) visit.Worker.Text.ShouldNotContain(untrue);
        visit.Worker.Text.ShouldContain("The family's manager keeps them apart from");
        visit.Worker.Page.QuerySelectorAll("button[value^=lift-], button[name=LiftApart]").ShouldBeEmpty();
        var token = visit.Worker.Page.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await visit.Worker.SendAsync(new(HttpMethod.Post, visit.Worker.Address) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "person"), new("Do", "lift-AccessEnded")]) });
        visit.Worker.Text.ShouldContain("Nothing changed. The family's manager set this: only they can undo it.");
        visit.Worker.Text.ShouldContain("May not look.");

        await visit.GoAsync(manager, visit.Home + ken);
        manager.Text.ShouldContain("Their access has ended. No word, code or sheet opens anything. Give it back first.");
        manager.Text.ShouldNotContain("Link and word work until");
        await manager.SubmitAsync("Give access back");
        manager.Text.ShouldContain("Lifted.");
    }

    [Fact]
    public async Task WhomTheManagerKeepsOut_AManagerWhoCoversIsToldWhoLetsThemIn()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var others = await StaffVisit.OpenAsync(portal, "cornwall-a-sober-grown-up");
        await visit.WorkerAtAsync("/team");
        await visit.Worker.SubmitAsync("Set cover", ("Cover", Of(visit.Worker, "Cover", others.ManagerName)), ("Until", UkTime.Today(TimeProvider.System).AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        using var manager = await visit.ManagerAsync();
        await visit.GoAsync(manager, visit.Home + "/team");
        await manager.SubmitAsync("Keep them out", ("Form.Choice", Of(manager, "Form.Choice", others.WorkerName)), ("Form.Words", "She is the mother's cousin."));
        manager.Text.ShouldContain($"Let {others.WorkerName} in again");

        using var cover = await others.ManagerAsync();
        await visit.GoAsync(cover, visit.Home + "/team");
        cover.Text.ShouldContain("The family's manager set this. Only they can undo it: ask them.");
        cover.Page.QuerySelectorAll("button[name=LiftBar]").ShouldBeEmpty();
    }

    [Fact]
    public async Task AFileSentByHand_IsToldWhichVersionToWrite()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var next = visit.Next();
        next["plan"]!["version"] = 1_000_000;

        await visit.ChooseAsync(next.Bytes());

        visit.Worker.Text.ShouldContain("A file sent by hand cannot do this. Put these right in the file:");
        var now = visit.Plan["plan"]!["version"]!.GetValue<int>();
        visit.Worker.Text.ShouldContain($"The version: Write a whole number from {now + 1} to {now + 10} here: the plan in force is version {now}.");
    }

    private static string Of(Browser browser, string field, string name) =>
        browser.Page.QuerySelectorAll($"input[name='{field}']").Single(i => i.ParentElement!.TextContent.Contains(name)).GetAttribute("value")!;
}
