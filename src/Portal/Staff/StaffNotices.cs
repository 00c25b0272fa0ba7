using System.Security.Cryptography;
using System.Text.Json;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Staff;

/// <summary>What the next page says about what was just done.</summary>
/// <param name="Key">Entry of StaffText.</param>
/// <param name="Once">A new word or the codes of a sheet: the page that they are for shows them, this once.</param>
internal sealed record StaffNotice(string Key, IReadOnlyList<string>? Once = null);

/// <summary>
/// Carries a line, or what is shown once, over the redirect after a form: sealed, in a cookie of the same browser, for the
/// same session and the one address it is meant for. Never in an address, a log or the database.
/// </summary>
internal sealed class StaffNotices(IDataProtectionProvider protection, PortalSettings settings)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("FamilyPortal.Portal.StaffNotice").ToTimeLimitedDataProtector();

    private string Name => settings.CookieName("portal-notice");

    public void Leave(HttpContext http, SignedIn signedIn, string path, StaffNotice notice)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Kept(signedIn.SessionKey, path, notice));
        http.Response.Cookies.Append(Name, WebEncoders.Base64UrlEncode(_protector.Protect(body, Life)), SessionCookie.OptionsFor(settings));
    }

    /// <summary>The notice for this page, for layout and page alike; it is gone afterwards.</summary>
    public StaffNotice? Take(HttpContext http, SignedIn? signedIn)
    {
        if (!http.Items.TryGetValue(typeof(StaffNotice), out var taken)) http.Items[typeof(StaffNotice)] = taken = Read(http, signedIn);
        return taken as StaffNotice;
    }

    private StaffNotice? Read(HttpContext http, SignedIn? signedIn)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Cookies[Name] is not { Length: > 0 } written) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(WebEncoders.Base64UrlDecode(written)));
            if (kept is null || kept.Session != signedIn?.SessionKey || kept.Path != http.Request.Path) return null;
            http.Response.Cookies.Delete(Name, SessionCookie.OptionsFor(settings));
            return kept.Notice;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(string Session, string Path, StaffNotice Notice);
}
