using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Plans.News;

/// <summary>
/// Which items a reader's slice has and what each says, as fingerprints: enough to tell what is new, and no words that would have to
/// be erased. The version of <see cref="ReadWords"/>, and 16 bytes for each item, 8 of its id and 8 of what it says, in no order of the plan's.
/// </summary>
internal sealed class SeenItems
{
    private const int Length = 16;
    private readonly Dictionary<ulong, ulong> _says;

    private SeenItems(Dictionary<ulong, ulong> says, byte[] all) => (_says, All) = (says, all);

    /// <summary>As it is stored.</summary>
    public byte[] All { get; }

    /// <summary>Fingerprint of all of it.</summary>
    public string Print => Convert.ToHexStringLower(SHA256.HashData(All).AsSpan(0, 8));

    public IEnumerable<ulong> Ids => _says.Keys;

    /// <param name="view">Of that slice, in the language that is compared.</param>
    public static SeenItems Of(Slice slice, PlanView view)
    {
        var views = view.Items().ToDictionary(i => i.Handle);
        var says = slice.Items.ToDictionary(i => IdOf(i.Id), i => First(ReadWords.HashOf(views[slice.Handles[i.Id]])));
        var all = new byte[1 + says.Count * Length];
        all[0] = ReadWords.Version;
        var at = 1;
        foreach (var (id, what) in says.OrderBy(s => s.Key))
        {
            BinaryPrimitives.WriteUInt64BigEndian(all.AsSpan(at), id);
            BinaryPrimitives.WriteUInt64BigEndian(all.AsSpan(at + 8), what);
            at += Length;
        }
        return new(says, all);
    }

    /// <summary>Null where it was written under another version: nothing can be compared with it.</summary>
    public static SeenItems? Read(byte[] all)
    {
        if (all.Length % Length != 1 || all[0] != ReadWords.Version) return null;
        Dictionary<ulong, ulong> says = [];
        for (var at = 1; at + Length <= all.Length; at += Length)
            says[BinaryPrimitives.ReadUInt64BigEndian(all.AsSpan(at))] = BinaryPrimitives.ReadUInt64BigEndian(all.AsSpan(at + 8));
        return new(says, all);
    }

    public static ulong IdOf(string itemId) => First(SHA256.HashData(Encoding.UTF8.GetBytes(itemId)));

    public bool Has(ulong id) => _says.ContainsKey(id);

    /// <summary>Whether the item is in both and says something else.</summary>
    public bool SaysOther(SeenItems other, ulong id) => _says.TryGetValue(id, out var here) && other._says.TryGetValue(id, out var there) && here != there;

    private static ulong First(byte[] hash) => BinaryPrimitives.ReadUInt64BigEndian(hash);
}
