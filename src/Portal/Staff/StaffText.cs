using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Staff;

/// <summary>The words of this folder's pages.</summary>
internal static class StaffText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Staff.StaffText");
}
