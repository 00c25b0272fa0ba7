using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Families;

/// <summary>One family of one authority. Every table of family data leads its key with <see cref="Id"/>.</summary>
internal sealed class Family
{
    public Guid Id { get; set; }
    public required string AuthorityId { get; set; }

    /// <summary>The family's reference in the worker's record, unique within the authority. Workers only.</summary>
    public required string RecordRef { get; set; }

    /// <summary>The plan version families see; 0 until the first plan is stored.</summary>
    public int CurrentVersion { get; set; }

    /// <summary>Goes up whenever words are erased, so that no cached plan outlives a taking back.</summary>
    public int ErasureStamp { get; set; }

    /// <summary>The number the next record entry gets. Raised inside the answer's transaction, so numbers have no gaps.</summary>
    public long NextEntryNumber { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A person as the newest plan names them. Replaced by every import; what the portal knows is in <see cref="Membership"/>.</summary>
internal sealed class Person
{
    public Guid FamilyId { get; set; }
    public required string PersonId { get; set; }
    public required string Name { get; set; }
    public PersonRole Role { get; set; }
    public required string Relationship { get; set; }
    public required string Language { get; set; }

    /// <summary>
    /// THE number that counts now, E.164: the one a worker gave in the portal, unless a later document brought another than it
    /// replaced (<see cref="PersonContact"/>). Everything that reaches, or signs in, by a number reads this one.
    /// </summary>
    public string? Phone { get; set; }

    /// <summary>The address that counts now, lower case; as <see cref="Phone"/>.</summary>
    public string? Email { get; set; }

    /// <summary>What the newest document says, so that the next one shows whether it brings something else.</summary>
    public string? DocumentPhone { get; set; }

    public string? DocumentEmail { get; set; }

    /// <summary>When and by whom the number or address was last set in the portal.</summary>
    public DateTimeOffset? ContactSetAt { get; set; }

    public string? ContactSetBy { get; set; }

    /// <summary>False once a later plan leaves the person out: they lose access at once.</summary>
    public bool InPlan { get; set; }

    public DateOnly? AccessUntil { get; set; }
    public bool Revoked { get; set; }
    public bool TextsAllowed { get; set; }
    public bool NotSafe { get; set; }
    public TimeOnly? QuietFrom { get; set; }
    public TimeOnly? QuietUntil { get; set; }

    /// <summary>Fingerprint of everything of the plan this person may see.</summary>
    public string? SliceHash { get; set; }

    /// <summary>The day of the version that last changed something of theirs (plans/README: "agreedOn shows only as far as ...").</summary>
    public DateOnly? SliceAgreedOn { get; set; }

    /// <summary>Since when they may not look any more, as it was noticed (<see cref="Storage.StorePruning"/>); null where they may.</summary>
    public DateTimeOffset? OutSince { get; set; }
}

/// <summary>
/// A number or address that once counted for somebody (<see cref="Person.Phone"/>). Whoever is kept away is known again by it, also
/// where a later document or a worker gave them another (<see cref="Plans.HeldPeople"/>).
/// </summary>
internal sealed class FormerContact
{
    public Guid FamilyId { get; set; }
    public required string PersonId { get; set; }
    public required string Contact { get; set; }
}

/// <summary>What the portal itself knows of a person in a family: the invitation, the claim, the keys of their pages.</summary>
internal sealed class Membership
{
    public Guid FamilyId { get; set; }
    public required string PersonId { get; set; }

    /// <summary>The only name for this membership that other parts hold. Says nothing by itself.</summary>
    public Guid Key { get; set; }

    /// <summary>32 random bytes: keys the opaque handles on this person's pages and forms.</summary>
    public required byte[] HandleKey { get; set; }

    /// <summary>
    /// The Identity subject that claimed it; null until the first sign-in with the worker's word, which ends with a PIN, and again
    /// from a new word until that is told (<see cref="SignIn.AccountTies"/>).
    /// </summary>
    public string? Subject { get; set; }

    /// <summary>The subject before a new word: the same account goes on where it opens nothing else.</summary>
    public string? FormerSubject { get; set; }

    public DateTimeOffset InvitedAt { get; set; }
    public required string InvitedBy { get; set; }
    public string? WordHash { get; set; }
    public int WordTries { get; set; }
    public DateTimeOffset? WordExpiresAt { get; set; }

    /// <summary>When it was last claimed, whether a new word was given since or not.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>
    /// The number that its subject showed to have, by a code or a link: it stands for their account, as long as it is the person's.
    /// Of a number that two families typed, one account shows that at most.
    /// </summary>
    public string? ProvedPhone { get; set; }

    /// <summary>As <see cref="ProvedPhone"/>, for an address.</summary>
    public string? ProvedEmail { get; set; }

    /// <summary>What the family's workers see, whatever became of the account.</summary>
    public bool HasSignedIn => ClaimedAt is not null;

    /// <summary>Every session, known device and passkey of this person made before it is void: changed number, lost phone, new word.</summary>
    public DateTimeOffset? SignedOutBefore { get; set; }
}

/// <summary>What a restriction takes away.</summary>
public enum RestrictionKind
{
    /// <summary>May not look, nor get a code.</summary>
    AccessEnded,

    /// <summary>Nothing goes to this person by any channel.</summary>
    NotSafe,

    /// <summary>This number or address is theirs no more: no code, no text.</summary>
    ContactWithdrawn,

    /// <summary>No nudges.</summary>
    NoTexts,

    /// <summary>Two people must not learn of each other through the plan.</summary>
    KeptApart,
}

/// <summary>Who set a restriction; only the same source lifts it (design.md: "Restrictions combine").</summary>
public enum RestrictionSource
{
    /// <summary>The record's safety call.</summary>
    SafetyCall,

    /// <summary>A worker in the portal.</summary>
    Portal,

    /// <summary>The person themselves (STOP).</summary>
    Person,
}

/// <summary>
/// A restriction besides those of the plan document (which live in <see cref="Person"/> and the document itself).
/// In force while <see cref="LiftedAt"/> is null; the strictest of all sources wins.
/// </summary>
internal sealed class Restriction
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public RestrictionKind Kind { get; set; }
    public RestrictionSource Source { get; set; }
    public required string PersonId { get; set; }
    public string? OtherPersonId { get; set; }

    /// <summary>The withdrawn number or address.</summary>
    public string? Contact { get; set; }

    public DateTimeOffset SetAt { get; set; }
    public required string SetBy { get; set; }

    /// <summary>Set here by the family's manager (<see cref="Plans.ByHand.MayLoosenAsync"/>): only such a one lifts it.</summary>
    public bool ByManager { get; set; }

    public DateTimeOffset? LiftedAt { get; set; }
    public string? LiftedBy { get; set; }
}
