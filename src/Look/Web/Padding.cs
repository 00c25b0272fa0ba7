using System.Security.Cryptography;

namespace FamilyPortal.Look.Web;

/// <summary>
/// Pages are compressed, because many of our readers pay for every kilobyte. Two attacks read a compressed page by
/// its length, and both need a secret beside text of the attacker's choosing:
/// a token of ours (BREACH): ASP.NET's antiforgery token is encrypted anew for each page, so there is nothing stable
/// to guess (the handles of items and of whose page it is stay, and open nothing without the session's cookie); and the
/// family's own words, guessed by somebody who watches the network and may write on the page, or has the reader follow
/// link after link (a form repeats its page's address). Against the second, a foreign site cannot make the browser fetch
/// a page with its cookie unseen (SameSite), and every page carries padding of a random length, outside the body so that
/// the page itself stays the same.
/// </summary>
internal static class Padding
{
    private const string Source = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrs";

    public static string Next() => Source[..RandomNumberGenerator.GetInt32(1, Source.Length)];
}
