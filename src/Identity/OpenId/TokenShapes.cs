using FamilyPortal.Identity.Keys;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FamilyPortal.Identity.OpenId;

/// <summary>Which key signs which token, and which tokens have a row in the database.</summary>
internal static class TokenShapes
{
    /// <summary>OpenIddict sorts the keys its own way; ours have a time of use. Id tokens RS256, access tokens ES256, what only we read HS256.</summary>
    internal sealed class PickKeys(KeyRing keys) : IOpenIddictServerHandler<GenerateTokenContext>
    {
        public ValueTask HandleAsync(GenerateTokenContext context)
        {
            context.SigningCredentials = keys.Signing(context.TokenType switch
            {
                TokenTypeIdentifiers.IdentityToken => KeyUse.Sign,
                TokenTypeIdentifiers.AccessToken => KeyUse.Access,
                _ => KeyUse.Inner,
            });
            if (context.EncryptionCredentials is not null) context.EncryptionCredentials = keys.Sealing();
            return default;
        }
    }

    /// <summary>
    /// An id token is a signed statement and, at sign-out, a hint: it must be good as a hint after the code's rows are pruned. A
    /// machine's access token is checked by its signature alone, so nobody would look at its row.
    /// </summary>
    public static ValueTask KeepNoRow(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.IdentityToken
            || context.TokenType == TokenTypeIdentifiers.AccessToken && context.Principal.GetClaim(OpenIdNames.Sid) is null)
            context.CreateTokenEntry = false;
        return default;
    }

    /// <summary>What discovery must say besides, and must not: id tokens are RS256, whatever signs access tokens.</summary>
    public static ValueTask Describe(HandleConfigurationRequestContext context)
    {
        context.IdTokenSigningAlgorithms.Clear();
        context.IdTokenSigningAlgorithms.Add(Microsoft.IdentityModel.Tokens.SecurityAlgorithms.RsaSha256);
        context.Metadata["backchannel_logout_supported"] = true;
        context.Metadata["backchannel_logout_session_supported"] = true;
        return default;
    }
}
