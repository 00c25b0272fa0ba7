namespace FamilyPortal.Portal.Hosting;

/// <summary>The Portal's own settings, checked at start.</summary>
/// <param name="PublicUrl">Where people open the Portal, without a path.</param>
/// <param name="Issuer">Identity's address, as its tokens name it.</param>
internal sealed record PortalSettings(Uri PublicUrl, Uri Issuer, string ClientId, string ClientSecret)
{
    /// <summary>Whether cookies may go over https only: everywhere but on a laptop's own loopback.</summary>
    public bool Secure => PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>With https the browser itself refuses the cookie from anywhere but this host. Names of our own: cookies of localhost ignore ports.</summary>
    public string CookieName(string name) => Secure ? "__Host-" + name : name;

    /// <exception cref="InvalidOperationException">A setting is missing or wrong: names it and says what it must be.</exception>
    public static PortalSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var portal = configuration["Portal:PublicUrl"];
        if (string.IsNullOrEmpty(portal) && !environment.IsProduction()) portal = "http://localhost:5100";
        return new(
            Address(portal, "Portal:PublicUrl"),
            Address(configuration["Identity:Issuer"], "Identity:Issuer"),
            Needed(configuration, "Identity:ClientId"),
            Needed(configuration, "Identity:ClientSecret"));
    }

    private static string Needed(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{key} is empty. Set it as Identity's settings have it for the Portal.");

    /// <summary>Plain http is for loopback, where nobody can listen.</summary>
    private static Uri Address(string? written, string key) =>
        Uri.TryCreate(written, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new InvalidOperationException($"{key} must be an https address such as https://example.org (http only on localhost).");
}
