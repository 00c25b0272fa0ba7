using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Shared.Record.Connectors;

/// <summary>How answers leave for a record system.</summary>
internal enum ConnectorKind
{
    /// <summary>One signed POST for each answer.</summary>
    Webhook,

    /// <summary>Files of newline-delimited JSON, for systems that collect from a folder.</summary>
    File,
}

/// <summary>One connector: section `Record:Connectors:{name}`.</summary>
internal sealed class ConnectorOptions
{
    public const string Section = "Record:Connectors";

    public string Name { get; set; } = "";
    public ConnectorKind? Kind { get; set; }

    /// <summary>The authorities whose answers it carries. Left out: all of this deployment.</summary>
    public List<string>? Authorities { get; set; }

    /// <summary>Webhook: where to post. HTTPS, or HTTP on this machine.</summary>
    public Uri? Url { get; set; }

    /// <summary>Webhook: see <see cref="StandardWebhook"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>Webhook: how long one request may take.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>File: the folder that gets a folder for each authority.</summary>
    public string? Folder { get; set; }

    /// <summary>Reads and checks every connector.</summary>
    /// <exception cref="InvalidOperationException">Says which setting to mend.</exception>
    public static IReadOnlyList<ConnectorOptions> Read(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(section =>
        {
            var options = section.Get<ConnectorOptions>() ?? new();
            options.Name = section.Key;
            options.Check(section.Path);
            return options;
        })];

    private void Check(string path)
    {
        if (Name.Length is 0 or > 40 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new InvalidOperationException($"{path}: a connector's name is 1 to 40 letters, digits and hyphens.");
        switch (Kind)
        {
            case ConnectorKind.Webhook:
                if (Url is not { IsAbsoluteUri: true } || !(Url.Scheme == Uri.UriSchemeHttps || (Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback)))
                    throw new InvalidOperationException($"{path}:Url must be an https address (http only for this machine): families' words travel to it.");
                try
                {
                    _ = new StandardWebhook(Secret ?? "");
                }
                catch (FormatException e)
                {
                    throw new InvalidOperationException($"{path}:Secret: {e.Message}");
                }
                if (TimeoutSeconds is < 1 or > 20) throw new InvalidOperationException($"{path}:TimeoutSeconds must be 1 to 20.");
                break;
            case ConnectorKind.File:
                if (string.IsNullOrWhiteSpace(Folder)) throw new InvalidOperationException($"{path}:Folder is empty. Set it to the folder that the record system collects from.");
                break;
            default:
                throw new InvalidOperationException($"{path}:Kind must be Webhook or File.");
        }
    }
}
