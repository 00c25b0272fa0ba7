using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Shared.Texting;

/// <summary>
/// Where families find the Portal (`Portal:PublicUrl`): the only address that a text may show. Its host stands on lock screens,
/// so it must say nothing: see <see cref="NeutralWords"/>.
/// </summary>
public sealed class PortalAddress
{
    /// <summary>The Portal of the local run (design.md, "Outside interfaces").</summary>
    private const string Local = "http://localhost:5100";

    private readonly Uri _base;

    private PortalAddress(Uri url) => _base = url;

    /// <summary>What a person types: the host, and the port where it is not the usual one.</summary>
    public string Host => _base.Authority;

    /// <summary>For the "nothing to see" link of a nudge, and for staff links in duty notices.</summary>
    public string Link(string path) => new Uri(_base, path).ToString();

    /// <summary>Reads `Portal:PublicUrl`; outside Production its default is the local run's Portal.</summary>
    /// <exception cref="InvalidOperationException">Missing or no http(s) address; in Production, no https.</exception>
    public static PortalAddress Read(IConfiguration configuration, bool isProduction)
    {
        var written = configuration["Portal:PublicUrl"];
        if (string.IsNullOrEmpty(written) && !isProduction) written = Local;
        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new InvalidOperationException("Portal:PublicUrl must be the Portal's address as families open it, such as https://example.org. Texts show it.");
        if (isProduction && url.Scheme != "https" && !url.IsLoopback)
            throw new InvalidOperationException("Portal:PublicUrl must begin with https: texts would send families to a page that others can read.");
        return new(new Uri(url.GetLeftPart(UriPartial.Authority) + "/"));
    }
}
