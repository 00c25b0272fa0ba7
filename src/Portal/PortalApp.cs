using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Home;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.Layout;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Storage;

namespace FamilyPortal.Portal;

/// <summary>
/// The Portal as a program of its own, or as one part of the local run's process. Settings: `Identity:Issuer`, `Identity:ClientId`,
/// `Identity:ClientSecret`, `Portal:PublicUrl`, `Bot:Url`, `Bot:DirectLineSecret`, `RecordApi:*`, `Record:Connectors:*` (docs/record.md), `Storage:*`, `DataProtection:*`, `Demo:Enabled`.
/// </summary>
public static class PortalApp
{
    /// <param name="options">Arguments and content root; the application's name is always the Portal's, by which its assets are found.</param>
    /// <param name="configure">What the host adds: addresses, settings.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong: names it.</exception>
    public static WebApplication Build(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalApp).Assembly.GetName().Name,
            Args = options.Args,
            ContentRootPath = options.ContentRootPath,
            EnvironmentName = options.EnvironmentName,
            WebRootPath = options.WebRootPath,
        });
        builder.Logging.AddQuietLogs();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = StreamedForm.MostBody);
        // "Was challenged", at every visit of somebody signed out: noise.
        builder.Logging.AddFilter(typeof(SessionHandler).FullName, LogLevel.Warning);
        configure?.Invoke(builder);

        var settings = PortalSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(settings).AddHostedService<OneSite>();
        builder.Services.AddFamilyPortal(builder.Configuration);
        builder.Services.AddSharedDataProtection(builder.Configuration, "FamilyPortal.Portal", builder.Environment.IsProduction());
        builder.AddLook(look =>
        {
            look.FormCookie = settings.CookieName("portal-form");
            look.FormOrigins.Add(settings.Issuer.GetLeftPart(UriPartial.Authority));
        });
        builder.Services.AddPortalSignIn(settings);
        builder.AddAreas();

        var app = builder.Build();
        app.UsePublicAddress(settings);
        app.UseLook();
        app.Use(StreamedForm.InvokeAsync);
        app.UseAuthentication();
        app.UsePortalLanguage();
        app.UseAuthorization();
        app.Use(OtherFamilyForm.InvokeAsync);
        app.UseForms();
        app.MapLook<App>();
        app.MapHealth();
        app.MapSignIn();
        app.MapSession();
        app.MapNudgeLink();
        app.MapWaitingWords();
        app.MapAreas();
        return app;
    }

    /// <summary>Creates or updates the domain's tables. Safe to run from several copies at once.</summary>
    public static Task InitialiseAsync(WebApplication app, CancellationToken cancel = default) => app.Services.MigrateStoreAsync(cancel);
}
