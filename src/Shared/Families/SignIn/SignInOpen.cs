namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// A membership that a sign-in opens. One account may have several, of several families; a sign-in opens those which its first
/// factor proved, so that what one family gives out (a number, a sheet) opens nothing of another.
/// </summary>
internal sealed class SignInOpen
{
    /// <summary>Prefix of <see cref="Sid"/> where it is a passkey, which opens what the session did that made it; never pruned.</summary>
    public const string Passkey = "passkey:";

    /// <summary>Identity's name of the session.</summary>
    public required string Sid { get; set; }

    public Guid MembershipKey { get; set; }
    public DateTimeOffset At { get; set; }
}
