using System.Net;
using System.Text.Json;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;
using static FamilyPortal.Portal.Tests.Languages.PreferencesTests;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>The word by which somebody knows who rings: seen by workers alone, and gone with whoever had it.</summary>
public sealed class CodeWordTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

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

    [Fact]
    public async Task A_code_word_that_was_typed_and_not_stored_is_heard_and_shown_to_nobody_again()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var person = visit.People.Single(p => p.Name == "Ann Nance");
        using var ann = new Browser();
        foreach (var (page, words, danger) in ((string, string, bool)[])[("/preferences/word", "Purple kettle", false), ("/Preferences/WORD/", "Purple kettle", false), ("/preferences/word", "He is hitting me right now", true)])
        {
            var secret = await portal.EnterAsync(ann, person);
            await visit.GoAsync(ann, page);
            ann.Text.ShouldContain("What you typed is not kept.");
            var send = ann.Prepare("Save", ("Form.Words", words));
            (await DraftTests.KeepAsync(Site, ann, page, DraftTests.Fields(ann), false, ("Form.Words", words))).ShouldBe(HttpStatusCode.BadRequest);
            await NothingWaitsAsync();
            // The time is up, or another tab signed out.
            var end = send();
            end.RequestUri = new(Site, "/session/end" + page);
            await ann.SendAsync(end);
            ann.Html.ShouldNotContain("kettle");
            await portal.Get<PortalSessions>().EndAsync(secret);
            await ann.SendAsync(send());
            ann.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            ann.Text.ShouldContain("We did not save or keep what you typed.");
            ann.Html.ShouldNotContain("kettle");
            ann.Page.QuerySelectorAll("[role=alert] a[href='tel:999']").Length.ShouldBe(danger ? 1 : 0);
            await portal.EnterAsync(ann, person);
            await NothingWaitsAsync();

            async Task NothingWaitsAsync()
            {
                foreach (var later in (string[])["/", page])
                {
                    (await visit.GoAsync(ann, later)).Html.ShouldNotContain(words);
                    ann.Text.ShouldNotContain("did not send");
                }
            }
        }
        (await visit.GoAsync(visit.Worker, "/staff/alerts")).Text.ShouldContain("He is hitting me right now");
        (await ChangesAsync(visit)).ShouldBeEmpty();
    }

    /// <summary>Whoever had the phone may have chosen it, or looked on. The word of another person of the family stays.</summary>
    [Fact]
    public async Task A_code_word_counts_no_more_once_its_person_was_signed_out_everywhere()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var (choices, contacts, worker) = (portal.Get<FamilyPreferences>(), portal.Get<ContactDesk>(), await portal.StaffAsync(visit.Plan));
        var handle = (await portal.Get<PeopleDesk>().PeopleAsync(worker)).Single(p => p.Name == "Ann Nance").Handle;
        (await choices.SetCodeWordAsync(await ViewerAsync(visit, "Ken Nance"), "Silver boat")).ShouldBe(ChoiceFault.None);
        var key = (await ViewerAsync(visit)).MembershipKey;
        foreach (var act in (Func<Task>[])[
            () => contacts.SignOutEverywhereAsync(worker, handle),
            () => contacts.ChangeAsync(worker, handle, "another.ann@example.org"),
            () => portal.Get<PeopleDesk>().RestrictAsync(worker, handle, RestrictionKind.NotSafe),
            () => portal.Get<InvitationDesk>().NewWordAsync(worker, handle),
        ])
        {
            (await choices.SetCodeWordAsync((await portal.Get<ViewerDirectory>().ByMembershipAsync(key))!, "Purple kettle")).ShouldBe(ChoiceFault.None);
            await visit.WorkerAtAsync("/people");
            await visit.Worker.FollowAsync("Ann Nance");
            visit.Worker.Text.ShouldContain("Purple kettle");
            visit.Worker.Text.ShouldNotContain("does not count");

            await act();

            await visit.GoAsync(visit.Worker, visit.Worker.Address.AbsolutePath);
            visit.Worker.Text.ShouldNotContain("Purple kettle");
            visit.Worker.Text.ShouldContain("The old one does not count since");
            var change = (await ChangesAsync(visit))[^1];
            (change.TryGetProperty("codeWord", out _), change.GetProperty("codeWordVoid").GetBoolean()).ShouldBe((false, true));
            (change.GetProperty("givenBy").GetProperty("name").GetString(), change.GetProperty("texts").GetBoolean()).ShouldBe(("Ann Nance", true));
            // Nobody is in at all until a new word is told.
            if (await portal.Get<ViewerDirectory>().ByMembershipAsync(key) is { } ann) (await choices.HasCodeWordAsync(ann)).ShouldBeFalse();
            // Nothing more of it where there is none.
            var told = (await ChangesAsync(visit)).Count;
            await contacts.SignOutEverywhereAsync(worker, handle);
            (await ChangesAsync(visit)).Count.ShouldBe(told);
        }
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ken Nance");
        visit.Worker.Text.ShouldContain("Silver boat");
    }
}
