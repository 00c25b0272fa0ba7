using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;

namespace FamilyPortal.Identity.SignOut;

/// <summary>Addresses of the sign-out pages.</summary>
internal static class SignOutLinks
{
    public const string AskPath = "/sign-out";
    public const string DonePath = "/signed-out";

    /// <summary>Form field: the person said yes.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>What the question must hand on to the endpoint.</summary>
    public static readonly string[] Kept =
        [OpenIddictConstants.Parameters.IdTokenHint, OpenIddictConstants.Parameters.ClientId, OpenIddictConstants.Parameters.PostLogoutRedirectUri, OpenIddictConstants.Parameters.State];

    public static string Ask(OpenIddictRequest request) => QueryHelpers.AddQueryString(
        AskPath, Kept.Select(name => KeyValuePair.Create(name, (string?)request[name])).Where(p => !string.IsNullOrEmpty(p.Value)));
}
