namespace FamilyPortal.Identity.Sessions;

/// <summary>What kind of account a subject is. Staff and family accounts are never one (design.md).</summary>
internal enum SubjectKind
{
    Family,
    Staff,
}
