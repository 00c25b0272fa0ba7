using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Storage.Prepared;

namespace FamilyPortal.Shared.Families;

/// <summary>A session with who is behind it: staff, or one of the memberships of its subject with one of the restrictions in force.</summary>
internal sealed record SessionRow(PortalSession Session, StaffMember? Staff, Membership? Member, Person? Person, Family? Family, PlanSeen? Seen, Restriction? Restriction, PersonPreferences? Preferences)
{
    /// <summary>One left join per table: SQLite has no lateral joins. A row for each membership and restriction, or one without.</summary>
    public const string Sql = """
        SELECT s."Id", s."Subject", s."Sid", s."IsStaff", s."MembershipKey", s."ConversationId", s."SignedInAt", s."EndsSoon", s."CreatedAt", s."SeenAt", s."EndedAt",
               t."Id", t."AuthorityId", t."Name", t."Email", t."Role", t."Subject", t."IsPartner", t."EndedAt", t."EndedByGroups", t."SignedOutBefore",
               m."FamilyId", m."PersonId", m."Key", m."HandleKey", m."Subject", m."FormerSubject", m."InvitedAt", m."InvitedBy", m."WordHash", m."WordTries", m."WordExpiresAt", m."ClaimedAt",
               m."ProvedPhone", m."ProvedEmail", m."SignedOutBefore",
               p."FamilyId", p."PersonId", p."Name", p."Role", p."Relationship", p."Language", p."Phone", p."Email",
               p."DocumentPhone", p."DocumentEmail", p."ContactSetAt", p."ContactSetBy", p."InPlan", p."AccessUntil", p."Revoked",
               p."TextsAllowed", p."NotSafe", p."QuietFrom", p."QuietUntil", p."SliceHash", p."SliceAgreedOn", p."OutSince",
               f."Id", f."AuthorityId", f."RecordRef", f."CurrentVersion", f."ErasureStamp", f."NextEntryNumber", f."CreatedAt",
               n."FamilyId", n."PersonId", n."Version", n."Language", n."Items", n."Shown", n."ShownOn",
               r."FamilyId", r."Id", r."Kind", r."Source", r."PersonId", r."OtherPersonId", r."Contact", r."SetAt", r."SetBy", r."ByManager", r."LiftedAt", r."LiftedBy",
               q."FamilyId", q."PersonId", q."Language", q."Size", q."CalmColours", q."EndsSoon", q."TextsFrom", q."TextsUntil", q."CodeWord", q."CodeWordVoidAt", q."ChangedAt"
        FROM "Sessions" s
        LEFT JOIN "Staff" t ON t."Subject" = s."Subject"
        LEFT JOIN "Memberships" m ON m."Subject" = s."Subject"
               AND EXISTS (SELECT 1 FROM "SignInOpens" o WHERE o."Sid" = s."Sid" AND o."MembershipKey" = m."Key")
        LEFT JOIN "People" p ON p."FamilyId" = m."FamilyId" AND p."PersonId" = m."PersonId"
        LEFT JOIN "Preferences" q ON q."FamilyId" = m."FamilyId" AND q."PersonId" = m."PersonId"
        LEFT JOIN "Families" f ON f."Id" = m."FamilyId"
        LEFT JOIN "PlanSeen" n ON n."FamilyId" = m."FamilyId" AND n."PersonId" = m."PersonId"
        LEFT JOIN "Restrictions" r ON r."FamilyId" = m."FamilyId" AND r."LiftedAt" IS NULL
        WHERE s."Id" = $1 AND s."EndedAt" IS NULL
        """;

    public static SessionRow Read(Columns c) => new(ReadSession(c), ReadStaff(c), ReadMember(c), ReadPerson(c), ReadFamily(c), ReadSeen(c), ReadRestriction(c), ReadPreferences(c));

    private static PortalSession ReadSession(Columns c) => new()
    {
        Id = c.Text(),
        Subject = c.Text(),
        Sid = c.Text(),
        IsStaff = c.Flag(),
        MembershipKey = c.GuidOrNull(),
        ConversationId = c.GuidOrNull(),
        SignedInAt = c.Moment(),
        EndsSoon = c.Flag(),
        CreatedAt = c.Moment(),
        SeenAt = c.Moment(),
        EndedAt = c.MomentOrNull(),
    };

    private static StaffMember? ReadStaff(Columns c) => c.HasNone(10) ? null : new()
    {
        Id = c.Guid(),
        AuthorityId = c.Text(),
        Name = c.Text(),
        Email = c.Text(),
        Role = (StaffRole)c.Int(),
        Subject = c.TextOrNull(),
        IsPartner = c.Flag(),
        EndedAt = c.MomentOrNull(),
        EndedByGroups = c.Flag(),
        SignedOutBefore = c.MomentOrNull(),
    };

    private static Membership? ReadMember(Columns c) => c.HasNone(14) ? null : new()
    {
        FamilyId = c.Guid(),
        PersonId = c.Text(),
        Key = c.Guid(),
        HandleKey = c.Bytes(),
        Subject = c.TextOrNull(),
        FormerSubject = c.TextOrNull(),
        InvitedAt = c.Moment(),
        InvitedBy = c.Text(),
        WordHash = c.TextOrNull(),
        WordTries = c.Int(),
        WordExpiresAt = c.MomentOrNull(),
        ClaimedAt = c.MomentOrNull(),
        ProvedPhone = c.TextOrNull(),
        ProvedEmail = c.TextOrNull(),
        SignedOutBefore = c.MomentOrNull(),
    };

    private static Person? ReadPerson(Columns c) => c.HasNone(22) ? null : new()
    {
        FamilyId = c.Guid(),
        PersonId = c.Text(),
        Name = c.Text(),
        Role = c.Name<PersonRole>(),
        Relationship = c.Text(),
        Language = c.Text(),
        Phone = c.TextOrNull(),
        Email = c.TextOrNull(),
        DocumentPhone = c.TextOrNull(),
        DocumentEmail = c.TextOrNull(),
        ContactSetAt = c.MomentOrNull(),
        ContactSetBy = c.TextOrNull(),
        InPlan = c.Flag(),
        AccessUntil = c.DayOrNull(),
        Revoked = c.Flag(),
        TextsAllowed = c.Flag(),
        NotSafe = c.Flag(),
        QuietFrom = c.TimeOrNull(),
        QuietUntil = c.TimeOrNull(),
        SliceHash = c.TextOrNull(),
        SliceAgreedOn = c.DayOrNull(),
        OutSince = c.MomentOrNull(),
    };

    private static Family? ReadFamily(Columns c) => c.HasNone(7) ? null : new()
    {
        Id = c.Guid(),
        AuthorityId = c.Text(),
        RecordRef = c.Text(),
        CurrentVersion = c.Int(),
        ErasureStamp = c.Int(),
        NextEntryNumber = c.Long(),
        CreatedAt = c.Moment(),
    };

    private static PlanSeen? ReadSeen(Columns c) => c.HasNone(7) ? null : new()
    {
        FamilyId = c.Guid(),
        PersonId = c.Text(),
        Version = c.Int(),
        Language = c.Text(),
        Items = c.Bytes(),
        Shown = c.TextOrNull(),
        ShownOn = c.DayOrNull(),
    };

    private static Restriction? ReadRestriction(Columns c) => c.HasNone(12) ? null : new()
    {
        FamilyId = c.Guid(),
        Id = c.Guid(),
        Kind = (RestrictionKind)c.Int(),
        Source = (RestrictionSource)c.Int(),
        PersonId = c.Text(),
        OtherPersonId = c.TextOrNull(),
        Contact = c.TextOrNull(),
        SetAt = c.Moment(),
        SetBy = c.Text(),
        ByManager = c.Flag(),
        LiftedAt = c.MomentOrNull(),
        LiftedBy = c.TextOrNull(),
    };

    private static PersonPreferences? ReadPreferences(Columns c) => c.HasNone(11) ? null : new()
    {
        FamilyId = c.Guid(),
        PersonId = c.Text(),
        Language = c.TextOrNull(),
        Size = (TextSize)c.Int(),
        CalmColours = c.Flag(),
        EndsSoon = c.Flag(),
        TextsFrom = c.TimeOrNull(),
        TextsUntil = c.TimeOrNull(),
        CodeWord = c.TextOrNull(),
        CodeWordVoidAt = c.MomentOrNull(),
        ChangedAt = c.Moment(),
    };
}
