using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What a young person asked for and nobody has answered yet whose answer counts.</summary>
/// <param name="Family">For the page's URL and <see cref="ViewerDirectory.StaffAsync"/>.</param>
/// <param name="ReplyBy">The last day for the answer.</param>
/// <param name="Settler">Whose reply settles it, now.</param>
/// <param name="IsMine">The reply of the member of staff who reads this settles it.</param>
public sealed record OpenWish(Guid Family, string FamilyName, Guid Answer, AnswerKind Kind, string Who, string? WithName, DateTimeOffset At, DateOnly ReplyBy, Settler Settler, bool IsMine)
{
    public DaysLeft Left { get; init; }

    public bool IsLate(DateOnly today) => today > ReplyBy;
}

/// <summary>
/// What young people asked for, due until somebody replied. What is about a worker, or may be, until somebody replied who settles that
/// (<see cref="Owing"/>, <see cref="Settler"/>): whoever else replied, it stays.
/// </summary>
public sealed class WishDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal WishDesk(StoreFactory stores, FamilyPlans plans, AuthorityPacks packs, TimeProvider clock) => (_stores, _plans, _packs, _clock) = (stores, plans, packs, clock);

    /// <summary>
    /// Of every family that this member of staff reaches as its worker, manager or cover, what waits longest first. The duty team has
    /// alerts, and here at once what it has in the place of a manager.
    /// </summary>
    public async Task<IReadOnlyList<OpenWish>> OpenAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await OpenAsync(store, user.Staff, store.FamiliesOf(user.Staff, _clock.GetUtcNow()), onDuty: false, cancel);
    }

    /// <summary>Of this family.</summary>
    public async Task<IReadOnlyList<OpenWish>> OpenAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await OpenAsync(store, viewer.Staff, store.Families.Where(f => f.Id == viewer.FamilyId), onDuty: true, cancel);
    }

    /// <summary>Whether the duty team has it in the place of the manager whom the plan does not name. To talk alone is for the workers.</summary>
    internal static bool IsForDuty(AnswerKind kind, bool hasManager) => !hasManager && kind is AnswerKind.AnotherWorker or AnswerKind.SomethingWrong;

    /// <param name="onDuty">Whether somebody on duty sees what is not for the duty team too.</param>
    private async Task<IReadOnlyList<OpenWish>> OpenAsync(Store store, StaffMember staff, IQueryable<Family> families, bool onDuty, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        var managed = store.FamiliesWithManager();
        var rows = await (
            from f in families
            join o in store.OwedAnswers on f.Id equals o.FamilyId
            join a in store.Answers on new { o.FamilyId, Id = o.AnswerId } equals new { a.FamilyId, a.Id }
            join e in store.RecordEntries on new { a.FamilyId, a.Id } equals new { e.FamilyId, Id = e.EventId }
            where o.AnsweredAt == null && (a.Kind == AnswerKind.TalkAlone || a.Kind == AnswerKind.AnotherWorker || a.Kind == AnswerKind.SomethingWrong)
            orderby a.GivenAt, e.Number
            select new
            {
                Family = f,
                a.Id,
                a.Kind,
                a.GiverName,
                a.WithName,
                a.GivenAt,
                o.ReplyBy,
                o.ForManager,
                HasManager = managed.Any(m => m.Id == f.Id),
                Reaches = store.StaffReaches.Where(r => r.FamilyId == f.Id && r.StaffId == staff.Id && (r.Kind == StaffReachKind.Bar || r.EndsAt == null || r.EndsAt > now)).ToList(),
                Named = store.People.Where(p => p.FamilyId == f.Id && p.InPlan && p.Email == staff.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager)).Select(p => p.Role).ToList(),
            }).AsNoTracking().AsSingleQuery().ToListAsync(cancel);

        List<OpenWish> open = [];
        foreach (var row in rows)
        {
            if (ViewerDirectory.Reason(row.Reaches, row.Named, staff) is not { } reason || (reason == StaffReason.Duty && !onDuty && !IsForDuty(row.Kind, row.HasManager))) continue;
            var name = (await _plans.DocumentAsync(new(row.Family, []), cancel)).Family.Name;
            var settler = Settlers.Of(row.ForManager, row.HasManager);
            open.Add(new(row.Family.Id, name, row.Id, row.Kind, row.GiverName, row.WithName, row.GivenAt, row.ReplyBy, settler, settler.Settles(reason))
            {
                Left = Owing.Left(row.Kind, row.ReplyBy, UkTime.Day(now), _packs.Find(row.Family.AuthorityId)),
            });
        }
        return open;
    }
}
