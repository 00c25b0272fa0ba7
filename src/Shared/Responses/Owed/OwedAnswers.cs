using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Owed;

/// <summary>How the answer to something that this person asked stands.</summary>
/// <param name="Handle">Of what they asked: <see cref="AnswerView.Handle"/>.</param>
/// <param name="ReplyBy">The last day for it.</param>
/// <param name="HandedOnAt">When cover was asked to look, because nobody had read it.</param>
/// <param name="Outcome">Of a request that was answered: one of <see cref="Owing.Outcomes"/>.</param>
public sealed record OwedView(string Handle, DateOnly ReplyBy, DateTimeOffset? HandedOnAt, DateTimeOffset? AnsweredAt, string? Outcome)
{
    /// <summary>Whose reply answers it, now.</summary>
    public Settler Settler { get; init; }

    /// <summary>Somebody whose reply answers it has read it.</summary>
    public bool IsRead { get; init; }

    /// <summary>Of what is not answered: who wrote back last all the same; null: nobody.</summary>
    public string? WroteBack { get; init; }

    /// <summary>The day is over, and there is no answer.</summary>
    public bool IsLate(DateOnly today) => AnsweredAt is null && today > ReplyBy;
}

/// <summary>What is owed to one person: only ever to what they asked themselves.</summary>
public sealed class OwedAnswers
{
    private readonly StoreFactory _stores;

    internal OwedAnswers(StoreFactory stores) => _stores = stores;

    /// <summary>By the handle of what they asked. On a worker's device only what was asked there.</summary>
    public async Task<IReadOnlyDictionary<string, OwedView>> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await (
            from o in store.OwedAnswers.AsNoTracking()
            join a in store.Answers.AsNoTracking() on new { o.FamilyId, Id = o.AnswerId } equals new { a.FamilyId, a.Id }
            where o.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff
            select new
            {
                Owed = o,
                Answer = a,
                IsRead = store.AnswerReads.Any(r => r.FamilyId == o.FamilyId && r.AnswerId == o.AnswerId && r.ReadAt != null && (r.AsSettler || !o.ForManager)),
                WroteBack = store.Answers.Where(r => o.AnsweredAt == null && r.FamilyId == o.FamilyId && r.Kind == AnswerKind.WorkerReply && r.InReplyTo == o.AnswerId).OrderByDescending(r => r.GivenAt).Select(r => r.GiverName).FirstOrDefault(),
            }).ToListAsync(cancel);
        var hasManager = rows.Exists(r => r.Owed.ForManager) && await store.HasManagerAsync(viewer.FamilyId, cancel);
        return rows.Where(r => AnswerVisibility.IsOwn(viewer, r.Answer))
            .Select(r => new OwedView(FamilyAnswers.Handle(viewer, r.Answer.Id), r.Owed.ReplyBy, r.Owed.HandedOnAt, r.Owed.AnsweredAt, r.Owed.Outcome) { Settler = Settlers.Of(r.Owed.ForManager, hasManager), IsRead = r.IsRead, WroteBack = r.WroteBack })
            .ToDictionary(o => o.Handle);
    }

    /// <summary>Whom what this person says about a worker goes to as well: the manager, or the duty team where their plan names none who could look.</summary>
    public async Task<Settler> SettlerAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return Settlers.Of(true, await store.HasManagerAsync(viewer.FamilyId, cancel));
    }
}
