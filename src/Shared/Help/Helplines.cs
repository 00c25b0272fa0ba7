using System.Globalization;
using System.Resources;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FamilyPortal.Shared.Help;

/// <summary>A national helpline.</summary>
/// <param name="Name">As the service calls itself; topics name it in braces.</param>
/// <param name="Number">As people read it aloud, with spaces.</param>
public sealed record Helpline(string Name, string Number)
{
    private static readonly ResourceManager Words = new("FamilyPortal.Shared.Help.HelplineText", typeof(Helpline).Assembly);

    /// <summary>Who it is for and when it is open, in plain words of the page's language.</summary>
    public string About => Words.GetString(Name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"HelplineText.resx has no '{Name}'.");
}

/// <summary>The only place that holds helpline numbers (<c>Help/helplines.yaml</c>).</summary>
public static class Helplines
{
    private static readonly Lazy<IReadOnlyDictionary<string, Helpline>> ByName = new(Load);

    public static IReadOnlyCollection<Helpline> All => [.. ByName.Value.Values];

    /// <summary>Throws <see cref="KeyNotFoundException"/> for a helpline that is not on the list: a number is never invented.</summary>
    public static Helpline Get(string name) => Find(name) ?? throw new KeyNotFoundException($"There is no helpline '{name}' in Help/helplines.yaml.");

    /// <summary>Null when no helpline has this name.</summary>
    public static Helpline? Find(string name) => ByName.Value.GetValueOrDefault(name);

    private static Dictionary<string, Helpline> Load()
    {
        using var stream = typeof(Helplines).Assembly.GetManifestResourceStream("FamilyPortal.Shared.Help.helplines.yaml")!;
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<List<Entry>>(reader)
            .ToDictionary(entry => entry.Name, entry => new Helpline(entry.Name, entry.Number));
    }

    private sealed class Entry
    {
        public string Name { get; set; } = "";
        public string Number { get; set; } = "";

        /// <summary>For the council's check before go-live; the product shows the number either way.</summary>
        public bool Unverified { get; set; }
    }
}
