using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FamilyPortal.Identity.OpenId;

/// <summary>Scopes we do not have are left out at the authorization endpoint, as OpenID Connect asks (core 3.1.2.1), instead of refused.</summary>
internal static class UnknownScopes
{
    public static ValueTask Drop(ValidateAuthorizationRequestContext context)
    {
        if (context.Request.Scope is { Length: > 0 })
            context.Request.Scope = string.Join(' ', context.Request.GetScopes().Where(context.Options.Scopes.Contains));
        return default;
    }
}
