using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>Answers about meetings: from whom, when, for whom, and what the record gets of them.</summary>
public sealed class MeetingAnswersTests
{
    private const string Amber = "EH-2026-03319";
    private const string Maisie = "LL-771204";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task ReplyAndFeedback_AreInTheRecord_OnceEach_AndAChangedMindIsAnother(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        await PutAsync(test, "knowsley-hard-evenings");
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var meeting = (await test.Plans.ReadAsync(amber)).Meetings.Single(m => m.Kind == "team-around-the-family");
        var form = new AnswerForm { FormKey = "k1", Choice = "by-phone", Words = "I want it to be short.", OneHigher = "Chloe" };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.Answers.ReplyToMeetingAsync(amber, meeting.Handle, form))));
        outcomes.Count(o => o is { IsOk: true, Stored: true }).ShouldBe(1);
        (await test.Answers.ReplyToMeetingAsync(amber, meeting.Handle, new() { FormKey = "k2", Choice = "not-coming" })).Stored.ShouldBeTrue();
        test.Clock.Now = meeting.Asking.End;
        (await test.Answers.GiveFeedbackAsync(amber, meeting.Handle, new() { FormKey = "k3", Choice = "partly-listened-to", Words = "Less talking.", OneHigher = "no such field" })).Stored.ShouldBeTrue();

        (await test.Answers.ReadAsync(amber)).Select(a => (a.Kind, a.Choice, a.MeetingAt, a.SharedWith.Count)).ShouldBe([
            (AnswerKind.MeetingReply, "by-phone", meeting.At, 0), (AnswerKind.MeetingReply, "not-coming", meeting.At, 0), (AnswerKind.Feedback, "partly-listened-to", meeting.At, 0)]);
        var page = (await test.Get<RecordFeed>().ReadFamilyAsync(TestFamily.Client("knowsley"), "knowsley", Amber, null, 10)).Page!;
        var events = page.Items.Select(i => JsonNode.Parse(i.Span)!).ToList();
        events.Select(e => e["type"]!.GetValue<string>()).ShouldBe(["uk.familyportal.answer.meeting-reply.v1", "uk.familyportal.answer.meeting-reply.v1", "uk.familyportal.answer.feedback.v1"]);
        Data(events[0]).ShouldBe("""kind=meeting-reply item=eh29 choice=by-phone words=I want it to be short. wantsWithThem=Chloe""");
        Data(events[1]).ShouldBe("""kind=meeting-reply item=eh29 choice=not-coming""");
        Data(events[2]).ShouldBe("""kind=feedback item=eh29 choice=partly-listened-to words=Less talking.""");
        events.ShouldAllBe(e => e["data"]!["meetingAt"]!.GetValue<DateTimeOffset>() == meeting.At && e["data"]!["sharedWith"]!.AsArray().Count == 0);
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == "answer-given"))).ShouldBe(3);
        var seen = await test.Desk.AnswersAsync((await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!);
        seen.Select(a => (a.Kind, a.MeetingAt, a.OneHigher)).ShouldBe([(AnswerKind.Feedback, meeting.At, null), (AnswerKind.MeetingReply, meeting.At, null), (AnswerKind.MeetingReply, meeting.At, "Chloe")]);
    }

    [Fact]
    public async Task OnlyWhoComesIsAsked_WhoSeesItOrKnowsItsHandleIsNot()
    {
        await using var test = await TestFamily.CreateAsync();
        await PutAsync(test, "westmorland-furness-drums-and-sleep");
        var recordRef = (await test.Store.ReadAsync(s => s.Families.SingleAsync())).RecordRef;
        var (naledi, tom, jan) = ((await test.ViewerAsync(recordRef, "naledi"))!, (await test.ViewerAsync(recordRef, "tom"))!, (await test.ViewerAsync(recordRef, "jan"))!);
        var appointment = await OfKindAsync("health-appointment", naledi);

        appointment.IsMine.ShouldBeTrue();
        var seen = await OfKindAsync("health-appointment", tom);
        seen.IsMine.ShouldBeFalse("he sees it and does not come");
        foreach (var (viewer, handle) in new[] { (tom, seen.Handle), (tom, appointment.Handle), (jan, appointment.Handle), (naledi, "abcdefghijkl"), (naledi, (await test.Plans.ReadAsync(naledi)).Goals[0].Handle) })
        {
            (await test.Answers.ReplyToMeetingAsync(viewer, handle, new() { FormKey = "k", Choice = "coming" })).Fault.ShouldBe(AnswerFault.NotThere);
            test.Clock.Now = appointment.Asking.End;
            (await test.Answers.GiveFeedbackAsync(viewer, handle, new() { FormKey = "k", Choice = "listened-to" })).Fault.ShouldBe(AnswerFault.NotThere);
            test.Clock.Now = new TestClock().Now;
        }
        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(0);

        async Task<MeetingView> OfKindAsync(string kind, Shared.Families.FamilyViewer viewer) => (await test.Plans.ReadAsync(viewer)).Meetings.Single(m => m.Kind == kind);
    }

    [Fact]
    public async Task Reply_UntilTheEnd_Feedback_ForFourteenDaysAfterIt_AndNothingWithoutAChoice()
    {
        await using var test = await TestFamily.CreateAsync();
        await PutAsync(test, "knowsley-hard-evenings");
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var visit = (await test.Plans.ReadAsync(amber)).Meetings.Single(m => m.Kind == "visit");
        visit.Asking.End.ShouldBe(visit.At.AddMinutes(40));
        Task<AnswerOutcome> ReplyAsync(string? choice = "coming") => test.Answers.ReplyToMeetingAsync(amber, visit.Handle, new() { FormKey = $"r{test.Clock.Now.Ticks}", Choice = choice });
        Task<AnswerOutcome> FeedbackAsync(string? choice = "listened-to") => test.Answers.GiveFeedbackAsync(amber, visit.Handle, new() { FormKey = $"f{test.Clock.Now.Ticks}", Choice = choice });
        var moment = TimeSpan.FromSeconds(1);

        foreach (var (at, reply, feedback) in new[]
        {
            (visit.At, AnswerFault.None, AnswerFault.NotThere), (visit.Asking.End - moment, AnswerFault.None, AnswerFault.NotThere),
            (visit.Asking.End, AnswerFault.NotThere, AnswerFault.None), (visit.Asking.End.AddDays(14) - moment, AnswerFault.NotThere, AnswerFault.None),
            (visit.Asking.End.AddDays(14), AnswerFault.NotThere, AnswerFault.NotThere),
        })
        {
            test.Clock.Now = at;
            ((await ReplyAsync()).Fault, (await FeedbackAsync()).Fault).ShouldBe((reply, feedback), at.ToString());
        }
        foreach (var none in (string?[])[null, "", "listened-to", "agree", "COMING"]) (await ReplyAsync(none)).Fault.ShouldBe(AnswerFault.ChoiceMissing);
        foreach (var none in (string?[])[null, "", "coming", "partly"]) (await FeedbackAsync(none)).Fault.ShouldBe(AnswerFault.ChoiceMissing);
    }

    /// <summary>Nobody has said that they come on another day than the one that they were asked about.</summary>
    [Fact]
    public async Task AMeetingThatIsMoved_IsAnotherOne_AndOneTakenBackLeavesNotEvenItsTime()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = await PutAsync(test, "knowsley-hard-evenings");
        var meeting = plan["plan"]!["meetings"]!.AsArray().Single(m => m!["id"]!.GetValue<string>() == "eh30")!;
        async Task<MeetingView> ReadAsync() => (await test.Plans.ReadAsync((await test.ViewerAsync(Amber, "amber"))!)).Meetings.Single(m => m.Kind == "visit");
        var before = await ReadAsync();
        var form = new AnswerForm { FormKey = "k", Choice = "coming" };
        await test.Answers.ReplyToMeetingAsync((await test.ViewerAsync(Amber, "amber"))!, before.Handle, form);

        meeting["at"] = "2026-11-26T16:15:00+00:00";
        await NextAsync(test, plan);
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var after = await ReadAsync();
        (after.Handle, after.At).ShouldBe((before.Handle, before.At.AddDays(1)));
        (await test.Answers.ReadAsync(amber)).Single().MeetingAt.ShouldBe(before.At);
        (await test.Answers.ReplyToMeetingAsync(amber, after.Handle, form)).Stored.ShouldBeTrue("the same form, for another day");
        (await test.Answers.ReadAsync(amber)).Select(a => a.MeetingAt).ShouldBe([before.At, after.At]);

        plan["plan"]!["meetings"]!.AsArray().Remove(meeting);
        await NextAsync(test, plan);
        amber = (await test.ViewerAsync(Amber, "amber"))!;
        (await test.Answers.ReadAsync(amber)).Select(a => (a.Item, a.MeetingAt)).ShouldBe([(null, null), (null, null)]);
    }

    [Theory]
    [InlineData("He has got a knife", null)]
    [InlineData(null, "He has got a knife")]
    public async Task Danger_InEitherText_RaisesTheAlert_AlsoWhereTheFormCannotBeStored(string? words, string? withThem)
    {
        await using var test = await TestFamily.CreateAsync();
        await PutAsync(test, "knowsley-hard-evenings");
        var amber = (await test.ViewerAsync(Amber, "amber"))!;
        var visit = (await test.Plans.ReadAsync(amber)).Meetings.Single(m => m.Kind == "visit");
        var form = new AnswerForm { FormKey = "k", Choice = "coming", Words = words, OneHigher = withThem, ShareWith = ["everyone"] };

        var refused = await test.Answers.ReplyToMeetingAsync(amber, visit.Handle, form with { Choice = null });
        (refused.Fault, refused.Danger.IsDanger).ShouldBe((AnswerFault.ChoiceMissing, true));
        var outcome = await test.Answers.ReplyToMeetingAsync(amber, visit.Handle, form);

        (outcome.Stored, outcome.Danger.IsDanger).ShouldBe((true, true));
        var worker = (await test.StaffAsync(Amber, "dean.ashcroft@example.org"))!;
        (await test.Alerts.OfFamilyAsync(worker)).ShouldHaveSingleItem("said again is said once").Words.ShouldBe("He has got a knife");
        var stored = (await test.Desk.AnswersAsync(worker))[0];
        // A plan lets nobody else see what is answered about a meeting: there is nothing to hold, or to release.
        (stored.Kind, stored.Sharing, stored.NeedsRelease, stored.SharedWith.Count).ShouldBe((AnswerKind.MeetingReply, AnswerSharing.WorkersOnly, false, 0));
        var last = await test.Store.ReadAsync(s => s.RecordEntries.OrderByDescending(e => e.Number).FirstAsync());
        JsonDocument.Parse(last.Data).RootElement.GetProperty("danger").GetString().ShouldBe("emergency");
    }

    [Fact]
    public async Task KeptApart_EachAnswersTheirOwnMeeting_AndNobodyReadsTheOther()
    {
        await using var test = await TestFamily.CreateAsync();
        await PutAsync(test, "cumberland-pages-of-their-own");
        var (hannah, craig) = ((await test.ViewerAsync(Maisie, "hannah"))!, (await test.ViewerAsync(Maisie, "craig"))!);
        var meeting = (await test.Plans.ReadAsync(hannah)).Meetings.Single();

        (await test.Answers.ReplyToMeetingAsync(craig, meeting.Handle, new() { FormKey = "c", Choice = "coming" })).Fault.ShouldBe(AnswerFault.NotThere);
        (await test.Answers.ReplyToMeetingAsync(hannah, meeting.Handle, new() { FormKey = "h", Choice = "coming", Words = "I want Becky there.", OneHigher = "Becky", ShareWith = ["everyone", .. await SharesAsync()] })).Stored.ShouldBeTrue();
        test.Clock.Now = meeting.Asking.End;
        (await test.Answers.GiveFeedbackAsync(hannah, meeting.Handle, new() { FormKey = "f", Choice = "not-listened-to", Words = "Nobody asked me.", ShareWith = ["everyone"] })).Stored.ShouldBeTrue();

        foreach (var other in new[] { "craig", "kaur", "becky", "steve" })
            if (await test.ViewerAsync(Maisie, other) is { } viewer) (await test.Answers.ReadAsync(viewer)).ShouldBeEmpty(other);
        (await test.Answers.SharingChoicesAsync(hannah, meeting.Handle)).ShouldBeEmpty();
        (await test.Desk.AnswersAsync((await test.StaffAsync(Maisie, "rachel.sim@example.org"))!)).ShouldAllBe(a => !a.NeedsRelease && a.Sharing == AnswerSharing.WorkersOnly);

        async Task<IEnumerable<string>> SharesAsync() => (await test.Plans.ReadAsync(hannah)).Scales is [var scale, ..] ? (await test.Answers.SharingChoicesAsync(hannah, scale.Handle)).Select(c => c.Handle) : [];
    }

    private static async Task<JsonNode> PutAsync(TestFamily test, string sample)
    {
        var plan = JsonNode.Parse(SamplePlans.Load(sample))!;
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
        return plan;
    }

    private static async Task NextAsync(TestFamily test, JsonNode plan)
    {
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        (await test.PutAsync(plan)).IsAccepted.ShouldBeTrue();
    }

    /// <summary>What was said, as `member=value`: all of it, and nothing that stands in every answer.</summary>
    private static string Data(JsonNode answer) => string.Join(' ', answer["data"]!.AsObject()
        .Where(m => m.Key is not ("answerId" or "recordRef" or "planVersion" or "givenBy" or "givenAt" or "sharedWith" or "meetingAt")).Select(m => $"{m.Key}={m.Value}"));
}
