using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;

namespace FamilyPortal.Portal.Chat;

/// <summary>Where the conversation's token waits between two pages: sealed, in the browser that holds the session.</summary>
internal static class ChatCookie
{
    public const string Name = "portal-chat";

    public static void Forget(HttpContext http)
    {
        var settings = http.RequestServices.GetRequiredService<PortalSettings>();
        if (http.Request.Cookies.ContainsKey(settings.CookieName(Name))) http.Response.Cookies.Delete(settings.CookieName(Name), SessionCookie.OptionsFor(settings));
    }
}
