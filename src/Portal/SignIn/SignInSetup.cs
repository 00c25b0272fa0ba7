using System.Globalization;
using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FamilyPortal.Portal.SignIn;

/// <summary>Sessions of our own, opened by a sign-in at Identity (code flow, PKCE S256).</summary>
internal static partial class SignInSetup
{
    /// <summary>Somebody may wait for a text, or ask their worker for the word, before they come back.</summary>
    private static readonly TimeSpan SignInMayTake = TimeSpan.FromMinutes(50);

    public static void AddPortalSignIn(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton<SessionCookie>();
        services.AddScoped<Current>();
        services.AddSingleton<SessionStart>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<ExpiredForm>();
        services.AddSingleton<OtherFamilyForm>();
        services.AddAuthentication(Schemes.Session)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(Schemes.Session, null)
            .AddOpenIdConnect(Schemes.Identity, options => Configure(options, settings));
        services.AddAuthorization(Policies.Add);
    }

    private static void Configure(OpenIdConnectOptions options, PortalSettings settings)
    {
        options.Authority = settings.Issuer.ToString();
        options.RequireHttpsMetadata = settings.Issuer.Scheme == Uri.UriSchemeHttps;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = SignInMayTake;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }
        options.CorrelationCookie.Name = "portal-signin.";
        options.NonceCookie.Name = "portal-nonce.";
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = new Uri(settings.PublicUrl, options.CallbackPath).ToString();
            context.ProtocolMessage.UiLocales = PageLanguage.Asked;
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = SignedInAsync;
        options.Events.OnRemoteFailure = FailedAsync;
    }

    private static async Task SignedInAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var sessions = services.GetRequiredService<PortalSessions>();
        var cookie = services.GetRequiredService<SessionCookie>();
        var subject = context.Principal?.FindFirst("sub")?.Value;
        var sid = context.Principal?.FindFirst("sid")?.Value;
        if (subject is null || sid is null) throw new InvalidOperationException("Identity's id token must name `sub` and `sid`.");

        var cancel = context.HttpContext.RequestAborted;
        var signedInAt = long.TryParse(context.Principal!.FindFirst("auth_time")?.Value, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw new InvalidOperationException("Identity's id token must name `auth_time`.");
        var secret = await sessions.OpenAsync(subject, sid, context.Principal!.HasClaim("kind", "staff"), signedInAt, context.Principal!.HasClaim("ends_soon", "true"), cancel);
        context.HandleResponse();
        // Asked at once: somebody without any access left would otherwise go back and forth between here and Identity.
        if (await sessions.ResolveAsync(secret, cancel) is null)
        {
            cookie.Delete(context.HttpContext);
            context.Response.Redirect("/not-open");
            return;
        }
        cookie.Write(context.Response, secret);
        context.Response.Redirect(LocalPath.OrStart(context.ReturnUri));
    }

    private static Task FailedAsync(RemoteFailureContext context)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILogger<SessionHandler>>();
        LogFailed(log, context.Failure?.GetType().Name ?? "unknown");
        context.HandleResponse();
        context.Response.Redirect("/sign-in-problem");
        return Task.CompletedTask;
    }

    // The failure's own text may quote what came in the address.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in that came back from Identity could not be taken: {Kind}.")]
    private static partial void LogFailed(ILogger log, string kind);
}
