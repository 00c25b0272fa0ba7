using FamilyPortal.Portal.Hosting;

namespace FamilyPortal.Portal.SignIn;

/// <summary>The cookie that holds a session's secret and nothing else. It goes when the browser closes.</summary>
internal sealed class SessionCookie(PortalSettings settings)
{
    private readonly string _name = settings.CookieName("portal-session");

    public string? Read(HttpRequest request) => request.Cookies[_name] is { Length: > 0 } secret ? secret : null;

    public void Write(HttpResponse response, string secret) => response.Cookies.Append(_name, secret, Options);

    /// <summary>Only where it came: another site's form brings none, and must not take it away.</summary>
    public void Delete(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(_name)) http.Response.Cookies.Delete(_name, Options);
    }

    private CookieOptions Options => OptionsFor(settings);

    /// <summary>For every cookie of the Portal. Lax: a person comes back from Identity, and from a text's link.</summary>
    public static CookieOptions OptionsFor(PortalSettings settings) => new()
    {
        HttpOnly = true,
        Secure = settings.Secure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
