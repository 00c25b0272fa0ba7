using System.Security.Cryptography;
using System.Text.Json;
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

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly MemoryCache _views = new(new MemoryCacheOptions { SizeLimit = Most });

    public int Count => _cache.Count;

    public Slice Get(SliceKey key, PlanDocument document)
    {
        if (_cache.TryGetValue(key, out Slice? slice)) return slice!;
        slice = key.Cut(document);
        slice = slice with { View = SameWhereEqual(key, slice.View) };
        _cache.Set(key, slice, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept });
        return slice;
    }

    public void Dispose()
    {
        _cache.Dispose();
        _views.Dispose();
    }

    /// <summary>
    /// What changed may be hidden from this reader: then their view is the one before, and so is what was made of it. Making it again
    /// would take longer, and so tell them that there was something.
    /// </summary>
    private PlanView SameWhereEqual(SliceKey key, PlanView view)
    {
        var reader = (key.FamilyId, key.PersonId, key.Language, key.With);
        var print = Prints.Of(view);
        if (_views.TryGetValue(reader, out (string Print, PlanView View) before) && before.Print == print) view = before.View;
        _views.Set(reader, (print, view), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept });
        return view;
    }
}

/// <summary>Whether two views show the same, without going through either.</summary>
internal static class Prints
{
    public static string Of<T>(T view) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(view)));
}
