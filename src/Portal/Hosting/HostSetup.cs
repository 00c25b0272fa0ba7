using FamilyPortal.Look.Web;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Portal.Hosting;

/// <summary>Plumbing around every request.</summary>
internal static class HostSetup
{
    /// <summary>
    /// Behind a proxy that ends TLS a request arrives as http. The Portal has one address, so the scheme is that address's:
    /// cookies stay Secure, and sign-in comes back to where people are.
    /// </summary>
    public static void UsePublicAddress(this WebApplication app, PortalSettings settings) => app.Use((context, next) =>
    {
        context.Request.Scheme = settings.PublicUrl.Scheme;
        return next(context);
    });

    /// <summary>After authentication: the language is the reader's. Staff pages are English.</summary>
    public static void UsePortalLanguage(this WebApplication app) => app.UsePageLanguage([.. InterfaceLanguages.All.Select(l => l.Tag)], http => ValueTask.FromResult<PageReader?>(Reader(http)));

    private static PageReader Reader(HttpContext http)
    {
        var signedIn = http.RequestServices.GetRequiredService<Current>().SignedIn;
        if (signedIn is { Staff: not null }) return new(null, InterfaceLanguages.English.Tag);
        var asked = http.Request.Query[PageLanguage.Query].ToString();
        // Else the page would be in the one language, and what the plan says in the other.
        if (signedIn?.Viewer is { } viewer) viewer.AskedLanguage = asked.Split(' ').Select(InterfaceLanguages.Find).FirstOrDefault(l => l is not null)?.Tag;
        return new(asked, signedIn?.Language);
    }
}
