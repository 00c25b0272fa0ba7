using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Owed;

/// <summary>
/// What is owed to a question or a request. Its days are fixed when it is asked: a promise does not move when a pack changes.
/// </summary>
internal sealed class OwedAnswer
{
    private const int UsualDays = 3;
    private const int UsualHours = 8;

    public Guid FamilyId { get; set; }
    public Guid AnswerId { get; set; }

    /// <summary>It is about a worker, or may be: only <see cref="Settlers"/> settle it, and only their reading counts.</summary>
    public bool ForManager { get; set; }

    /// <summary>From then on, where nobody has read it, it is handed on to cover.</summary>
    public DateTimeOffset UnreadAt { get; set; }

    /// <summary>The last day for the answer, UK time.</summary>
    public DateOnly ReplyBy { get; set; }

    /// <summary>When cover was asked to look.</summary>
    public DateTimeOffset? HandedOnAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Of a request: the one of <see cref="Owing.Outcomes"/> that ended it.</summary>
    public string? Outcome { get; set; }

    public static OwedAnswer For(Family family, Answer asked, AuthorityPack? pack)
    {
        var hours = pack?.Hours ?? OfficeHours.Usual;
        var day = UkTime.Day(asked.GivenAt);
        return new()
        {
            FamilyId = family.Id,
            AnswerId = asked.Id,
            ForManager = Settlers.IsForManager(asked),
            UnreadAt = hours.AddOpenTime(asked.GivenAt, TimeSpan.FromHours(pack?.UnreadAfterWorkingHours ?? UsualHours)),
            ReplyBy = asked.Kind.IsRequest() ? day.AddMonths(Owing.MonthsForRequests) : hours.AddWorkingDays(day, pack?.ReplyWithinWorkingDays ?? UsualDays),
        };
    }

    /// <summary>
    /// A worker replied. Any reply answers a question; a request, one that says what came of it; what is about a worker, one of
    /// somebody who settles that now.
    /// </summary>
    public static async Task SettleAsync(Store store, Answer reply, StaffViewer replier, IReadOnlyList<Guid> also, CancellationToken cancel)
    {
        if (reply.Choice == Owing.StillLooking) return;
        var settles = await store.SettlesAsync(replier, cancel);
        await store.OwedAnswers.Where(o => o.FamilyId == reply.FamilyId && (o.AnswerId == reply.InReplyTo || also.Contains(o.AnswerId)) && o.AnsweredAt == null && (settles || !o.ForManager))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.AnsweredAt, reply.GivenAt).SetProperty(o => o.Outcome, reply.Choice), cancel);
    }
}

/// <summary>What of it waits.</summary>
internal static class OwedQueries
{
    /// <summary>Read in time by nobody who counts, and not handed on yet.</summary>
    public static IQueryable<OwedAnswer> Unread(this IQueryable<OwedAnswer> owed, Store store, DateTimeOffset now) =>
        owed.Where(o => o.HandedOnAt == null && o.AnsweredAt == null && o.UnreadAt <= now
            && !store.AnswerReads.Any(r => r.FamilyId == o.FamilyId && r.AnswerId == o.AnswerId && r.ReadAt != null && (r.AsSettler || !o.ForManager)));
}
