using System.Globalization;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Identity.Staff.Partners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace FamilyPortal.Identity.Staff;

/// <summary>One OpenID Connect client for each organisation's provider (code flow, PKCE, nonce), and what we check besides.</summary>
internal static class StaffSetup
{
    /// <summary>Signing in over there, with a second factor.</summary>
    private static readonly TimeSpan SignInMayTake = TimeSpan.FromMinutes(20);

    /// <summary>How long a provider may take to answer us.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Clocks of two organisations.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>In the sealed `state`: when we sent them.</summary>
    private const string Asked = "asked";

    /// <summary>In the sealed `state`: the way back to the client.</summary>
    private const string Back = "back";

    public static IServiceCollection AddStaffSignIn(this IServiceCollection services, StaffProviders providers, Uri issuer)
    {
        services.AddSingleton(providers).AddSingleton<StaffLogins>().AddSingleton<StaffArrival>().AddSingleton<PartnerWay>();
        var authentication = services.AddAuthentication();
        foreach (var provider in providers.All) authentication.AddOpenIdConnect(provider.Scheme, options => Configure(options, provider, issuer));
        return services;
    }

    public static void MapStaffSignIn(this IEndpointRouteBuilder app) => app.MapGet(StaffLinks.GoPath, GoAsync);

    /// <summary>On to the provider. Nothing happens by it without the password there, so a link is enough.</summary>
    private static async Task<IResult> GoAsync(HttpContext http, string authority, StaffProviders providers, TimeProvider clock, ILogger<StaffArrival> log)
    {
        if (providers.Find(authority) is not { } provider) return Results.NotFound();
        var back = SignInLinks.Safe(http.Request.Query[SignInLinks.Return]);
        var properties = new AuthenticationProperties { Items = { [Asked] = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture), [Back] = back } };
        try
        {
            await http.ChallengeAsync(provider.Scheme, properties);
            return Results.Empty;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException && !http.Response.HasStarted)
        {
            StaffArrival.LogDown(log, provider.Id, e.GetType().Name);
            return Results.Redirect(StaffLinks.Problem(StaffProblem.Down, back));
        }
    }

    private static void Configure(OpenIdConnectOptions options, StaffProvider provider, Uri issuer)
    {
        var theirs = provider.Options;
        options.Authority = theirs.Issuer;
        options.RequireHttpsMetadata = new Uri(theirs.Issuer).Scheme == Uri.UriSchemeHttps;
        options.ClientId = theirs.ClientId;
        options.ClientSecret = theirs.ClientSecret;
        options.CallbackPath = provider.CallbackPath;
        // Of the paths that every such client answers by default, we need the callback alone.
        options.RemoteSignOutPath = PathString.Empty;
        options.SignedOutCallbackPath = PathString.Empty;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"]) options.Scope.Add(scope);
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = Patience;
        options.RemoteAuthenticationTimeout = SignInMayTake;
        // With it the provider must say when they signed in, and the holder of the device cannot take it away unseen.
        options.Prompt = OpenIdConnectPrompt.Login;
        options.MaxAge = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters.ValidIssuer = theirs.Issuer;
        options.TokenValidationParameters.ValidAudience = theirs.ClientId;
        options.TokenValidationParameters.RequireSignedTokens = true;
        options.TokenValidationParameters.ValidAlgorithms =
            [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384];
        var secure = issuer.Scheme == Uri.UriSchemeHttps;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }
        options.CorrelationCookie.Name = "fp-id-staff.";
        options.NonceCookie.Name = "fp-id-staff-nonce.";
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            context.ProtocolMessage.RedirectUri = new Uri(issuer, provider.CallbackPath).ToString();
            Same(theirs, await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted));
        };
        options.Events.OnAuthorizationCodeReceived = context =>
        {
            context.TokenEndpointRequest!.RedirectUri = new Uri(issuer, provider.CallbackPath).ToString();
            return Task.CompletedTask;
        };
        options.Events.OnMessageReceived = context => CheckSenderAsync(context, theirs);
        options.Events.OnTicketReceived = context => ArriveAsync(context, provider);
        options.Events.OnRemoteFailure = context => FailAsync(context, provider);
    }

    /// <summary>OpenID Connect Discovery 4.3: the document must name the issuer that we asked.</summary>
    private static void Same(StaffSignInOptions theirs, OpenIdConnectConfiguration configuration)
    {
        if (configuration.Issuer != theirs.Issuer) throw new InvalidOperationException("The provider's discovery names another issuer.");
    }

    /// <summary>RFC 9207: an answer that names its issuer names this one, and where the provider says that it does, it does. Against mix-up.</summary>
    private static async Task CheckSenderAsync(MessageReceivedContext context, StaffSignInOptions theirs)
    {
        var configuration = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        Same(theirs, configuration);
        var sender = context.ProtocolMessage.GetParameter("iss");
        if (sender is null ? configuration.AuthorizationResponseIssParameterSupported : sender != theirs.Issuer) context.Fail("The answer comes from another provider.");
    }

    private static async Task ArriveAsync(TicketReceivedContext context, StaffProvider provider)
    {
        var (http, items) = (context.HttpContext, context.Properties!.Items);
        var back = items.TryGetValue(Back, out var kept) ? kept : null;
        var asked = new DateTimeOffset(long.Parse(items[Asked]!, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var arrival = http.RequestServices.GetRequiredService<StaffArrival>();
        context.HandleResponse();
        context.Response.Redirect(await arrival.SignInAsync(http, provider, context.Principal!, asked - Skew) is { } problem
            ? StaffLinks.Problem(problem, back)
            : SignInLinks.Done(back, http.RequestServices.GetRequiredService<Shared.Texting.PortalAddress>()));
    }

    private static Task FailAsync(RemoteFailureContext context, StaffProvider provider)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILogger<StaffArrival>>();
        var cause = context.Failure?.GetBaseException();
        var isDown = cause is HttpRequestException or IOException or OperationCanceledException or System.Net.Sockets.SocketException;
        StaffArrival.LogFailed(log, provider.Id, cause?.GetType().Name ?? "unknown");
        context.HandleResponse();
        context.Response.Redirect(StaffLinks.Problem(isDown ? StaffProblem.Down : StaffProblem.Failed, context.Properties?.Items.TryGetValue(Back, out var back) == true ? back : null));
        return Task.CompletedTask;
    }
}
