using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Record;

/// <summary>
/// The pull side of the feed: pages of what families answered, in order, without gaps or skips, for the record system of
/// their authority. Reading changes nothing: the same cursor gives the same answers again.
/// </summary>
public sealed class RecordFeed
{
    /// <summary>Events on a page when no limit is asked for.</summary>
    public const int UsualLimit = 100;

    /// <summary>Most events on a page.</summary>
    public const int MostLimit = 1000;

    private readonly StoreFactory _stores;
    private readonly FeedSequencer _sequencer;

    internal RecordFeed(StoreFactory stores, FeedSequencer sequencer) => (_stores, _sequencer) = (stores, sequencer);

    /// <summary>One family's answers after a cursor (null: from the first), in the order they were stored.</summary>
    public async Task<FeedRead> ReadFamilyAsync(RecordClient client, string authority, string recordRef, string? after, int limit, CancellationToken cancel = default)
    {
        if (Refuse(client, authority, after, limit, out var place) is { } refusal) return refusal;
        await using var store = _stores.Create();
        var family = await store.Families.Where(f => f.AuthorityId == authority && f.RecordRef == recordRef)
            .Select(f => new { f.Id, f.NextEntryNumber }).SingleOrDefaultAsync(cancel);
        if (family is null) return RecordRefusal.UnknownFamily;
        if (place is { } p && (p.FamilyId != family.Id || p.Number >= family.NextEntryNumber)) return RecordRefusal.BadCursor;

        var number = place?.Number ?? 0;
        var entries = await store.RecordEntries.AsNoTracking()
            .Where(e => e.FamilyId == family.Id && e.Number > number)
            .OrderBy(e => e.Number).Take(limit + 1).ToListAsync(cancel);
        return Page(entries, _ => recordRef, after, limit);
    }

    /// <summary>The picture (JPEG) to which an answer of this family refers.</summary>
    /// <param name="answer">The answer's id: that of its event.</param>
    public async Task<PictureRead> ReadPictureAsync(RecordClient client, string authority, string recordRef, Guid answer, CancellationToken cancel = default)
    {
        if (!client.Serves(authority)) return new(null, RecordRefusal.WrongAuthority);
        await using var store = _stores.Create();
        if (await store.Families.Where(f => f.AuthorityId == authority && f.RecordRef == recordRef).Select(f => (Guid?)f.Id).SingleOrDefaultAsync(cancel) is not { } family) return new(null, RecordRefusal.UnknownFamily);
        var jpeg = await store.AnswerPictures.Where(p => p.FamilyId == family && p.AnswerId == answer).Select(p => p.Jpeg).SingleOrDefaultAsync(cancel);
        return jpeg is null ? new(null, RecordRefusal.UnknownPicture) : new(jpeg, null);
    }

    /// <summary>All the authority's families' answers after a cursor (null: from the first). Each family's keep their order.</summary>
    public async Task<FeedRead> ReadAuthorityAsync(RecordClient client, string authority, string? after, int limit, CancellationToken cancel = default)
    {
        if (Refuse(client, authority, after, limit, out var place) is { } refusal) return refusal;
        // So that a read right after an answer has it.
        await _sequencer.RunAsync(cancel);
        await using var store = _stores.Create();
        long position = 0;
        if (place is { } p)
        {
            var found = await store.RecordEntries.Where(e => e.FamilyId == p.FamilyId && e.Number == p.Number && e.AuthorityId == authority)
                .Select(e => e.Position).SingleOrDefaultAsync(cancel);
            if (found is null) return RecordRefusal.BadCursor;
            position = found.Value;
        }

        var entries = await store.RecordEntries.AsNoTracking()
            .Where(e => e.AuthorityId == authority && e.Position > position)
            .OrderBy(e => e.Position).Take(limit + 1).ToListAsync(cancel);
        var families = entries.Select(e => e.FamilyId).Distinct().ToList();
        var refs = await store.Families.Where(f => families.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.RecordRef, cancel);
        return Page(entries, e => refs[e.FamilyId], after, limit);
    }

    private static RecordRefusal? Refuse(RecordClient client, string authority, string? after, int limit, out FeedPlace? place)
    {
        place = null;
        if (!client.Serves(authority)) return RecordRefusal.WrongAuthority;
        if (limit is < 1 or > MostLimit) return RecordRefusal.BadLimit;
        return FeedPlace.TryRead(after, out place) ? null : RecordRefusal.BadCursor;
    }

    private static FeedPage Page(List<RecordEntry> entries, Func<RecordEntry, string> recordRef, string? after, int limit)
    {
        var page = entries.Take(limit).ToList();
        var next = page.Count > 0 ? new FeedPlace(page[^1].FamilyId, page[^1].Number).Write()
            : string.IsNullOrEmpty(after) ? FeedPlace.Start : after;
        return new([.. page.Select(e => FeedEvent.Write(e, recordRef(e)))], next, entries.Count > limit);
    }
}
