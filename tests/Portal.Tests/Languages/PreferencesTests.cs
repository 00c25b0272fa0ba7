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

    [Fact]
    public async Task Texts_and_hours_go_to_the_record_and_to_staff_and_how_pages_look_does_not()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/preferences");
        await ann.SubmitAsync("Save", ("Chosen.Size", "Large"), ("Chosen.Calm", "true"));
        (await ChangesAsync(visit)).ShouldBeEmpty();

        await ann.SubmitAsync("Save", ("Chosen.Texts", "false"), ("Chosen.From", "09:00"), ("Chosen.Until", "17.30"));
        await ann.SubmitAsync("Save", ("Chosen.Texts", "false"));
        var change = (await ChangesAsync(visit)).ShouldHaveSingleItem();
        change.GetProperty("texts").GetBoolean().ShouldBeFalse();
        (change.GetProperty("textsFrom").GetString()![..5], change.GetProperty("textsUntil").GetString()![..5]).ShouldBe(("09:00", "17:30"));
        change.GetProperty("givenBy").GetProperty("name").GetString().ShouldBe("Ann Nance");
        change.TryGetProperty("codeWord", out _).ShouldBeFalse();

        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        visit.Worker.Text.ShouldContain("Only from 9am until 5.30pm, by their own choice");
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

    [Fact]
    public async Task A_code_word_is_seen_by_workers_and_by_nobody_else_and_can_be_taken_away()
    {
        const string Word = "Purple kettle";
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        using var ken = await visit.PersonAsync("Ken Nance");
        await visit.GoAsync(ann, "/preferences");
        await ann.FollowAsync("Choose a code word");
        foreach (var wrong in (string[])["", "ab", "1234", "<b>hello</b>", new string('a', 31)])
        {
            await visit.GoAsync(ann, "/preferences/word");
            await ann.SubmitAsync("Save", ("Form.Words", wrong));
            ann.Page.QuerySelectorAll(".govuk-error-message").ShouldNotBeEmpty(wrong);
        }
        await ann.SubmitAsync("Save", ("Form.Words", "  Purple   kettle "));
        ann.Address.AbsolutePath.ShouldBe("/preferences/saved");

        (await ChangesAsync(visit)).ShouldHaveSingleItem().GetProperty("codeWord").GetString().ShouldBe(Word);
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        visit.Worker.Text.ShouldContain(Word);
        foreach (var reader in (Browser[])[ann, ken])
            foreach (var page in (string[])["/", "/plan", "/answers", "/preferences", "/preferences/word", "/ask-worker"])
                (await visit.GoAsync(reader, page)).Html.ShouldNotContain("kettle", Case.Insensitive, page);

        await visit.GoAsync(ann, "/preferences/word");
        await ann.SubmitAsync("I want no code word");
        (await ChangesAsync(visit))[^1].TryGetProperty("codeWord", out _).ShouldBeFalse();
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        visit.Worker.Text.ShouldNotContain(Word);
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

    private static async Task<IReadOnlyList<JsonElement>> ChangesAsync(StaffVisit visit)
    {
        using var answer = await visit.Portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/responses");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return [.. page.GetProperty("items").EnumerateArray().Where(e => e.GetProperty("type").GetString() == Changed).Select(e => e.GetProperty("data"))];
    }

    private async Task<FamilyViewer> ViewerAsync(StaffVisit visit)
    {
        using var browser = new Browser();
        return (await portal.Get<PortalSessions>().ResolveAsync(await portal.EnterAsync(browser, visit.People.Single(p => p.Name == "Ann Nance"))))!.Viewer!;
    }
}
