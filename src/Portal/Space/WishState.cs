using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Responses;
using static FamilyPortal.Portal.Space.SpaceText;

namespace FamilyPortal.Portal.Space;

/// <summary>What became of what somebody asked for: sent, read by whom, answered.</summary>
internal static class WishState
{
    public static string Of(AnswerView wish, IReadOnlyList<AnswerView> all, DateOnly today)
    {
        var sent = T["Sent", UkWords.Moment(wish.GivenAt, today)];
        if (all.Any(a => a.InReplyTo == wish.Handle)) return $"{sent} {T["Answered"]}";
        return wish.ReadBy.Count == 0
            ? $"{sent} {AnsweringText.T["NotRead"]}"
            : string.Join(' ', wish.ReadBy.Select(r => AnsweringText.T["ReadBy", r.Name, UkWords.Moment(r.At, today)]).Prepend(sent));
    }
}
