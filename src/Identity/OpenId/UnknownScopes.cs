using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FamilyPortal.Identity.OpenId;

/// <summary>Scopes we do not have are left out at the authorization endpoint, as OpenID Connect asks (core 3.1.2.1), instead of refused.</summary>
internal sealed class UnknownScopes(Clients clients) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (context.Request.Scope is { Length: > 0 })
            context.Request.Scope = string.Join(' ', context.Request.GetScopes().Where(s => context.Options.Scopes.Contains(s) && MayAsk(context.ClientId, s)));
        return default;
    }

    /// <summary>Clients ask for `profile` by habit: where it stands for nothing, it is left out too.</summary>
    private bool MayAsk(string? client, string scope) => !OpenIdNames.StaffScopes.Contains(scope) || clients.IsToldOfStaff(client);
}
