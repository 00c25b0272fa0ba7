using FamilyPortal.Shared.Plans.Document;
using Microsoft.Extensions.Caching.Memory;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// The slices of those who look just now. Who may look, and everything in a <see cref="SliceKey"/>, is read from the database at
/// every request; a slice is only not cut again where all of it is as it was.
/// </summary>
internal sealed class SliceCache : IDisposable
{
    /// <summary>With the pages made from it a slice takes about 100 kB.</summary>
    public const int Most = 1_000;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Most });

    public int Count => _cache.Count;

    public Slice Get(SliceKey key, PlanDocument document)
    {
        if (_cache.TryGetValue(key, out Slice? slice)) return slice!;
        slice = key.Cut(document);
        _cache.Set(key, slice, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
        return slice;
    }

    public void Dispose() => _cache.Dispose();
}
