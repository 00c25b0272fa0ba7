using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage.Prepared;

namespace FamilyPortal.Shared.Responses;

/// <summary>What of an answer decides who sees it, and what they see, with one of its readings, if any. Equal where all of it is.</summary>
internal sealed record AnswerRow(
    long Number, Guid Id, AnswerKind Kind, string? ItemId, string GiverId, bool ByStaff, string GiverName, string? WithName, Guid? WithSession, DateTimeOffset GivenAt, int? Score, string? Choice,
    string? Words, string? OneHigher, DateTimeOffset? MeetingAt, DateOnly? DoneOn, string? PictureSha256, Values<string> Chosen, Values<string> SeenByThen, Guid? InReplyTo, bool IsHeld, DateTimeOffset? ReleasedAt, string? ReleasedByName, Values<string> ReleasedTo, DateTimeOffset? SharingEndedAt, Values<string> GapKnownTo, bool SaysDanger, bool IsReplaced, int PlanVersion, AnswerReading? Reading)
{
    private static readonly string Promises = string.Join(", ", AnswerKinds.Promises.Select(k => $"'{k}'"));

    /// <summary>
    /// The answers of a family that may be a reader's to read, in no order. A row for each answer and reading. What can never be
    /// theirs stays in the database, however much there is of it: hidden answers must not cost those they are hidden from their time.
    /// Of a no to a task, the newest of its giver, comes that it is there, without what was said with it: nobody has that task.
    /// Whether a newer one of the same giver stands in its place is asked of all answers, since the newer one may be hidden.
    /// It is a sieve, not the decision: that is <see cref="AnswerVisibility"/>, of all that comes through.
    /// </summary>
    /// <param name="isOneOf">As the database writes it: whether a parameter is in a column of texts.</param>
    public static string SqlFor(Func<string, string, string> isOneOf)
    {
        var mayRead = $"""
            a."GiverId" = $2
            OR a."SharingEndedAt" IS NULL AND (NOT a."IsHeld" OR {isOneOf("$2", "a.\"ReleasedTo\"")}) AND {isOneOf("$2", "a.\"Chosen\"")}
            OR a."InReplyTo" IN (SELECT q."Id" FROM "Answers" q WHERE q."FamilyId" = $1 AND q."GiverId" = $2)
            """;
        var isReplaced = $"""
            a."Kind" IN ({Promises}) AND EXISTS (
                SELECT 1 FROM "Answers" n JOIN "RecordEntries" m ON m."FamilyId" = n."FamilyId" AND m."EventId" = n."Id"
                WHERE n."FamilyId" = $1 AND n."GiverId" = a."GiverId" AND n."ByStaff" = a."ByStaff" AND n."Kind" = a."Kind" AND n."ItemId" = a."ItemId" AND m."Number" > e."Number")
            """;
        string IfRead(string column) => $"CASE WHEN {mayRead} THEN a.\"{column}\" END";
        return $"""
            SELECT e."Number", a."Id", a."Kind", a."ItemId", a."GiverId", a."ByStaff", a."GiverName", a."WithName", a."WithSession", a."GivenAt", a."Score", a."Choice",
                   {IfRead("Words")}, {IfRead("OneHigher")}, a."MeetingAt", a."DoneOn", {IfRead("PictureSha256")}, a."Chosen", a."SeenByThen", a."InReplyTo", a."IsHeld", a."ReleasedAt", a."ReleasedByName", a."ReleasedTo", a."SharingEndedAt", a."GapKnownTo", a."AlertId" IS NOT NULL, {isReplaced}, a."PlanVersion", r."StaffName", r."OpenedAt", r."ReadAt"
            FROM "RecordEntries" e
            JOIN "Answers" a ON a."FamilyId" = e."FamilyId" AND a."Id" = e."EventId"
            LEFT JOIN "AnswerReads" r ON r."FamilyId" = a."FamilyId" AND r."AnswerId" = a."Id"
            WHERE e."FamilyId" = $1 AND ({mayRead}
                OR a."Kind" = '{AnswerKind.RoleReply}' AND a."Choice" = '{FamilyAnswers.Declined}' AND (a."AlertId" IS NULL OR {isOneOf("$2", "a.\"GapKnownTo\"")}) AND {isOneOf("$2", "a.\"SeenByThen\"")} AND NOT ({isReplaced}))
            """;
    }

    public static AnswerRow Read(Columns c) => new(
        c.Long(), c.Guid(), c.Name<AnswerKind>(), c.TextOrNull(), c.Text(), c.Flag(), c.Text(), c.TextOrNull(), c.GuidOrNull(), c.Moment(), c.IntOrNull(), c.TextOrNull(),
        c.TextOrNull(), c.TextOrNull(), c.MomentOrNull(), c.DayOrNull(), c.TextOrNull(), new(c.Texts()), new(c.Texts()), c.GuidOrNull(), c.Flag(), c.MomentOrNull(), c.TextOrNull(), new(c.Texts()), c.MomentOrNull(), new(c.Texts()), c.Flag(), c.Flag(), c.Int(), c.HasNone(3) ? null : new(c.Text(), c.Moment(), c.MomentOrNull()));

    /// <summary>By the number of its entry in the record; readings of one answer by when it was opened.</summary>
    public static int OldestFirst(AnswerRow x, AnswerRow y)
    {
        var order = x.Number.CompareTo(y.Number);
        return order == 0 ? Nullable.Compare(x.Reading?.OpenedAt, y.Reading?.OpenedAt) : order;
    }
}

/// <summary>What a member of staff did with an answer.</summary>
internal sealed record AnswerReading(string Name, DateTimeOffset OpenedAt, DateTimeOffset? ReadAt)
{
    public static IReadOnlyList<ReadView> Opened(IEnumerable<AnswerReading> all) => [.. all.Select(r => new ReadView(r.Name, r.OpenedAt))];

    public static IReadOnlyList<ReadView> Read(IEnumerable<AnswerReading> all) => [.. all.Where(r => r.ReadAt is not null).OrderBy(r => r.ReadAt).Select(r => new ReadView(r.Name, r.ReadAt!.Value))];
}
