namespace FamilyPortal.Shared.Storage;

/// <summary>A named job that one copy does at a time.</summary>
internal sealed class Lease
{
    public required string Name { get; set; }
    public required string Owner { get; set; }
    public DateTimeOffset Until { get; set; }
}
