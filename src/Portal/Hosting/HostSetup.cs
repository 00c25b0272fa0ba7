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
    public static void UsePortalLanguage(this WebApplication app) => app.UsePageLanguage([.. InterfaceLanguages.All.Select(l => l.Tag)], http => ValueTask.FromResult<PageReader?>(
        http.RequestServices.GetRequiredService<Current>().SignedIn is { Staff: not null } ? new PageReader(null, InterfaceLanguages.English.Tag)
        : new PageReader(http.Request.Query[PageLanguage.Query], http.RequestServices.GetRequiredService<Current>().SignedIn?.Language)));
}
