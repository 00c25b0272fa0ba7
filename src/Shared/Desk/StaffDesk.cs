using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A family on a worker's list.</summary>
/// <param name="Family">For <see cref="ViewerDirectory.StaffAsync"/> and the page's URL; says nothing by itself.</param>
/// <param name="NewAnswers">Answers that no member of staff has read.</param>
/// <param name="LatestAnswer">Of the family itself: not of what staff said.</param>
public sealed record FamilyLine(Guid Family, string Name, int NewAnswers, int OpenAlerts, DateTimeOffset? LatestAnswer);

/// <summary>An answer as staff read it.</summary>
/// <param name="Id">For the forms of the staff pages.</param>
/// <param name="ItemText">The item's words now, or as they last were.</param>
/// <param name="OneHigher">The form's second text.</param>
/// <param name="MeetingAt">Of an answer about a meeting: when that was to start when it was answered.</param>
/// <param name="Handle">Opaque, for URLs.</param>
/// <param name="Giver">Opaque: the same for everything that one giver said.</param>
/// <param name="NeedsRelease">It, or its words, wait for a worker before those whom the giver chose may read them.</param>
/// <param name="Readers">Names of those of the chosen who may read it now: who gets the words with the release.</param>
/// <param name="ReadersMark">Opaque: stands for these readers, for <see cref="StaffDesk.ReleaseAsync"/>.</param>
/// <param name="SharingEndedAt">When its giver took the sharing back.</param>
/// <param name="HasPicture">A picture goes with it: <see cref="StaffDesk.PictureAsync"/>.</param>
public sealed record DeskAnswer(Guid Id, AnswerKind Kind, string? Item, string? ItemText, string GiverName, bool ByStaff, string? WithName, DateTimeOffset GivenAt,
    int? Score, string? Choice, string? Words, string? OneHigher, DateTimeOffset? MeetingAt, DateOnly? DoneOn, IReadOnlyList<string> SharedWith, IReadOnlyList<ReadView> ReadBy, bool NeedsRelease, Guid? InReplyTo,
    string Handle, string Giver, bool IsMine, bool ReadByMe, IReadOnlyList<string> Readers, string ReadersMark, AnswerSharing Sharing, DateTimeOffset? SharingEndedAt, bool HasPicture = false)
{
    /// <summary>Its item said something else when it was given: <see cref="Plans.Comparing.WordsSince"/>.</summary>
    public bool IsOfOtherWords { get; init; }

    /// <summary>Its giver answered the same again: of what somebody will do, only the newest counts.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>The alert that its words opened or joined.</summary>
    public Guid? Alert { get; init; }

    /// <summary>Names of those whom a worker may let know that nobody has the task at the moment: of a no that says danger.</summary>
    public IReadOnlyList<string> LearnNobodyHas { get; init; } = [];

    /// <summary>Opaque: stands for these, for <see cref="StaffDesk.LetGapBeKnownAsync"/>.</summary>
    public string LearnMark { get; init; } = "";
}

/// <summary>What workers do with their families: what is new, reading answers, their own scores and replies.</summary>
public sealed class StaffDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly AnswerWriter _writer;
    private readonly TimeProvider _clock;

    internal StaffDesk(StoreFactory stores, FamilyPlans plans, AnswerWriter writer, TimeProvider clock) =>
        (_stores, _plans, _writer, _clock) = (stores, plans, writer, clock);

    /// <summary>The families that this member of staff reaches as named worker or manager, cover or duty; those with alerts or news first.</summary>
    public async Task<IReadOnlyList<FamilyLine>> FamiliesAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await (
            from f in store.FamiliesOf(user.Staff, _clock.GetUtcNow())
            select new
            {
                Family = f,
                New = store.Answers.Count(a => a.FamilyId == f.Id && !a.ByStaff && !store.AnswerReads.Any(r => r.FamilyId == f.Id && r.AnswerId == a.Id && r.ReadAt != null)),
                Alerts = store.Alerts.Count(a => a.FamilyId == f.Id && a.AcknowledgedAt == null),
                Latest = store.Answers.Where(a => a.FamilyId == f.Id && !a.ByStaff).Max(a => (DateTimeOffset?)a.GivenAt),
            }).AsNoTracking().ToListAsync(cancel);
        List<FamilyLine> lines = [];
        foreach (var row in rows)
        {
            var document = await _plans.DocumentAsync(new(row.Family, []), cancel);
            lines.Add(new(row.Family.Id, document.Family.Name, row.New, row.Alerts, row.Latest));
        }
        return [.. lines.OrderByDescending(l => l.OpenAlerts > 0).ThenByDescending(l => l.NewAnswers > 0).ThenBy(l => l.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Every answer of the family, in the order of the record, newest first.</summary>
    public async Task<IReadOnlyList<DeskAnswer>> AnswersAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var (audiences, keptApart) = (FamilyPlans.Audiences(viewer.State, document), FamilyPlans.Apart(viewer.State, document).Any);
        await using var store = _stores.Create();
        var rows = await (
            from e in store.RecordEntries.AsNoTracking()
            join a in store.Answers.AsNoTracking() on new { e.FamilyId, Id = e.EventId } equals new { a.FamilyId, a.Id }
            where e.FamilyId == viewer.FamilyId
            orderby e.Number descending
            select new { Answer = a, Reads = store.AnswerReads.Where(r => r.FamilyId == a.FamilyId && r.AnswerId == a.Id && r.ReadAt != null).OrderBy(r => r.ReadAt).ToList() })
            .ToListAsync(cancel);
        var items = document.Items().ToDictionary(i => i.Item.Id, i => i.Item.Text);
        var today = UkTime.Today(_clock);
        var looking = await LookingAsync(store, viewer, cancel);
        // Newest first: what comes after one of the same giver to the same is replaced.
        HashSet<(string, bool, AnswerKind, string?)> said = [];
        List<PlanPerson> Looking(IEnumerable<PlanPerson> people) => [.. people.Where(p => looking.Contains(p.Id))];
        return [.. rows.Select(r => (r.Answer, r.Reads, IsReplaced: r.Answer.Kind.IsPromise() && !said.Add((r.Answer.GiverId, r.Answer.ByStaff, r.Answer.Kind, r.Answer.ItemId)))).ToList()
            .Select(r => (r.Answer, r.Reads, r.IsReplaced, Sharing: AnswerVisibility.SharingOf(r.Answer, r.IsReplaced), Readers: Looking(r.IsReplaced ? [] : AnswerVisibility.Readers(document, audiences, r.Answer)), Learn: Looking(AnswerVisibility.LearnNobodyHas(document, audiences, r.Answer, r.IsReplaced)))).Select(r => new DeskAnswer(
            r.Answer.Id, r.Answer.Kind,
            r.Answer.ItemId is { } id && items.ContainsKey(id) ? viewer.Item(id) : null,
            r.Answer.ItemId is { } known ? items.GetValueOrDefault(known) : null,
            r.Answer.GiverName, r.Answer.ByStaff, r.Answer.WithName, r.Answer.GivenAt, r.Answer.Score, r.Answer.Choice, r.Answer.Words, r.Answer.OneHigher, r.Answer.MeetingAt, r.Answer.DoneOn,
            [.. r.Answer.Chosen.Where(c => c != SharingChoice.Everyone).Select(c => document.Person(c)?.Name ?? "")],
            [.. r.Reads.Select(x => new ReadView(x.StaffName, x.ReadAt!.Value))],
            r.Sharing switch
            {
                AnswerSharing.Held => true,
                AnswerSharing.Shared => keptApart && r.Answer.ReleasedAt is null && (r.Answer.Kind.IsHouse() || (r.Answer.Words ?? r.Answer.OneHigher) is not null),
                _ => false,
            },
            r.Answer.InReplyTo,
            viewer.Answer(r.Answer.Id), viewer.OfPerson((r.Answer.ByStaff ? "staff:" : "person:") + r.Answer.GiverId), r.Answer.ByStaff && r.Answer.GiverId == viewer.Staff.Id.ToString(),
            r.Reads.Any(x => x.StaffId == viewer.Staff.Id), [.. r.Readers.Select(p => p.Name)], MarkOf(viewer, r.Readers, r.Answer), r.Sharing, r.Answer.SharingEndedAt, r.Answer.PictureSha256 is not null)
        { IsReplaced = r.IsReplaced, IsOfOtherWords = r.Answer.ItemId is { } said && document.HasOtherWords(said, r.Answer.PlanVersion), Alert = r.Answer.AlertId, LearnNobodyHas = [.. r.Learn.Select(p => p.Name)], LearnMark = LearnMarkOf(viewer, r.Learn) })];
    }

    /// <summary>The picture of an answer (JPEG); null where there is none.</summary>
    /// <param name="handle">The answer's.</param>
    public async Task<byte[]?> PictureAsync(StaffViewer viewer, string handle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var ids = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.PictureSha256 != null).Select(a => a.Id).ToListAsync(cancel);
        var answer = ids.FirstOrDefault(id => viewer.Answer(id) == handle);
        return await store.AnswerPictures.Where(p => p.FamilyId == viewer.FamilyId && p.AnswerId == answer).Select(p => p.Jpeg).SingleOrDefaultAsync(cancel);
    }

    /// <summary>This member of staff has read the answer; its giver sees who and when.</summary>
    public async Task MarkReadAsync(StaffViewer viewer, Guid answerId, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (!await store.Answers.AnyAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel)) return;
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Read twice, or twice at once, by the same person: once is enough.
        if (!await store.MarkReadAsync(viewer, answerId, _clock.GetUtcNow(), cancel)) return;
        DeskAudit.Add(store, viewer, _clock, AuditActions.AnswerRead, answerId.ToString());
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>
    /// Lets an answer that is held, or the words of one in a family with people kept apart, go to those whom its giver chose. False, and
    /// nothing goes, where they are others by now than those whom the worker was shown, or nobody; its giver answered again, or a picture
    /// came to it meanwhile; and where the viewer may let nobody in.
    /// </summary>
    /// <param name="readersMark">Of the <see cref="DeskAnswer"/> that the worker saw.</param>
    public async Task<bool> ReleaseAsync(StaffViewer viewer, Guid answerId, string readersMark, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return false;
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        await using var store = _stores.Create();
        if (await store.Answers.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel) is not { } answer) return true;
        // Taken back: no word of it goes.
        if (answer.SharingEndedAt is not null) return true;
        if (await IsReplacedAsync(store, answer, cancel)) return false;
        var looking = await LookingAsync(store, viewer, cancel);
        var readers = AnswerVisibility.Readers(document, FamilyPlans.Audiences(viewer.State, document), answer).Where(p => looking.Contains(p.Id)).ToList();
        // To nobody now would be to whoever of them comes back, unseen by the worker.
        if (readers.Count == 0 || MarkOf(viewer, readers, answer) != readersMark) return false;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var released = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.Id == answerId && a.ReleasedAt == null && a.SharingEndedAt == null && a.PictureSha256 == answer.PictureSha256)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ReleasedAt, now).SetProperty(a => a.ReleasedBy, viewer.Actor), cancel);
        if (released == 0) return true;
        // Locked now: whom its giver chose since it was looked at, the worker was not shown.
        if (!(await store.Answers.AsNoTracking().SingleAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel)).Chosen.SequenceEqual(answer.Chosen)) return false;
        DeskAudit.Add(store, viewer, _clock, AuditActions.AnswerReleased, answerId.ToString());
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// Of a no to a task that says danger: lets it be known that nobody has the task, and nothing else. Its words stay held, for whoever
    /// of the chosen comes back too. False, and nothing goes, as for <see cref="ReleaseAsync"/>.
    /// </summary>
    /// <param name="learnMark">Of the <see cref="DeskAnswer"/> that the worker saw.</param>
    public async Task<bool> LetGapBeKnownAsync(StaffViewer viewer, Guid answerId, string learnMark, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return false;
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        await using var store = _stores.Create();
        if (await store.Answers.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel) is not { GapKnownAt: null } answer) return true;
        var looking = await LookingAsync(store, viewer, cancel);
        var learn = AnswerVisibility.LearnNobodyHas(document, FamilyPlans.Audiences(viewer.State, document), answer, await IsReplacedAsync(store, answer, cancel)).Where(p => looking.Contains(p.Id)).ToList();
        if (learn.Count == 0 || LearnMarkOf(viewer, learn) != learnMark) return false;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var known = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.Id == answerId && a.GapKnownAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.GapKnownAt, now).SetProperty(a => a.GapKnownBy, viewer.Actor), cancel);
        if (known == 0) return true;
        DeskAudit.Add(store, viewer, _clock, AuditActions.GapLetKnown, answerId.ToString());
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>By the order of the record, as for readers (<see cref="AnswerRow.SqlFor"/>).</summary>
    private static async Task<bool> IsReplacedAsync(Store store, Answer answer, CancellationToken cancel) => answer.Kind.IsPromise() && await (
        from a in store.Answers
        join e in store.RecordEntries on new { a.FamilyId, EventId = a.Id } equals new { e.FamilyId, e.EventId }
        where a.FamilyId == answer.FamilyId && a.GiverId == answer.GiverId && a.ByStaff == answer.ByStaff && a.Kind == answer.Kind && a.ItemId == answer.ItemId
            && e.Number > store.RecordEntries.Where(o => o.FamilyId == answer.FamilyId && o.EventId == answer.Id).Max(o => o.Number)
        select a).AnyAsync(cancel);

    /// <summary>Stands for what a worker releases, and to whom: a picture that came after they looked is another thing.</summary>
    private static string MarkOf(StaffViewer viewer, IEnumerable<PlanPerson> readers, Answer answer) =>
        viewer.OfPeople([.. readers.Select(p => p.Id), .. answer.PictureSha256 is { } picture ? [$"picture:{picture}"] : Array.Empty<string>()]);

    private static string LearnMarkOf(StaffViewer viewer, IEnumerable<PlanPerson> learn) => viewer.OfPeople([.. learn.Select(p => $"nobody-has:{p.Id}")]);

    /// <summary>The worker's own number on the same scale as the family's; seen by those whom the item's `seenBy` allows and the worker chose.</summary>
    public async Task<AnswerOutcome> GiveScoreAsync(StaffViewer viewer, string scale, AnswerForm form, CancellationToken cancel = default)
    {
        if (form.Score is not (>= Scale.Lowest and <= Scale.Highest)) return new(AnswerFault.ScoreMissing, false, DangerFinding.None);
        if (FamilyAnswers.TooLong(form)) return new(AnswerFault.TooLong, false, DangerFinding.None);
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var item = document.Plan.Scales.FirstOrDefault(s => viewer.Item(s.Id) == scale);
        if (item is null) return new(AnswerFault.NotThere, false, DangerFinding.None);
        var seenBy = AnswerVisibility.SeenBy(document, FamilyPlans.Audiences(viewer.State, document), item).ToList();
        var answer = New(viewer, AnswerKind.Score, form);
        answer.ItemId = item.Id;
        answer.SeenByThen = [.. seenBy.Select(p => p.Id)];
        answer.Chosen = [.. seenBy.Where(p => form.ShareWith.Contains(viewer.OfPerson(p.Id))).Select(p => p.Id)];
        return await _writer.WriteAsync(viewer.State.Family, answer, cancel);
    }

    /// <summary>Whom the worker may let see their number.</summary>
    public async Task<IReadOnlyList<SharingChoice>> SharingChoicesAsync(StaffViewer viewer, string scale, CancellationToken cancel = default)
    {
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var item = document.Plan.Scales.FirstOrDefault(s => viewer.Item(s.Id) == scale);
        return item is null ? [] : [.. AnswerVisibility.SeenBy(document, FamilyPlans.Audiences(viewer.State, document), item).Select(p => new SharingChoice(viewer.OfPerson(p.Id), p.Name))];
    }

    /// <summary>A reply to somebody's question; only they see it. To a request it says what came of it (<see cref="Owing.Outcomes"/>).</summary>
    /// <param name="also">Other questions of the same person that it answers; what is none of those is passed over.</param>
    public async Task<AnswerOutcome> ReplyAsync(StaffViewer viewer, Guid question, AnswerForm form, CancellationToken cancel = default, IReadOnlyCollection<Guid>? also = null)
    {
        if (StorableText.IsBlank(form.Words)) return new(AnswerFault.WordsMissing, false, DangerFinding.None);
        if (FamilyAnswers.TooLong(form)) return new(AnswerFault.TooLong, false, DangerFinding.None);
        await using var store = _stores.Create();
        var asked = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.Id == question && !a.ByStaff).Select(a => new { a.Kind, a.GiverId }).SingleOrDefaultAsync(cancel);
        if (asked is null) return new(AnswerFault.NotThere, false, DangerFinding.None);
        var answer = New(viewer, AnswerKind.WorkerReply, form);
        answer.InReplyTo = question;
        if (asked.Kind.IsRequest())
        {
            if (!Owing.Outcomes.Contains(form.Choice)) return new(AnswerFault.ChoiceMissing, false, DangerFinding.None);
            answer.Choice = form.Choice;
        }
        List<Guid> more = also is null or { Count: 0 } || asked.Kind != AnswerKind.Question ? [] : await store.Answers
            .Where(a => a.FamilyId == viewer.FamilyId && also.Contains(a.Id) && a.Id != question && !a.ByStaff && a.GiverId == asked.GiverId && a.Kind == AnswerKind.Question)
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        return await _writer.WriteAsync(viewer.State.Family, answer, cancel, replier: viewer, also: more);
    }

    /// <summary>Those of the plan who may look now, invited or not.</summary>
    private async Task<HashSet<string>> LookingAsync(Store store, StaffViewer viewer, CancellationToken cancel)
    {
        var today = UkTime.Today(_clock);
        return [.. (await store.People.AsNoTracking().Where(p => p.FamilyId == viewer.FamilyId).ToListAsync(cancel))
            .Where(p => Standing.Of(p, Standing.AsIfInvited(p), viewer.State.Restrictions, today).MayLook).Select(p => p.PersonId)];
    }

    private Answer New(StaffViewer viewer, AnswerKind kind, AnswerForm form)
    {
        var now = _clock.GetUtcNow();
        return new()
        {
            FamilyId = viewer.FamilyId,
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            PlanVersion = viewer.State.Family.CurrentVersion,
            GiverId = viewer.Staff.Id.ToString(),
            ByStaff = true,
            GiverName = viewer.Name,
            GivenAt = now,
            Score = form.Score,
            Words = FamilyAnswers.Clean(form.Words),
            OneHigher = FamilyAnswers.Clean(form.OneHigher),
            Chosen = [],
            SeenByThen = [],
            FormKey = form.FormKey,
            ContentHash = "",
        };
    }
}

/// <summary>The audit line of something that staff did.</summary>
internal static class DeskAudit
{
    public static void Add(Store store, StaffViewer viewer, TimeProvider clock, string action, string? target, string? reason = null)
    {
        var now = clock.GetUtcNow();
        store.AuditEntries.Add(new() { FamilyId = viewer.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = viewer.Actor, Action = action, Target = target, Reason = reason });
    }
}
