using System.Security.Cryptography;

namespace FamilyPortal.Look.Web;

/// <summary>
/// Pages are compressed, because many of our readers pay for every kilobyte. Two attacks read a compressed page by
/// its length, and both need a secret beside text of the attacker's choosing:
/// a token of ours (BREACH): ASP.NET's antiforgery token is encrypted anew for each page, so there is nothing stable
/// to guess (the handles of items and of whose page it is stay, and open nothing without the session's cookie); and the
/// family's own words, guessed by somebody who watches the network and may write on the page. A foreign site can make the
/// browser open a page with its cookie (a link that is followed, never unseen: SameSite), but what it chooses does not come
/// back: no page with a family's words repeats the query of its address (LookOptions.FormsKeepQuery). Against somebody of
/// the family who may write on another's page, every page carries padding of a random length, outside the body so that the
/// page itself stays the same.
/// </summary>
internal static class Padding
{
    private const string Source = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrs";

    public static string Next() => Source[..RandomNumberGenerator.GetInt32(1, Source.Length)];
}
