using FamilyPortal.Portal.Chat;

namespace FamilyPortal.Portal.SignIn;

/// <summary>Puts another session into a browser: nothing that the one before left there stays.</summary>
internal sealed class SessionStart(SessionCookie cookie, ChatCookie chat)
{
    public void Replace(HttpContext http, string secret)
    {
        chat.Forget(http);
        cookie.Write(http.Response, secret);
        // Pages in memory go too: "Back" must not show a staff page to a child.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}
