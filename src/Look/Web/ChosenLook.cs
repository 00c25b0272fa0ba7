using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>How a reader chose to have their pages, as classes of the document: `app-large`, `app-largest`, `app-calm`.</summary>
public static class ChosenLook
{
    private static readonly object Key = new();

    /// <summary>Null: as they are for everybody.</summary>
    public static string? Class(bool isLarge, bool isLargest, bool isCalm)
    {
        string?[] chosen = [isLargest ? "app-largest" : isLarge ? "app-large" : null, isCalm ? "app-calm" : null];
        var classes = string.Join(' ', chosen.OfType<string>());
        return classes.Length == 0 ? null : classes;
    }

    /// <summary>For a host that learns it before the page is made.</summary>
    public static void Set(HttpContext http, bool isLarge, bool isLargest, bool isCalm) => http.Items[Key] = Class(isLarge, isLargest, isCalm);

    /// <summary>What <see cref="Set"/> was told.</summary>
    public static string? Of(HttpContext http) => http.Items.TryGetValue(Key, out var chosen) ? (string?)chosen : null;
}
