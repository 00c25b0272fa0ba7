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

/// <summary>What workers do with their families: what is new, reading answers, their own scores and replies.</summary>
public sealed partial class StaffDesk
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
        var looking = await LookingAsync(store, viewer, cancel);
        List<PlanPerson> Looking(IEnumerable<PlanPerson> people) => [.. people.Where(p => looking.Contains(p.Id))];

        // Newest first: what comes after one of the same giver to the same is replaced.
        HashSet<(string, bool, AnswerKind, string?)> said = [];
        return [.. rows.Select(r => View(r.Answer, r.Reads, r.Answer.Kind.IsPromise() && !said.Add((r.Answer.GiverId, r.Answer.ByStaff, r.Answer.Kind, r.Answer.ItemId))))];

        DeskAnswer View(Answer answer, List<AnswerRead> reads, bool isReplaced)
        {
            var sharing = AnswerVisibility.SharingOf(answer, isReplaced);
            var readers = isReplaced ? [] : AnswerVisibility.Readers(document, audiences, answer).ToList();
            var waiting = Looking(AnswerVisibility.Waiting(readers, answer));
            var needsRelease = AnswerVisibility.WaitsForWorker(answer, isReplaced, keptApart) && (answer.ReleasedAt is null || waiting.Count > 0);
            var learn = Looking(AnswerVisibility.LearnNobodyHas(document, audiences, answer, isReplaced));
            return new(
                answer.Id, answer.Kind,
                answer.ItemId is { } id && items.ContainsKey(id) ? viewer.Item(id) : null,
                answer.ItemId is { } known ? items.GetValueOrDefault(known) : null,
                answer.GiverName, answer.ByStaff, answer.WithName, answer.GivenAt, answer.Score, answer.Choice, answer.Words, answer.OneHigher, answer.MeetingAt, answer.DoneOn,
                [.. answer.Chosen.Where(c => c != SharingChoice.Everyone).Select(c => document.Person(c)?.Name ?? "")],
                [.. reads.Select(x => new ReadView(x.StaffName, x.ReadAt!.Value))], needsRelease, answer.InReplyTo,
                viewer.Answer(answer.Id), viewer.OfPerson((answer.ByStaff ? "staff:" : "person:") + answer.GiverId), answer.ByStaff && answer.GiverId == viewer.Staff.Id.ToString(),
                reads.Any(x => x.StaffId == viewer.Staff.Id), [.. waiting.Select(p => p.Name)], MarkOf(viewer, waiting, answer),
                // Of what somebody who came back does not read yet, the worker has to think as the first time.
                needsRelease && answer.IsHeld ? AnswerSharing.Held : sharing, answer.SharingEndedAt, answer.PictureSha256 is not null)
            {
                IsReplaced = isReplaced,
                IsOfOtherWords = answer.ItemId is { } item && document.HasOtherWords(item, answer.PlanVersion),
                Alert = answer.AlertId,
                Released = answer is { ReleasedAt: { } at, ReleasedByName: { } by } ? new(by, at, [.. Looking(readers).Where(p => answer.ReleasedTo.Contains(p.Id)).Select(p => p.Name)]) : null,
                LearnNobodyHas = [.. learn.Select(p => p.Name)],
                LearnMark = LearnMarkOf(viewer, learn),
            };
        }
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
