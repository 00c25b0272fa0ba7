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
        { HasSignedIn: false } => T["Status." + person.Invitation.Step],
        { MayBeReached: false, HasContact: true } => T["StatusNotReached"],
        _ => T["StatusSignedIn"],
    };

    /// <summary>"Invited on Monday 18 May, 10am. Not signed in yet."</summary>
    public static string Invitation(DeskPerson person, DateOnly today)
    {
        var step = T["Step." + person.Invitation.Step, person.Invitation.Until is { } until ? UkWords.Moment(until, today) : ""];
        return person.Invitation is { Step: not InvitationStep.NotInvited, At: { } at } ? $"{T["InvitedOn", UkWords.Moment(at, today)]} {step}" : step;
    }

    /// <summary>What became of the message; null where there is none to speak of.</summary>
    public static string? Message(DeskInvitation invitation, MessageOutlook? outlook, DateOnly today) => invitation switch
    {
        { Step: not (InvitationStep.Open or InvitationStep.WordLocked) } => null,
        { Message: InvitationMessage.Waiting } when outlook is { MayGo: false } => Why(outlook.Why),
        { Message: InvitationMessage.Waiting } when outlook is { Waits: { } until } => T["MessageWaits", UkWords.Moment(until, today)],
        { Message: InvitationMessage.CouldNotGo } => Why(invitation.Why),
        { Message: InvitationMessage.None } => null,
        _ => T["Message." + invitation.Message],
    };

    /// <summary>What becomes of the message with the link, said beside the word.</summary>
    public static string Outlook(DeskPerson person, MessageOutlook outlook) => outlook switch
    {
        { MayGo: false } => Why(outlook.Why),
        _ when person.Invitation.Message == InvitationMessage.Sent => T["OutlookSent", person.Name],
        { ByEmail: true, Waits: { } until } => T["OutlookEmailWaits", person.Name, UkWords.Time(until)],
        { ByEmail: true } => T["OutlookEmail", person.Name],
        { Waits: { } until } => T["OutlookWaits", person.Name, UkWords.Time(until)],
        _ => T["OutlookNow", person.Name],
    };

    /// <summary>How they come in without a link.</summary>
    public static string Instead(string? why, string host) => why == "not-agreed" ? T["InsteadTypes", host] : T["InsteadPaper"];

    /// <summary>"Not safe to reach. Set here by Beth on 3 May 2026."</summary>
    public static string Sentence(DeskRestriction restriction)
    {
        var what = T["Restriction." + restriction.Kind, restriction.Other?.Name ?? ""];
        return restriction.At is { } at && restriction.Origin != RestrictionOrigin.Plan
            ? $"{what} {T["Origin." + restriction.Origin, restriction.By ?? T["Somebody"], UkWords.Day(UkTime.Day(at))]}"
            : $"{what} {T["Origin." + restriction.Origin, "", ""]}";
    }

    private static string Why(string? code) => T.Find("MessageWhy." + code) ?? T["MessageWhy.gateway"];
}
