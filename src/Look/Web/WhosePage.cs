using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Look.Components;
using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>Whose page it is that asks, for what the script behind the idle warning sends (IdleWatch).</summary>
public static class WhosePage
{
    /// <summary>A page's clock may be a little fast: so close to the end of a session it is the end.</summary>
    public static readonly TimeSpan Nearly = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether the page that asks is one of whoever <paramref name="who"/> stands for. By that mark and not by an antiforgery token,
    /// which is for one request and would forbid to send a page twice (WrittenPage). It serves as well: another site does not know
    /// it, and another person's page has another. Besides, the session's cookie does not come with a form of another site
    /// (SameSite=Lax), and a browser says from where a form comes.
    /// </summary>
    public static async Task<bool> IsOfAsync(HttpContext http, string who)
    {
        if (AnotherSite.Sent(http.Request) || !http.Request.HasFormContentType) return false;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return form[IdleWatch.Field] is [{ } sent] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(who));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return false;
        }
    }
}
