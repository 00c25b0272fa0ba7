namespace FamilyPortal.Portal.Hosting;

/// <summary>
/// Says at start where Portal and Identity are of different sites for a browser. Sign-in works all the same, so that nobody would
/// notice; but "Leave this page" and sign-out, which lead from one to the other, then end nothing at Identity: it takes them for
/// another site's (Look's AnotherSite).
/// </summary>
internal sealed partial class OneSite(PortalSettings settings, ILogger<OneSite> log) : IHostedService
{
    /// <summary>
    /// Under these everybody has a site of their own: those of the UK's domains that an authority may have, and of hosting that gives
    /// a host name (publicsuffix.org has them all).
    /// </summary>
    private static readonly HashSet<string> Shared =
    [
        "ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "net.uk", "nhs.uk", "org.uk", "plc.uk", "police.uk", "sch.uk", "service.gov.uk",
        "azurecontainer.io", "azurefd.net", "azurestaticapps.net", "azurewebsites.net", "cloudapp.net", "cloudapps.digital", "fly.dev", "herokuapp.com", "onrender.com", "pages.dev",
        "trafficmanager.net", "web.app",
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsOne(settings.PublicUrl, settings.Issuer)) LogTwo(settings.PublicUrl.Host, settings.Issuer.Host);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a browser takes the two for one site: the same scheme, and a registered domain in common.</summary>
    internal static bool IsOne(Uri one, Uri other)
    {
        if (one.Scheme != other.Scheme) return false;
        if (one.Host == other.Host) return true;
        if (one.HostNameType != UriHostNameType.Dns || other.HostNameType != UriHostNameType.Dns) return false;
        var common = one.Host.Split('.').Reverse().Zip(other.Host.Split('.').Reverse()).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First).Reverse().ToList();
        return common.Count > 1 && !Shared.Contains(string.Join('.', common));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Portal:PublicUrl ({Portal}) and Identity:Issuer ({Identity}) are different sites to a browser: leaving and signing out would not end the session at Identity. Give both a host under one domain of your own.")]
    private partial void LogTwo(string portal, string identity);
}
