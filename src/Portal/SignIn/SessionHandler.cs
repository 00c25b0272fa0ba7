using System.Security.Claims;
using System.Text.Encodings.Web;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Portal.SignIn;

/// <summary>
/// Finds who is behind the session cookie, in the database, at every request: a session ended anywhere, or an access taken
/// away, is over at the very next one.
/// </summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    SessionCookie cookie, PortalSessions sessions, Current current, ExpiredForm expired, OtherFamilyForm others)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata is { } what && (what.GetMetadata<NoSessionAttribute>() is not null || what.GetMetadata<StaticAssetDescriptor>() is not null)) return AuthenticateResult.NoResult();
        if (cookie.Read(Request) is not { } secret) return AuthenticateResult.NoResult();
        var isQuiet = Context.GetEndpoint()?.Metadata.GetMetadata<QuietSessionAttribute>() is not null;
        var found = isQuiet ? await sessions.LookAsync(secret, Context.RequestAborted) : await sessions.ResolveAsync(secret, Context.RequestAborted);
        if (found is not { } signedIn) return AuthenticateResult.NoResult();

        current.Set(signedIn);
        var identity = new ClaimsIdentity(Schemes.Session);
        identity.AddClaim(new(SessionClaims.Kind, signedIn.Staff is null ? SessionClaims.FamilyKind : SessionClaims.StaffKind));
        if (signedIn.Viewer is { } viewer) identity.AddClaim(new(SessionClaims.Member, viewer.MembershipKey.ToString("N")));
        if (signedIn.Together is not null) identity.AddClaim(new(SessionClaims.Together, "yes"));
        if (signedIn.Staff is { } staff) identity.AddClaim(new(SessionClaims.Member, staff.Key.ToString("N")));
        return AuthenticateResult.Success(new(new(identity), Schemes.Session));
    }

    /// <summary>To sign-in, and back to the same page. A form sent too late keeps its words on the way.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!WantsPage())
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (await expired.HandleAsync(Context) is { } page)
        {
            await page.ExecuteAsync(Context);
            return;
        }
        // The path alone: no address of ours carries anything behind a question mark.
        await Context.ChallengeAsync(Schemes.Identity, new() { RedirectUri = Request.PathBase + Request.Path });
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (await others.HandleAsync(Context, current.SignedIn) is { } page) await page.ExecuteAsync(Context);
        // Somebody with several families who has not said yet which one to open, or who has not begun yet on a worker's device.
        else if (current.SignedIn is { Viewer: null, Staff: null } && WantsPage()) Response.Redirect("/");
        else Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private bool WantsPage() =>
        Request.Headers.Accept.Count == 0 || Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
