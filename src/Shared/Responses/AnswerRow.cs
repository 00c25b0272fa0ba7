using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage.Prepared;

namespace FamilyPortal.Shared.Responses;

/// <summary>What of an answer decides who sees it, and what they see, with one of its readings, if any. Equal where all of it is.</summary>
internal sealed record AnswerRow(
    long Number, Guid Id, AnswerKind Kind, string? ItemId, string GiverId, bool ByStaff, string GiverName, string? WithName, Guid? WithSession, DateTimeOffset GivenAt, int? Score, string? Choice,
    string? Words, string? OneHigher, Values<string> Chosen, Values<string> SeenByThen, Guid? InReplyTo, bool IsHeld, DateTimeOffset? ReleasedAt, DateTimeOffset? SharingEndedAt, ReadView? Reading)
{
    /// <summary>The answers of a family, in no order. A row for each answer and reading.</summary>
    public const string Sql = """
        SELECT e."Number", a."Id", a."Kind", a."ItemId", a."GiverId", a."ByStaff", a."GiverName", a."WithName", a."WithSession", a."GivenAt", a."Score", a."Choice",
               a."Words", a."OneHigher", a."Chosen", a."SeenByThen", a."InReplyTo", a."IsHeld", a."ReleasedAt", a."SharingEndedAt", r."StaffName", r."ReadAt"
        FROM "RecordEntries" e
        JOIN "Answers" a ON a."FamilyId" = e."FamilyId" AND a."Id" = e."EventId"
        LEFT JOIN "AnswerReads" r ON r."FamilyId" = a."FamilyId" AND r."AnswerId" = a."Id"
        WHERE e."FamilyId" = $1
        """;

    public static AnswerRow Read(Columns c) => new(
        c.Long(), c.Guid(), c.Name<AnswerKind>(), c.TextOrNull(), c.Text(), c.Flag(), c.Text(), c.TextOrNull(), c.GuidOrNull(), c.Moment(), c.IntOrNull(), c.TextOrNull(),
        c.TextOrNull(), c.TextOrNull(), new(c.Texts()), new(c.Texts()), c.GuidOrNull(), c.Flag(), c.MomentOrNull(), c.MomentOrNull(), c.HasNone(2) ? null : new(c.Text(), c.Moment()));

    /// <summary>By the number of its entry in the record; readings of one answer by when it was read.</summary>
    public static int OldestFirst(AnswerRow x, AnswerRow y)
    {
        var order = x.Number.CompareTo(y.Number);
        return order == 0 ? Nullable.Compare(x.Reading?.At, y.Reading?.At) : order;
    }
}
