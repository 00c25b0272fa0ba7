using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>
/// `Bot:DirectLineSecret`: what the Portal shows to get a token for somebody; at least 24 characters. `Portal:PublicUrl`: the
/// only origin whose pages may call from a browser. `Bot:PublicUrl`: the Bot's address as browsers reach it; needed in Production,
/// elsewhere by default the address that it listens on.
/// </summary>
internal sealed class DirectLineSettings
{
    private const int Shortest = 24;
    private readonly byte[]? _hash;

    private DirectLineSettings(string? secret, string portal, Uri? publicUrl)
    {
        _hash = secret is null ? null : Hash(secret);
        PortalOrigin = portal;
        PublicUrl = publicUrl;
    }

    public string PortalOrigin { get; }

    public Uri? PublicUrl { get; }

    /// <summary>In time that does not depend on how close the guess is.</summary>
    public bool IsSecret(string? shown) => _hash is not null && shown is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(shown));

    /// <exception cref="InvalidOperationException">A setting is missing or wrong: names it.</exception>
    public static DirectLineSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var secret = configuration["Bot:DirectLineSecret"];
        if (string.IsNullOrEmpty(secret))
        {
            // Without it nobody gets a token, which is safe; in Production it is a chat that never opens.
            if (environment.IsProduction()) throw new InvalidOperationException("Bot:DirectLineSecret is empty. Set it to the same random text in the Bot's and the Portal's settings.");
            secret = null;
        }
        else if (secret.Length < Shortest || (environment.IsProduction() && secret.Contains(DemoMode.ClientSecret, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"Bot:DirectLineSecret must have at least {Shortest} characters, at random.");
        }

        var address = ReadAddress(configuration["Bot:PublicUrl"], environment.IsProduction());
        return new(secret, new Uri(PortalAddress.Read(configuration, environment.IsProduction()).Link("/")).GetLeftPart(UriPartial.Authority), address);
    }

    private static Uri? ReadAddress(string? url, bool isProduction)
    {
        if (string.IsNullOrEmpty(url) && !isProduction) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException("Bot:PublicUrl must be the Bot's address as browsers reach it, such as https://chat.example.org.");
        if (isProduction && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            throw new InvalidOperationException("Bot:PublicUrl must begin with https: what is said to the helper would travel open.");
        return address;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
