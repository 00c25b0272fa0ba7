using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A file that loosens what keeps people safe says so first, and only the family's manager has the button (the rule: ByHandTests).</summary>
public sealed class UploadGuardTests(PortalFixture portal)
{
    [Fact]
    public async Task LookingOver_NamesWhatKeepsPeopleSafe_AndOnlyTheManagerPutsItInForce()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cumberland-pages-of-their-own");
        var next = visit.Next();
        var people = next["people"]!.AsArray();
        var before = Person(people, "craig")["phone"]!.GetValue<string>();
        Person(people, "hannah").Remove("keepApartFrom");
        Person(people, "craig")["phone"] = "+447700900999";

        await visit.ChooseAsync(next.Bytes());
        visit.Worker.Text.ShouldContain("What keeps people safe changes");
        visit.Worker.Text.ShouldContain("Craig Telford and Hannah are not kept apart any more.");
        visit.Worker.Text.ShouldContain("Only the manager of this family can put this in force");
        visit.Worker.Text.ShouldContain($"the phone number: {before}, and from now on +447700900999");
        visit.Worker.Text.ShouldContain("kept apart from: Craig Telford, and from now on nothing");
        visit.Worker.Text.ShouldNotContain("nobody sees more or less than before");
        visit.Worker.Page.QuerySelectorAll("main button").ShouldNotContain(b => b.TextContent.Contains("Put it in force"));
        await visit.Worker.ForceAsync();
        visit.Worker.Text.ShouldContain("The file was not taken");
        visit.Worker.Text.ShouldContain("Only the manager of this family can put it in force, or the record.");
        (await visit.WorkerAtAsync("/plan")).Text.ShouldContain($"Version {visit.Plan["plan"]!["version"]},");

        using var manager = await visit.ManagerAsync();
        await visit.ChooseAsync(next.Bytes(), manager);
        manager.Text.ShouldContain("You are the manager: you may put this in force.");
        await manager.ForceAsync();
        manager.Text.ShouldContain("The new plan is in force.");
        (await visit.WorkerAtAsync("/plan")).Text.ShouldContain($"Version {next["plan"]!["version"]},");
    }

    private static JsonObject Person(JsonArray people, string id) => people.Single(p => p!["id"]!.GetValue<string>() == id)!.AsObject();
}
