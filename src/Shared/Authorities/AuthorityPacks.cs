using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyPortal.Shared.Authorities;

/// <summary>
/// The authorities that this deployment serves. Without `Authorities:Folder` those of the samples, with invented numbers; with
/// it, the packs in that folder and no others.
/// </summary>
public sealed class AuthorityPacks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    private readonly Dictionary<string, AuthorityPack> _packs;

    private AuthorityPacks(IEnumerable<AuthorityPack> packs) => _packs = packs.OrderBy(p => p.Id, StringComparer.Ordinal).ToDictionary(p => p.Id);

    public IReadOnlyCollection<AuthorityPack> All => _packs.Values;

    /// <exception cref="KeyNotFoundException">This deployment does not serve that authority.</exception>
    public AuthorityPack Get(string id) => Find(id) ?? throw new KeyNotFoundException("This deployment has no pack for that authority. Add a file to Authorities:Folder.");

    public AuthorityPack? Find(string id) => _packs.GetValueOrDefault(id);

    /// <summary>Whether families would be given invented numbers (Ofcom's range for drama, 07700 900000 to 900999).</summary>
    public bool HaveInventedNumbers => All.Any(p => Numbers(p).Any(n => n.Number.StartsWith("+447700900", StringComparison.Ordinal)));

    /// <summary>Reads the packs of <paramref name="folder"/>, or those of the samples where it is empty.</summary>
    /// <exception cref="InvalidOperationException">A pack is wrong: names the file, the field, and what it must be.</exception>
    public static AuthorityPacks Load(string? folder)
    {
        var packs = new List<AuthorityPack>();
        foreach (var (file, open) in Files(folder))
        {
            using var stream = open();
            var pack = Read(file, stream);
            if (packs.Any(p => p.Id == pack.Id)) throw Wrong(file, "id", "is in another pack too");
            packs.Add(pack);
        }
        return packs.Count > 0 ? new(packs) : throw new InvalidOperationException("Authorities:Folder has no .json file. Put one authority pack per file into it.");
    }

    private static IEnumerable<(string File, Func<Stream> Open)> Files(string? folder)
    {
        if (!string.IsNullOrEmpty(folder))
        {
            if (!Directory.Exists(folder)) throw new InvalidOperationException("Authorities:Folder names a folder that is not there.");
            return Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), (Func<Stream>)(() => File.OpenRead(path))));
        }
        var assembly = typeof(AuthorityPacks).Assembly;
        const string prefix = "Authorities/";
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Select(n => (n[prefix.Length..], (Func<Stream>)(() => assembly.GetManifestResourceStream(n)!)));
    }

    internal static AuthorityPack Read(string file, Stream stream)
    {
        AuthorityPack pack;
        try
        {
            pack = JsonSerializer.Deserialize<AuthorityPack>(stream, Json) ?? throw Wrong(file, "$", "is empty");
        }
        catch (JsonException e)
        {
            throw Wrong(file, e.Path ?? "$", e.Message.Split(" Path:")[0], e);
        }
        AuthorityPackRules.Check(pack, (field, what) => Wrong(file, field, what));
        return pack;
    }

    internal static IEnumerable<HelpNumber> Numbers(AuthorityPack pack) => [pack.DayPhone, pack.NightPhone, pack.Complaints.Phone, pack.Advocacy.Phone];

    private static InvalidOperationException Wrong(string file, string field, string what, Exception? inner = null) =>
        new($"Authority pack {file}, field {field}: {what}.", inner);
}
