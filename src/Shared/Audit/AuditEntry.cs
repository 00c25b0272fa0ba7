namespace FamilyPortal.Shared.Audit;

/// <summary>Who did what to which family's data, and when. Holds ids, never words.</summary>
internal sealed class AuditEntry
{
    /// <summary>Empty where it is about no family: the access of staff.</summary>
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>`person:ID`, `staff:GUID`, `client:ID` or `system`.</summary>
    public required string Actor { get; set; }

    /// <summary>`staff:GUID` of the worker on whose device a person did it, if so.</summary>
    public string? With { get; set; }

    /// <summary>A fixed word: see <see cref="AuditActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>An id: answer, item, person or version.</summary>
    public string? Target { get; set; }

    /// <summary>A reason that staff gave, where one is asked for.</summary>
    public string? Reason { get; set; }
}

/// <summary>The words an audit entry's action may be.</summary>
internal static class AuditActions
{
    public const string PlanStored = "plan-stored";
    public const string SafetyCall = "safety-call";
    public const string PlanOpened = "plan-opened";
    public const string AnswerGiven = "answer-given";
    public const string PictureAdded = "picture-added";
    public const string AnswerOpened = "answer-opened";
    public const string AnswerRead = "answer-read";
    public const string HandedOn = "handed-on";
    public const string CopyTaken = "copy-taken";
    public const string AnswerReleased = "answer-released";
    public const string GapLetKnown = "gap-let-known";
    public const string SharingEnded = "sharing-ended";
    public const string SharingStarted = "sharing-started";
    public const string Invited = "invited";
    public const string InvitationSent = "invitation-sent";
    public const string InvitationWithdrawn = "invitation-withdrawn";
    public const string WordGiven = "word-given";
    public const string ContactChanged = "contact-changed";
    public const string PreferencesChanged = "preferences-changed";
    public const string SignedOutEverywhere = "signed-out-everywhere";
    public const string SheetPrinted = "sheet-printed";
    public const string SheetWithdrawn = "sheet-withdrawn";
    public const string SheetCodeUsed = "sheet-code-used";
    public const string TogetherStarted = "together-started";
    public const string TogetherEnded = "together-ended";
    public const string Claimed = "claimed";
    public const string Restricted = "restricted";
    public const string RestrictionLifted = "restriction-lifted";
    public const string AlertRaised = "alert-raised";
    public const string AlertJoined = "alert-joined";
    public const string AlertAcknowledged = "alert-acknowledged";
    public const string AlertReopened = "alert-reopened";
    public const string FeedReplayed = "feed-replayed";
    public const string FeedSkipped = "feed-skipped";
    public const string BreakGlass = "break-glass";
    public const string BreakGlassRefused = "break-glass-refused";
    public const string CoverSet = "cover-set";
    public const string CoverEnded = "cover-ended";
    public const string Barred = "barred";
    public const string BarLifted = "bar-lifted";
    public const string StaffJoined = "staff-joined";
    public const string StaffRoleChanged = "staff-role-changed";
    public const string StaffEnded = "staff-ended";
    public const string StaffRestored = "staff-restored";
    public const string StaffReleased = "staff-released";
    public const string StaffInvited = "staff-invited";
    public const string StaffInvitationAgreed = "staff-invitation-agreed";
    public const string StaffInvitationLinked = "staff-invitation-linked";
    public const string StaffInvitationWithdrawn = "staff-invitation-withdrawn";
    public const string TakenBack = "taken-back";
}
