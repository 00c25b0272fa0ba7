using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Demo;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.OpenId;
using FamilyPortal.Identity.Pages;
using FamilyPortal.Identity.Passkeys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Identity.SignOut;
using FamilyPortal.Identity.Staff;
using FamilyPortal.Identity.Storage;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyPortal.Identity;

/// <summary>The OpenID provider as a program: built here, so that the local host and the tests run the same.</summary>
public static class IdentityApp
{
    /// <param name="configure">Adds configuration, services and logging before anything is read.</param>
    /// <exception cref="InvalidOperationException">The configuration is wrong or unsafe: names the key and what it must be.</exception>
    public static WebApplication Build(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = options.Args,
            ApplicationName = typeof(IdentityApp).Assembly.GetName().Name,
            ContentRootPath = options.ContentRootPath,
            EnvironmentName = options.EnvironmentName,
            WebRootPath = options.WebRootPath,
        });
        configure?.Invoke(builder);
        var (configuration, isProduction) = (builder.Configuration, builder.Environment.IsProduction());
        var demo = DemoMode.IsOn(configuration, builder.Environment);
        var issuer = ReadIssuer(configuration);
        var packs = AuthorityPacks.Load(configuration["Authorities:Folder"]);
        var clients = Clients.From(configuration, packs, demo, isProduction);
        var staff = StaffProviders.From(configuration, packs, isProduction);

        builder.Logging.AddQuietLogs();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        builder.AddLook(look =>
        {
            look.FormCookie = issuer.Scheme == Uri.UriSchemeHttps ? "__Host-" + IdentityCookies.Antiforgery : IdentityCookies.Antiforgery;
            foreach (var origin in clients.Origins) look.FormOrigins.Add(origin);
            // Where a sign-in came from stands there, and no family's words on any page.
            look.FormsKeepQuery = true;
        });
        ReadProxies(builder.Services, configuration);
        builder.Services.AddFamilyPortal(configuration).AddIdentityStore(configuration, isProduction).AddAccounts(issuer).AddOpenId(configuration, issuer).AddStaffSignIn(staff, issuer);
        builder.Services.Configure<SignInOptions>(configuration.GetSection("SignIn"));
        builder.Services.AddSingleton(clients).AddSingleton<Brakes>().AddSingleton<BrowserSessions>().AddSingleton<KnownDevices>().AddSingleton<NewSignIns>();
        builder.Services.AddSingleton<Flows>().AddSingleton<FirstFactors>().AddSingleton<SecretSteps>().AddSingleton<SignInCoordinator>().AddSingleton<PasskeySignIn>();
        builder.Services.AddSingleton(sp => ActivatorUtilities.CreateInstance<IdentityCookies>(sp, issuer));
        builder.Services.AddSingleton(sp => ActivatorUtilities.CreateInstance<DemoStaff>(sp, demo));
        builder.Services.AddHostedService<Pruning>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);

        var app = builder.Build();
        Map(app, demo);
        return app;
    }

    /// <summary>Brings the databases up to date, makes missing keys, and makes the clients those of the configuration. Before the first request.</summary>
    public static async Task InitialiseAsync(WebApplication app, CancellationToken cancel = default)
    {
        await app.Services.MigrateStoreAsync(cancel);
        await using (var store = app.Services.GetRequiredService<IdentityStoreFactory>().Create()) await store.Database.MigrateAsync(cancel);
        await app.Services.GetRequiredService<KeyRing>().LoadAsync(cancel);
        await app.Services.GetRequiredService<Clients>().SeedAsync(app.Services, cancel);
    }

    private static void Map(WebApplication app, bool demo)
    {
        app.UseForwardedHeaders();
        app.UseLook();
        app.UseIdentityLanguage();
        app.Use(RequestRules.Apply);
        // Not merely hidden: outside the demo, and for anybody but this machine, the development pages do not exist.
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments("/dev") || demo && DemoMode.IsLocal(http)) return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseForms();

        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapOpenId();
        app.MapStaffSignIn();
        app.MapPost("/leave", LeaveEndpoint.HandleAsync).DisableAntiforgery();
        app.MapGet("/leave/{authority?}", LeaveEndpoint.FromPortalAsync);
        app.MapGet("/sign-out/now", LeaveEndpoint.SignOutAsync);
        app.MapPost("/sign-out/now", LeaveEndpoint.SignOutAsync).DisableAntiforgery();
        app.MapSession();
        app.MapGet("/", (PortalAddress portal) => Results.Redirect(portal.Link("/")));
        var manifest = app.Configuration["StaticAssets:Identity"];
        app.MapStaticAssets(manifest);
        app.MapRazorComponents<App>().AddAdditionalAssemblies(LookSetup.Pages).WithStaticAssets(manifest);
    }

    private static Uri ReadIssuer(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["Issuer"], UriKind.Absolute, out var issuer) || issuer.Scheme is not ("http" or "https"))
            throw new InvalidOperationException("Issuer must be Identity's address as browsers and the other parts reach it, such as https://id.example.org.");
        if (issuer.Scheme == "http" && !issuer.IsLoopback)
            throw new InvalidOperationException("Issuer must begin with https: over http anybody on the way could sign in as somebody else.");
        return issuer;
    }

    /// <summary>`Proxy:Networks`: the networks (`10.0.0.0/8`) of the proxies in front, whose word on the caller's address and scheme is taken.</summary>
    private static void ReadProxies(IServiceCollection services, IConfiguration configuration) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        var networks = configuration.GetSection("Proxy:Networks").Get<string[]>() ?? [];
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        options.ForwardedHeaders = networks.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    });

    private sealed class DatabaseCheck(IdentityStoreFactory stores) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var store = stores.Create();
            return await store.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
    }
}
