using FamilyPortal.Identity.Sessions;
using Microsoft.AspNetCore.Identity;

namespace FamilyPortal.Identity.Accounts;

/// <summary>
/// Somebody who can sign in: what they prove it with, and nothing of who they are. <see cref="IdentityUser{TKey}.Id"/> is the
/// subject, a random GUID; the PIN's slow hash is <see cref="IdentityUser{TKey}.PasswordHash"/>, wrong PINs in a row are
/// <see cref="IdentityUser{TKey}.AccessFailedCount"/>. Name, number and address have no column.
/// </summary>
internal sealed class Account : IdentityUser
{
    public SubjectKind Kind { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the PIN was chosen.</summary>
    public DateTimeOffset? PinSetAt { get; set; }

    /// <summary>They chose to get a text when somebody signs in as them on a device not known.</summary>
    public bool TextsOnNewSignIn { get; set; }

    /// <summary>When a passkey was offered after a sign-in: once.</summary>
    public DateTimeOffset? PasskeyOfferedAt { get; set; }
}
