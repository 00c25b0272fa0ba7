namespace FamilyPortal.Identity.SignIn;

/// <summary>What a person proves first. Each is worth the same afterwards, but that a device is known only with a code.</summary>
internal enum FirstFactor
{
    /// <summary>A code to a number or address.</summary>
    Code,

    /// <summary>The link of an invitation: went to the person's number or address, and works once.</summary>
    Link,

    /// <summary>A code from a printed sheet.</summary>
    Sheet,
}

/// <summary>
/// One attempt to sign in, from the first factor to the PIN. Bound to the browser that began it: the row is found only with the
/// value in that browser's protected cookie, which also carries the number or address; the table holds neither.
/// </summary>
internal sealed class SignInFlow
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Long enough to ring the worker and ask for the word.</summary>
    public static readonly TimeSpan SecretTime = TimeSpan.FromMinutes(30);

    /// <summary>How long one attempt may take from beginning to end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public const int CodeTries = 5;

    /// <summary>SHA-256 (hex) of the random value in the cookie.</summary>
    public required string Id { get; set; }

    public FirstFactor Factor { get; set; }

    /// <summary>Keyed hash of the newest code; an older one is no longer good. Empty where the first factor is another.</summary>
    public required string CodeHash { get; set; }

    public DateTimeOffset CodeExpiresAt { get; set; }
    public int Tries { get; set; }

    /// <summary>When the first factor was proved: word or PIN may be given from then on.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>Wrong words in this attempt: what is said then is the same for a number that nobody has.</summary>
    public int WordTries { get; set; }

    /// <summary>Wrong PINs in this attempt, for the same reason.</summary>
    public int PinTries { get; set; }

    /// <summary>Whose word was told: the membership that is claimed when the PIN is there.</summary>
    public Guid? MembershipKey { get; set; }

    /// <summary>Stands for the word that was told, so that a newer one voids it.</summary>
    public string? WordProof { get; set; }

    /// <summary>After a right word: the subject whose PIN it needs besides. Null: a PIN is chosen.</summary>
    public string? Holder { get; set; }

    /// <summary>The subject who was signed in when they took the link: theirs is the PIN, where the number stands for nobody.</summary>
    public string? SignedInAs { get; set; }

    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>A right word was told.</summary>
    public bool HasWord => WordProof is not null;

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < StartedAt + Lifetime;

    /// <summary>Whether word and PIN may be given now.</summary>
    public bool IsProven(DateTimeOffset now) => IsOpen(now) && ProvenAt is { } at && now < at + SecretTime;
}
