using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace FamilyPortal.Identity.Sessions;

/// <summary>
/// Identity's cookies: sealed with Data Protection, HttpOnly, Secure wherever the issuer is https. Names of our own, since
/// cookies of localhost ignore ports.
/// </summary>
internal sealed class IdentityCookies(IDataProtectionProvider protection, Uri issuer)
{
    /// <summary>The signed-in session. Lax: a person comes to the authorization endpoint from the Portal.</summary>
    public const string Session = "fp-id";

    /// <summary>The attempt to sign in that is under way.</summary>
    public const string Flow = "fp-id-flow";

    /// <summary>A device that only one person uses.</summary>
    public const string Device = "fp-id-device";

    /// <summary>What a passkey must answer, until it has.</summary>
    public const string Challenge = "fp-id-passkey";

    /// <summary>The invitation of a partner's staff whose word was told.</summary>
    public const string Partner = "fp-id-partner";

    public const string Antiforgery = "fp-id-form";

    private readonly bool _secure = issuer.Scheme == Uri.UriSchemeHttps;

    /// <summary>With https the browser itself refuses the cookie from anywhere but this host.</summary>
    public string NameOf(string cookie) => _secure ? "__Host-" + cookie : cookie;

    public bool Secure => _secure;

    /// <summary>Null where there is none, or it is not one of ours.</summary>
    public string? Read(HttpContext http, string cookie)
    {
        if (http.Request.Cookies[NameOf(cookie)] is not { Length: > 0 } value) return null;
        try
        {
            return SealOf(cookie).Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, string cookie, string value, TimeSpan? life = null) =>
        http.Response.Cookies.Append(NameOf(cookie), SealOf(cookie).Protect(value), Options(cookie, life));

    /// <summary>Only where it came: another site's form brings none, and must not take it away.</summary>
    public void Delete(HttpContext http, string cookie)
    {
        if (http.Request.Cookies.ContainsKey(NameOf(cookie))) http.Response.Cookies.Delete(NameOf(cookie), Options(cookie, null));
    }

    private CookieOptions Options(string cookie, TimeSpan? life) => new()
    {
        HttpOnly = true,
        Secure = _secure,
        SameSite = cookie == Session ? SameSiteMode.Lax : SameSiteMode.Strict,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };

    private IDataProtector SealOf(string cookie) => protection.CreateProtector("FamilyPortal.Identity.Cookies", cookie);
}
