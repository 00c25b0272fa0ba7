using FamilyPortal.Shared.Authorities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Local;

/// <summary>
/// The settings of the parts on one machine. Later wins: what is here, `settings.json` in the data folder, environment variables
/// that begin with FAMILYPORTAL_ (`FAMILYPORTAL_Texts__Gateway=acs`), the caller's.
/// </summary>
internal sealed class LocalSettings(LocalOptions options, string folder, LocalHost host)
{
    private readonly LocalSecrets _secrets = LocalSecrets.Load(folder);

    public WebApplicationOptions Part(string name, Uri address) => new()
    {
        ApplicationName = $"FamilyPortal.{name}",
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = options.Demo ? Environments.Development : Environments.Production,
    };

    public Action<WebApplicationBuilder> Apply(string name, Uri address) => builder =>
    {
        builder.Configuration.AddInMemoryCollection(Common());
        builder.Configuration.AddInMemoryCollection([new("urls", address.GetLeftPart(UriPartial.Authority))]);
        builder.Configuration.AddJsonFile(Path.Combine(folder, "settings.json"), optional: true);
        builder.Configuration.AddEnvironmentVariables("FAMILYPORTAL_");
        builder.Configuration.AddInMemoryCollection(options.Settings);
        PrivateFolder.MakeDatabases(builder.Configuration);
        // Three hosts share the console: only the local host says when it is ready.
        builder.Services.Configure<Microsoft.Extensions.Hosting.ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        options.Configure?.Invoke(builder);
    };

    private IEnumerable<KeyValuePair<string, string?>> Common()
    {
        var portal = Base(host.Portal);
        Dictionary<string, string?> settings = new()
        {
            ["Storage:Provider"] = "Sqlite",
            ["Storage:Connection"] = $"Data Source={Path.Combine(folder, "familyportal.db")}",
            ["IdentityStorage:Provider"] = "Sqlite",
            ["IdentityStorage:Connection"] = $"Data Source={Path.Combine(folder, "identity.db")}",
            ["DataProtection:Certificate"] = _secrets.CertificatePath(folder),
            ["DataProtection:CertificatePassword"] = _secrets.KeyPassword,
            ["Issuer"] = Base(host.Identity),
            ["Identity:Issuer"] = Base(host.Identity),
            ["Identity:ClientId"] = "portal",
            ["Identity:ClientSecret"] = _secrets.PortalClient,
            ["Clients:portal:Secret"] = _secrets.PortalClient,
            ["Clients:portal:RedirectUris:0"] = $"{portal}/signin-oidc",
            ["Clients:portal:PostLogoutRedirectUris:0"] = $"{portal}/signed-out",
            ["Clients:portal:BackChannelLogoutUri"] = $"{portal}/signout-backchannel",
            ["Portal:PublicUrl"] = portal,
            ["Bot:Url"] = Base(host.Bot),
            ["Bot:PublicUrl"] = Base(host.Bot),
            ["Bot:DirectLineSecret"] = _secrets.DirectLine,
            ["Texts:InboundKey"] = _secrets.InboundTexts,
            ["Demo:Enabled"] = options.Demo ? "true" : "false",
            ["Texts:Gateway"] = options.Demo ? "demo" : "none",
            ["Record:Connectors:drop:Kind"] = "file",
            ["Record:Connectors:drop:Folder"] = Path.Combine(folder, "record"),
        };
        if (options.Demo)
        {
            AddDemoClient(settings);
            // Shown on the demo phone like any other.
            settings["Duty:Default:Phone"] = "+447700900950";
        }
        return settings;
    }

    /// <summary>The record system of the demo (design.md, "Outside interfaces"). Production refuses this secret.</summary>
    private static void AddDemoClient(Dictionary<string, string?> settings)
    {
        settings["Clients:record-demo:Secret"] = "demo-only-secret";
        settings["Clients:record-demo:Scopes:0"] = "record.write";
        settings["Clients:record-demo:Scopes:1"] = "record.read";
        var n = 0;
        foreach (var pack in AuthorityPacks.Load(null).All)
        {
            settings[$"Clients:record-demo:Authorities:{n}"] = pack.Id;
            settings[$"RecordApi:Clients:record-demo:Authorities:{n++}"] = pack.Id;
        }
    }

    private static string Base(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
