using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>How a worker lets people in, on the pages: the word once, the message or what else to do, numbers, sheets.</summary>
public sealed class WayInPagesTests(PortalFixture portal)
{
    [Fact]
    public async Task Invite_ShowsTheWordOnce_WithWhatToSay_AndASlipThatSaysNothing()
    {
        // Quiet hours that end in two hours, and such as begin only then: what is said about the message hangs on the time of day.
        var visit = await StaffVisit.OpenAsync(portal, change: plan => { Quiet(plan, "ken", 2, 3); Quiet(plan, "tamsin", -2, 2); });
        await AtAsync(visit, "Tamsin Nance");
        await visit.Worker.SubmitAsync("Invite them again");
        visit.Worker.Text.ShouldMatch("An email with the link goes to Tamsin Nance when their quiet hours end, at [0-9:]+[ap]m\\.");

        await AtAsync(visit, "Ken Nance");
        visit.Worker.Text.ShouldContain("Not signed in yet.");
        await visit.Worker.SubmitAsync("Invite them again");

        visit.Worker.Address.AbsolutePath.ShouldEndWith("/word");
        var word = visit.Worker.Page.QuerySelector(".govuk-panel__title")!.TextContent.Trim();
        visit.Worker.Text.ShouldContain("An email with the link goes to Ken Nance.");
        visit.Worker.Text.ShouldContain("Never put the word in a text or an email.");
        var slip = visit.Worker.Page.QuerySelector(".app-paper")!.TextContent;
        slip.ShouldContain(word);
        slip.ShouldContain(portal.Site.Host.Portal.Authority);
        Neutral(visit, slip);

        await visit.Worker.GoAsync(visit.Worker.Address);
        visit.Worker.Html.ShouldNotContain(word);
        visit.Worker.Text.ShouldContain("The word was shown once.");
    }

    /// <summary>Quiet hours of a person, in full hours from now.</summary>
    private void Quiet(JsonNode plan, string person, int from, int until)
    {
        var one = plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == person)!;
        var texts = one["textMessages"] ??= new JsonObject { ["allowed"] = false };
        string At(int hours) => UkTime.At(portal.Site.Clock.GetUtcNow().AddHours(hours)).ToString("HH:00", CultureInfo.InvariantCulture);
        (texts["quietFrom"], texts["quietUntil"]) = (At(from), At(until));
    }

    [Fact]
    public async Task Invite_WhereNoMessageMayGo_SaysSoAndWhatElseToDo()
    {
        var visit = await StaffVisit.OpenAsync(portal, change: plan =>
        {
            plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "kit")!.AsObject().Remove("email");
            plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "col")!["textMessages"]!["allowed"] = false;
        });
        await AtAsync(visit, "Kit Nance");
        visit.Worker.Text.ShouldContain("print a sheet of codes");
        await visit.Worker.SubmitAsync("Invite them again");
        visit.Worker.Text.ShouldContain("No message goes out: there is no number or address.");
        visit.Worker.Text.ShouldContain("Type your number or email, or a code from your sheet.");

        await AtAsync(visit, "Colin Nance");
        await visit.Worker.SubmitAsync("Invite them again");
        visit.Worker.Text.ShouldContain("they have not agreed to texts");
        visit.Worker.Text.ShouldContain($"they go to {portal.Site.Host.Portal.Authority} on their phone and type their own number or email");

        await AtAsync(visit, "Jess Nance");
        await visit.Worker.SubmitAsync("Their phone is not safe");
        await visit.Worker.SubmitAsync("Invite them again");
        visit.Worker.Text.ShouldContain("No message goes out: nothing may be sent to them there now.");
    }

    [Fact]
    public async Task TheWayIn_ShowsEachStep()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var directory = portal.Get<SignInDirectory>();
        var col = visit.People.Single(p => p.Name == "Colin Nance");
        var candidates = await directory.FindAsync(ContactAddress.Parse(col.Contact!)!);
        for (var n = 0; n < SignInDirectory.WordTries; n++) await directory.TryWordAsync(candidates, "wrong");
        await AtAsync(visit, "Colin Nance");
        visit.Worker.Text.ShouldContain("Three wrong words: it is locked.");
        await visit.Worker.SubmitAsync("Give a new word");
        await AtAsync(visit, "Colin Nance");
        visit.Worker.Text.ShouldContain("Link and word work until");

        await visit.Worker.SubmitAsync("Take the invitation back");
        visit.Worker.Text.ShouldContain("Its link and word open nothing now.");
        visit.Worker.Text.ShouldContain("The invitation was taken back.");
        await visit.WorkerAtAsync("/people");
        visit.Worker.Text.ShouldContain("The invitation was taken back");

        await visit.PersonAsync("Ann Nance");
        await AtAsync(visit, "Ann Nance");
        visit.Worker.Text.ShouldContain("They have signed in.");
        visit.Worker.Page.QuerySelectorAll("button").ShouldNotContain(b => b.TextContent.Contains("Invite them"));
    }

    /// <summary>Whoever has that phone would read everything that goes to its new owner.</summary>
    [Fact]
    public async Task ANumberOfSomebodyNotSafe_IsNotGivenToAnother_AndThePageSaysWhoMay()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var jess = visit.People.Single(p => p.Name == "Jess Nance").Contact!;
        await AtAsync(visit, "Jess Nance", "/contact");
        await visit.Worker.SubmitAsync("Change it", ("Contact", "07700 900777"), ("Checked", "yes"), ("Other", "keeps"));
        visit.Worker.Address.AbsolutePath.ShouldNotEndWith("/contact");
        var worker = await portal.StaffAsync(visit.Plan);
        var people = portal.Get<PeopleDesk>();
        await people.RestrictAsync(worker, (await people.PeopleAsync(worker)).Single(p => p.Name == "Jess Nance").Handle, RestrictionKind.NotSafe);

        await AtAsync(visit, "Ann Nance", "/contact");
        await visit.Worker.SubmitAsync("Change it", ("Contact", jess), ("Checked", "yes"), ("Other", "keeps"));

        (visit.Worker.Page.QuerySelector(".govuk-error-summary")?.TextContent ?? visit.Worker.Address.AbsolutePath).ShouldContain("This one is or was Jess Nance's, who is kept apart or shut out, or to whom no message is safe, or whose access is to end. Only the family's manager can give it to somebody else");
        visit.Worker.Page.QuerySelector("input[name=Contact]")!.GetAttribute("value").ShouldBe(jess, "what was typed stays");
    }

    [Fact]
    public async Task NewNumber_IsCheckedFirst_ThenCountsAtOnce_AndTheOldSessionsAreOver()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var jess = await visit.PersonAsync("Jess Nance");
        var ann = visit.People.Single(p => p.Name == "Ann Nance");
        await visit.GoAsync(jess, "/ask-worker");
        var old = jess.Prepare(null, ("Form.Words", "From a phone that is not mine any more."));
        await AtAsync(visit, "Jess Nance", "/contact");

        await visit.Worker.SubmitAsync("Change it", ("Contact", "07700 900777"));
        visit.Worker.Text.ShouldContain("Check with them first, then tick the box");
        await visit.Worker.SubmitAsync("Change it", ("Contact", "not a number"), ("Checked", "yes"));
        visit.Worker.Text.ShouldContain("Enter a mobile number or an email address");
        await visit.Worker.SubmitAsync("Change it", ("Contact", "jess@example.org"), ("Checked", "yes"));
        visit.Worker.Text.ShouldContain("Say whether the one they have still works", Case.Sensitive, "an address beside a number: only the worker knows");
        await visit.Worker.SubmitAsync("Change it", ("Contact", ann.Contact!), ("Checked", "yes"), ("Other", "keeps"));
        visit.Worker.Text.ShouldContain("Ann Nance has this one.");
        (await visit.GoAsync(jess, "/ask-worker")).Address.Authority.ShouldBe(portal.Site.Host.Portal.Authority);
        await visit.Worker.SubmitAsync("Change it", ("Contact", "07700 900777"), ("Checked", "yes"));

        visit.Worker.Text.ShouldContain("Changed. They are signed out everywhere.");
        visit.Worker.Text.ShouldContain("07700 900777");
        visit.Worker.Text.ShouldContain($"Set here by {visit.WorkerName}");
        await jess.SendAsync(old());
        jess.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the very next request, a post");
        jess.Text.ShouldContain("From a phone that is not mine any more.", Case.Sensitive, "given back: it waits for nobody whom the phone may not be");
        (await visit.GoAsync(jess, "/plan")).Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
        await visit.WorkerAtAsync("/answers");
        visit.Worker.Text.ShouldNotContain("From a phone that is not mine any more.");
    }

    [Fact]
    public async Task LostPhone_SignsOutEverywhere()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var (one, other) = (await visit.PersonAsync("Jess Nance"), await visit.PersonAsync("Jess Nance"));
        await AtAsync(visit, "Jess Nance", "/contact");
        await visit.Worker.SubmitAsync("Sign them out everywhere");
        visit.Worker.Text.ShouldContain("They are signed out everywhere.");
        foreach (var browser in (Browser[])[one, other]) (await visit.GoAsync(browser, "/plan")).Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
    }

    [Fact]
    public async Task Sheet_ShowsTenCodesOnce_OnPaperThatSaysNothing_AndHowManyAreLeft()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await AtAsync(visit, "Kit Nance", "/sheet");
        visit.Worker.Text.ShouldContain("There is no sheet now.");
        await visit.Worker.SubmitAsync("Print a sheet");
        var codes = visit.Worker.Page.QuerySelectorAll("li.app-paper__code").Select(c => c.TextContent.Trim()).ToList();
        codes.Count.ShouldBe(10);
        Neutral(visit, visit.Worker.Page.QuerySelector(".app-paper")!.TextContent);

        (await portal.Get<Shared.Families.Sheets.SheetCodes>().TryAsync(codes[0])).ShouldNotBeNull();
        await visit.Worker.GoAsync(visit.Worker.Address);
        codes.ShouldAllBe(c => !visit.Worker.Html.Contains(c));
        visit.Worker.Text.ShouldContain("Codes left: 9.");
        await visit.Worker.SubmitAsync("Stop this sheet");
        visit.Worker.Text.ShouldContain("No code on it works now, and they are signed out everywhere.");
        (await portal.Get<Shared.Families.Sheets.SheetCodes>().TryAsync(codes[1])).ShouldBeNull();
    }

    private static async Task AtAsync(StaffVisit visit, string name, string page = "")
    {
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync(name);
        if (page.Length > 0) await visit.Worker.GoAsync(new Uri(visit.Worker.Address + page));
    }

    /// <summary>Paper is found by others: it names nobody, no place and no plan.</summary>
    private static void Neutral(StaffVisit visit, string paper)
    {
        visit.Secrets().ShouldAllBe(s => !paper.Contains(s));
        foreach (var told in (string[])["plan", "family", "worker", "council", "child", "Nance", "Cornwall"]) paper.ShouldNotContain(told, Case.Insensitive);
    }
}
