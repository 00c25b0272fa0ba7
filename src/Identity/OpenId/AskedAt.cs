using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;

namespace FamilyPortal.Identity.OpenId;

/// <summary>
/// Remembers, in the return URL, since when an authorization request asks for a new sign-in, so that `prompt=login` is
/// answered by a sign-in made after it and by no older one. Sealed, and bound to the request it was made for.
/// </summary>
internal sealed class AskedAt(IDataProtectionProvider protection)
{
    /// <summary>Not a parameter of the protocol: our own, on our own return URL.</summary>
    public const string Parameter = "asked_at";

    private readonly IDataProtector _seal = protection.CreateProtector("FamilyPortal.Identity.AskedAt");

    public string Make(OpenIddictRequest request, DateTimeOffset at) => _seal.Protect($"{at.UtcTicks.ToString(CultureInfo.InvariantCulture)} {Fingerprint(request)}");

    /// <summary>Null where there is none, it was changed, or it belongs to another request.</summary>
    public DateTimeOffset? Read(OpenIddictRequest request)
    {
        if ((string?)request[Parameter] is not { Length: > 0 } value) return null;
        try
        {
            var parts = _seal.Unprotect(value).Split(' ');
            return parts[1] == Fingerprint(request) ? new(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The same request as a local URL, with the mark, whether it came by GET or POST.</summary>
    public static string ReturnUrl(OpenIddictRequest request, string mark) =>
        QueryHelpers.AddQueryString(OpenIdNames.AuthorizePath, Pairs(request).Append(new(Parameter, mark)));

    private static string Fingerprint(OpenIddictRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(QueryHelpers.AddQueryString("", Pairs(request).OrderBy(p => p.Key, StringComparer.Ordinal)))));

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(OpenIddictRequest request) =>
        from parameter in request.GetParameters()
        where parameter.Key != Parameter
        from value in (ImmutableArray<string?>?)parameter.Value ?? []
        select new KeyValuePair<string, string?>(parameter.Key, value);
}
