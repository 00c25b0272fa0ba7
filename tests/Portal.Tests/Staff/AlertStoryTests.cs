using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>Whom an alert offers to ring, what it warns of, and where it stays once somebody has it.</summary>
public sealed class AlertStoryTests(PortalFixture portal)
{
    [Fact]
    public async Task AChildsAlert_OffersProfessionalsFirst_AndNoTapRingsWhoeverIsKeptApart()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cumberland-pages-of-their-own");
        using var jean = await visit.PersonAsync("Jean Telford");
        await visit.GoAsync(jean, "/preferences/word");
        await jean.SubmitAsync("Save", ("Form.Words", "Blue marmalade"));
        using var maisie = await visit.PersonAsync("Maisie");
        await SayAsync(visit, maisie, "My dad touches my private parts");

        await visit.WorkerAtAsync();

        Card(visit).QuerySelectorAll("a[href^='tel:']").Select(a => a.GetAttribute("href")).Where(h => h != "tel:999")
            .ShouldBe(new[] { "Mrs Kaur", "Steve Graham", "Jean Telford" }.Select(n => Tel(visit, n)));
        Card(visit).QuerySelector($"a[href='{Tel(visit, "Jean Telford")}']")!.TextContent.ShouldContain("Blue marmalade");
        var text = Card(visit).TextContent;
        foreach (var (name, who) in ((string, string)[])[("Becky", "Hannah's sister"), ("Craig Telford", "Dad to Maisie and Alfie")])
        {
            var said = $"{name} ({who}) is kept apart from others in this plan: ring the police or your manager first.";
            text.ShouldContain(said);
            text.IndexOf(said, StringComparison.Ordinal).ShouldBeGreaterThan(text.IndexOf("Jean Telford", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AThreatOfWhoeverIsKeptApart_NamesFromWhom_AndTheirOwnNumberComesLast()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cumberland-pages-of-their-own");
        using var craig = await visit.PersonAsync("Craig Telford");
        await visit.GoAsync(craig, "/preferences/word");
        await craig.SubmitAsync("Save", ("Form.Words", "Purple kettle"));
        await SayAsync(visit, craig, "I know where she lives now and I will make her pay");

        await visit.WorkerAtAsync();
        Card(visit).TextContent.ShouldContain("Craig Telford is kept apart from: Hannah, Becky and Mrs Kaur. Think first of the safety of whoever is threatened.");
        Card(visit).QuerySelectorAll("a[href^='tel:']").Select(a => a.GetAttribute("href")).ShouldBe(["tel:999", "tel:101", Tel(visit, "Craig Telford")]);
        Card(visit).QuerySelector("a[href='tel:999']")!.TextContent.ShouldNotContain("kettle");
        Card(visit).QuerySelector($"a[href='{Tel(visit, "Craig Telford")}']")!.TextContent.ShouldContain("Purple kettle");
        await visit.GoAsync(visit.Worker, "/staff/alerts");
        Card(visit).TextContent.ShouldContain("Craig Telford is kept apart from: Hannah, Becky and Mrs Kaur.");
    }

    /// <summary>A cry that comes again is one alert: how often, and when last, stands in it and on the page that a worker opens first.</summary>
    [Fact]
    public async Task TheSameWordsAgain_SayHowOftenAndWhenLast()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await SayAsync(visit, ann, "He hit me again");
        await visit.WorkerAtAsync();
        Card(visit).TextContent.ShouldContain("said this, ");
        Card(visit).TextContent.ShouldNotContain("times");

        await SayAsync(visit, ann, "He hit me again");

        await visit.WorkerAtAsync();
        Card(visit).TextContent.ShouldMatch(@"sent this 2 times, first \w+ \d+ \w+, [\d:]+[ap]m, last \w+ \d+ \w+, [\d:]+[ap]m:");
        await visit.GoAsync(visit.Worker, "/staff/alerts");
        Card(visit).TextContent.ShouldContain("sent this 2 times");
        await visit.GoAsync(visit.Worker, "/staff");
        visit.Worker.Page.QuerySelectorAll("main .app-task").ShouldContain(c => c.TextContent.Contains("Sent 2 times, last ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatSomebodyHas_StaysInSightOfAll_AndOpensAgain()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await SayAsync(visit, ann, "He is hitting me right now");
        await visit.GoAsync(visit.Worker, "/staff/alerts");
        await visit.Worker.SubmitAsync("I have got this");

        using var manager = await visit.ManagerAsync();
        foreach (var page in (string[])[visit.Home, "/staff/alerts"])
            foreach (var browser in (Browser[])[visit.Worker, manager])
                (await visit.GoAsync(browser, page)).Page.QuerySelectorAll("main section").ShouldContain(
                    c => c.TextContent.Contains($"In hand: {visit.WorkerName}, ") && c.TextContent.Contains("He is hitting me right now") && c.QuerySelector("button[name='NotGot']") != null, page);
        (await visit.GoAsync(manager, visit.Home)).Page.QuerySelector($"a[href='{Tel(visit, "Ann Nance")}']").ShouldNotBeNull("whoever has it is about to ring");
        (await visit.GoAsync(manager, "/staff")).Text.ShouldNotContain("Open alerts: ");
        var card = manager.Page.QuerySelectorAll("main .app-task").Single(c => c.TextContent.Contains($"In hand: {visit.WorkerName}."));
        card.TextContent.ShouldContain("Emergency", customMessage: "how bad it was is not forgotten");

        await visit.GoAsync(manager, "/staff/alerts");
        var again = manager.Prepare("Not in hand after all");
        await manager.SendAsync(again());
        manager.Text.ShouldContain("It is open again.");
        (await manager.SendAsync(again())).Text.ShouldContain("Nothing changed");
        await visit.WorkerAtAsync();
        Card(visit).TextContent.ShouldNotContain("in hand");
        await visit.Worker.SubmitAsync("I have got this");
        await visit.Worker.SubmitAsync("Not in hand after all");
        Card(visit).TextContent.ShouldContain("Danger now");
    }

    [Fact]
    public async Task SeveralAlertsOfOnePersonOnOneDay_StandTogether_AndWhatSomebodyHasIsClosed()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var jess = await visit.PersonAsync("Jess Nance");
        string[] said = ["He is hitting me right now", "He has got a knife"];
        await SayAsync(visit, ann, "I cannot cope any more and I want to hurt myself");
        foreach (var words in said) await SayAsync(visit, ann, words);
        await SayAsync(visit, jess, "He has got a gun and he is here");

        await visit.WorkerAtAsync();
        var groups = visit.Worker.Page.QuerySelectorAll("main .app-alerts");
        groups.Select(g => g.QuerySelector(".app-card__status")!.TextContent.Trim()).ShouldBe(["Emergency", "Emergency", "Today"], "what can wait for today is below everybody's emergency");
        var anns = groups[0];
        said.ShouldAllBe(words => anns.TextContent.Contains(words));
        anns.QuerySelectorAll($"a[href='{Tel(visit, "Ann Nance")}']").Length.ShouldBe(1, "one number for one person");
        anns.QuerySelectorAll("button[name='Got']").Length.ShouldBe(2);
        anns.QuerySelectorAll("details").ShouldBeEmpty("what nobody has is never closed");

        await visit.Worker.SendAsync(visit.Worker.Prepare(anns.QuerySelectorAll("button[name='Got']")[0].TextContent)());
        await visit.WorkerAtAsync();
        var closed = visit.Worker.Page.QuerySelectorAll("main details").Single(d => d.QuerySelector("button[name='NotGot']") is not null);
        closed.HasAttribute("open").ShouldBeFalse();
        closed.QuerySelector("summary")!.TextContent.ShouldContain("In hand");
        closed.QuerySelector("summary")!.TextContent.ShouldContain("Ann Nance");
        visit.Worker.Html.LastIndexOf("name=\"Got\"", StringComparison.Ordinal).ShouldBeLessThan(visit.Worker.Html.IndexOf("<details", StringComparison.Ordinal), "open ones first");
        await visit.Worker.SubmitAsync("Not in hand after all");
        visit.Worker.Page.QuerySelectorAll("main details").Where(d => d.QuerySelector("button[name='NotGot']") is not null).ShouldBeEmpty();
    }

    [Fact]
    public async Task NewAnswers_PutTheEmergencyBeforeWhatWaitsForToday()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var jess = await visit.PersonAsync("Jess Nance");
        await SayAsync(visit, jess, "He hit me last night");
        await SayAsync(visit, ann, "He is hitting me right now");

        await visit.WorkerAtAsync();

        visit.Worker.Page.QuerySelectorAll("main [id^='a-'] .app-card__status").Select(s => s.TextContent.Trim()).Take(2).ShouldBe(["Emergency", "Today"]);
    }

    [Fact]
    public async Task Alerts_OfAFamily_PutTheEmergencyFirst_LookDifferent_AndHaveASafeNumber()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var number = Person(visit.Plan, "Ann Nance")["phone"]!.GetValue<string>();
        var (ann, jess) = (await visit.PersonAsync("Ann Nance"), await visit.PersonAsync("Jess Nance"));
        await visit.GoAsync(jess, "/ask-worker");
        await jess.SubmitAsync("Send", ("Form.Words", "I am scared to go home when Mark is there"));
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "He is hitting me right now"));
        await visit.GoAsync(jess, "/ask-worker");
        await jess.SubmitAsync("Send", ("Form.Words", "I am scared to go home, he pushes me about"));

        await visit.WorkerAtAsync();

        var cards = visit.Worker.Page.QuerySelectorAll("section").Where(c => c.QuerySelector("button[name='Got']") is not null).ToList();
        cards.Select(c => c.QuerySelector(".app-card__status")!.TextContent.Trim()).ShouldBe(["Emergency", "Today", "Today"]);
        cards[0].QuerySelector("a[href^='tel:']")!.GetAttribute("href").ShouldBe("tel:0" + number[3..]);
        cards[0].TextContent.ShouldContain("Danger now. Ring at once");
        cards[1].TextContent.ShouldContain("when Mark is there", Case.Sensitive, "what waits longest comes first");
        cards[1].TextContent.ShouldNotContain("Danger now");
        cards[1].ClassName.ShouldNotBe(cards[0].ClassName);
    }

    [Fact]
    public async Task Alert_OfWhoeverHasNoPhone_SaysWhomElseToRing_AndNobodyKeptApartFromThem()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var worker = await portal.StaffAsync(visit.Plan);
        var people = (await portal.Get<PeopleDesk>().PeopleAsync(worker)).ToDictionary(p => p.Name, p => p.Handle);
        await portal.Get<PeopleDesk>().KeepApartAsync(worker, people["Maureen Tregear"], people["Ken Nance"]);
        using var ken = await visit.PersonAsync("Ken Nance");
        await visit.GoAsync(ken, "/ask-worker");
        await ken.SubmitAsync("Send", ("Form.Words", "I want to die tonight, I have the pills here"));

        await visit.WorkerAtAsync();

        string Tel(string name) => "tel:0" + Person(visit.Plan, name)["phone"]!.GetValue<string>()[3..];
        visit.Worker.Page.QuerySelectorAll("main section a[href^='tel:']").Select(a => a.GetAttribute("href")).ShouldBe(["tel:999", Tel("Colin Nance"), Tel("Ann Nance"), Tel("Jess Nance")]);
        visit.Worker.Text.ShouldContain("There is no safe number for who said this");
        visit.Worker.Text.ShouldContain("or hold the phone");
        visit.Worker.Text.ShouldContain("Ms Vyvyan");
        visit.Worker.Text.ShouldContain("no number known. Ring where they work.");
        await visit.GoAsync(visit.Worker, "/staff/alerts");
        visit.Worker.Page.QuerySelectorAll("main section a[href^='tel:']").Select(a => a.GetAttribute("href")).Distinct().ShouldBe(["tel:999"]);
    }

    [Fact]
    public async Task Alert_OfWhoeverHasNoSafePhone_HasNotTheirs()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var number = Person(visit.Plan, "Ann Nance")["phone"]!.GetValue<string>();
        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "He is hitting me right now"));
        var worker = await portal.StaffAsync(visit.Plan);
        var person = (await portal.Get<PeopleDesk>().PeopleAsync(worker)).Single(p => p.Name == "Ann Nance");
        await portal.Get<PeopleDesk>().RestrictAsync(worker, person.Handle, FamilyPortal.Shared.Families.RestrictionKind.NotSafe);

        await visit.WorkerAtAsync();

        visit.Worker.Page.QuerySelector("button[name='Got']").ShouldNotBeNull();
        visit.Worker.Page.QuerySelectorAll("main a[href^='tel:']").Select(a => a.GetAttribute("href")).ShouldNotContain("tel:0" + number[3..]);
    }

    private static JsonObject Person(JsonNode plan, string name) => plan["people"]!.AsArray().OfType<JsonObject>().Single(p => p["name"]!.GetValue<string>() == name);

    private static async Task SayAsync(StaffVisit visit, Browser browser, string words)
    {
        await visit.GoAsync(browser, "/ask-worker");
        await browser.SubmitAsync("Send", ("Form.Words", words));
    }

    private static AngleSharp.Dom.IElement Card(StaffVisit visit) => visit.Worker.Page.QuerySelectorAll("main section").First(c => c.QuerySelector("button[name='Got']") is not null);

    private static string Tel(StaffVisit visit, string name) =>
        "tel:0" + visit.Plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == name)!["phone"]!.GetValue<string>()[3..];
}
