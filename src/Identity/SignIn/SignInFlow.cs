namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// One attempt to sign in, from the number to the word. Bound to the browser that began it: the row is found only with the
/// value in that browser's protected cookie, which also carries the number or address; the table holds neither.
/// </summary>
internal sealed class SignInFlow
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Long enough to ring the worker and ask for it.</summary>
    public static readonly TimeSpan WordTime = TimeSpan.FromMinutes(30);

    /// <summary>How long one attempt may take from beginning to end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public const int CodeTries = 5;

    /// <summary>SHA-256 (hex) of the random value in the cookie.</summary>
    public required string Id { get; set; }

    /// <summary>Keyed hash of the newest code; an older one is no longer good.</summary>
    public required string CodeHash { get; set; }

    public DateTimeOffset CodeExpiresAt { get; set; }
    public int Tries { get; set; }

    /// <summary>When the code was given: the word may be told from then on.</summary>
    public DateTimeOffset? CodeRightAt { get; set; }

    /// <summary>Wrong words in this attempt: what is said then is the same for a number that nobody has.</summary>
    public int WordTries { get; set; }

    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
