namespace FamilyPortal.Identity.Sessions;

/// <summary>A browser signed in to Identity. Ending the row ends the session, whatever cookie comes back.</summary>
internal sealed class SignInSession
{
    /// <summary>Longest life, whatever happens.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Life without being used.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>SHA-256 (hex) of the random value in the cookie: the table alone opens nothing.</summary>
    public required string Id { get; set; }

    /// <summary>The `sid` that clients are told. New at every sign-in.</summary>
    public required string Sid { get; set; }

    public required string SubjectId { get; set; }
    public SubjectKind Kind { get; set; }

    /// <summary>How the person proved themselves (RFC 8176), separated by spaces; empty where they did not.</summary>
    public required string Methods { get; set; }

    public DateTimeOffset AuthTime { get; set; }
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The clients have been queued to be told of the end (`OpenId/BackChannel`): whoever ends the session need not think of it.</summary>
    public bool ClientsTold { get; set; }

    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < AuthTime + Lifetime && now < SeenAt + Idle;
}
