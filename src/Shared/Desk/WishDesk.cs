using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What a young person asked for and nobody has answered yet.</summary>
/// <param name="Family">For the page's URL and <see cref="ViewerDirectory.StaffAsync"/>.</param>
/// <param name="IsForManager">It is about the worker, or may be: a reply of the family's own worker does not settle it.</param>
public sealed record OpenWish(Guid Family, string FamilyName, Guid Answer, AnswerKind Kind, string Who, string? WithName, DateTimeOffset At, bool IsForManager);

/// <summary>
/// What young people asked for, due until somebody replied. What is about the worker, or may be, is due until somebody replied whom the
/// plan does not name as the family's worker: nobody alone decides about a complaint of themselves. Where the plan names no manager, any
/// reply settles it.
/// </summary>
public sealed class WishDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly TimeProvider _clock;

    internal WishDesk(StoreFactory stores, FamilyPlans plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

    /// <summary>Of every family that this member of staff reaches as its worker, manager or cover, what waits longest first. The duty team has alerts.</summary>
    public async Task<IReadOnlyList<OpenWish>> OpenAsync(StaffUser user, CancellationToken cancel = default)
    {
        if (user.Role == StaffRole.Duty) return [];
        await using var store = _stores.Create();
        return await OpenAsync(store, store.FamiliesOf(user.Staff, _clock.GetUtcNow()), cancel);
    }

    /// <summary>Of this family.</summary>
    public async Task<IReadOnlyList<OpenWish>> OpenAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await OpenAsync(store, store.Families.Where(f => f.Id == viewer.FamilyId), cancel);
    }

    private async Task<IReadOnlyList<OpenWish>> OpenAsync(Store store, IQueryable<Family> families, CancellationToken cancel)
    {
        var wishes = await (
            from f in families
            join a in store.Answers on f.Id equals a.FamilyId
            join e in store.RecordEntries on new { a.FamilyId, a.Id } equals new { e.FamilyId, Id = e.EventId }
            where a.Kind == AnswerKind.TalkAlone || a.Kind == AnswerKind.AnotherWorker || a.Kind == AnswerKind.SomethingWrong
            orderby a.GivenAt, e.Number
            select new { Family = f, Wish = a, Repliers = store.Answers.Where(r => r.FamilyId == f.Id && r.Kind == AnswerKind.WorkerReply && r.InReplyTo == a.Id).Select(r => r.GiverId).ToList() })
            .AsNoTracking().ToListAsync(cancel);
        var staff = wishes.SelectMany(w => w.Repliers).Distinct().Select(Guid.Parse).ToList();
        var emails = await store.Staff.Where(s => staff.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Email, cancel);

        List<OpenWish> open = [];
        foreach (var (family, wish, repliers) in wishes.Select(w => (w.Family, w.Wish, w.Repliers)))
        {
            var document = await _plans.DocumentAsync(new(family, []), cancel);
            var isForManager = IsForManager(wish);
            if (repliers.Any(r => !isForManager || Settles(document, emails.GetValueOrDefault(Guid.Parse(r))))) continue;
            open.Add(new(family.Id, document.Family.Name, wish.Id, wish.Kind, wish.GiverName, wish.WithName, wish.GivenAt, isForManager));
        }
        return open;
    }

    private static bool IsForManager(Answer wish) => wish.Kind == AnswerKind.AnotherWorker || (wish.Kind == AnswerKind.SomethingWrong && wish.Choice != FamilyAnswers.AboutOther);

    private static bool Settles(PlanDocument document, string? email) =>
        document.People.All(p => p.Role != PersonRole.Manager)
        || !document.People.Any(p => p.Role == PersonRole.Worker && string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase));
}
