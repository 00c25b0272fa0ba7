using System.Net;
using System.Text.Json;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>What a person chooses for themselves: it is theirs on every device, tells nobody else anything, and lifts nothing that others set.</summary>
public sealed class PreferencesTests(PortalFixture portal)
{
    private const string Changed = "uk.familyportal.preferences.changed.v1";

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task How_pages_look_and_work_is_chosen_for_oneself_and_holds_on_every_device_at_the_next_page()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var other = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        // Kept, both of them.
        foreach (var browser in (Browser[])[ann, other, ken]) await browser.GoAsync(Site, "/plan");

        await ann.GoAsync(Site, "/answers");
        await ann.FollowAsync("How this looks and works");
        await ann.SubmitAsync("Save", ("Chosen.Language", "ar"), ("Chosen.Size", "Largest"), ("Chosen.Calm", "true"), ("Chosen.Soon", "true"));

        ann.Address.AbsolutePath.ShouldBe("/preferences/saved");
        ann.Page.QuerySelector("[name='Chosen.Size'][checked]")!.GetAttribute("value").ShouldBe("Largest");
        foreach (var browser in (Browser[])[ann, other])
            foreach (var page in (string[])["/plan", "/", "/no-such-page", "/plan"])
            {
                await browser.GoAsync(Site, page);
                var html = browser.Page.DocumentElement;
                (html.GetAttribute("lang"), html.GetAttribute("dir"), html.ClassName).ShouldBe(("ar", "rtl", "govuk-template app-largest app-calm"), page);
                browser.Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("300");
            }
        foreach (var page in (string[])["/plan", "/", "/preferences"])
        {
            var html = (await ken.GoAsync(Site, page)).Page.DocumentElement;
            (html.GetAttribute("lang"), html.ClassName).ShouldBe(("en", "govuk-template"), page);
            ken.Page.QuerySelector("[data-idle]")!.GetAttribute("data-idle").ShouldBe("900");
        }

        await ann.GoAsync(Site, "/preferences");
        await ann.SubmitAsync(("Chosen.Language", "en"), ("Chosen.Size", "Normal"), ("Chosen.Calm", "false"), ("Chosen.Soon", "false"));
        (await other.GoAsync(Site, "/plan")).Page.DocumentElement.ClassName.ShouldBe("govuk-template");
        other.Page.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
    }

    /// <summary>Said at sign-in, of one device: what stands chosen for all of them is not what counts there.</summary>
    [Fact]
    public async Task Where_somebody_is_signed_out_sooner_than_they_chose_the_page_says_so()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var shared = new Browser();
        await portal.EnterAsync(shared, people.Single(p => p.Name == "Ken Nance"), endsSoon: true);
        using var own = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));
        const string Now = "Now it is 5 minutes here. You asked us before to sign you out sooner. You can look at that under \"How I sign in\".";
        (await shared.GoAsync(Site, "/preferences")).Text.ShouldContain(Now);
        shared.Page.QuerySelector("[name='Chosen.Soon'][checked]")!.GetAttribute("value").ShouldBe("false");
        (await own.GoAsync(Site, "/preferences")).Text.ShouldNotContain(Now);

        await own.SubmitAsync("Save", ("Chosen.Soon", "true"));
        own.Text.ShouldContain("Saved.");
        (await shared.GoAsync(Site, "/preferences")).Text.ShouldNotContain(Now, Case.Sensitive, "chosen, and the same");
    }

    [Fact]
    public async Task Texts_and_hours_go_to_the_record_and_to_staff_and_how_pages_look_does_not()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Size", "Large"), ("Chosen.Calm", "true"));
        (await ChangesAsync(visit)).ShouldBeEmpty();

        await ann.SubmitAsync("Save", ("Chosen.Texts", "false"), ("Chosen.From", "9 am"), ("Chosen.Until", "17.30"));
        await ann.SubmitAsync("Save", ("Chosen.Texts", "false"));
        var change = (await ChangesAsync(visit)).ShouldHaveSingleItem();
        change.GetProperty("texts").GetBoolean().ShouldBeFalse();
        (change.GetProperty("textsFrom").GetString()![..5], change.GetProperty("textsUntil").GetString()![..5]).ShouldBe(("09:00", "17:30"));
        change.GetProperty("givenBy").GetProperty("name").GetString().ShouldBe("Ann Nance");
        change.TryGetProperty("codeWord", out _).ShouldBeFalse();

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        visit.Worker.Text.ShouldContain("Only from 9am until 5:30pm, by their own choice");
        visit.Worker.Text.ShouldContain("No reminders by text. They said so on");

        await visit.GoAsync(ann, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Texts", "true"));
        (await ChangesAsync(visit))[^1].GetProperty("texts").GetBoolean().ShouldBeTrue();
        (await ViewerAsync(visit)).GetsNudges.ShouldBeTrue();

        foreach (var (from, until) in ((string, string)[])[("09:00", ""), ("", "17:00"), ("tea time", "17:00"), ("09:00", "09:00")])
        {
            await visit.GoAsync(ann, "/preferences");
            await ann.SubmitAsync("Save", ("Chosen.From", from), ("Chosen.Until", until));
            ann.Address.AbsolutePath.ShouldBe("/preferences", $"{from} {until}");
            ann.Page.QuerySelectorAll(".govuk-error-message").ShouldNotBeEmpty();
            ann.Page.QuerySelector("[name='Chosen.From']")!.GetAttribute("value").ShouldBe(from);
        }
        (await ChangesAsync(visit)).Count.ShouldBe(2);
    }

    /// <summary>What a worker set shows in nothing that the person sees, and no yes of theirs takes it away.</summary>
    [Fact]
    public async Task A_yes_to_texts_lifts_no_more_than_the_person_s_own_no()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        var before = BarePage.Of((await visit.GoAsync(ann, "/preferences")).Html);
        var worker = await portal.StaffAsync(visit.Plan);
        var handle = (await portal.Get<PeopleDesk>().PeopleAsync(worker)).Single(p => p.Name == "Ann Nance").Handle;
        await portal.Get<PeopleDesk>().RestrictAsync(worker, handle, RestrictionKind.NoTexts);

        BarePage.Of((await visit.GoAsync(ann, "/preferences")).Html).ShouldBe(before);
        await ann.SubmitAsync("Save", ("Chosen.Texts", "false"));
        await ann.SubmitAsync("Save", ("Chosen.Texts", "true"));
        BarePage.Of((await visit.GoAsync(ann, "/preferences")).Html).ShouldBe(before);
        (await ViewerAsync(visit)).GetsNudges.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/preferences/word", "Form.Words")]
    [InlineData("/preferences", "Chosen.From")]
    public async Task Words_of_danger_are_heard_in_whatever_box_they_are_typed(string page, string field)
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, page);
        await ann.SubmitAsync("Save", (field, "He has got a knife"));

        ann.Page.QuerySelector("[role=alert] a[href='tel:999']").ShouldNotBeNull();
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        visit.Worker.Text.ShouldNotContain("Code word");
        (await visit.GoAsync(visit.Worker, "/staff/alerts")).Text.ShouldContain("He has got a knife");
    }

    /// <summary>Two tabs, or a phone on which the page lay open: each field is the one that was chosen last, by somebody who saw it.</summary>
    [Fact]
    public async Task A_page_that_lay_open_changes_what_was_changed_on_it_and_nothing_else()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var old = await visit.PersonAsync("Ann Nance");
        using var phone = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(old, "/preferences");
        Dictionary<string, string> start = new() { ["Language"] = "en", ["Size"] = "Normal", ["Calm"] = "false", ["Soon"] = "false", ["Texts"] = "true", ["From"] = "", ["Until"] = "" };
        Shown(old).ShouldBe(start);
        Func<HttpRequestMessage> Old(params (string, string)[] fields) => old.Prepare("Save", [.. fields.Select(f => ("Chosen." + f.Item1, f.Item2))]);
        (string Field, string Value)[][] choices = [[("Language", "pl")], [("Size", "Large")], [("Calm", "true")], [("Soon", "true")], [("From", "18:00"), ("Until", "20:00")], [("Texts", "false")]];
        var (prepared, nothing) = (choices.Select(c => (c, Old(c))).ToList(), Old());
        var withoutShown = old.Prepare("Save", ("Chosen.Shown", ""));

        await visit.GoAsync(phone, "/preferences");
        await phone.SubmitAsync("Save", ("Chosen.Language", "en"), ("Chosen.Size", "Largest"), ("Chosen.From", "09:00"), ("Chosen.Until", "10:00"));
        await phone.SubmitAsync("Save", ("Chosen.Calm", "true"), ("Chosen.Soon", "true"), ("Chosen.Texts", "false"));
        var now = Shown(phone);
        now.ShouldBe(new Dictionary<string, string> { ["Language"] = "en", ["Size"] = "Largest", ["Calm"] = "true", ["Soon"] = "true", ["Texts"] = "false", ["From"] = "09:00", ["Until"] = "10:00" });
        var told = (await ChangesAsync(visit)).Count;

        await old.SendAsync(nothing());
        Shown(old).ShouldBe(now, "nothing was chosen on it");
        // From before there was what tells: nothing is taken for a choice.
        await old.SendAsync(withoutShown());
        old.Text.ShouldContain("This page was too old");
        Shown(old).ShouldBe(now);
        (await ChangesAsync(visit)).Count.ShouldBe(told);
        foreach (var (fields, send) in prepared)
        {
            await old.SendAsync(send());
            foreach (var (field, value) in fields) now[field] = value;
            Shown(old).ShouldBe(now, fields[0].Field);
        }
        (await ViewerAsync(visit)).StoppedTexts.ShouldBeTrue();
        // On a page that shows it, it is a choice.
        await old.SubmitAsync(("Chosen.Texts", "true"));
        (await ViewerAsync(visit)).StoppedTexts.ShouldBeFalse();
    }

    [Fact]
    public async Task Too_many_changes_wait_and_texts_are_stopped_all_the_same()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        var choices = portal.Get<FamilyPreferences>();
        var viewer = await ViewerAsync(visit);
        for (var i = 0; i < 30; i++) (await choices.SetCodeWordAsync(viewer, i % 2 == 0 ? "Green door" : "Blue door")).ShouldBe(ChoiceFault.None);
        const string TooMany = "You have changed a lot in a short time.";

        await visit.GoAsync(ann, "/preferences/word");
        await ann.SubmitAsync("Save", ("Form.Words", "Purple kettle"));
        ann.Text.ShouldContain(TooMany);
        ann.Html.ShouldNotContain("kettle");
        await visit.GoAsync(ann, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Soon", "true"));
        ann.Text.ShouldContain(TooMany);
        (await ChangesAsync(visit)).Count.ShouldBe(30);
        await visit.GoAsync(ann, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Soon", "true"), ("Chosen.Texts", "false"));
        ann.Text.ShouldContain(TooMany, Case.Sensitive, "the rest of it waits");
        (viewer = await ViewerAsync(visit)).StoppedTexts.ShouldBeTrue();
        viewer.Preferences.EndsSoon.ShouldBeFalse();
        (await ChangesAsync(visit)).Count.ShouldBe(31);

        await visit.GoAsync(ann, "/my-words/number");
        await ann.SubmitAsync("Start my texts again");
        ann.Text.ShouldContain(TooMany);
        (await ViewerAsync(visit)).StoppedTexts.ShouldBeTrue();
        (await ChangesAsync(visit)).Count.ShouldBe(31);
    }

    [Fact]
    public async Task On_a_worker_s_device_nothing_is_made_less_strict_in_somebody_s_name()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var choices = portal.Get<FamilyPreferences>();
        var viewer = await ViewerAsync(visit);
        await choices.SetCodeWordAsync(viewer, "Purple kettle");
        await choices.SaveAsync(viewer, viewer.Choices, new(new() { EndsSoon = true, TextsFrom = new(20, 0), TextsUntil = new(1, 0) }, Texts: false));
        var before = (viewer = await ViewerAsync(visit)).Choices;
        var told = (await ChangesAsync(visit)).Count;
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        await visit.Worker.FollowAsync("Do it together");
        await visit.Worker.SubmitAsync("Start now");
        await visit.Worker.SubmitAsync("Start");
        var device = visit.Worker;

        await visit.GoAsync(device, "/my-words/number");
        device.Text.ShouldContain("To start your texts again, sign in without your worker.");
        device.Page.QuerySelectorAll("[name=Texts]").ShouldBeEmpty();
        await visit.GoAsync(device, "/preferences");
        device.Text.ShouldContain("You are on your worker's phone or computer.");
        device.Html.ShouldNotContain("/preferences/word");
        foreach (var offered in (string[])["Texts", "Soon"]) device.Page.QuerySelectorAll($"[name='Chosen.{offered}']").Length.ShouldBe(1, offered);
        foreach (var looser in ((string, string)[][])[[("Texts", "true")], [("Soon", "false")], [("From", ""), ("Until", "")], [("Until", "01:30")], [("From", "19:59")], [("From", "01:00"), ("Until", "20:00")]])
        {
            await visit.GoAsync(device, "/preferences");
            await device.SubmitAsync("Save", [.. looser.Select(f => ("Chosen." + f.Item1, f.Item2))]);
            device.Page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("sign in without your worker", Case.Sensitive, looser[0].ToString());
        }
        await visit.GoAsync(device, "/preferences/word");
        device.Page.QuerySelectorAll("[name='Form.Words'], main form button").ShouldBeEmpty();
        foreach (var (field, value) in ((string, string)[])[("Form.Words", "Blue door"), ("Form.Choice", "none")])
        {
            var fields = DraftTests.Fields(device);
            fields[field] = value;
            await device.SendAsync(new(HttpMethod.Post, new Uri(Site, "/preferences/word")) { Content = new FormUrlEncodedContent(fields) });
            device.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            await visit.GoAsync(device, "/preferences/word");
        }
        (await ViewerAsync(visit)).Choices.ShouldBe(before);
        (await ChangesAsync(visit)).Count.ShouldBe(told);

        await visit.GoAsync(device, "/preferences");
        await device.SubmitAsync("Save", ("Chosen.From", "22:30"), ("Chosen.Until", "00:30"), ("Chosen.Size", "Large"));
        device.Address.AbsolutePath.ShouldBe("/preferences/saved");
        (await ViewerAsync(visit)).Choices.ShouldBe(before with { Preferences = before.Preferences with { TextsFrom = new(22, 30), TextsUntil = new(0, 30), Size = TextSize.Large } });
        (await ChangesAsync(visit))[^1].GetProperty("codeWord").GetString().ShouldBe("Purple kettle");
    }

    [Fact]
    public async Task Together_with_a_worker_the_pages_are_as_that_person_has_them_and_what_they_change_says_with_whom()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        for (var session = 1; session <= 2; session++)
        {
            using var device = await StaffVisit.EnterAsync(portal, visit.Authority, visit.WorkerName);
            await visit.GoAsync(device, visit.Home + "/people");
            await device.FollowAsync("Tamsin Nance");
            await device.FollowAsync("Do it together");
            await device.SubmitAsync("Start now");
            if (session == 2) device.Page.DocumentElement.ClassName.ShouldBe("govuk-template app-large", "before it begins too");
            await device.SubmitAsync(device.Page.QuerySelector("main form button")!.TextContent.Trim());
            await visit.GoAsync(device, "/preferences");
            device.Page.DocumentElement.ClassName.ShouldBe(session == 1 ? "govuk-template" : "govuk-template app-large");
            device.Page.DocumentElement.GetAttribute("lang").ShouldBe(session == 1 ? "en" : "pl");
            if (session == 2) continue;
            await device.SubmitAsync("Save", ("Chosen.Language", "pl"), ("Chosen.Size", "Large"), ("Chosen.From", "10:00"), ("Chosen.Until", "11:00"));
            (await ChangesAsync(visit)).ShouldHaveSingleItem().GetProperty("with").GetString().ShouldBe(visit.WorkerName);
        }
    }

    internal static async Task<IReadOnlyList<JsonElement>> ChangesAsync(StaffVisit visit)
    {
        using var answer = await visit.Portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/responses");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return [.. page.GetProperty("items").EnumerateArray().Where(e => e.GetProperty("type").GetString() == Changed).Select(e => e.GetProperty("data"))];
    }

    internal static async Task<FamilyViewer> ViewerAsync(StaffVisit visit, string name = "Ann Nance")
    {
        using var browser = new Browser();
        return (await visit.Portal.Get<PortalSessions>().ResolveAsync(await visit.Portal.EnterAsync(browser, visit.People.Single(p => p.Name == name))))!.Viewer!;
    }

    /// <summary>What the page has chosen, by field.</summary>
    private static Dictionary<string, string> Shown(Browser browser) =>
        browser.Page.QuerySelectorAll("input[name^='Chosen.']:not([type=radio]):not([type=hidden]), input[name^='Chosen.'][checked]")
            .ToDictionary(f => f.GetAttribute("name")!["Chosen.".Length..], f => f.GetAttribute("value") ?? "");
}
