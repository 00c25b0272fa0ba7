namespace FamilyPortal.Shared.Families.Sheets;

/// <summary>A sheet of one-time codes that a worker printed for a person. A newer one, or the worker, ends it.</summary>
internal sealed class CodeSheet
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset PrintedAt { get; set; }
    public required string PrintedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>One code of a sheet: its first half finds the row, of its second half only a slow hash is kept.</summary>
internal sealed class SheetCode
{
    public Guid FamilyId { get; set; }
    public required string Selector { get; set; }
    public Guid SheetId { get; set; }
    public required string Hash { get; set; }

    /// <summary>Wrong second halves so far.</summary>
    public int Tries { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}
