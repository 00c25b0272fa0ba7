using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A question or request that has no answer yet, as staff see it: who waits for what and until when, and none of the words.</summary>
/// <param name="Handle">Of the answer, for the address of the reply.</param>
/// <param name="FamilyName">For lists across families.</param>
/// <param name="HandedOnAt">When it was handed on because nobody had read it.</param>
/// <param name="IsRead">By any member of staff; of what is about a worker, by one who settles it.</param>
public sealed record OwedLine(Guid Family, string FamilyName, Guid Answer, string Handle, AnswerKind Kind, string Who, DateTimeOffset GivenAt, DateOnly ReplyBy, DateTimeOffset? HandedOnAt, bool IsRead)
{
    /// <summary>Whose reply settles it, now.</summary>
    public Settler Settler { get; init; }

    public DaysLeft Left { get; init; }

    /// <summary>Nobody read it in time, nor since: cover is to look.</summary>
    public bool IsUnread => HandedOnAt is not null && !IsRead;

    public bool IsLate(DateOnly today) => today > ReplyBy;
}

/// <summary>What families wait for.</summary>
public sealed class OwedDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal OwedDesk(StoreFactory stores, FamilyPlans plans, AuthorityPacks packs, TimeProvider clock) => (_stores, _plans, _packs, _clock) = (stores, plans, packs, clock);

    /// <summary>What one family waits for, the nearest day first; what young people asked for is the <see cref="WishDesk"/>'s.</summary>
    public async Task<IReadOnlyList<OwedLine>> OfFamilyAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var name = (await _plans.DocumentAsync(viewer.State, cancel)).Family.Name;
        var rows = await RowsAsync(store, store.Families.Where(f => f.Id == viewer.FamilyId), cancel);
        return [.. rows.Where(r => !r.Kind.IsWish()).Select(r => Line(r, name))];
    }

    /// <summary>
    /// Across the families that this member of staff reaches: what nobody read in time, and what has no answer though its day is
    /// over. The duty team, which reaches all families, is asked to look and not to answer for those whose day is over, unless it is
    /// about a worker; and it alone sees here what young people asked for, and not what the <see cref="WishDesk"/> shows to it.
    /// </summary>
    public async Task<IReadOnlyList<OwedLine>> PressingAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var today = UkTime.Today(_clock);
        var rows = await RowsAsync(store, store.FamiliesOf(user.Staff, _clock.GetUtcNow()), cancel);
        List<OwedLine> lines = [];
        foreach (var row in rows.Where(r => !r.Kind.IsWish() || (user.Role == StaffRole.Duty && !r.IsNamed(user.Staff) && !WishDesk.IsForDuty(r.Kind, r.HasManager))))
        {
            var line = Line(row, "");
            if (!(line.IsUnread || (line.IsLate(today) && (user.Role != StaffRole.Duty || row.IsNamed(user.Staff) || row.ForManager)))) continue;
            lines.Add(line with { FamilyName = (await _plans.DocumentAsync(new(row.Family, []), cancel)).Family.Name });
        }
        return lines;
    }

    private static async Task<List<Row>> RowsAsync(Store store, IQueryable<Family> families, CancellationToken cancel)
    {
        var managed = store.FamiliesWithManager();
        return await (
            from f in families
            join o in store.OwedAnswers on f.Id equals o.FamilyId
            join a in store.Answers on new { o.FamilyId, Id = o.AnswerId } equals new { a.FamilyId, a.Id }
            where o.AnsweredAt == null
            orderby o.ReplyBy, a.GivenAt
            select new Row(f, a.Id, a.Kind, a.GiverName, a.GivenAt, o.ReplyBy, o.HandedOnAt, o.ForManager, managed.Any(m => m.Id == f.Id),
                store.AnswerReads.Any(r => r.FamilyId == o.FamilyId && r.AnswerId == o.AnswerId && r.ReadAt != null && (r.AsSettler || !o.ForManager)),
                store.People.Where(p => p.FamilyId == f.Id && p.InPlan && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager) && p.Email != null).Select(p => p.Email!).ToList())).AsNoTracking().ToListAsync(cancel);
    }

    private OwedLine Line(Row row, string name) => new(row.Family.Id, name, row.Answer, Handles.StaffAnswer(row.Family.Id, row.Answer), row.Kind, row.Who, row.GivenAt, row.ReplyBy, row.HandedOnAt, row.IsRead)
    {
        Settler = Settlers.Of(row.ForManager, row.HasManager),
        Left = Owing.Left(row.Kind, row.ReplyBy, UkTime.Today(_clock), _packs.Find(row.Family.AuthorityId)),
    };

    private sealed record Row(Family Family, Guid Answer, AnswerKind Kind, string Who, DateTimeOffset GivenAt, DateOnly ReplyBy, DateTimeOffset? HandedOnAt, bool ForManager, bool HasManager, bool IsRead, List<string> Named)
    {
        public bool IsNamed(StaffMember staff) => Named.Contains(staff.Email);
    }
}
