using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Shared.Texting;

/// <summary>
/// The host of the page where a code is typed: Identity's. Code texts end with it, because a phone fills a code in only on the
/// host that the text names (docs/decisions.md, 14).
/// </summary>
internal sealed record CodePageHost(string Host)
{
    /// <summary>With a longer one the text would be two.</summary>
    private const int Longest = 100;

    /// <summary>`Issuer` at Identity, `Identity:Issuer` at the Portal. Elsewhere no code is sent: the Portal's host stands in.</summary>
    /// <exception cref="InvalidOperationException">The host is too long for a text.</exception>
    public static CodePageHost Read(IConfiguration configuration, PortalAddress portal)
    {
        var written = configuration["Issuer"] is { Length: > 0 } issuer ? issuer : configuration["Identity:Issuer"];
        var host = Uri.TryCreate(written, UriKind.Absolute, out var url) && url.IdnHost.Length > 0 ? url.IdnHost : portal.Host;
        return host.Length <= Longest
            ? new CodePageHost(host)
            : throw new InvalidOperationException($"The host in Issuer has more than {Longest} characters: code texts show it and must fit into one message.");
    }
}
