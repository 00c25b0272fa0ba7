using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>What is known about who asks.</summary>
internal static class Browser
{
    /// <summary>A browser opening a page, not a machine calling an API.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The browser itself says that the request came from a page of ours. Old browsers say nothing: false.</summary>
    public static bool CameFromUs(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin";
}
