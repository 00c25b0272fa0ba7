using System.IO.Compression;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Look.Web;

/// <summary>How Portal and Identity take on the look: see README.md for the order of the calls.</summary>
public static class LookSetup
{
    /// <summary>The pages that the look brings (errors): for <c>AddAdditionalAssemblies</c> and the router.</summary>
    public static Assembly Pages => typeof(LookSetup).Assembly;

    /// <summary>Static server-rendered components, antiforgery, compression, and the styles when run without publishing.</summary>
    public static WebApplicationBuilder AddLook(this WebApplicationBuilder builder, Action<LookOptions> configure)
    {
        // Without this a build that is not published serves empty files in Production. Published, it does nothing.
        builder.WebHost.UseStaticWebAssets();
        // Nor does a build re-read its files at every request, which would also forbid a browser to keep them.
        // First in the list, so that a developer's setting wins.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("ReloadStaticAssetsAtRuntime", "false")],
        });
        builder.Services.AddOptions<LookOptions>().Configure(configure)
            .Validate(o => o.FormOrigins.All(IsOrigin), "LookOptions.FormOrigins takes origins only, such as https://id.example.uk: no path, no trailing slash.")
            .ValidateOnStart();
        builder.Services.AddRazorComponents();
        // By default every letter beyond English is written as a number of eight bytes: Polish and Arabic readers would pay for it.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddExceptionHandler<ProblemForMachines>();
        builder.Services.AddProblemDetails();
        // Why compressing over https is safe here: see Padding.
        builder.Services.AddResponseCompression(o => o.EnableForHttps = true);
        // A seventh fewer bytes than the default for the plan page, in about the same time.
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        builder.Services.AddAntiforgery();
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<IOptions<LookOptions>>((antiforgery, look) =>
        {
            antiforgery.Cookie.Name = look.Value.FormCookie;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Strict would not be sent on the way back from signing in: a new one would then spoil a form open in another tab.
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            // It would weaken our DENY to SAMEORIGIN.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    /// <summary>Headers, compression, forms that are read whatever stands in them, and error pages: call it first, before authentication.</summary>
    public static WebApplication UseLook(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.Use(TypedForm.InvokeAsync);
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", CreateScopeForErrors = true });
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // Machines keep the bare status (or the body that their endpoint wrote).
            if (!Browser.WantsPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            if (ShowsError(context))
            {
                // The error page of a form that was posted is a page to read: nothing in it is to be taken as a form again.
                context.Request.Method = HttpMethods.Get;
                context.Features.Set<IAntiforgeryValidationFeature>(null);
            }

            return next(context);
        });
        return app;
    }

    /// <summary>Antiforgery, and a page in plain words for a form that was open too long or that no page knows: call it after authorization.</summary>
    public static WebApplication UseForms(this WebApplication app)
    {
        app.Use(UnknownForm.ReadAsync);
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        app.Use(UnknownForm.InvokeAsync);
        return app;
    }

    /// <summary>The fingerprinted files, the host's pages and those of the look.</summary>
    /// <typeparam name="TApp">The host's root component: a <c>Document</c> with its router.</typeparam>
    /// <param name="assets">The manifest of the files, where it does not stand beside the program (several parts published into one).</param>
    public static RazorComponentsEndpointConventionBuilder MapLook<TApp>(this WebApplication app, string? assets = null)
    {
        app.MapStaticAssets(assets).AllowAnonymous();
        return app.MapRazorComponents<TApp>().AddAdditionalAssemblies(Pages).WithStaticAssets(assets);
    }

    private static bool ShowsError(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    private static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == value;
}
