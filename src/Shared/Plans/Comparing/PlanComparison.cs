namespace FamilyPortal.Shared.Plans.Comparing;

/// <summary>How a part of a plan that is not in force yet differs from the plan in force.</summary>
public enum ChangeKind
{
    New,

    /// <summary>It was there, or what it takes the place of was, and is written otherwise.</summary>
    Changed,

    /// <summary>It says the same to others than before.</summary>
    OtherReaders,

    Gone,

    /// <summary>Its words will be erased everywhere.</summary>
    TakenBack,
}

/// <summary>One item.</summary>
/// <param name="List">The member of the format that it stands in.</param>
/// <param name="Before">As it is in force; null where it is new.</param>
/// <param name="After">Null where it is there no more.</param>
/// <param name="Fields">The members of the format that differ, of one that changed.</param>
/// <param name="NewReaders">Names of those whom it reaches from now on and did not.</param>
/// <param name="LostReaders">Names of those whom it reaches no more.</param>
public sealed record ItemChange(ChangeKind Kind, string List, ItemView? Before, ItemView? After, IReadOnlyList<string> Fields, IReadOnlyList<string> NewReaders, IReadOnlyList<string> LostReaders, IReadOnlyList<OldTranslation> OldTranslations)
{
    /// <summary>Pairs who are kept apart and both read it from now on, and did not: it names both by id.</summary>
    public IReadOnlyList<ReadTogether> Together { get; init; } = [];
}

/// <summary>Names of two people who are kept apart.</summary>
public sealed record ReadTogether(string One, string Other);

/// <summary>English that changed under a translation that stayed: whoever reads that language is told the old words.</summary>
/// <param name="Language">BCP 47 tag.</param>
public sealed record OldTranslation(string Language, string English, string Translation);

/// <summary>One person of the plan: new, changed or gone.</summary>
/// <param name="Fields">Of somebody new what says who they are and how they could come in; of others what differs.</param>
public sealed record PersonChange(ChangeKind Kind, string Name, IReadOnlyList<PersonField> Fields);

/// <summary>A member of the format that is another for somebody.</summary>
/// <param name="Before">As staff read it: numbers, addresses, names and days, or a code of ours; null where there was nothing, or where only the member is named.</param>
/// <param name="After">As <paramref name="Before"/>.</param>
public sealed record PersonField(string Member, string? Before, string? After);

/// <summary>What only the family's manager, or the record, changes.</summary>
public enum GuardedKind
{
    /// <summary>Two people were kept apart.</summary>
    ApartLifted,

    /// <summary>Their access was ended.</summary>
    LetIn,

    /// <summary>Their access was to end, and ends later or never.</summary>
    LetInLonger,

    /// <summary>Somebody gets the name, number or address of another whose access is to end, and may look for longer.</summary>
    EndOfAnother,

    /// <summary>No message to them was safe.</summary>
    TextsCalledSafe,

    /// <summary>Somebody is gone who was kept apart or shut out, or to whom no message was safe.</summary>
    HeldGone,

    /// <summary>Somebody gets the name, number or address of another who is kept apart or shut out, or to whom no message is safe.</summary>
    ContactOfHeld,

    /// <summary>Somebody gets a number or address that is withdrawn from another.</summary>
    WithdrawnGiven,

    StaffChanged,
    StaffGone,
    StaffNew,
}

/// <param name="Name">Of whom.</param>
/// <param name="Other">From whom they were kept apart, or whose name, number or address they get.</param>
public sealed record GuardedChange(GuardedKind Kind, string Name, string? Other = null);

/// <summary>A plan that a member of staff looks over before it comes into force, beside the one that is. Nothing of it is stored.</summary>
/// <param name="Now">In force.</param>
/// <param name="Next">What would be, with whom each item would reach under the restrictions in force.</param>
/// <param name="Items">In the order of the new plan; what is gone comes last.</param>
/// <param name="Reordered">Members of the format whose items come in another order.</param>
/// <param name="Others">JSON Pointers of what else differs, such as <c>/plan/reviewOn</c>.</param>
/// <param name="EarlierTakenBack">How many items of earlier versions would be erased besides those of <paramref name="Items"/>.</param>
/// <param name="Guarded">What may do harm: the family's manager alone puts it in force by hand.</param>
/// <param name="MayForce">Whether whoever looks may put it in force.</param>
/// <param name="Mark">Stands for this document against this plan in force: see <see cref="PlanImport.UploadAsync"/>.</param>
public sealed record PlanComparison(
    string RecordRef, StaffPlanView Now, StaffPlanView Next, IReadOnlyList<ItemChange> Items, IReadOnlyList<PersonChange> People,
    IReadOnlyList<string> Reordered, IReadOnlyList<string> Others, int EarlierTakenBack, IReadOnlyList<GuardedChange> Guarded, bool MayForce, string Mark);
