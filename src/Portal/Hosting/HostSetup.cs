using System.Globalization;

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
}

/// <summary>British English for dates and numbers, whatever the server's or the browser's language.</summary>
internal static class UkEnglish
{
    public static RequestLocalizationOptions Options { get; } = new RequestLocalizationOptions
    {
        SupportedCultures = [CultureInfo.GetCultureInfo("en-GB")],
        SupportedUICultures = [CultureInfo.GetCultureInfo("en-GB")],
        DefaultRequestCulture = new("en-GB"),
        RequestCultureProviders = [],
    };
}
