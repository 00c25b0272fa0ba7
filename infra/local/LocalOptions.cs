using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace FamilyPortal.Local;

/// <summary>How the three parts are hosted on one machine.</summary>
public sealed record LocalOptions
{
    private const string Usage = """
        usage: ./run [--port-base N] [--data DIR] [--no-demo]

          --port-base N   Portal listens on N, Identity on N+1, Bot on N+2 (5100)
          --data DIR      databases, keys and settings (./data)
          --no-demo       Production: no invented families, no development pages
        """;

    /// <summary>Portal; Identity and Bot follow.</summary>
    public int PortBase { get; init; } = 5100;

    /// <summary>Databases, keys and `settings.json`. Created if missing.</summary>
    public string DataFolder { get; init; } = "./data";

    /// <summary>Development with invented families; otherwise Production.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Whether the demo's families are loaded. Tests send their own.</summary>
    public bool LoadFamilies { get; init; } = true;

    /// <summary>Settings on top of all others, for every part.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Last word on each part's services: tests replace the clock.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }

    /// <summary>Reads the command line; null, with the reason written, where it does not read.</summary>
    public static LocalOptions? Parse(string[] args, TextWriter error)
    {
        var options = new LocalOptions();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--port-base" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_534:
                    options = options with { PortBase = port };
                    i++;
                    break;
                case "--data" when i + 1 < args.Length:
                    options = options with { DataFolder = args[++i] };
                    break;
                case "--no-demo":
                    options = options with { Demo = false };
                    break;
                default:
                    error.WriteLine(args[i] is "--help" or "-h" ? Usage : $"Not understood: {args[i]}\n{Usage}");
                    return null;
            }
        }
        return options;
    }
}
