using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Staff.News;

/// <summary>An answer as the worker reads it, with what belongs to it.</summary>
/// <param name="Alert">What the danger check found in it.</param>
/// <param name="Replies">Workers' replies, oldest first.</param>
public sealed record AnswerEntry(DeskAnswer Answer, AlertView? Alert, IReadOnlyList<DeskAnswer> Replies)
{
    /// <summary>A reply reaches its reader only where we know who that is; staff are not replied to here.</summary>
    public bool MayReply => !Answer.ByStaff && Answer.GiverName.Length > 0;
}

/// <summary>A family's answers, set out for reading: a reply stands with what it replies to, not on its own.</summary>
internal sealed class AnswersModel
{
    /// <param name="answers">Newest first, in the order of the record.</param>
    /// <param name="alerts">The family's.</param>
    public AnswersModel(IReadOnlyList<DeskAnswer> answers, IReadOnlyList<AlertView> alerts)
    {
        var replies = answers.Where(a => a.Kind == AnswerKind.WorkerReply).Reverse().ToLookup(a => a.InReplyTo);
        var byAnswer = alerts.ToLookup(a => a.AnswerId);
        All = [.. answers.Where(a => a.Kind != AnswerKind.WorkerReply).Select(a => new AnswerEntry(a, byAnswer[a.Id].FirstOrDefault(), [.. replies[a.Id]]))];
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AnswerEntry> All { get; }

    /// <summary>What no member of staff has read: danger first, then what waits longest.</summary>
    public IReadOnlyList<AnswerEntry> Unread =>
        [.. All.Where(IsUnread).Reverse().OrderByDescending(a => a.Alert is not null)];

    public IEnumerable<AnswerEntry> Read => All.Where(a => !IsUnread(a));

    private static bool IsUnread(AnswerEntry entry) => !entry.Answer.ByStaff && entry.Answer.ReadBy.Count == 0;
}
