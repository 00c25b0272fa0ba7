using System.Security.Cryptography;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>Writes an invitation, or a new word, and its audit entry.</summary>
internal static class InvitationWriter
{
    /// <summary>An invitation that nobody takes up ends by itself: link and word.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Invites somebody who has not signed in yet: a new word, and a message with a link that the sending decision lets go or not.</summary>
    /// <param name="withMessage">Not for those who are let in without one (the demo's people).</param>
    public static async Task InviteAsync(Store store, Person person, string actor, string word, DateTimeOffset now, CancellationToken cancel, bool withMessage = true)
    {
        var membership = await store.Memberships.SingleOrDefaultAsync(m => m.FamilyId == person.FamilyId && m.PersonId == person.PersonId, cancel);
        if (membership is null)
            store.Memberships.Add(membership = new() { FamilyId = person.FamilyId, PersonId = person.PersonId, Key = Guid.NewGuid(), HandleKey = RandomNumberGenerator.GetBytes(32), InvitedBy = actor, InvitedAt = now });
        GiveWord(membership, word, now);
        await EndOthersAsync(store, person, now, cancel);
        if (withMessage)
        {
            var invitation = new Invitation { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), PersonId = person.PersonId, At = now, By = actor, ExpiresAt = now + Life };
            store.Invitations.Add(invitation);
            store.OutgoingTexts.Add(new() { FamilyId = person.FamilyId, Id = invitation.Id, PersonId = person.PersonId, Kind = TextKind.Invitation, DueAt = now, ExpiresAt = invitation.ExpiresAt });
        }
        Audit(store, person, actor, AuditActions.Invited, now);
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>A new word alone; opens what wrong words closed. The link, if one is under way, stays good.</summary>
    public static void GiveWord(Membership membership, string word, DateTimeOffset now)
    {
        membership.WordHash = SignInDirectory.HashWord(word);
        membership.WordTries = 0;
        membership.WordExpiresAt = now + Life;
    }

    /// <summary>A newer invitation takes the place of those before: their links open nothing, and what waits is not sent.</summary>
    public static async Task EndOthersAsync(Store store, Person person, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var before in await store.Invitations.Where(i => i.FamilyId == person.FamilyId && i.PersonId == person.PersonId && i.WithdrawnAt == null).ToListAsync(cancel))
            before.WithdrawnAt = now;
    }

    public static void Audit(Store store, Person person, string actor, string action, DateTimeOffset now) =>
        store.AuditEntries.Add(new() { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = action, Target = person.PersonId });
}
