using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Sending;

/// <summary>
/// Hands over the text or e-mail of an invitation. The link is made now and its hash stored before it goes out: no link lies
/// anywhere while the message waits, and none arrives that does not work.
/// </summary>
internal sealed class InvitationMessages(StoreFactory stores, ITextGateway texts, IEmailGateway emails, PortalAddress portal, TimeProvider clock)
{
    /// <summary>Whether the invitation still waits for its person.</summary>
    public static Task<bool> StandsAsync(Store store, Guid family, Guid invitation, DateTimeOffset now, CancellationToken cancel) => (
        from i in store.Invitations
        join m in store.Memberships on new { i.FamilyId, i.PersonId } equals new { m.FamilyId, m.PersonId }
        where i.FamilyId == family && i.Id == invitation && i.WithdrawnAt == null && i.ExpiresAt > now && m.ClaimedAt == null
        select i).AnyAsync(cancel);

    /// <returns>The gateway's id; null for an e-mail.</returns>
    public async Task<string?> SendAsync(Person to, OutgoingText text, CancellationToken cancel)
    {
        var contact = SendingDecision.ContactFor(text.Kind, to)!;
        var link = await NewLinkAsync(to, text.Id, contact, cancel);
        if (contact == to.Phone) return await texts.SendAsync(contact, TextWords.Of(text.Kind, to.Language, portal, link), text.Id, cancel);
        await emails.SendAsync(contact, TextWords.InvitationSubject(to.Language), TextWords.InvitationEmail(to.Language, portal, link), cancel);
        return null;
    }

    private async Task<string> NewLinkAsync(Person to, Guid invitation, string contact, CancellationToken cancel)
    {
        var code = LinkCodes.New();
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        store.InvitationLinks.Add(new() { FamilyId = to.FamilyId, Hash = LinkCodes.Hash(code), InvitationId = invitation, SentTo = contact });
        store.AuditEntries.Add(new() { FamilyId = to.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = "system", Action = AuditActions.InvitationSent, Target = to.PersonId });
        await store.SaveChangesAsync(cancel);
        return $"i/{code}";
    }
}
