namespace FamilyPortal.Shared.Families;

/// <summary>
/// THE decision whether a person may look and where they may be reached, from all that restricts them: the document, the
/// safety call, the portal, the person. The stricter always wins; it is made anew at every request, turn and message.
/// </summary>
/// <param name="IsSafe">Whether what goes to them is safe with them, whether or not they may still look.</param>
internal sealed record Standing(bool MayLook, bool IsSafe, bool TextsAgreed, IReadOnlySet<string> WithdrawnContacts)
{
    /// <param name="restrictions">Those of the family that are in force.</param>
    public static Standing Of(Person person, Membership? membership, IEnumerable<Restriction> restrictions, DateOnly ukToday)
    {
        var own = restrictions.Where(r => r.LiftedAt is null && r.PersonId == person.PersonId).ToList();
        bool Has(RestrictionKind kind) => own.Any(r => r.Kind == kind);

        var mayLook = membership is not null && person.InPlan && !person.Revoked && !Has(RestrictionKind.AccessEnded)
            && (person.AccessUntil is not { } until || ukToday <= until);
        var safe = !person.NotSafe && !Has(RestrictionKind.NotSafe);
        return new(
            mayLook,
            safe,
            person.TextsAllowed && !Has(RestrictionKind.NoTexts),
            own.Where(r => r.Kind == RestrictionKind.ContactWithdrawn && r.Contact is not null).Select(r => r.Contact!).ToHashSet());
    }

    /// <summary>Stands where the membership of somebody never invited would: to judge what else restricts them.</summary>
    public static Membership AsIfInvited(Person person, Guid key = default, byte[]? handleKey = null) =>
        new() { FamilyId = person.FamilyId, PersonId = person.PersonId, Key = key, HandleKey = handleKey ?? [], InvitedBy = "" };

    /// <summary>Whether anything may go to them at all.</summary>
    public bool MayBeReached => MayLook && IsSafe;

    /// <summary>Whether anything may go to this number or address now.</summary>
    public bool MayReach(string? contact) => MayBeReached && contact is not null && !WithdrawnContacts.Contains(contact);
}
