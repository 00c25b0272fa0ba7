using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>
/// What Identity may ask about the link of an invitation. A link is worth a code to the number it went to, the first time: it
/// opens only where a code would go now. Asking changes nothing, since phones and mail programs open links by themselves.
/// </summary>
public sealed class InvitationLinks
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal InvitationLinks(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// The membership that this link may open now, with its word; ask again at every step. Null, after the same work, for one
    /// that never was, is used, expired or withdrawn, or whose person may not be reached there any more.
    /// </summary>
    /// <param name="link">The code in the link, as it came or was typed.</param>
    public async Task<SignInCandidate?> FindAsync(string? link, CancellationToken cancel = default)
    {
        var code = HumanCode.Read(link, LinkCodes.Length);
        var hash = LinkCodes.Hash(code ?? new string('0', LinkCodes.Length));
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        var row = await (
            from l in store.InvitationLinks
            join i in store.Invitations on new { l.FamilyId, Id = l.InvitationId } equals new { i.FamilyId, i.Id }
            join m in store.Memberships on new { i.FamilyId, i.PersonId } equals new { m.FamilyId, m.PersonId }
            where l.Hash == hash && i.WithdrawnAt == null && i.ExpiresAt > now && m.ClaimedAt == null
            select new { l.SentTo, m }).AsNoTracking().SingleOrDefaultAsync(cancel);
        // As much work where there is no such link.
        var everybody = await Addressee.WithAsync(store, row?.SentTo ?? "", cancel);
        if (row is null || code is null) return null;
        var person = everybody.SingleOrDefault(a => a.Membership?.Key == row.m.Key);
        return person is not null && person.StandingOn(UkTime.Day(now)).MayReach(row.SentTo) && SendingDecision.MayCarryCode(row.SentTo, everybody, now)
            ? new(row.m.Key, null, row.SentTo)
            : null;
    }
}
