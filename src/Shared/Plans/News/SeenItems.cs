using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.News;

/// <summary>
/// Which items a reader's slice has and what each says, as fingerprints: enough to tell what is new, and no words that would have to
/// be erased. 16 bytes for each item, 8 of its id and 8 of what it says, in no order of the plan's.
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

    public static SeenItems Of(Slice slice)
    {
        var views = slice.View.Items().ToDictionary(i => i.Handle);
        var says = slice.Items.ToDictionary(i => IdOf(i.Id), i => Hash(JsonSerializer.SerializeToUtf8Bytes<object>(Bare(views[slice.Handles[i.Id]]))));
        var all = new byte[says.Count * Length];
        var at = 0;
        foreach (var (id, what) in says.OrderBy(s => s.Key))
        {
            BinaryPrimitives.WriteUInt64BigEndian(all.AsSpan(at), id);
            BinaryPrimitives.WriteUInt64BigEndian(all.AsSpan(at + 8), what);
            at += Length;
        }
        return new(says, all);
    }

    public static SeenItems Read(byte[] all)
    {
        Dictionary<ulong, ulong> says = [];
        for (var at = 0; at + Length <= all.Length; at += Length)
            says[BinaryPrimitives.ReadUInt64BigEndian(all.AsSpan(at))] = BinaryPrimitives.ReadUInt64BigEndian(all.AsSpan(at + 8));
        return new(says, all);
    }

    public static ulong IdOf(string itemId) => Hash(Encoding.UTF8.GetBytes(itemId));

    public bool Has(ulong id) => _says.ContainsKey(id);

    /// <summary>Whether the item is in both and says something else.</summary>
    public bool SaysOther(SeenItems other, ulong id) => _says.TryGetValue(id, out var here) && other._says.TryGetValue(id, out var there) && here != there;

    /// <summary>What a reader reads of an item itself: not its handle, nor what hangs on which other items they see or whom it asks.</summary>
    private static ItemView Bare(ItemView item) => (item with { Handle = "" }) switch
    {
        GoalView goal => goal with { Worries = [], Asked = false },
        ScaleView scale => scale with { Goals = [], Asked = false },
        StageView stage => stage with { IsNow = false },
        var other => other,
    };

    private static ulong Hash(byte[] bytes) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(bytes));
}
