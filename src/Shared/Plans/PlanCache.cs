using System.Text;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// Parsed plan versions, which of their translations are older than their English, and in which earlier ones their items said something else, by
/// version and erasure stamp. The one thing about a family that may be cached (design.md): who may see what of it is decided anew each time.
/// </summary>
internal sealed class PlanCache(StoreFactory stores) : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 2_000 });

    /// <summary>The plan version, or null where the family has none yet.</summary>
    public async Task<PlanDocument?> GetAsync(Guid familyId, int version, int erasureStamp, CancellationToken cancel)
    {
        if (version == 0) return null;
        var key = (familyId, version, erasureStamp);
        if (_cache.TryGetValue(key, out PlanDocument? document)) return document;

        await using var store = stores.Create();
        var json = await store.PlanVersions.Where(v => v.FamilyId == familyId && v.Version == version).Select(v => v.Document).SingleAsync(cancel);
        document = PlanReader.ReadStored(Encoding.UTF8.GetBytes(json));
        if (version > 1)
        {
            var all = await store.PlanVersions.Where(v => v.FamilyId == familyId && v.Version <= version).OrderBy(v => v.Version).Select(v => new { v.Version, v.Document }).ToListAsync(cancel);
            document = document with { OldTranslations = OldTranslations.In(all.Select(v => v.Document)), OtherWords = OtherWords.In(all.Select(v => (v.Version, v.Document))) };
        }
        _cache.Set(key, document, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(30) });
        return document;
    }

    public void Dispose() => _cache.Dispose();
}
