namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>A membership that a first factor may open now.</summary>
/// <param name="MembershipKey">Opaque.</param>
/// <param name="Subject">The Identity subject that claimed it; null before the first sign-in, and from a new word on.</param>
/// <param name="IsProved">The first factor's number or address stands for the subject: they have shown before that they have it.</param>
/// <param name="Contact">The number or address that the first factor showed them to have; null after a sheet, which shows none.</param>
public sealed record SignInCandidate(Guid MembershipKey, string? Subject, string? Contact = null, bool IsProved = true);

/// <summary>What the domain says of a subject now.</summary>
/// <param name="Belongs">They may look at something: a membership that stands, or a staff account.</param>
/// <param name="SignedOutBefore">Every session, known device and passkey made before it is void.</param>
public sealed record SubjectStanding(bool Belongs, DateTimeOffset? SignedOutBefore)
{
    /// <summary>Whether a sign-in, device or passkey of this moment is still good.</summary>
    public bool StandsSince(DateTimeOffset made) => Belongs && (SignedOutBefore is not { } before || made > before);
}

/// <summary>What the Portal knows of a sign-in.</summary>
/// <param name="WasLeft">The person left ("Leave this page", sign-out): nobody is signed in by it again.</param>
/// <param name="SeenAt">When it was last used there.</param>
/// <param name="EndsSoon">Its person chose, for every device, to be signed out sooner when idle.</param>
public sealed record PortalUse(bool WasLeft, DateTimeOffset? SeenAt, bool EndsSoon = false);

/// <summary>What came of telling the worker's word.</summary>
public enum WordOutcome
{
    Right,
    Wrong,

    /// <summary>Three wrong tries, or expired: only the worker opens it again.</summary>
    Locked,
}

/// <summary>A word that was told.</summary>
/// <param name="MembershipKey">If right: whose word it was.</param>
/// <param name="Proof">If right: stands for this very word, so that a newer one voids it.</param>
/// <param name="TriesLeft">If wrong: how many more the word stands; all of them where there is no word.</param>
public sealed record ToldWord(WordOutcome Outcome, Guid MembershipKey = default, string Proof = "", int TriesLeft = 0);

/// <summary>A member of staff who may sign in.</summary>
public sealed record StaffAccount(Guid Id, string Name, StaffRole Role, string AuthorityId, string? Subject);
