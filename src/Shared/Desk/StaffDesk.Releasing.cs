using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What a worker lets go to whom.</summary>
public sealed partial class StaffDesk
{
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
        var readers = AnswerVisibility.Waiting(AnswerVisibility.Readers(document, FamilyPlans.Audiences(viewer.State, document), answer), answer).Where(p => looking.Contains(p.Id)).ToList();
        // Sent twice: it went the first time.
        if (readers.Count == 0 && answer.ReleasedAt is not null) return true;
        if (readers.Count == 0 || MarkOf(viewer, readers, answer) != readersMark) return false;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var released = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.Id == answerId && a.SharingEndedAt == null && a.PictureSha256 == answer.PictureSha256)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ReleasedAt, now).SetProperty(a => a.ReleasedBy, viewer.Actor).SetProperty(a => a.ReleasedByName, viewer.Name), cancel);
        if (released == 0) return true;
        // Locked now: whom its giver chose since it was looked at, the worker was not shown.
        var row = await store.Answers.SingleAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel);
        if (!row.Chosen.SequenceEqual(answer.Chosen)) return false;
        if (readers.All(p => row.ReleasedTo.Contains(p.Id))) return true;
        row.ReleasedTo = [.. row.ReleasedTo.Union(readers.Select(p => p.Id))];
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
        if (await store.Answers.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel) is not { } answer) return true;
        var looking = await LookingAsync(store, viewer, cancel);
        var learn = AnswerVisibility.LearnNobodyHas(document, FamilyPlans.Audiences(viewer.State, document), answer, await IsReplacedAsync(store, answer, cancel)).Where(p => looking.Contains(p.Id)).ToList();
        if (learn.Count == 0 && answer.GapKnownAt is not null) return true;
        if (learn.Count == 0 || LearnMarkOf(viewer, learn) != learnMark) return false;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.Id == answerId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.GapKnownAt, now).SetProperty(a => a.GapKnownBy, viewer.Actor), cancel);
        var row = await store.Answers.SingleAsync(a => a.FamilyId == viewer.FamilyId && a.Id == answerId, cancel);
        if (learn.All(p => row.GapKnownTo.Contains(p.Id))) return true;
        row.GapKnownTo = [.. row.GapKnownTo.Union(learn.Select(p => p.Id))];
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

    /// <summary>Those of the plan who may look now, invited or not.</summary>
    private async Task<HashSet<string>> LookingAsync(Store store, StaffViewer viewer, CancellationToken cancel)
    {
        var today = UkTime.Today(_clock);
        return [.. (await store.People.AsNoTracking().Where(p => p.FamilyId == viewer.FamilyId).ToListAsync(cancel))
            .Where(p => Standing.Of(p, Standing.AsIfInvited(p), viewer.State.Restrictions, today).MayLook).Select(p => p.PersonId)];
    }
}
