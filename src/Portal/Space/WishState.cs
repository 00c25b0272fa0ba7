using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using static FamilyPortal.Portal.Space.SpaceText;

namespace FamilyPortal.Portal.Space;

/// <summary>What became of what somebody asked for: sent, read by whom, for whom it waits, answered.</summary>
internal static class WishState
{
    public static string Of(AnswerView wish, OwedView? owed, AuthorityPack? pack, DateOnly today)
    {
        var sent = T["Sent", UkWords.Moment(wish.GivenAt, today)];
        if (owed?.AnsweredAt is not null) return $"{sent} {T["Answered"]}";
        var read = wish.ReadBy.Count == 0 ? [AnsweringText.T["NotRead"]] : wish.ReadBy.Select(r => AnsweringText.T["ReadBy", r.Name, UkWords.Moment(r.At, today)]);
        return string.Join(' ', (string[])[sent, .. owed?.WroteBack is null ? read : [], .. owed is null ? [] : Waiting.Of(wish, owed, pack, today)]);
    }
}
