using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Bot.Texts;

/// <summary>
/// The secret that gateways show when they bring texts (`Texts:InboundKey`): as `?key=` or the header `x-inbound-key` from
/// Event Grid, as a bearer token from GOV.UK Notify. Without it nothing is taken; only the demo, whose demo phone can send
/// anyway, takes texts from its own machine without.
/// </summary>
internal sealed class InboundKey
{
    private const int Shortest = 24;
    private readonly byte[]? _hash;
    private readonly bool _demo;

    public InboundKey(IConfiguration configuration, IServiceProvider services)
    {
        var key = configuration["Texts:InboundKey"];
        if (key is { Length: > 0 and < Shortest }) throw new InvalidOperationException($"Texts:InboundKey must have at least {Shortest} characters, at random.");
        _hash = string.IsNullOrEmpty(key) ? null : Hash(key);
        _demo = DemoPhone.IsHere(services);
    }

    public bool IsShownBy(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        const string bearer = "Bearer ";
        string?[] shown =
        [
            http.Request.Query["key"], http.Request.Headers["x-inbound-key"],
            authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? authorization[bearer.Length..].Trim() : null,
        ];
        if (shown.FirstOrDefault(s => !string.IsNullOrEmpty(s)) is not { } given) return _demo && DemoMode.IsLocalMachine(http);
        // Hashes are of one length: neither time nor length tells how close a guess is.
        return _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(given));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
