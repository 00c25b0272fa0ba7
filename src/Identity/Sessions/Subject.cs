namespace FamilyPortal.Identity.Sessions;

/// <summary>What kind of account a subject is. Staff and family accounts are never one (design.md).</summary>
internal enum SubjectKind
{
    Family,
    Staff,
}

/// <summary>Somebody who can sign in. Who they are, and how they are reached, only the domain knows.</summary>
internal sealed class Subject
{
    /// <summary>A random GUID: says nothing by itself.</summary>
    public required string Id { get; set; }

    public SubjectKind Kind { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
