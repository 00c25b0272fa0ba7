namespace FamilyPortal.Shared.Families;

/// <summary>What a member of staff is.</summary>
public enum StaffRole
{
    Worker,
    Manager,
    Administrator,
    Duty,
}

/// <summary>A member of staff of one authority. Never the same account as a family member's.</summary>
internal sealed class StaffMember
{
    public Guid Id { get; set; }
    public required string AuthorityId { get; set; }
    public required string Name { get; set; }

    /// <summary>Lower case; ties them to the plans that name them as worker or manager.</summary>
    public required string Email { get; set; }

    public StaffRole Role { get; set; }
    public string? Subject { get; set; }

    /// <summary>Of a partner organisation without a provider: signs in with a passkey alone, and no provider's account becomes theirs.</summary>
    public bool IsPartner { get; set; }

    /// <summary>Set: their access has ended, in force at the very next request of every part.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Their organisation's groups ended it, and may lift it; what an administrator ended, only an administrator lifts.</summary>
    public bool EndedByGroups { get; set; }

    /// <summary>Sign-ins from before are void, also when the access comes back.</summary>
    public DateTimeOffset? SignedOutBefore { get; set; }
}

/// <summary>How a member of staff was given, or is kept from, a family besides being named in its plan.</summary>
public enum StaffReachKind
{
    Cover,
    BreakGlass,

    /// <summary>A relative or an ex: beats every other reach.</summary>
    Bar,
}

/// <summary>One grant or bar of a member of staff for one family.</summary>
internal sealed class StaffReach
{
    public Guid FamilyId { get; set; }
    public Guid StaffId { get; set; }
    public StaffReachKind Kind { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    /// <summary>Of a bar: set by the family's manager on somebody else, as <see cref="Restriction.ByManager"/>.</summary>
    public bool ByManager { get; set; }

    public string? Reason { get; set; }
    public DateTimeOffset? EndsAt { get; set; }
}
