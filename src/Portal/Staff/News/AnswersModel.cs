using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;

namespace FamilyPortal.Portal.Staff.News;

/// <summary>An answer as the worker reads it, with what belongs to it.</summary>
/// <param name="Alert">The alert that it opened or joined: what is said again is no less urgent.</param>
/// <param name="Replies">Workers' replies, oldest first.</param>
/// <param name="Meant">The answer that somebody asks to have removed.</param>
/// <param name="Owed">Set while a reply is owed.</param>
/// <param name="Changed">Its giver asked to have it taken out: the reply that says it was changed. The record did so; here it stands.</param>
public sealed record AnswerEntry(DeskAnswer Answer, AlertView? Alert, IReadOnlyList<DeskAnswer> Replies, DeskAnswer? Meant = null, OwedLine? Owed = null, DeskAnswer? Changed = null)
{
    /// <summary>Somebody chose readers for it who read nothing of it before a worker lets them; or nobody may know yet that nobody has a task: two things, each let go by itself.</summary>
    public bool WaitsForRelease => GoesToReaders || Answer.LearnNobodyHas.Count > 0;

    /// <summary>With its release those whom its giver chose read it.</summary>
    public bool GoesToReaders => Answer.NeedsRelease && Answer.Readers.Count > 0;

    /// <summary>A reply reaches its reader only where we know who that is; staff are not replied to here.</summary>
    public bool MayReply => !Answer.ByStaff && Answer.GiverName.Length > 0;
}

/// <summary>A family's answers, set out for reading: a reply stands with what it replies to, not on its own.</summary>
internal sealed class AnswersModel
{
    /// <param name="answers">Newest first, in the order of the record.</param>
    /// <param name="alerts">The family's.</param>
    /// <param name="owed">What the family waits for.</param>
    public AnswersModel(IReadOnlyList<DeskAnswer> answers, IReadOnlyList<AlertView> alerts, IReadOnlyList<OwedLine> owed)
    {
        var replies = answers.Where(a => a.Kind == AnswerKind.WorkerReply).Reverse().ToLookup(a => a.InReplyTo);
        var byAlert = alerts.ToDictionary(a => a.Id);
        var byId = answers.ToDictionary(a => a.Id);
        var waiting = owed.ToDictionary(o => o.Answer);
        var changed = (from request in answers
                       where request is { Kind: AnswerKind.RemovalRequest, InReplyTo: not null }
                       from reply in replies[request.Id]
                       where reply.Choice == Owing.Changed
                       select (request.InReplyTo, reply)).ToLookup(c => c.InReplyTo, c => c.reply);
        All = [.. answers.Where(a => a.Kind != AnswerKind.WorkerReply).Select(a => new AnswerEntry(
            a, a.Alert is { } alert ? byAlert.GetValueOrDefault(alert) : null, [.. replies[a.Id]], a.InReplyTo is { } meant ? byId.GetValueOrDefault(meant) : null, waiting.GetValueOrDefault(a.Id), changed[a.Id].MaxBy(r => r.GivenAt)))];
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AnswerEntry> All { get; }

    /// <summary>What no member of staff has read: emergencies first, then other danger, then what waits longest.</summary>
    public IReadOnlyList<AnswerEntry> Unread =>
        [.. All.Where(IsUnread).Reverse().OrderByDescending(a => a.Alert?.IsEmergency == true).ThenByDescending(a => a.Alert is not null)];

    /// <summary>Read, and still to be let go: shared later than it was read, or left for another day.</summary>
    public IEnumerable<AnswerEntry> ToRelease => All.Where(a => !IsUnread(a) && a.WaitsForRelease);

    public IEnumerable<AnswerEntry> Read => All.Where(a => !IsUnread(a) && !a.WaitsForRelease);

    private static bool IsUnread(AnswerEntry entry) => !entry.Answer.ByStaff && entry.Answer.ReadBy.Count == 0;
}
