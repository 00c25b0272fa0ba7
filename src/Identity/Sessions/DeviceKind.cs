namespace FamilyPortal.Identity.Sessions;

/// <summary>
/// What a browser says of itself, as coarsely as a person needs to know their own again: `phone chrome`. No version and no
/// model is kept, so that the table describes nobody.
/// </summary>
internal static class DeviceKind
{
    public const string Unknown = "other other";

    /// <summary>In order: a browser also names those it is made from.</summary>
    private static readonly (string In, string Name)[] Browsers =
    [
        ("Edg", "edge"), ("OPR/", "opera"), ("OPT/", "opera"), ("SamsungBrowser", "samsung"), ("DuckDuckGo", "duckduckgo"), ("FxiOS", "firefox"), ("Firefox", "firefox"),
        ("CriOS", "chrome"), ("Chrome", "chrome"), ("Chromium", "chrome"), ("Safari", "safari"),
    ];

    public static string Of(HttpContext http) => Of(http.Request.Headers.UserAgent.ToString());

    public static string Of(string agent)
    {
        var isTablet = Has(agent, "iPad") || Has(agent, "Tablet") || (Has(agent, "Android") && !Has(agent, "Mobile"));
        var kind = isTablet ? "tablet" : Has(agent, "Mobi") || Has(agent, "iPhone") || Has(agent, "Android") ? "phone"
            : Has(agent, "Windows") || Has(agent, "Macintosh") || Has(agent, "X11") || Has(agent, "CrOS") ? "computer" : "other";
        return $"{kind} {Browsers.FirstOrDefault(b => Has(agent, b.In)).Name ?? "other"}";
    }

    private static bool Has(string agent, string part) => agent.Contains(part, StringComparison.OrdinalIgnoreCase);
}
