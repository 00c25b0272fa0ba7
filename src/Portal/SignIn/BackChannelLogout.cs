using System.Text.Json;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FamilyPortal.Portal.SignIn;

/// <summary>
/// `/signout-backchannel`: Identity says that a sign-in session ended (OpenID Connect Back-Channel Logout 1.0, 2.6), and the
/// Portal's sessions of it end. Refuses whatever is not wholly right; says to nobody whether there was such a session.
/// </summary>
internal static class BackChannelLogout
{
    public const string Path = "/signout-backchannel";

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestToken = 8 * 1024;
    private static readonly TimeSpan OldestToken = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };

    public static void MapBackChannelLogout(this WebApplication app) =>
        app.MapPost(Path, HandleAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new NoSessionAttribute()).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, IOptionsMonitor<OpenIdConnectOptions> identity, PortalSettings settings, SessionLogouts logouts, TimeProvider clock)
    {
        if (await FieldAsync(http.Request) is not { Length: > 0 } written) return Refuse();
        if (await ReadAsync(written, identity.Get(Schemes.Identity), settings, clock) is not { } token) return Refuse();
        return await logouts.TakeAsync(token.Id, token.GetPayloadValue<string>("sid"), new(token.ValidTo + ClockSkew, TimeSpan.Zero), http.RequestAborted) ? Results.Ok() : Refuse();
    }

    /// <summary>The token as it was sent, if the body is a form with one.</summary>
    private static async Task<string?> FieldAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))["logout_token"] is [var one] ? one : null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The token, if every rule holds.</summary>
    private static async Task<JsonWebToken?> ReadAsync(string written, OpenIdConnectOptions identity, PortalSettings settings, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await Handler.ValidateTokenAsync(written, new()
        {
            // Issuer and keys from Identity's discovery, as for id tokens; a key not known yet is looked up once.
            ConfigurationManager = (BaseConfigurationManager)identity.ConfigurationManager!,
            ValidAudience = settings.ClientId,
            ValidTypes = ["logout+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The key that the token names, and no other.
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (from, to, _, _) => to + ClockSkew > now && (from is null || from - ClockSkew <= now),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        var isFresh = token.IssuedAt != DateTime.MinValue && token.IssuedAt - ClockSkew <= now && now - token.IssuedAt <= OldestToken;
        var isLogout = token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(Event, out var what) && what.ValueKind == JsonValueKind.Object;
        var isNoIdToken = !token.TryGetClaim("nonce", out _);
        var isNamed = token.Id is { Length: > 0 } && token.TryGetPayloadValue<string>("sid", out var sid) && sid.Length > 0;
        return isFresh && isLogout && isNoIdToken && isNamed ? token : null;
    }

    private static IResult Refuse() => Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
}
