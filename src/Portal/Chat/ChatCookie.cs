using System.Security.Cryptography;
using System.Text.Json;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Chat;

/// <summary>
/// Where a conversation's token waits between two pages: sealed, in the browser that holds the session, and good for that session
/// and family alone. No copy of the Portal keeps anything.
/// </summary>
internal sealed class ChatCookie(IDataProtectionProvider protection, PortalSettings settings)
{
    private readonly IDataProtector _seal = protection.CreateProtector("FamilyPortal.Portal.Chat");
    private readonly string _name = settings.CookieName("portal-chat");

    public ChatTicket? Read(HttpContext http, SignedIn signedIn)
    {
        if (http.Request.Cookies[_name] is not { Length: > 0 } value) return null;
        try
        {
            var ticket = JsonSerializer.Deserialize<ChatTicket>(_seal.Unprotect(WebEncoders.Base64UrlDecode(value)));
            return ticket is not null && ticket.Session == signedIn.SessionKey && ticket.Member == signedIn.Viewer?.MembershipKey ? ticket : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, ChatTicket ticket) =>
        http.Response.Cookies.Append(_name, WebEncoders.Base64UrlEncode(_seal.Protect(JsonSerializer.SerializeToUtf8Bytes(ticket))), SessionCookie.OptionsFor(settings));

    public void Forget(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(_name)) http.Response.Cookies.Delete(_name, SessionCookie.OptionsFor(settings));
    }
}

/// <summary>A conversation and the token that opens it.</summary>
/// <param name="RenewAt">Half of the token's life: from then on it is renewed before it is used.</param>
internal sealed record ChatTicket(string Session, Guid Member, string Conversation, string Token, DateTimeOffset RenewAt);
