using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Layout;

namespace FamilyPortal.Portal;

/// <summary>The Portal as a program of its own, or as one part of the local run's process.</summary>
public static class PortalApp
{
    /// <param name="options">Arguments and content root; the application's name is always the Portal's, by which its assets are found.</param>
    /// <param name="configure">What the host adds: addresses, settings.</param>
    public static WebApplication Create(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PortalApp).Assembly.GetName().Name,
            Args = options.Args,
            ContentRootPath = options.ContentRootPath,
            EnvironmentName = options.EnvironmentName,
            WebRootPath = options.WebRootPath,
        });
        configure?.Invoke(builder);
        builder.AddLook(look => look.FormCookie = "portal-form");

        var app = builder.Build();
        app.UseLook();
        app.UseForms();
        app.MapLook<App>();
        return app;
    }
}
