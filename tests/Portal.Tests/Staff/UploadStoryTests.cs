using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A plan sent by hand is looked over before it is in force.</summary>
public sealed class UploadStoryTests(PortalFixture portal)
{
    private static readonly ResourceManager Words = new("FamilyPortal.Portal.Staff.StaffText", typeof(PortalApp).Assembly);

    [Fact]
    public async Task Upload_IsLookedOverFirst_AndInForceOnlyAfterThat()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cheshire-east-kacper", StaffVisit.WithoutManager);
        var next = visit.Next();
        var plan = next["plan"]!;
        plan["workingWell"]![0]!["text"] = "Following the strategy discussion the core group will escalate any disclosure to the safeguarding lead.";
        plan["summary"]!.AsArray().Add(new JsonObject { ["id"] = "brand-new", ["text"] = "A sentence that nobody had before.", ["audience"] = new JsonArray("magda") });
        var gone = plan["workingWell"]![4]!["text"]!.GetValue<string>();
        plan["workingWell"]!.AsArray().RemoveAt(4);

        await visit.ChooseAsync(next.Bytes());

        var worker = visit.Worker;
        worker.Page.Title.ShouldNotBeNull().ShouldContain("Look it over");
        foreach (var shown in new[] { visit.Plan["family"]!["name"]!.GetValue<string>(), visit.RecordRef, "2, in the place of 1", "Nothing has changed yet. Version 1 stays in force", "A sentence that nobody had before.", "Seen by Magda Lis.", gone, "Seen until now by Agnieszka Nowak, Piotr Nowak, Kacper Nowak and Zosia Nowak." })
            worker.Text.ShouldContain(shown);
        Row(worker, "New").ShouldBe("1");
        Row(worker, "Changed").ShouldBe("1");
        Row(worker, "Gone").ShouldBe("1");
        Row(worker, "New or changed, and hard to read").ShouldBe("1");
        var changed = Card(worker, "Changed");
        changed.ShouldContain("Changes: its words");
        changed.ShouldContain($"Before: {visit.Plan["plan"]!["workingWell"]![0]!["text"]!.GetValue<string>()}");
        changed.ShouldContain("“core group”");
        changed.ShouldContain("Reading age about");
        var old = Card(worker, "Old translations of new words");
        old.ShouldContain("The English changed and the Polish stayed as it was.");
        old.ShouldContain(plan["workingWell"]![0]!["translations"]!["pl"]!.GetValue<string>());
        await AssertVersionAsync(visit, 1);

        await visit.ChooseAsync(next.Bytes());
        await worker.FollowAsync("Choose another file");
        worker.Page.QuerySelector("input[type=file]").ShouldNotBeNull();
        await AssertVersionAsync(visit, 1);

        await visit.ChooseAsync(next.Bytes());
        await worker.ForceAsync();
        worker.Text.ShouldContain("The new plan is in force.");
        worker.Text.ShouldContain("Version 2,");

        await visit.ChooseAsync(next.Bytes());
        worker.Text.ShouldContain("This is the plan that is in force already.");
    }

    [Fact]
    public async Task Upload_OfAPlanThatChangesNothingForAnybody_SaysSo()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.ChooseAsync(visit.Next().Bytes());

        visit.Worker.Text.ShouldContain("No item of the plan changes, and nobody sees more or less than before.");
        visit.Worker.Page.QuerySelectorAll("main .app-card").ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_WhenAnotherPlanCameIntoForceMeanwhile_ShowsTheDifferenceAgain()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var (mine, theirs) = (visit.Next(), visit.Next());
        mine["plan"]!["version"] = 3;
        mine["plan"]!["summary"]![0]!["text"] = "The words of my file.";
        theirs["plan"]!["summary"]![0]!["text"] = "The words of a colleague's file.";
        await visit.ChooseAsync(mine.Bytes());
        var manager = await visit.ManagerAsync();
        await visit.ChooseAsync(theirs.Bytes(), manager);
        await manager.ForceAsync();
        manager.Text.ShouldContain("The new plan is in force.");

        await visit.Worker.ForceAsync();

        visit.Worker.Text.ShouldContain("The new plan is not in force yet");
        visit.Worker.Text.ShouldContain("changed while you looked");
        Card(visit.Worker, "Changed").ShouldContain("Before: The words of a colleague's file.");
        await visit.Worker.ForceAsync();
        visit.Worker.Text.ShouldContain("Version 3,");
    }

    [Fact]
    public async Task Upload_WhenPeopleWereKeptApartMeanwhile_ShowsWhoWouldSeeItNow()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var next = visit.Next();
        next["plan"]!["summary"]!.AsArray().Add(new JsonObject { ["id"] = "brand-new", ["text"] = "For everybody of the network.", ["audience"] = new JsonArray("role:network") });
        await visit.ChooseAsync(next.Bytes());
        Card(visit.Worker, "New").ShouldContain("Seen by Colin Nance and Maureen Tregear.");
        var staff = await portal.StaffAsync(visit.Plan);
        var people = (await portal.Get<PeopleDesk>().PeopleAsync(staff)).ToDictionary(p => p.Name, p => p.Handle);
        await portal.Get<PeopleDesk>().KeepApartAsync(staff, people["Maureen Tregear"], people["Colin Nance"]);

        await visit.Worker.ForceAsync();

        visit.Worker.Text.ShouldContain("changed while you looked");
        Card(visit.Worker, "New").ShouldContain("Only workers see this.");
        await AssertVersionAsync(visit, 1);
    }

    [Fact]
    public async Task Upload_RefusesInWordsThatNameThePlaceAndRepeatNothing()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var next = visit.Next();
        next["plan"]!["worries"]![2]!["audience"] = new JsonArray("nobody-of-this-name");
        next["plan"]!["worries"]![2]!["text"] = "A secret that no refusal may repeat.";

        await visit.ChooseAsync(next.Bytes());
        visit.Worker.Text.ShouldContain("The file was not taken");
        visit.Worker.Text.ShouldContain("Worry 3, who sees it: Nobody in the plan has this id.");
        visit.Worker.Html.ShouldNotContain("no refusal may repeat");
        visit.Worker.Html.ShouldNotContain("nobody-of-this-name");

        await visit.ChooseAsync(new byte[1_048_577]);
        visit.Worker.Text.ShouldContain("The file is larger than 1 MB");
        await visit.ChooseAsync(SamplePlans.Load("cornwall-a-sober-grown-up"));
        visit.Worker.Text.ShouldContain("This plan is of another family");
        await visit.ChooseAsync([1, 2, 3]);
        visit.Worker.Text.ShouldContain("This is not a plan file");
        await visit.ChooseAsync([]);
        visit.Worker.Text.ShouldContain("Choose the plan file");
        await AssertVersionAsync(visit, 1);
    }

    /// <summary>The sentences of the record API are for developers. Whatever they name, staff read no word of theirs, and where it is.</summary>
    [Fact]
    public async Task EveryFault_IsSaidInStaffsWords()
    {
        var keys = SentencesOfTheRecordApi();
        keys.Count.ShouldBeGreaterThan(50);
        string[] theirs = ["JSON", "PUT", "RFC", "BCP", "E.164", "ISO ", "UTC", "U+", "YYYY", "object", "member", "schema", "pointer", "true", "false", "null", "audience", "reviewOn", "agreedOn", "notSafe", "quietFrom", "family-plan/1 does", "document"];
        foreach (var (key, detail) in keys)
        {
            var sentence = Words.GetString("Fault." + key, CultureInfo.InvariantCulture) ?? detail;
            theirs.Where(word => sentence.Contains(word, StringComparison.Ordinal)).ShouldBeEmpty($"{key}: {sentence}");
        }

        var visit = await StaffVisit.OpenAsync(portal);
        var next = visit.Next();
        next["plan"]!["goals"]![0]!.AsObject().Remove("text");
        next["people"]![0]!["phone"] = "07700 900123";
        await visit.ChooseAsync(next.Bytes());
        visit.Worker.Text.ShouldContain("Goal 1: Something is missing here: its words.");
        visit.Worker.Text.ShouldContain("Person 1, the phone number: Write the number with a plus sign");
    }

    /// <summary>Whatever member of the format differs, the page names it in words.</summary>
    [Fact]
    public void EveryMemberOfAnItemOrAPerson_HasWords()
    {
        var schema = JsonNode.Parse(PlanSchema.Utf8.Span)!;
        HashSet<string> members = [];
        Collect(schema);
        members.Count.ShouldBeGreaterThan(40);
        members.Where(m => Words.GetString("Field." + m, CultureInfo.InvariantCulture) is null && Words.GetString("Place." + m, CultureInfo.InvariantCulture) is null).ShouldBeEmpty();

        void Collect(JsonNode? node)
        {
            if (node is JsonArray list) foreach (var each in list) Collect(each);
            if (node is not JsonObject whole) return;
            if (whole["properties"] is JsonObject properties && whole["type"] is not null) members.UnionWith(properties.Select(p => p.Key).Where(k => k is not ("plan" or "$schema")));
            foreach (var (_, each) in whole) Collect(each);
        }
    }

    private static List<(string Key, string Detail)> SentencesOfTheRecordApi()
    {
        using var all = new ResourceManager("FamilyPortal.Shared.Plans.Document.PlanRefusalText", typeof(PlanFault).Assembly).GetResourceSet(CultureInfo.InvariantCulture, true, true)!;
        return [.. all.Cast<DictionaryEntry>().Select(e => ((string)e.Key, (string)e.Value!)).Where(e => !e.Item1.StartsWith("Refused", StringComparison.Ordinal))];
    }

    private static async Task AssertVersionAsync(StaffVisit visit, int version) => (await visit.WorkerAtAsync("/plan")).Text.ShouldContain($"Version {version},");

    private static string Row(Browser browser, string key) =>
        browser.Page.QuerySelectorAll(".govuk-summary-list__row").Single(r => r.QuerySelector("dt")!.TextContent.Trim() == key).QuerySelector("dd")!.TextContent.Trim();

    private static string Card(Browser browser, string title) =>
        string.Join(' ', browser.Page.QuerySelectorAll("main section").Single(c => c.Children.Any(h => h.LocalName == "h2" && h.TextContent.Trim() == title)).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
