using System.Resources;

namespace FamilyPortal.Portal.Layout;

/// <summary>The words around every page, from LayoutText.resx.</summary>
internal static class LayoutText
{
    private static readonly ResourceManager Resources = new("FamilyPortal.Portal.Layout.LayoutText", typeof(LayoutText).Assembly);

    /// <summary>Neutral: it stands in tabs and history, where anyone may read it.</summary>
    public static string ServiceName => Resources.GetString(nameof(ServiceName))!;
}
