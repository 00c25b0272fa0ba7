using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Load.SignIns;

/// <summary>The clients that the measured sites have besides their own: one that signs people in, one that is a machine.</summary>
internal static class LoadClient
{
    private const string Secret = "a-long-random-secret-of-the-load-client";
    private const string RedirectUri = "https://load.example.org/callback";
    private const string Verifier = "a-verifier-that-is-long-enough-and-the-same-for-every-sign-in";

    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Clients:load:Secret"] = Secret,
        ["Clients:load:RedirectUris:0"] = RedirectUri,
        ["Clients:load-machine:Secret"] = Secret,
        ["Clients:load-machine:Scopes:0"] = "record.read",
        ["Clients:load-machine:Authorities:0"] = "cornwall",
    };

    /// <summary>The request of a browser whose person is signed in.</summary>
    public static byte[] Authorize(int port, string cookie)
    {
        var path = QueryHelpers.AddQueryString("/connect/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = "load",
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["redirect_uri"] = RedirectUri,
            ["state"] = "state",
            ["nonce"] = "nonce",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        });
        return Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n");
    }

    /// <summary>The client's exchange of the code that this redirect carries; null where it carries none.</summary>
    public static byte[]? Exchange(int port, string headers)
    {
        var at = headers.IndexOf("code=", StringComparison.Ordinal);
        if (at < 0) return null;
        var code = headers[(at + 5)..headers.IndexOfAny(['&', '\r'], at)];
        return Post(port, $"grant_type=authorization_code&client_id=load&client_secret={Secret}&code_verifier={Verifier}&redirect_uri={Uri.EscapeDataString(RedirectUri)}&code={code}");
    }

    public static byte[] Machine(int port) => Post(port, $"grant_type=client_credentials&scope=record.read&client_id=load-machine&client_secret={Secret}");

    private static byte[] Post(int port, string form) => Encoding.ASCII.GetBytes(
        $"POST /connect/token HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}");
}
