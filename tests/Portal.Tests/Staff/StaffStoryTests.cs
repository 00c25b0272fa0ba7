using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What a worker does on the staff pages, and what the family then sees.</summary>
public sealed class StaffStoryTests(PortalFixture portal)
{
    [Fact]
    public async Task Family_ShowsNewAnswersWithEverything_AndMarkingReadShowsToTheGiver()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = await visit.PersonAsync("Ann Nance");
        await ScoreAsync(visit, ann, 4, "The evenings are calmer now.", "A lift to school.");
        await visit.GoAsync(visit.Worker, "/staff");
        visit.Worker.Text.ShouldContain("New answers: 1.");

        await visit.WorkerAtAsync();
        foreach (var shown in new[] { "Ann Nance gave a number", "4 out of 10", "The evenings are calmer now.", "A lift to school.", "Only workers may see it.", "Nobody has read it yet." })
            visit.Worker.Text.ShouldContain(shown);
        (await visit.GoAsync(ann, "/answers")).Text.ShouldContain($"{visit.WorkerName} opened it, ");
        ann.Text.ShouldNotContain($"Read by {visit.WorkerName}");

        await visit.WorkerAtAsync();
        await visit.Worker.SubmitAsync("I have read this");

        visit.Worker.Text.ShouldContain("Marked as read");
        visit.Worker.Text.ShouldContain("Nothing new");
        (await visit.WorkerAtAsync()).Text.ShouldNotContain("Marked as read", Case.Sensitive, "a notice shows once");
        (await visit.GoAsync(ann, "/answers")).Text.ShouldContain($"Read by {visit.WorkerName}");
        (await visit.GoAsync(visit.Worker, "/staff")).Text.ShouldNotContain("New answers");
    }

    [Fact]
    public async Task Read_LeadsOnToTheNextThatIsNot()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = await visit.PersonAsync("Ann Nance");
        foreach (var words in (string[])["First thing", "Second thing", "Third thing"])
        {
            await visit.GoAsync(ann, "/ask-worker");
            await ann.SubmitAsync("Send", ("Form.Words", words));
        }
        await visit.WorkerAtAsync();

        foreach (var next in (string?[])["Second thing", "Third thing", null])
        {
            await visit.Worker.SubmitAsync("I have read this");
            visit.Worker.Text.ShouldContain("Marked as read");
            if (next is null) visit.Worker.Address.Fragment.ShouldBe("");
            else visit.Worker.Page.GetElementById(visit.Worker.Address.Fragment[1..])!.TextContent.ShouldContain(next);
        }
    }

    [Fact]
    public async Task Reply_ReachesWhoeverAsked_AndNobodyElse()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var (ann, jess) = (await visit.PersonAsync("Ann Nance"), await visit.PersonAsync("Jess Nance"));
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync(("Form.Words", "Who comes to the meeting?"));

        await visit.WorkerAtAsync();
        await visit.Worker.FollowAsync("Reply to Ann Nance");
        await visit.Worker.SubmitAsync("Send the reply", ("Form.Words", ""));
        visit.Worker.Text.ShouldContain("Write your reply");
        await visit.Worker.SubmitAsync("Send the reply", ("Form.Words", "Only the two of you and me."));

        visit.Worker.Text.ShouldContain("Your reply is on its way.");
        (await visit.GoAsync(ann, "/ask-worker")).Text.ShouldContain("Only the two of you and me.");
        (await visit.GoAsync(jess, "/ask-worker")).Text.ShouldNotContain("Only the two of you and me.");
    }

    [Fact]
    public async Task Scale_SetsEverybodysNumbersSideBySide_AndTakesTheWorkersOwnOnce()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await ScoreAsync(visit, await visit.PersonAsync("Ann Nance"), 7, "Better.", "");
        await visit.WorkerAtAsync();
        await visit.GoAsync(visit.Worker, visit.Worker.Page.QuerySelectorAll("a[href*='/scale/']").First(a => a.ParentElement!.TextContent.Contains("Ann Nance: 7")).GetAttribute("href")!);

        await visit.Worker.SubmitAsync("Save my number", ("Form.Words", "I saw two calm visits."));
        visit.Worker.Text.ShouldContain("Choose a number from 0 to 10");
        visit.Worker.Html.ShouldContain("I saw two calm visits.");
        var twice = visit.Worker.Prepare("Save my number", ("Form.Score", "3"));
        await visit.Worker.SendAsync(twice());
        await visit.Worker.SendAsync(twice());

        visit.Worker.Text.ShouldContain("Your number is saved.");
        visit.Worker.Page.QuerySelectorAll("table tbody tr").Length.ShouldBe(2, "one number each, stored once");
        visit.Worker.Page.QuerySelectorAll("svg polyline, .app-chart__key li").Length.ShouldBe(2);
        visit.Worker.Text.ShouldNotContain("5 out of 10", Case.Insensitive, "no average");
    }

    [Fact]
    public async Task EndedAccess_CountsOnTheVeryNextRequest_AndIsGivenBackHere()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var jess = await visit.PersonAsync("Jess Nance");
        (await visit.GoAsync(jess, "/plan")).Text.ShouldContain(visit.Plan["family"]!["name"]!.GetValue<string>());

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Jess Nance");
        var person = visit.Worker.Address;
        await visit.Worker.FollowAsync("End their access");
        (await visit.GoAsync(jess, "/plan")).Response.StatusCode.ShouldBe(HttpStatusCode.OK, "asking is not ending");
        await visit.Worker.SubmitAsync("End their access");

        visit.Worker.Text.ShouldContain("Their access has ended.");
        visit.Worker.Text.ShouldContain($"May not look. Set here by {visit.WorkerName}");
        await visit.GoAsync(jess, "/plan");
        visit.Secrets().ShouldAllBe(s => !jess.Html.Contains(s));

        await visit.Worker.GoAsync(person);
        await visit.Worker.SubmitAsync("Give access back");
        visit.Worker.Text.ShouldNotContain("May not look.");
        (await visit.PersonAsync("Jess Nance")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Word_ShowsOnTheNextPageOnly_AndInNoAddress()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        var person = visit.Worker.Address;

        await visit.Worker.SubmitAsync("Give a new word");

        visit.Worker.Address.ShouldBe(new Uri(person + "/word"));
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        word.Split(' ').Length.ShouldBe(3);
        (await visit.Worker.GoAsync(new Uri(person + "/word"))).Html.ShouldNotContain(word);
        (await visit.Worker.GoAsync(person)).Html.ShouldNotContain(word);
        (await portal.EnterAsync(visit.People.Single(p => p.Name == "Ann Nance") with { Word = word })).ShouldNotBeNull();
    }

    [Fact]
    public async Task KeptApart_WordsWaitForTheWorker_AndAreReleasedToThoseChosen()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Maureen Tregear");
        await visit.Worker.SubmitAsync("Keep these two apart");
        visit.Worker.Text.ShouldContain("Choose one person");
        var colin = visit.Worker.Page.QuerySelectorAll("input[name=Other]").Single(i => i.ParentElement!.TextContent.Contains("Colin")).GetAttribute("value")!;
        await visit.Worker.SubmitAsync("Keep these two apart", ("Other", colin));
        visit.Worker.Text.ShouldContain("Kept apart from Colin Nance.");
        // What names both goes to both, by the plan's own rule: the worker is told each of it.
        var both = visit.Plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>().SelectMany(l => l).Where(i => i!["audience"]?.AsArray().Select(a => a!.GetValue<string>()).Intersect(["mo", "col"]).Count() == 2).ToList();
        both.Count.ShouldBeGreaterThan(1);
        visit.Worker.Text.ShouldContain("Maureen Tregear and Colin Nance are kept apart, and the plan still shows this to both:");
        foreach (var item in both) visit.Worker.Text.ShouldContain(item!["text"]!.GetValue<string>());

        var ann = await visit.PersonAsync("Ann Nance");
        var reader = await ScoreAsync(visit, ann, 6, "He rang when he said he would.", "", share: true);
        reader.ShouldNotBeNull("the sample lets somebody see Ann's number");
        var other = await visit.PersonAsync(reader);
        (await visit.GoAsync(other, "/plan")).Html.ShouldNotContain("He rang when he said he would.");
        (await visit.GoAsync(other, "/answers")).Html.ShouldNotContain("He rang when he said he would.");

        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("The words wait for you");
        visit.Worker.Text.ShouldNotContain("Waiting for you to let others read it");
        await visit.Worker.SubmitAsync("I have read this");
        visit.Worker.Text.ShouldContain("Waiting for you to let others read it");
        await visit.Worker.SubmitAsync($"Let {reader} read the words");
        visit.Worker.Text.ShouldContain("can read the words now");
        visit.Worker.Text.ShouldNotContain("The words wait for you");

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Maureen Tregear");
        await visit.Worker.SubmitAsync("Stop keeping them apart from Colin Nance");
        visit.Worker.Text.ShouldNotContain("Kept apart from");
    }

    [Fact]
    public async Task ARelease_GoesToThoseTheButtonNames_OrToNobody()
    {
        const string words = "He rang when he said he would.";
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Maureen Tregear");
        var colin = visit.Worker.Page.QuerySelectorAll("input[name=Other]").Single(i => i.ParentElement!.TextContent.Contains("Colin")).GetAttribute("value")!;
        await visit.Worker.SubmitAsync("Keep these two apart", ("Other", colin));
        var ann = await visit.PersonAsync("Ann Nance");
        var reader = await ScoreAsync(visit, ann, 6, words, "", share: true);
        var other = await visit.PersonAsync(reader!);

        // The page stands open for one reader; by the time of the press the form is for others.
        await visit.WorkerAtAsync();
        var release = visit.Worker.Page.QuerySelector("button[name=Release]")!;
        release.SetAttribute("value", release.GetAttribute("value")!.Split('.')[0] + ".others");
        await visit.Worker.SubmitAsync($"Let {reader} read the words");
        visit.Worker.Text.ShouldContain("Look at the names again");
        visit.Worker.Text.ShouldContain("The words wait for you");
        (await visit.GoAsync(other, "/answers")).Html.ShouldNotContain(words);

        await visit.WorkerAtAsync();
        await visit.Worker.SubmitAsync($"Let {reader} read the words");
        visit.Worker.Text.ShouldContain("can read the words now");
    }

    [Fact]
    public async Task Plan_SaysWhoSeesEachItemAndHowItReads_AndThePreviewIsThatPersonsPage()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: plan => plan["plan"]!["summary"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "s-jargon",
            ["text"] = "Following the strategy discussion the core group will escalate any disclosure to the safeguarding lead.",
        }));
        await visit.WorkerAtAsync("/plan");
        var item = visit.Worker.Page.QuerySelectorAll(".app-card > div").Single(i => i.TextContent.Contains("Following the strategy"));
        item.TextContent.ShouldContain("Only workers see this.");
        item.TextContent.ShouldContain("“core group”");
        System.Text.RegularExpressions.Regex.Match(item.TextContent, @"Reading age about (\d+)").Groups[1].Value.ShouldSatisfyAllConditions(age => int.Parse(age, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(11));

        foreach (var name in new[] { "Ann Nance", "Colin Nance", "Tamsin Nance" })
        {
            var own = (await visit.GoAsync(await visit.PersonAsync(name), "/plan")).Page.QuerySelector("main")!.TextContent;
            await visit.WorkerAtAsync("/plan");
            await visit.Worker.FollowAsync($"See what {name} sees");
            var main = visit.Worker.Page.QuerySelector("main")!;
            main.QuerySelector(".govuk-inset-text")!.Remove();
            main.QuerySelector(".govuk-back-link")!.Remove();
            Squeeze(main.TextContent).ShouldBe(Squeeze(own), name);
            main.QuerySelectorAll("a").ShouldBeEmpty("nothing of the person's pages opens from here");
        }
    }

    /// <summary>Gives a number on the first scale that asks this person; returns with whom it was shared.</summary>
    private static async Task<string?> ScoreAsync(StaffVisit visit, Browser person, int score, string words, string oneHigher, bool share = false)
    {
        await visit.GoAsync(person, "/plan");
        foreach (var href in person.Page.QuerySelectorAll("a[href^='/scale/']").Select(a => a.GetAttribute("href")!).ToList())
        {
            await visit.GoAsync(person, href);
            var box = person.Page.QuerySelectorAll("input[name='Form.Share']").FirstOrDefault();
            if (share && box is null) continue;
            (string, string)[] fields = [("Form.Score", score.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Words", words), ("Form.OneHigher", oneHigher)];
            var name = box?.ParentElement!.TextContent.Trim();
            await person.SubmitAsync(share ? [.. fields, ("Form.Share", box!.GetAttribute("value")!)] : fields);
            person.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return share ? name : null;
        }
        return null;
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
