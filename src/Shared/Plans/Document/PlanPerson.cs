namespace FamilyPortal.Shared.Plans.Document;

/// <summary>
/// Somebody whom the plan mentions by id. Being here invites nobody. Phone, email, birth date and notes are for workers
/// only; a reader meets name and relationship only through an item that the reader may see.
/// </summary>
internal sealed record PlanPerson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required PersonRole Role { get; init; }

    public required string Relationship { get; init; }

    public BirthDate? BornOn { get; init; }

    /// <summary>E.164. A worker's or manager's is for contact, never for signing in.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>BCP 47 tag of the language this person reads best.</summary>
    public required string Language { get; init; }

    public TextMessages? TextMessages { get; init; }

    public IReadOnlyList<string> KeepApartFrom { get; init; } = [];

    public PlanAccess? Access { get; init; }
}

/// <summary>Consent to nudges, and whether any message is safe at all. Times are UK local time.</summary>
internal sealed record TextMessages(bool Allowed, TimeOnly? QuietFrom, TimeOnly? QuietUntil, bool NotSafe, string? Note);

/// <summary>What ends a person's access.</summary>
/// <param name="Until">The last UK day on which they may look.</param>
/// <param name="Revoked">They may not look, nor get a code, whatever any audience says.</param>
internal sealed record PlanAccess(DateOnly? Until, bool Revoked)
{
    /// <summary>Whether the document ends access on this UK day. Portal and safety call may end it too: the stricter wins.</summary>
    public bool EndedOn(DateOnly today) => Revoked || Until < today;
}

/// <summary>A date of birth, or only its month.</summary>
internal readonly record struct BirthDate(int Year, int Month, int? Day);
