using FamilyPortal.Portal.Words;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Desk;
using static FamilyPortal.Portal.Staff.StaffText;

namespace FamilyPortal.Portal.Staff.People;

/// <summary>Where a person stands, in words.</summary>
internal static class PersonWords
{
    public static string Hint(DeskPerson person) => T["RoleAndRelation", T["Role." + person.Role], person.Relationship];

    public static string Status(DeskPerson person) => person switch
    {
        { IsInvited: false } => T["StatusNotInvited"],
        { MayLook: false } => T["StatusEnded"],
        { HasSignedIn: false } => T["StatusInvited"],
        { MayBeReached: false, HasContact: true } => T["StatusNotReached"],
        _ => T["StatusSignedIn"],
    };

    /// <summary>"Not safe to reach. Set here by Beth on 3 May 2026."</summary>
    public static string Sentence(DeskRestriction restriction)
    {
        var what = T["Restriction." + restriction.Kind, restriction.Other?.Name ?? ""];
        return restriction.At is { } at && restriction.Origin != RestrictionOrigin.Plan
            ? $"{what} {T["Origin." + restriction.Origin, restriction.By ?? T["Somebody"], UkWords.Day(UkTime.Day(at))]}"
            : $"{what} {T["Origin." + restriction.Origin, "", ""]}";
    }
}
