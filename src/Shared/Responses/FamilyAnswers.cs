using System.Runtime.CompilerServices;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Storage.Prepared;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>What family members and professionals of a plan answer, and what they may read of answers.</summary>
public sealed partial class FamilyAnswers
{
    /// <summary>Choices of a <see cref="AnswerKind.GoalResponse"/>.</summary>
    public static readonly IReadOnlyList<string> GoalChoices = ["agree", "partly", "not-how-i-see-it"];

    /// <summary>Choices of a <see cref="AnswerKind.RoleReply"/>.</summary>
    public static readonly IReadOnlyList<string> RoleChoices = ["accept", AcceptWithChange, Declined];

    /// <summary>Choices of a <see cref="AnswerKind.MeetingReply"/>.</summary>
    public static readonly IReadOnlyList<string> MeetingChoices = ["coming", NotComing, "by-phone"];

    /// <summary>The choice of a <see cref="AnswerKind.MeetingReply"/> after which nobody is asked how it was.</summary>
    public const string NotComing = "not-coming";

    /// <summary>Choices of a <see cref="AnswerKind.Feedback"/>.</summary>
    public static readonly IReadOnlyList<string> FeedbackChoices = ["listened-to", "partly-listened-to", "not-listened-to"];

    /// <summary>Choices of a <see cref="AnswerKind.NextStepReply"/>.</summary>
    public static readonly IReadOnlyList<string> StepChoices = [StepDone, "not-yet", "need-help"];

    /// <summary>A yes to a task that asks for words: what would be another way.</summary>
    public const string AcceptWithChange = "accept-with-change";

    /// <summary>To its giver a step is done, whatever the plan says.</summary>
    public const string StepDone = "done";

    /// <summary>A no to a task, also to one that was taken before.</summary>
    public const string Declined = "cannot";

    private readonly StoreFactory _stores;
    private readonly PreparedReads _reads;
    private readonly string _answersOf;
    private readonly FamilyPlans _plans;
    private readonly AnswerWriter _writer;
    private readonly PictureTaker _pictures;
    private readonly DangerChecks _dangers;
    private readonly LostDanger _lost;
    private readonly TimeProvider _clock;

    /// <summary>What was shown last of each slice, and from which rows.</summary>
    private readonly ConditionalWeakTable<PlanView, Shown> _shown = [];

    internal FamilyAnswers(StoreFactory stores, PreparedReads reads, FamilyPlans plans, AnswerWriter writer, PictureTaker pictures, DangerChecks dangers, TimeProvider clock) =>
        (_stores, _reads, _answersOf, _plans, _writer, _pictures, _dangers, _lost, _clock) = (stores, reads, AnswerRow.SqlFor(reads.IsOneOf), plans, writer, pictures, dangers, new(stores, clock), clock);

    /// <summary>A number on a scale that this person is asked for.</summary>
    public async Task<AnswerOutcome> GiveScoreAsync(FamilyViewer viewer, string scale, AnswerForm form, CancellationToken cancel = default)
    {
        if (form.Score is not (>= Scale.Lowest and <= Scale.Highest)) return await RefuseAsync(viewer, form, AnswerFault.ScoreMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.Score, scale, form with { Choice = null }, (slice, item) => item is Scale && IsAsked(viewer, slice, item), cancel);
    }

    /// <summary>Agree, partly, or "that is not how I see it", to a goal that this person is asked about.</summary>
    public async Task<AnswerOutcome> AnswerGoalAsync(FamilyViewer viewer, string goal, AnswerForm form, CancellationToken cancel = default)
    {
        if (!GoalChoices.Contains(form.Choice)) return await RefuseAsync(viewer, form, AnswerFault.ChoiceMissing, cancel);
        if (form.Choice == "not-how-i-see-it" && StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.GoalResponse, goal, form with { Score = null, OneHigher = null }, (slice, item) => item is Goal && IsAsked(viewer, slice, item), cancel);
    }

    /// <summary>"How I see it", beside any item that this person sees.</summary>
    public async Task<AnswerOutcome> GiveViewAsync(FamilyViewer viewer, string item, AnswerForm form, CancellationToken cancel = default)
    {
        if (StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.View, item, form with { Score = null, Choice = null, OneHigher = null }, (_, _) => true, cancel);
    }

    /// <summary>What this person has done about a goal that they are asked about; as often as they like.</summary>
    public async Task<AnswerOutcome> TellOfGoalAsync(FamilyViewer viewer, string goal, AnswerForm form, CancellationToken cancel = default)
    {
        if (StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        if (form.DoneOn is not { } day || day < AnswerLimits.FirstDay) return await RefuseAsync(viewer, form, AnswerFault.DayMissing, cancel);
        if (day > UkTime.Today(_clock)) return await RefuseAsync(viewer, form, AnswerFault.DayToCome, cancel);
        return await GiveAsync(viewer, AnswerKind.GoalProgress, goal, form with { Score = null, Choice = null, OneHigher = null }, (slice, item) => item is Goal && IsAsked(viewer, slice, item), cancel);
    }

    /// <summary>Done, not yet, or "I need help", of a next step that is this person's to do. For workers alone.</summary>
    public async Task<AnswerOutcome> ReplyToStepAsync(FamilyViewer viewer, string step, AnswerForm form, CancellationToken cancel = default)
    {
        if (!StepChoices.Contains(form.Choice)) return await RefuseAsync(viewer, form, AnswerFault.ChoiceMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.NextStepReply, step, form with { Score = null, OneHigher = null }, (slice, item) => item is NextStep && IsAsked(viewer, slice, item), cancel);
    }

    /// <summary>Yes, yes with a change, or no to a task of one's own.</summary>
    public async Task<AnswerOutcome> ReplyToTaskAsync(FamilyViewer viewer, string task, AnswerForm form, CancellationToken cancel = default)
    {
        if (!RoleChoices.Contains(form.Choice)) return await RefuseAsync(viewer, form, AnswerFault.ChoiceMissing, cancel);
        if (form.Choice == AcceptWithChange && StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.RoleReply, task, form with { Score = null, OneHigher = null }, (slice, item) => item is NetworkRole && IsAsked(viewer, slice, item), cancel);
    }

    /// <summary>Coming, not coming or by phone to a meeting of one's own, until it ends; what to say there, and who should come along.</summary>
    public async Task<AnswerOutcome> ReplyToMeetingAsync(FamilyViewer viewer, string meeting, AnswerForm form, CancellationToken cancel = default)
    {
        if (!MeetingChoices.Contains(form.Choice)) return await RefuseAsync(viewer, form, AnswerFault.ChoiceMissing, cancel);
        var now = _clock.GetUtcNow();
        return await GiveAsync(viewer, AnswerKind.MeetingReply, meeting, form with { Score = null }, (slice, item) => item is Meeting m && IsAsked(viewer, slice, m) && !m.Asking.IsOver(now), cancel);
    }

    /// <summary>How a meeting of one's own was, in the days after it. Only workers ever read it.</summary>
    public async Task<AnswerOutcome> GiveFeedbackAsync(FamilyViewer viewer, string meeting, AnswerForm form, CancellationToken cancel = default)
    {
        if (!FeedbackChoices.Contains(form.Choice)) return await RefuseAsync(viewer, form, AnswerFault.ChoiceMissing, cancel);
        var now = _clock.GetUtcNow();
        return await GiveAsync(viewer, AnswerKind.Feedback, meeting, form with { Score = null, OneHigher = null, ShareWith = [] },
            (slice, item) => item is Meeting m && IsAsked(viewer, slice, m) && m.Asking.AsksHowItWas(now), cancel);
    }

    /// <summary>A question to the worker. Nobody else ever sees it.</summary>
    public Task<AnswerOutcome> AskWorkerAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel = default) =>
        WordsOnlyAsync(viewer, AnswerKind.Question, form, cancel);

    /// <summary>Words from the chat: where the danger check finds any, they are stored like any answer, for workers only, with the alert.</summary>
    public async Task<AnswerOutcome> HearChatMessageAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel = default)
    {
        var danger = await _dangers.ForAsync(viewer, cancel);
        if (danger.Check(form.Words, speaker: viewer.Speaker).IsDanger) return await WordsOnlyAsync(viewer, AnswerKind.ChatMessage, form, cancel);
        await TellQuietlyAsync(viewer, danger, form, cancel);
        return new(AnswerFault.None, Stored: false, DangerFinding.None);
    }

    /// <summary>A reply by text: a number or words, for workers only. What is longer than an answer is kept in parts: it cannot be given back.</summary>
    internal async Task KeepTextReplyAsync(FamilyViewer viewer, string key, string message, CancellationToken cancel = default)
    {
        var danger = await _dangers.ForAsync(viewer, cancel);
        var whole = danger.Check(message, speaker: viewer.Speaker);
        var parts = LongWords.Parts(Clean(message) ?? "", AnswerLimits.Words);
        var isHeard = parts.Any(part => danger.Check(part, speaker: viewer.Speaker).Level >= whole.Level);
        for (var n = 0; n < parts.Count; n++)
        {
            var answer = New(viewer, AnswerKind.TextReply, new() { FormKey = n == 0 ? key : $"{key}:{n + 1}", Words = parts[n] }, viewer.State.Family.CurrentVersion);
            await _writer.WriteAsync(viewer.State.Family, answer, cancel, viewer, n == 0 && !isHeard ? whole : default);
        }
    }

    /// <summary>Words of a form that is no answer, or came too late to be one: kept, with the alert, where they say danger, and not at all otherwise.</summary>
    public Task<AnswerOutcome> HearAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel = default) =>
        RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);

    /// <summary>Whom the person may let see an answer to this item besides their workers; empty where nobody.</summary>
    public async Task<IReadOnlyList<SharingChoice>> SharingChoicesAsync(FamilyViewer viewer, string item, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        if (slice.ByHandle(item) is not { } planItem) return [];
        List<SharingChoice> choices = [.. AnswerVisibility.Named(viewer, slice, planItem).Select(p => new SharingChoice(viewer.OfPerson(p.Id), p.Name))];
        if (AnswerVisibility.OffersAll(viewer, slice, planItem)) choices.Add(new(SharingChoice.Everyone, null));
        return choices;
    }

    /// <summary>Nobody but workers reads an own answer from now on. Nothing happens where the answer is not theirs, or is shared with nobody.</summary>
    public async Task EndSharingAsync(FamilyViewer viewer, string handle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var mine = await store.Answers.AsNoTracking().Where(a => a.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff && a.SharingEndedAt == null).ToListAsync(cancel);
        var answer = mine.FirstOrDefault(a => Handle(viewer, a.Id) == handle && AnswerVisibility.IsOwn(viewer, a) && a.Chosen.Count > 0);
        if (answer is not null) await _writer.EndSharingAsync(viewer, answer, cancel);
    }

    /// <summary>What the danger check lately found in this viewer's own words, newest first; not older than <see cref="DangerAdvice.ShownFor"/>.</summary>
    public async Task<IReadOnlyList<HeardDanger>> HeardAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var since = _clock.GetUtcNow() - DangerAdvice.ShownFor;
        await using var store = _stores.Create();
        var rows = await (
            from alert in store.Alerts.AsNoTracking()
            join a in store.Answers.AsNoTracking() on new { alert.FamilyId, Id = (Guid?)alert.Id } equals new { a.FamilyId, Id = a.AlertId }
            where alert.FamilyId == viewer.FamilyId && alert.PersonId == viewer.PersonId && alert.RaisedAt > since
            orderby a.GivenAt descending
            select new { Alert = alert, Answer = a }).ToListAsync(cancel);
        if (rows.Count == 0) return [];
        var slice = await _plans.SliceAsync(viewer, cancel);
        var danger = await _dangers.ForAsync(viewer, cancel);
        // Who is hurt is not stored, and the words may be gone: then the lines are for all.
        Hurt HurtIn(Answer a) => danger.CheckAnswer(a.Choice, a.Words, a.OneHigher, viewer.Speaker).Hurt;
        return [.. from row in rows
                   where AnswerVisibility.IsOwn(viewer, row.Answer)
                   select new HeardDanger(Handle(viewer, row.Answer.Id), DangerFinding.Parse(row.Alert.Level, row.Alert.Kind, row.Alert.AlsoKind) with { Hurt = HurtIn(row.Answer) }, row.Answer.Kind,
                       row.Answer.ItemId is null ? null : slice.Handles.GetValueOrDefault(row.Answer.ItemId), AnswerVisibility.SharingOf(row.Answer))];
    }

    /// <summary>
    /// Every answer this viewer may read, in the order of the record, oldest first. One query, each time. The same list as last time
    /// where nothing that decides it has changed: whoever made something of it need not make it again.
    /// </summary>
    public async Task<ReadableAnswers> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        var rows = await _reads.ReadAsync(_answersOf, [viewer.FamilyId, viewer.PersonId], AnswerRow.Read, cancel);
        rows.Sort(AnswerRow.OldestFirst);
        // What others may not see is left out first: an answer hidden from this reader must not cost them a moment either.
        List<AnswerRow> seen = [.. AnswerVisibility.MayRead(viewer, slice, rows).Select(r => Bare(viewer, slice, r)).Distinct()];
        List<string> nobodyHas = [.. AnswerVisibility.NobodyHas(viewer, slice, rows).Select(t => slice.Handles[t.Id])];
        if (_shown.TryGetValue(slice.View, out var last) && ReferenceEquals(last.Slice, slice) && last.Seen.SequenceEqual(seen) && last.NobodyHas.SequenceEqual(nobodyHas)) return last.Views;

        ReadableAnswers views = new([.. seen.GroupBy(r => r.Id).Select(g => View(viewer, slice, g.First(), [.. g.Select(r => r.Reading).OfType<AnswerReading>()]))], nobodyHas);
        var print = Prints.Of((object[])[views, nobodyHas]);
        if (last?.Print == print) views = last.Views;
        _shown.AddOrUpdate(slice.View, new(slice, seen, nobodyHas, print, views));
        return views;
    }

    /// <summary>What this viewer is shown of an answer that they may read.</summary>
    private static AnswerRow Bare(FamilyViewer viewer, Slice slice, AnswerRow answer)
    {
        var hasWords = AnswerVisibility.MayReadWords(viewer, slice, answer);
        // Whether it was released shows in the words; only of what is held, and is one's own, by itself.
        if (!answer.IsHeld) answer = answer with { ReleasedAt = null, ReleasedByName = null, ReleasedTo = new([]) };
        var bare = answer with { GapKnownTo = new([]), Words = hasWords ? answer.Words : null, OneHigher = hasWords ? answer.OneHigher : null, PictureSha256 = hasWords ? answer.PictureSha256 : null };
        return AnswerVisibility.IsOwn(viewer, answer) ? bare : bare with { Chosen = new([]), SeenByThen = new([]), IsHeld = false, ReleasedAt = null, ReleasedByName = null, ReleasedTo = new([]), SharingEndedAt = null, SaysDanger = false, IsReplaced = false, Reading = null };
    }

    /// <param name="answer">As <see cref="Bare"/> left it.</param>
    private static AnswerView View(FamilyViewer viewer, Slice slice, AnswerRow answer, IReadOnlyList<AnswerReading> reads)
    {
        var isMine = AnswerVisibility.IsOwn(viewer, answer);
        var sharing = AnswerVisibility.SharingOf(answer);
        var isShared = isMine && sharing == AnswerSharing.Shared;
        var isForAll = answer.Chosen.All.Contains(SharingChoice.Everyone);
        return new(
            Handle(viewer, answer.Id), Handles.For(viewer.Membership.HandleKey, answer.ByStaff ? "staff" : "person", answer.GiverId), answer.Kind,
            answer.ItemId is null ? null : slice.Handles.GetValueOrDefault(answer.ItemId), isMine, answer.ByStaff, answer.GiverName, answer.WithName, answer.GivenAt,
            answer.Score, answer.Choice, answer.Words, answer.OneHigher,
            // Of what this reader sees no longer, nothing stays: not the time either.
            answer.ItemId is not null && slice.Handles.ContainsKey(answer.ItemId) ? answer.MeetingAt : null, answer.DoneOn,
            isShared && !isForAll ? [.. AnswerVisibility.Readers(slice, answer).Select(p => p.Name)] : [],
            isShared && isForAll,
            AnswerReading.Read(reads),
            answer.InReplyTo is { } about ? Handle(viewer, about) : null, isMine ? sharing : null, answer.PictureSha256 is not null)
        { OpenedBy = AnswerReading.Opened(reads), ReleasedAt = isShared ? answer.ReleasedAt : null, ReleasedBy = isShared ? answer.ReleasedByName : null, IsOfOtherWords = answer.ItemId is { } item && slice.Handles.ContainsKey(item) && slice.Document.HasOtherWords(item, answer.PlanVersion) };
    }

    internal static string Handle(FamilyViewer viewer, Guid answer) => Handle(viewer.Membership.HandleKey, answer);

    internal static string Handle(byte[] key, Guid answer) => Handles.For(key, "answer", answer.ToString());

    private async Task<AnswerOutcome> GiveAsync(FamilyViewer viewer, AnswerKind kind, string handle, AnswerForm form, Func<Slice, PlanItem, bool> mayAnswer, CancellationToken cancel)
    {
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        var slice = await _plans.SliceAsync(viewer, cancel);
        var item = slice.ByHandle(handle);
        if (item is null || !mayAnswer(slice, item)) return await RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);

        var answer = New(viewer, kind, form, slice.Document.Plan.Version);
        if (kind != AnswerKind.GoalProgress) answer.DoneOn = null;
        answer.ItemId = item.Id;
        answer.MeetingAt = (item as Meeting)?.At;
        answer.SeenByThen = [.. AnswerVisibility.SeenBy(slice, item).Select(p => p.Id)];
        // The word stands beside the ids: what the giver is told must not depend on whether anybody is behind it.
        answer.Chosen = form.ShareWith.Contains(SharingChoice.Everyone) && AnswerVisibility.OffersAll(viewer, slice, item)
            ? [SharingChoice.Everyone, .. AnswerVisibility.Choices(viewer, slice, item).Select(p => p.Id)]
            : [.. AnswerVisibility.Named(viewer, slice, item).Where(p => form.ShareWith.Contains(viewer.OfPerson(p.Id))).Select(p => p.Id)];
        return await WriteAsync(viewer, answer, cancel);
    }

    private async Task<AnswerOutcome> WriteAsync(FamilyViewer viewer, Answer answer, CancellationToken cancel, AnswerPicture? picture = null)
    {
        var outcome = await _writer.WriteAsync(viewer.State.Family, answer, cancel, viewer, picture: picture);
        return outcome.IsOk ? outcome with { Handle = Handle(viewer, outcome.Answer) } : outcome;
    }

    private async Task<AnswerOutcome> WordsOnlyAsync(FamilyViewer viewer, AnswerKind kind, AnswerForm form, CancellationToken cancel)
    {
        if (StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        return await WriteAsync(viewer, New(viewer, kind, form, viewer.State.Family.CurrentVersion), cancel);
    }

    private Answer New(FamilyViewer viewer, AnswerKind kind, AnswerForm form, int version)
    {
        var now = _clock.GetUtcNow();
        return new()
        {
            FamilyId = viewer.FamilyId,
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            PlanVersion = version,
            GiverId = viewer.PersonId,
            GiverName = viewer.Name,
            WithName = viewer.With?.Name,
            WithStaff = viewer.With?.Staff,
            WithSession = viewer.With?.Session,
            GivenAt = now,
            Score = form.Score,
            Choice = form.Choice,
            Words = Clean(form.Words),
            OneHigher = Clean(form.OneHigher),
            DoneOn = form.DoneOn,
            Chosen = [],
            SeenByThen = [],
            FormKey = form.FormKey,
            ContentHash = "",
        };
    }

    private static bool IsAsked(FamilyViewer viewer, Slice slice, PlanItem item) => slice.Audiences.Asks(item, viewer.PersonId);

    internal static string? Clean(string? text) => StorableText.IsBlank(text) ? null : StorableText.Of(text.ReplaceLineEndings("\n").Trim());

    internal static bool TooLong(AnswerForm form) => form.Words?.Length > AnswerLimits.Words || form.OneHigher?.Length > AnswerLimits.Words;

    /// <summary>
    /// A form that cannot be stored as it is. Words in it that say danger are kept and raise the alert all the same: a missing
    /// number must not hold up a cry for help. Of words that are too long, the part that says it; all of them stay in the form.
    /// </summary>
    private async Task<AnswerOutcome> RefuseAsync(FamilyViewer viewer, AnswerForm form, AnswerFault fault, CancellationToken cancel)
    {
        var danger = await _dangers.ForAsync(viewer, cancel);
        var finding = danger.CheckAnswer(form.Choice, form.Words, form.OneHigher, viewer.Speaker);
        if (!finding.IsDanger)
        {
            await TellQuietlyAsync(viewer, danger, form, cancel);
            return new(fault, Stored: false, DangerFinding.None);
        }
        var kept = New(viewer, AnswerKind.Unfinished, form, viewer.State.Family.CurrentVersion);
        kept.Words = LongWords.Excerpt(danger, kept.Words, AnswerLimits.Words, viewer.Speaker);
        kept.OneHigher = LongWords.Excerpt(danger, kept.OneHigher, AnswerLimits.Words, viewer.Speaker);
        var outcome = await _writer.WriteAsync(viewer.State.Family, kept, cancel, viewer, finding);
        return outcome with { Fault = fault };
    }

    /// <summary>
    /// Of words that tell whoever wrote them of no danger, and are not stored: staff hear of it where they say some with a name that the
    /// writer must not learn is in the plan.
    /// </summary>
    private async Task TellQuietlyAsync(FamilyViewer viewer, DangerCheck danger, AnswerForm form, CancellationToken cancel)
    {
        if (danger.Whole == danger) return;
        var quiet = danger.Whole.CheckAnswer(form.Choice, form.Words, form.OneHigher, viewer.Speaker);
        var words = danger.Whole.Excerpt(form, viewer.Speaker);
        await _lost.RaiseAsync($"quiet {form.FormKey} {words}", [new(viewer.Person, viewer.Membership, [])], quiet, words, cancel, isQuiet: true);
    }

    private sealed record Shown(Slice Slice, List<AnswerRow> Seen, List<string> NobodyHas, string Print, ReadableAnswers Views);
}
