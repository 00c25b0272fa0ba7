using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.Staff;

/// <summary>The family of this request, for the member of staff who makes it: resolved before any page or handler runs.</summary>
internal sealed class StaffFamily
{
    private StaffViewer? _viewer;

    public StaffViewer Viewer => _viewer ?? throw new InvalidOperationException("No family was opened: the page must derive from StaffFamilyPage.");

    public void Set(StaffViewer viewer) => _viewer = viewer;
}
