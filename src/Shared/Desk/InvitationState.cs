using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>Where the way in of a person stands.</summary>
public enum InvitationStep
{
    NotInvited,

    /// <summary>Waits for them.</summary>
    Open,

    /// <summary>Wrong words closed it: the worker gives a new one.</summary>
    WordLocked,

    Expired,
    Withdrawn,
    SignedIn,

    /// <summary>They have signed in before, and have a new word to do it again and choose a PIN.</summary>
    NewWord,
}

/// <summary>What became of the message with the link.</summary>
public enum InvitationMessage
{
    None,

    /// <summary>For its turn, or for the end of the person's quiet hours.</summary>
    Waiting,

    Sent,

    /// <summary>The gateway reports that it did not arrive.</summary>
    NotDelivered,

    /// <summary>It may not go, or no gateway took it.</summary>
    CouldNotGo,
}

/// <summary>An invitation as the worker sees it.</summary>
/// <param name="At">When the person was last invited.</param>
/// <param name="Until">The last moment of link and word.</param>
/// <param name="Why">With <see cref="InvitationMessage.CouldNotGo"/>: the sending decision's word.</param>
public sealed record DeskInvitation(InvitationStep Step, DateTimeOffset? At, DateTimeOffset? Until, InvitationMessage Message, string? Why)
{
    internal static async Task<Func<Membership?, string, DeskInvitation>> OfFamilyAsync(Store store, Guid family, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await (
            from i in store.Invitations
            join t in store.OutgoingTexts on new { i.FamilyId, i.Id } equals new { t.FamilyId, t.Id } into texts
            from t in texts.DefaultIfEmpty()
            where i.FamilyId == family
            select new { i, t }).AsNoTracking().ToListAsync(cancel);
        var latest = rows.GroupBy(r => r.i.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.i.At)!);
        return (membership, person) => latest.GetValueOrDefault(person) is { } row ? Of(membership, row.i, row.t, now) : Of(membership, null, null, now);
    }

    private static DeskInvitation Of(Membership? membership, Invitation? invitation, OutgoingText? text, DateTimeOffset now) => new(
        membership switch
        {
            null => InvitationStep.NotInvited,
            { HasSignedIn: true, WordHash: null } => InvitationStep.SignedIn,
            { WordHash: null } => InvitationStep.Withdrawn,
            _ when membership.WordExpiresAt <= now => InvitationStep.Expired,
            { WordTries: >= SignInDirectory.WordTries } => InvitationStep.WordLocked,
            { HasSignedIn: true } => InvitationStep.NewWord,
            _ => InvitationStep.Open,
        },
        invitation?.At ?? membership?.InvitedAt, membership?.WordExpiresAt,
        text switch
        {
            null => InvitationMessage.None,
            { DroppedAt: not null } => InvitationMessage.CouldNotGo,
            { SentAt: null } => InvitationMessage.Waiting,
            { Outcome: "not-delivered" } => InvitationMessage.NotDelivered,
            _ => InvitationMessage.Sent,
        },
        text?.DroppedAt is null ? null : text.Outcome);
}
